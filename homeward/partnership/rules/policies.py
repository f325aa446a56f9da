"""Each organisation's policies, and which one is in force for a worker where both have one.

A policy binds the people of the organisation that sets it: an employer instructs its own. Where both have one on
a subject for the same role, the two stand side by side until both have settled which of them, or what joint
rule, is followed; until then each follows their own employer's. Only both can settle it, because it binds the
people of both. When either of the two gets another version, what was settled no longer holds for it: nobody
agreed to the new text.

No Act says how two employers of one team settle their policies: this is the partnership's own rule. What single
policies must say (allegations: Working Together to Safeguard Children, 2023; retention: UK GDPR, Article
5(1)(e)) is for the organisations.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.access.rules import Answer, allow, refuse
from homeward.partnership.rules.posts import MANAGING
from homeward.partnership.rules.roles import LEADING, OrganisationKind, Role
from homeward.partnership.rules.workers import WorkerOnDay


class Subject(StrEnum):
    RECORDING = "recording"
    LONE_WORKING = "lone working"
    VISITS = "visits"
    TRANSPORT = "transport"
    RETENTION = "retention"
    ALLEGATIONS = "allegations"
    SUPERVISION = "supervision"
    COMPLAINTS = "complaints"
    OTHER = "other"

    @property
    def label(self) -> str:
        return SUBJECTS[self]


SUBJECTS = {
    Subject.RECORDING: "Writing things down",
    Subject.LONE_WORKING: "Working alone",
    Subject.VISITS: "Visits",
    Subject.TRANSPORT: "Driving children and families",
    Subject.RETENTION: "How long records are kept",
    Subject.ALLEGATIONS: "Allegations against people who work with children",
    Subject.SUPERVISION: "Supervision",
    Subject.COMPLAINTS: "Complaints",
    Subject.OTHER: "Something else",
}


class Outcome(StrEnum):
    COUNCIL = "council"
    CHARITY = "charity"
    JOINT = "joint"
    EACH = "each"

    @property
    def label(self) -> str:
        return OUTCOMES[self]


OUTCOMES = {
    Outcome.COUNCIL: "Everybody follows the council’s",
    Outcome.CHARITY: "Everybody follows the charity’s",
    Outcome.JOINT: "Everybody follows a joint rule",
    Outcome.EACH: "Each follows their own employer’s",
}


@dataclass(frozen=True)
class Source:
    """A version of a policy that is in force on a day."""

    version_id: int
    policy_id: int
    subject: Subject
    side: OrganisationKind
    roles: frozenset[Role]  # none named: everybody


@dataclass(frozen=True)
class Settled:
    """What both settled about two versions."""

    settlement_id: int
    council: int  # the versions
    charity: int
    outcome: Outcome


@dataclass(frozen=True)
class InForce:
    """What one follows on a subject: one's own employer's policy, the other's beside it, and what settled it."""

    own: Source
    other: Source | None = None
    settled: Settled | None = None

    @property
    def open(self) -> bool:
        """Both have one, and nobody has settled which is followed."""
        return self.other is not None and self.settled is None

    @property
    def joint(self) -> int | None:
        """The settlement whose words are followed."""
        if self.settled and self.settled.outcome == Outcome.JOINT:
            return self.settled.settlement_id
        return None

    @property
    def followed(self) -> Source | None:
        """The policy that is followed; none where it is a joint rule."""
        if self.joint is not None:
            return None
        if self.settled and self.other and self.settled.outcome == self.other.side.value:
            return self.other
        return self.own


def overlap(some: Collection[Role], others: Collection[Role]) -> bool:
    """Whether two audiences share a role. No role named is everybody."""
    return not some or not others or bool(set(some) & set(others))


def reaches(source: Source, role: Role) -> bool:
    return overlap(source.roles, [role])


def pairs_of(sources: Iterable[Source]) -> list[tuple[Source, Source]]:
    """The council's and the charity's policies on one subject for a same role. What is of no subject in
    particular is about different things."""
    named = [source for source in sources if source.subject != Subject.OTHER]
    return [
        (council, charity)
        for council in named
        if council.side == OrganisationKind.COUNCIL
        for charity in named
        if charity.side == OrganisationKind.CHARITY
        and charity.subject == council.subject
        and overlap(council.roles, charity.roles)
    ]


def in_force(
    posts: Iterable[tuple[OrganisationKind, Role]],
    sources: Collection[Source],
    settled: Iterable[Settled],
) -> list[InForce]:
    """For somebody with these posts (employer and role): a line for each policy of an employer of theirs that
    reaches them."""
    settlements = {(one.council, one.charity): one for one in settled}
    pairs = pairs_of(sources)
    found: dict[tuple[int, int | None], InForce] = {}
    for side, role in posts:
        for own in sources:
            if own.side != side or not reaches(own, role):
                continue
            beside = [
                (pair, other)
                for pair in pairs
                if own in pair
                for other in pair
                if other != own and reaches(other, role)
            ]
            for pair, other in beside:
                settlement = settlements.get((pair[0].version_id, pair[1].version_id))
                found[own.version_id, other.version_id] = InForce(own, other, settlement)
            if not beside:
                found.setdefault((own.version_id, None), InForce(own))
    compared = {own for own, other in found if other is not None}
    return [
        line for (own, other), line in found.items() if other is not None or own not in compared
    ]


def to_read(lines: Iterable[InForce]) -> tuple[set[int], set[int]]:
    """The versions and the joint rules that somebody is to have read."""
    lines = list(lines)
    return (
        {line.followed.version_id for line in lines if line.followed},
        {line.joint for line in lines if line.joint is not None},
    )


def may_have_read(*, theirs: bool) -> Answer:
    if not theirs:
        return refuse(
            "it is not in force for you today, so there is nothing to confirm",
            "Your own policies are under My policies.",
        )
    return allow("it is in force for you today")


def may_hold(from_day: date, to_day: date | None, today: date, *, last_from: date | None) -> Answer:
    """A first version may have begun long since. What follows it begins today at the earliest: nobody can have
    followed then what is written now."""
    if to_day is not None and to_day <= from_day:
        return refuse("it ends before it begins", "Choose an end that is later than its beginning.")
    if to_day is not None and to_day <= today:
        return refuse("it has ended already", "Choose a later end, or leave it empty.")
    if last_from is None:
        return allow("it is the first version")
    if from_day <= last_from:
        return refuse(
            f"the version before begins on {last_from:%-d %B %Y}, and only one holds at a time",
            "Choose a later day than that.",
        )
    if from_day < today:
        return refuse(
            "it would begin in the past, when nobody could follow it",
            "Choose today or a later day.",
        )
    return allow("it follows the version before")


def may_be_worded(*, text: str, link: str) -> Answer:
    if not text and not link:
        return refuse(
            "it says neither the text nor where it is kept, so nobody could read it",
            "Enter the text, or a link to it.",
        )
    return allow("it can be read")


def may_reach(roles: Collection[Role], held: Collection[Role], organisation: str) -> Answer:
    """`held` are the roles that the organisation's people have on its first day."""
    if not held or (roles and not set(roles) & set(held)):
        return refuse(
            f"nobody of {organisation} has such a post then, so it would be for nobody",
            "Choose other roles, or everybody.",
        )
    return allow("it is for somebody")


def may_stand_beside(
    subject: Subject, roles: Collection[Role], others: Iterable[tuple[str, Collection[Role]]]
) -> Answer:
    """Two policies of one organisation on one subject are for different people. `others`: title and roles."""
    for title, theirs in others:
        if subject != Subject.OTHER and overlap(roles, theirs):
            return refuse(
                f"“{title}” is of the same organisation and subject, for some of the same people",
                "Write a new version of that one, or choose other roles.",
            )
    return allow("no other policy of the organisation is for the same people")


def may_end(
    from_day: date,
    today: date,
    *,
    end: date | None,
    called_off: Collection[date],
    named: bool,
) -> Answer:
    """`called_off`: when the versions begin that would not have begun by then; `named`: one of them stands in
    what was proposed to settle two policies."""
    if from_day < today:
        return refuse(
            "it would end in the past, and what was followed stays so",
            "Choose today or a later day.",
        )
    if end is not None and end <= from_day:
        return refuse(f"it ends on {end:%-d %B %Y} already", "Choose an earlier day.")
    if today in called_off:
        return refuse("a version of it began today", "Choose tomorrow or a later day.")
    if named:
        return refuse(
            "a version that has not begun by then is named in what was proposed to settle two policies, so "
            "it stays to be read",
            f"Choose a later day than {max(called_off):%-d %B %Y}.",
        )
    return allow("it holds until then")


def may_settle(council: Source, charity: Source) -> Answer:
    """`council` and `charity` as they were handed over: whether the two are about one thing."""
    if (council, charity) not in pairs_of([council, charity]):
        return refuse(
            "these two are not the council’s and the charity’s policy on one subject for the same people",
            "Open the subject, and begin there.",
        )
    return allow("both are in force, on one subject, for some of the same people")


def may_be_settled(
    outcome: Outcome,
    *,
    rule: str,
    decided_on: date,
    from_day: date,
    today: date,
    both_hold: bool,
    waiting: bool,
) -> Answer:
    if waiting:
        return refuse(
            "something is proposed for these two already",
            "Agree to it, or take it back, before you propose another.",
        )
    if outcome == Outcome.JOINT and not rule:
        return refuse("it does not say the joint rule", "Write the rule in a sentence or two.")
    if outcome != Outcome.JOINT and rule:
        return refuse(
            "it says a joint rule, and also that one of the two is followed",
            "Choose the joint rule, or leave its words empty.",
        )
    if decided_on > today:
        return refuse("it would be decided on a day to come", "Enter the day of the decision.")
    if from_day < max(decided_on, today):
        return refuse(
            "it would hold before today, or before it was decided", "Choose today or a later day."
        )
    if not both_hold:
        return refuse(
            "one of the two policies is not in force on that day", "Choose a day on which both are."
        )
    return allow("it says what is followed, and from which day")


def may_still_hold(begins: date, *, both_hold: bool, last_from: date | None) -> Answer:
    """Whether what was proposed can hold now. `last_from`: from when holds what was settled before."""
    if not both_hold:
        return refuse(
            "one of the two policies has another version by then, or has ended",
            "Take this back, and settle the two that are in force.",
        )
    if last_from is not None and begins <= last_from:
        return refuse(
            f"what was settled before holds from {last_from:%-d %B %Y}",
            "Take this back, and propose it from a later day than that.",
        )
    return allow("both policies are in force then")


def teams_to_ask(worker: WorkerOnDay, managed: Iterable[tuple[int, int]]) -> set[int]:
    """The teams of which a worker may see who has not read what: a manager's own, and those that the
    organisation manages which they lead. `managed`: team and organisation, as of today."""
    own = {post.team_id for post in worker.posts if post.role == Role.TEAM_MANAGER}
    leads = {post.employer_id for post in worker.posts if post.role in LEADING}
    return own | {team for team, organisation in managed if organisation in leads}


def may_ask_who_has_read(worker: WorkerOnDay) -> Answer:
    for post in worker.posts:
        if post.role in MANAGING:
            return allow(f"you are {post.role}, {post.team_name}")
    return refuse(
        "who has read what is for the managers of the teams",
        "What you have read yourself is under My policies.",
    )
