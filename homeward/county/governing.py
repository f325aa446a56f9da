"""What the county's information governance leads have: a breach with its clock running, one that is closed, and
an impact assessment. Only where each organisation has a lead: without them there is nobody to follow it up.
"""

from datetime import date, datetime, timedelta
from random import Random

from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.county.cast import Cast
from homeward.county.days import in_office_hours, working_day_before
from homeward.governance.actions import assessments
from homeward.governance.actions.breaches import confirm_breach, report_breach, write_finding
from homeward.governance.models import Assessment
from homeward.governance.rules.assessments import Consulted, Likelihood, Part, Residual, Severity
from homeward.governance.rules.breaches import Choice, Question
from homeward.partnership.models import SharingAgreement, Worker
from homeward.partnership.rules import OrganisationKind, Purpose, Role, leads_for
from homeward.people.models import Child
from homeward.trail.models import Entry


CLOSED_AGO, ASSESSED_AGO = 60, 100  # days
LOOKED_AT_AGAIN = timedelta(days=365)

CLOSED = (
    (Question.RISK, Choice.UNLIKELY, "The neighbour gave it back unopened, the same evening."),
    (Question.CONTAINED, None, "It was fetched and shredded."),
    (Question.COMMISSIONER, Choice.NOT_NOTIFIED, "Nobody had read it, and nobody will."),
    (Question.PEOPLE, Choice.NOT_HIGH, "Their key worker told the mother all the same."),
    (Question.CAUSE, None, "The address was typed from memory."),
    (Question.CHANGE, None, "Letters are printed with the address that the record holds."),
)
RISKS = (
    (
        "An address that is kept secret is read by somebody of the other organisation.",
        "children and mothers who fled",
        Severity.SEVERE,
        "Such a record is sealed, and opens in an emergency alone, with both leads told.",
        Residual.LOW,
    ),
    (
        "A worker opens a record out of curiosity.",
        "children and families whom a worker knows",
        Severity.SIGNIFICANT,
        "Everybody sees who looked, and the leads go through it every month.",
        Residual.MEDIUM,
    ),
)


def govern(county: Cast, began: datetime) -> None:
    """Nothing, while an organisation has no lead."""
    leads = _leads(county, localdate(began))
    if leads is None:
        return
    rng, today = Random(f"{county.partnership.pk} governance"), localdate(began)
    reporter = county.one("North", Role.KEY_WORKER)
    with travel(in_office_hours(rng, working_day_before(today, ASSESSED_AGO))):
        _assess(county, *leads)
    with travel(in_office_hours(rng, working_day_before(today, CLOSED_AGO))):
        _closed(county, reporter, *leads)
    with travel(in_office_hours(rng, working_day_before(today, 1))):
        _open(county, reporter)


def _leads(county: Cast, today: date) -> tuple[Worker, Worker] | None:
    """The council's and the charity's."""
    found: dict[OrganisationKind, Worker] = {}
    for (_team, role), workers in county.people.items():
        if role == Role.GOVERNANCE_LEAD:
            for worker in workers:
                for kind in leads_for(worker.on(today), county.partnership.pk):
                    found[kind] = worker
    if set(found) != set(OrganisationKind):
        return None
    return found[OrganisationKind.COUNCIL], found[OrganisationKind.CHARITY]


def _open(county: Cast, reporter: Worker) -> None:
    """About a child of whom nothing was written since: a child's trail goes forward in time."""
    later = Entry.objects.filter(at__gte=now(), partnership=county.partnership)
    since = {pk for ids in later.values_list("child_ids", flat=True) for pk in ids}
    seen = Child.objects.visible_to(reporter.on(localdate()), localdate()).exclude(pk__in=since)
    report_breach(
        county.partnership,
        what="A plan was sent to the wrong email address, where one letter was left out.",
        noticed_at=now() - timedelta(minutes=40),
        goes_on=False,
        done="I wrote to them and asked them to delete it. No answer yet.",
        whose="The mother’s phone number stands in the plan.",
        children=list(seen.order_by("pk")[:1]),
        by=reporter,
    )


def _closed(county: Cast, reporter: Worker, council: Worker, charity: Worker) -> None:
    breach = report_breach(
        county.partnership,
        what="A letter about a meeting went to the flat next door.",
        noticed_at=now() - timedelta(hours=1),
        goes_on=True,
        done="I phoned, and fetch it on my way home.",
        by=reporter,
    )
    for question, choice, words in CLOSED:
        at = now() if question == Question.CONTAINED else None
        last = write_finding(
            breach, question, choice=choice, happened_at=at, words=words, by=charity
        )
    for lead in (charity, council):
        confirm_breach(breach, version=last.pk, by=lead)


def _assess(county: Cast, council: Worker, charity: Worker) -> None:
    """Signed off by both: what the agreement shares. The figures and the returns are nowhere assessed yet."""
    today = localdate()
    agreements = SharingAgreement.objects.filter(
        partnership=county.partnership, period__contains=today
    )
    assessment = assessments.begin_assessment(
        county.partnership,
        title="One record for two organisations",
        written=assessments.Written(
            what="Workers of both organisations write and read one record of a child, as far as the "
            "sharing agreement says for their role.",
            necessity="A blended team cannot keep a child safe from two files that each hold half.",
            proportionality="Each role reads what its work needs. Families are told who reads it, and can "
            "ask who did.",
            review_by=today + LOOKED_AT_AGAIN,
            agreements=list(agreements),
            purposes=[Purpose.SUPPORT, Purpose.SAFEGUARD],
            parts=[Part.REFERRALS, Part.DECISIONS, Part.SUPPORT, Part.SHARING, Part.TRAIL],
        ),
        by=council,
    )
    for what, to_whom, severity, measure, residual in RISKS:
        assessments.add_risk(
            assessment,
            what=what,
            to_whom=to_whom,
            likelihood=Likelihood.POSSIBLE,
            severity=severity,
            measure=measure,
            owner=charity,
            done_by=today + timedelta(days=30),
            residual=residual,
            by=council,
        )
    assessments.add_view(
        assessment,
        who=Consulted.FAMILIES,
        how="Six parents of the participation group, in person",
        said="Tell us who reads it, on one page, and in the first week.",
        by=charity,
    )
    words = "It may be done so. Look at who looked every month."
    for lead in (council, charity):
        assessments.advise(assessment, words=words, seen=_as_seen(assessment), by=lead)
    for team in ("Leadership", "Charity leadership"):
        senior = county.one(team, Role.HEAD_OF_SERVICE)
        assessments.sign_off(assessment, seen=_as_seen(assessment), by=senior)


def _as_seen(assessment: Assessment) -> str:
    return Assessment.objects.whole().get(pk=assessment.pk).newest.as_seen
