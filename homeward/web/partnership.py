"""The way to everything that holds between the two organisations: who works here, what was agreed, who keeps it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from homeward.disagreements.rules.themes import may_read_themes
from homeward.duty.queries import duty_teams
from homeward.duty.rules import may_be_on_duty, may_set
from homeward.governance.rules.boards import may_read_counts
from homeward.partnership.choosing import choose, chosen_id
from homeward.partnership.rules import WorkerOnDay, may_keep_agreement
from homeward.sharing.rules import may_ask_what_could
from homeward.web.sight.where import somewhere


@dataclass(frozen=True)
class Way:
    name: str
    what: str
    told: str

    @property
    def href(self) -> str:
        return reverse(self.name)


WHO = (
    Way("partnership:teams", "Teams", "Who manages each, and who is in it"),
    Way("partnership:workers", "People", "How to reach somebody, and to whom they answer"),
    Way("partnership:expertise", "Who knows what", "Methods, languages, communities"),
)
AGREED = (
    Way(
        "partnership:collaboration",
        "What both owe each other",
        "The collaboration agreement: aims, duties, reviews",
    ),
    Way("web:register", "Who may decide what", "The delegation register"),
    Way("limits:limits", "By when it is done", "Every time limit, and what we agreed"),
    Way("referrals:eligibility", "For whom the service is", "What is asked of every referral"),
    Way("reunification:class_words", "Classes of risk", "What we call them when a child goes home"),
    Way("measures:licences", "Questionnaires", "Whose leave we have, and how they are scored"),
    Way("family:duty", "The offer of a family group meeting", "Since when it is a duty"),
    Way("letters:templates", "What our letters say", "The words of each organisation"),
    Way(
        "partnership:agreement", "What is shared", "The sharing agreement, and until when it holds"
    ),
)
POLICIES = Way(
    "partnership:policies", "Policies", "The rules in force for me, of both organisations"
)
ASSESSED = Way(
    "governance:assessments",
    "Impact assessments",
    "What sharing may do to people, and what is done about it",
)
APART = (
    Way("disagreements:list", "Disagreements", "What is under discussion, and who answers by when"),
)
DUTY = Way(
    "duty:file", "When Homeward does not answer", "Duty’s cards in a file, and its passphrase"
)
WRONG = (
    Way("governance:report_breach", "Something got out or got lost", "Report it at once"),
    Way("governance:breaches", "Breaches", "What was reported, and what became of it"),
)


def partnership(request: HttpRequest) -> HttpResponse:
    """Only what this worker may open: the pages ask again."""
    worker, chosen = request.worker, chosen_id(request)
    groups = [
        ("Who works here", [*WHO, *_duty(worker, chosen)]),
        ("What was agreed", [*AGREED, POLICIES]),
        ("When we see it differently", [*APART, *_themes(worker, chosen)]),
        ("When something went wrong with information", [*WRONG, *_counts(worker, chosen)]),
        ("Who sees whom", [*_keeping(worker), ASSESSED]),
    ]
    return render(request, "web/partnership.html", {"groups": groups})


@require_POST
def choose_partnership(request: HttpRequest) -> HttpResponse:
    """For who works in several."""
    number = request.POST.get("partnership", "")
    choose(request, int(number) if number.isdecimal() else 0)
    return redirect("web:partnership")


def _duty(worker: WorkerOnDay, partnership: int) -> list[Way]:
    teams = duty_teams([partnership])
    reads = may_be_on_duty(worker, teams, partnership) or may_set(worker, teams, partnership)
    return [DUTY] if reads else []


def _themes(worker: WorkerOnDay, partnership: int) -> list[Way]:
    if not may_read_themes(worker, partnership):
        return []
    return [Way("disagreements:themes", "Themes of disagreements", "By quarter, for both boards")]


def _counts(worker: WorkerOnDay, partnership: int) -> list[Way]:
    if not may_read_counts(worker, partnership):
        return []
    return [Way("governance:breach_counts", "How many breaches", "By quarter, for both boards")]


def _keeping(worker: WorkerOnDay) -> list[Way]:
    ways = []
    if somewhere(worker, may_ask_what_could):
        told = "On a day, and why"
        ways.append(Way("web:what_could", "What a colleague could see", told))
    if somewhere(worker, may_keep_agreement):
        told = "Records opened in an emergency, and their review"
        ways.append(Way("web:glasses", "Broken glass", told))
        ways.append(
            Way("web:trail_state", "Is the trail whole?", "What is sealed, checked and noted")
        )
    return ways
