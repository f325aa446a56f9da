"""What is filled in in a letter, what stands on its paper, and what it must not say of others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from homeward.decisions.models import Decision
from homeward.decisions.queries import names
from homeward.family.models import Relative
from homeward.letters.models import Letter, LetterTemplate
from homeward.letters.paper import Paper
from homeward.letters.rules import INVENTED, KINDS, LetterKind, Reached, filled, gives_away
from homeward.letters.rules.writing import ISSUING
from homeward.locks import unlocked
from homeward.partnership.models import Organisation, Partnership, Worker
from homeward.partnership.rules import Post, WorkerOnDay
from homeward.people.models import Adult, Child, Relationship
from homeward.support.models import Plan


@dataclass(frozen=True)
class Words:
    """What an organisation writes in one kind of letter now. Without a template: the product's first text."""

    title: str
    text: str
    template: LetterTemplate | None = None


def words_in_force(organisation_id: int, kind: LetterKind) -> Words:
    held = LetterTemplate.objects.filter(
        organisation_id=organisation_id, kind=kind, in_force_at__isnull=False
    )
    template = held.order_by("-in_force_at", "-version").first()
    if template is None:
        return Words(KINDS[kind].title, KINDS[kind].text)
    return Words(template.title, template.text, template)


def writing_post(worker: WorkerOnDay, partnership_id: int) -> Post | None:
    """The post in which this worker writes to families of this partnership."""
    posts = (post for post in worker.posts if post.partnership_id == partnership_id)
    return next((post for post in posts if post.role in ISSUING), None)


def values_for(
    *,
    by: Worker,
    post: Post,
    children: Sequence[Child],
    to: str,
    partnership: Partnership,
    day: date,
    decision: Decision | None = None,
    plan: Plan | None = None,
) -> dict[str, str]:
    """What the record knows of the places of a letter."""
    values = {
        "to": to,
        "children": names(children),
        "date": _day(day),
        "worker": by.name,
        "worker phone": by.phone or partnership.help_phone,
        "team": post.team_name,
        "organisation": post.employer_name,
        "duty phone": partnership.duty_phone,
        "help phone": partnership.help_phone,
    }
    if decision:
        values |= {
            "question": decision.question,
            "decision": str(decision.outcome or ""),
            "reasons": decision.reasons,
            "signed by": decision.signed_name,
            "signed on": _day(localdate(decision.signed_at)) if decision.signed_at else "",
        }
    if plan:
        values |= {
            "goals": _goals(plan),
            "if it goes wrong": plan.if_it_goes_wrong,
            "starts on": _day(plan.starts_on),
            "review on": _day(plan.review_on),
        }
    return values


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _goals(plan: Plan) -> str:
    said = []
    for goal in plan.goals.all():
        steps = "\n".join(f"- {line.strip()}" for line in goal.steps.splitlines() if line.strip())
        said.append("\n".join(filter(None, (f"# “{goal.words}”", goal.whose, steps))))
    return "\n\n".join(said)


def paper_of(letter: Letter) -> Paper:
    """As it is sent; of one that was not issued, as it would be sent today."""
    post = writing_post(letter.written_by.on(localdate()), letter.partnership_id)
    return Paper(
        organisation=letter.organisation.name,
        team=post.team_name if post else "",
        to=letter.to_name,
        on=letter.issued_on or localdate(),
        title=letter.title,
        text=letter.text,
        address=tuple(line.strip() for line in letter.address.splitlines() if line.strip()),
    )


def invented_paper(organisation: Organisation, title: str, text: str) -> Paper:
    """A template as a letter to a family that does not exist."""
    values: Mapping[str, str] = {**INVENTED, "organisation": organisation.name}
    return Paper(
        organisation=organisation.name,
        team=values["team"],
        to=values["to"],
        on=localdate(),
        title=filled(title, values),
        text=filled(text, values),
        address=("1 Sample Street", "Exampleton"),
    )


def told_of_others(letter: Letter) -> list[str]:
    """What the letter says of how any other adult of these children is reached, today's or an earlier one."""
    with unlocked():  # to refuse the letter, not to show them
        around = Relationship.objects.filter(child__in=letter.children.all())
        adults = Adult.objects.filter(pk__in=around.values("adult")).order_by("pk")
        posted: dict[int, list[str]] = {}
        sent = Letter.objects.filter(to_adult__in=adults.values("pk")).exclude(address="")
        kin = Relative.objects.filter(adult__in=adults.values("pk")).exclude(address="")
        for adult, address in (
            *sent.values_list("to_adult_id", "address"),
            *kin.values_list("adult_id", "address"),
        ):
            posted.setdefault(adult, []).append(address)
        reached = {adult.pk: _reached(adult, posted.get(adult.pk, ())) for adult in adults}
    mine = reached.pop(letter.to_adult_id or 0, Reached(letter.to_name))
    own = Reached(mine.name, mine.phone, mine.safe_contact, (*mine.addresses, letter.address))
    return gives_away(f"{letter.title}\n{letter.text}", reached.values(), own)


def _reached(adult: Adult, addresses: Iterable[str]) -> Reached:
    return Reached(adult.name, adult.phone, adult.safe_contact, tuple(addresses))
