"""Small makers for the tests of measures: an SDQ, another score, attendance, a licence, and what a page posts."""

import re
from datetime import timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.timezone import localdate

from homeward.measures import actions
from homeward.measures.rules import Informant, Scores
from tests.support.making import boxes


SHEET = Scores(emotional=6, conduct=4, hyperactivity=7, peer=5, prosocial=6, impact=3)
MIXED = [int(box) for box in "2112011210011201021201121"]  # total 21 (see the rules' tests)


def ago(days):
    return localdate() - timedelta(days=days)


def sdq(child, by, *, on=None, informant=Informant.PARENT, scores=SHEET, who="Bo, foster carer"):
    facts = actions.SdqFacts(on or localdate(), informant, scores, who)
    return actions.record_sdq(child, facts, by=by)


def answered(on=None, informant=Informant.PARENT, answers=MIXED, impact=None):
    return actions.AnsweredSdq(on or localdate(), informant, answers, impact)


def tool_facts(**changes):
    given = {
        "tool": "Sample Star",
        "part": "Home",
        "on": localdate(),
        "informant": "Ash",
        "score": Decimal("6.5"),
        "reading": "0 to 10, higher is better",
        "licence": "SS-77",
        "licence_holder": "Exampleshire schools",
    }
    return actions.ToolScoreFacts(**{**given, **changes})


def school_facts(**changes):
    given = {
        "first_day": ago(60),
        "last_day": ago(2),
        "possible": 80,
        "attended": 68,
        "source": "Sample School’s register",
    }
    return actions.AttendanceFacts(**{**given, **changes})


def licence(cast, *, start=None, until=None, by=None):
    return actions.write_licence(
        cast.partnership,
        holder="Exampleshire schools",
        reference="YM-INVENTED-1",
        from_day=start or ago(30),
        until=until,
        by=by or cast.morgan,
    )


def typed_sdq(**changes):
    given = {**boxes("on", localdate()), "informant": "parent", "who": "Bo, foster carer"}
    return {**given, "total": "22", **changes}


def typed_answers(boxes_ticked=MIXED, **changes):
    given = {**boxes("on", localdate()), "informant": "parent", "who": ""}
    ticked = {
        f"answer_{number}": "not answered" if box is None else str(box)
        for number, box in enumerate(boxes_ticked, start=1)
    }
    return {**given, **ticked, "impact_page": "none", **changes}


def typed_score(**changes):
    given = {**boxes("on", localdate()), "tool": "Sample Star", "informant": "Ash", "score": "6.5"}
    return {**given, "licence": "SS-77", "licence_holder": "Exampleshire schools", **changes}


def typed_school(**changes):
    given = {**boxes("first_day", ago(60)), **boxes("last_day", ago(2)), "possible": "80"}
    return {**given, "attended": "68", "source": "The register", **changes}


def page_of(client, name, *where) -> str:
    return client.get(reverse(name, args=where)).content.decode()


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())
