"""Policies of the invented council and charity: some that only one has, and three on which both say something:
one settled for the charity's, one by a joint rule, and one that is not settled yet. The days and hours in them
are invented."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware
from time_machine import travel

from homeward.county.days import working_day_before
from homeward.partnership.actions.policies import (
    agree_settlement,
    propose_settlement,
    set_policy,
)
from homeward.partnership.models import Organisation, PolicyVersion, Worker
from homeward.partnership.rules import OrganisationKind, Role
from homeward.partnership.rules.policies import Outcome, Subject


WITH_FAMILIES = frozenset({Role.KEY_WORKER, Role.SOCIAL_WORKER, Role.TEAM_MANAGER})
COUNCIL, CHARITY = OrganisationKind.COUNCIL, OrganisationKind.CHARITY
SET = (
    (
        COUNCIL,
        Subject.RECORDING,
        "Recording practice",
        "Write a visit down within five working days",
    ),
    (
        CHARITY,
        Subject.RECORDING,
        "Writing it down",
        "Write a visit down by the end of the next day",
    ),
    (COUNCIL, Subject.LONE_WORKING, "Lone working", "Phone the duty desk before and after a visit"),
    (CHARITY, Subject.LONE_WORKING, "Out alone", "Check in with the app every hour of a visit"),
    (
        COUNCIL,
        Subject.ALLEGATIONS,
        "Allegations against staff",
        "Tell the designated officer within one working day",
    ),
    (
        CHARITY,
        Subject.ALLEGATIONS,
        "When somebody says that one of us did harm",
        "Tell your manager at once, who tells the trustee for safeguarding",
    ),
    (
        CHARITY,
        Subject.TRANSPORT,
        "Driving families",
        "Only with a business-use insurance, seen by us",
    ),
    (
        COUNCIL,
        Subject.RETENTION,
        "Retention schedule",
        "Delete nothing of a child’s record yourself",
    ),
)
TEXT = (
    "This text is invented, as are the council and the charity.\n\n"
    "If you cannot do it, say so to your manager the same day: nobody is blamed for saying so."
)


def set_policies(
    organisations: dict[OrganisationKind, Organisation],
    *,
    heads: dict[OrganisationKind, Worker],
    from_day: date,
    today: date,
) -> None:
    versions: dict[tuple[OrganisationKind, Subject], PolicyVersion] = {}
    with _noon(from_day):
        for side, subject, title, rule in SET:
            versions[side, subject] = set_policy(
                organisations[side],
                subject=subject,
                title=title,
                rule=rule,
                text=TEXT,
                link="",
                roles=WITH_FAMILIES,
                from_day=from_day,
                to_day=None,
                authorised_by=f"{'Cabinet' if side == COUNCIL else 'Board of trustees'}, minute 2",
                by=heads[side],
            )
    since = working_day_before(today, 200)
    with _noon(since):
        for subject, outcome, rule in (
            (Subject.RECORDING, Outcome.CHARITY, ""),
            (
                Subject.ALLEGATIONS,
                Outcome.JOINT,
                "Tell your manager at once; the manager tells the designated officer the same working day, "
                "and the trustee for safeguarding",
            ),
        ):
            proposed = propose_settlement(
                versions[COUNCIL, subject],
                versions[CHARITY, subject],
                outcome=outcome,
                rule=rule,
                decided_by="Joint board, minute 8",
                decided_on=since - timedelta(days=6),
                from_day=since,
                by=heads[CHARITY],
            )
            agree_settlement(proposed, under="Cabinet, minute 4", by=heads[COUNCIL])


def _noon(day: date) -> travel:
    return travel(make_aware(datetime.combine(day, time(12))))
