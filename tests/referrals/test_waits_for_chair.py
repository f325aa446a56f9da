"""What a panel decides waits for the one who signs it: the chair of that family, or its deputy."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.decisions.models import Decision
from homeward.partnership.rules import Role
from homeward.referrals import actions, queries, rules
from homeward.referrals.models import AgendaItem
from tests.referrals.making import recuse


@pytest.fixture
def pat(cast):
    """Pat chairs panels too, for the council, in the West team that referred the family."""
    return cast.join("Pat Mockery", cast.west, Role.PANEL_CHAIR, cast.founded.council)


def waits_for(item, who):
    today = localdate()
    waiting = Decision.objects.waiting_for(who.on(today), today)
    return waiting.filter(pk=item.decision_id).exists()


def lee_is_away(cast, item):
    here = [cast.kit, cast.robin, cast.alex]
    actions.record_attendance(item.sitting, here, by=cast.kit)


WAYS = {
    "chairs": lambda cast, item, pat: None,
    "recused": lambda cast, item, pat: recuse(item, cast.lee),
    "away": lambda cast, item, pat: lee_is_away(cast, item),
    "deputy": lambda cast, item, pat: (
        recuse(item, cast.lee),
        actions.name_deputy(item, pat, by=cast.kit),
    ),
    "back": lambda cast, item, pat: (
        lee_is_away(cast, item),
        actions.name_deputy(item, pat, by=cast.kit),
        actions.record_attendance(item.sitting, [cast.lee, cast.kit, pat], by=cast.kit),
    ),
}


@pytest.mark.parametrize(
    ("way", "lee", "pats"),
    [
        ("chairs", True, False),
        ("recused", False, False),
        ("away", False, False),
        ("deputy", False, True),
        ("back", True, False),
    ],
)
def test_decision_waits_for_who_chairs_the_family_as_the_rule_says(cast, pat, way, lee, pats):
    item = cast.on_panel()

    WAYS[way](cast, item, pat)

    item = AgendaItem.objects.get(pk=item.pk)
    chairs = rules.chairing(queries.seats(item), item.sitting.chair_id, item.deputy_id)
    assert (waits_for(item, cast.lee), waits_for(item, pat)) == (lee, pats)
    assert (chairs == cast.lee.pk, chairs == pat.pk) == (lee, pats)


def test_another_chair_who_sees_the_family_is_not_told_that_it_waits_for_them(cast, pat, as_worker):
    item = cast.on_panel()

    log = as_worker(pat).get(reverse("decisions:log"))
    day = as_worker(pat).get(reverse("web:home")).content.decode()

    assert [row["decision"] for row in log.context["rows"]] == [item.decision]
    assert "Waits for you" not in log.content.decode()
    assert "Waiting for my signature" not in day


def test_chair_is_told_that_it_waits_for_them(cast, as_worker):
    cast.on_panel()

    log = as_worker(cast.lee).get(reverse("decisions:log")).content.decode()
    day = as_worker(cast.lee).get(reverse("web:home")).content.decode()

    assert "Waits for you" in log
    assert "Waiting for my signature" in day
