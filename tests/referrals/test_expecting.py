"""What members think would happen without the help: alone, once, sealed, and opened at follow-up."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from homeward.access.guard import Refused
from homeward.referrals import actions, queries, rules
from homeward.referrals.models import Expectation, Interest
from homeward.referrals.rules import Expected, Path, PlacementKind
from homeward.trail import actions as trail
from homeward.trail.actions import content_of
from homeward.trail.models import Entry
from tests.referrals.making import sign
from tests.referrals.samples import url


CARE = Expected(Path.CARE, "over 5000", 70, "Nobody sleeps.", PlacementKind.CHILDRENS_HOME)
HELD_ON = date(2026, 1, 15)
OPEN = SimpleNamespace(decision=SimpleNamespace(signed_at=None))
DECIDED = SimpleNamespace(decision=SimpleNamespace(signed_at=HELD_ON))


@pytest.mark.parametrize(
    ("item", "member", "recused", "sealed", "allowed"),
    [
        (OPEN, True, False, False, True),
        (OPEN, True, False, True, False),
        (OPEN, True, True, False, False),
        (OPEN, False, False, False, False),
        (DECIDED, True, False, False, False),
    ],
)
def test_deciding_member_answers_once_before_the_decision(item, member, recused, sealed, allowed):
    assert rules.may_expect(item, member, recused, sealed).allowed is allowed


@pytest.mark.parametrize(
    ("followed_up", "today", "opened"),
    [
        (False, date(2026, 1, 15), False),
        (False, date(2027, 1, 14), False),
        (False, date(2027, 1, 15), True),
        (True, date(2026, 8, 1), True),
    ],
)
def test_it_opens_with_the_follow_up_or_after_a_year(followed_up, today, opened):
    answer = rules.is_open(HELD_ON, followed_up, today)

    assert answer.allowed is opened
    assert opened or "15 January 2027" in answer.reason


@pytest.mark.parametrize(("today", "back"), [(date(2026, 7, 14), False), (date(2026, 7, 15), True)])
def test_family_comes_back_six_months_on(today, back):
    assert rules.comes_back(HELD_ON, today) is back


def test_seal_changes_with_every_word_and_with_the_salt():
    other = Expected(Path.CARE, "over 5000", 71, "Nobody sleeps.", PlacementKind.CHILDRENS_HOME)

    seals = {rules.seal_of(CARE, "a"), rules.seal_of(CARE, "b"), rules.seal_of(other, "a")}

    assert len(seals) == 3
    assert len(rules.seal_in_words(seals.pop())) == len("7c1e 40b9 d2a8")


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (CARE, "Comes into care: a children’s home"),
        (Expected(Path.HOME, "none", 10, "x"), "Stays at home"),
    ],
)
def test_what_is_expected_is_said_in_words(expected, words):
    assert expected.in_words == words


def test_sealed_answer_is_kept_and_the_trail_knows_only_its_seal(cast):
    item = cast.on_panel()

    kept = actions.seal_expectation(item, CARE, by=cast.alex)

    entry = Entry.objects.get(what="sealed what would happen without the help")
    assert kept.expected == CARE
    assert [content_of(content) for content in entry.contents.all()] == [{"seal": kept.seal}] * 2


def test_answer_changed_behind_our_back_is_told_apart(cast):
    kept = actions.seal_expectation(cast.on_panel(), CARE, by=cast.alex)

    Expectation.objects.update(confidence=10)

    assert queries.as_sealed([kept]) == {kept.pk}
    assert not queries.as_sealed(Expectation.objects.all())


def seal_anew(kept, confidence):
    """As somebody would who can write to the table, and knows how a seal is made."""
    kept.confidence = confidence
    kept.seal = rules.seal_of(kept.expected, kept.salt)
    kept.save()


def test_answer_changed_and_sealed_anew_is_told_apart_by_the_trail(cast):
    item = cast.on_panel()
    kept = actions.seal_expectation(item, CARE, by=cast.alex)
    others = actions.seal_expectation(item, CARE, by=cast.robin)

    seal_anew(kept, 10)

    assert queries.as_sealed(Expectation.objects.all()) == {others.pk}


def test_seal_told_to_the_trail_once_more_proves_nothing(cast):
    item = cast.on_panel()
    kept = actions.seal_expectation(item, CARE, by=cast.alex)
    seal_anew(kept, 10)

    trail.record(
        rules.SEALED,
        item,
        by=cast.alex,
        children=item.referral.child_ids(),
        changed={"seal": kept.seal},
    )

    assert not queries.as_sealed([kept])


def test_content_of_the_trail_that_was_put_there_proves_nothing(cast):
    item = cast.on_panel()
    kept = actions.seal_expectation(item, CARE, by=cast.alex)
    seal_anew(kept, 10)
    told = Entry.objects.get(what=rules.SEALED)
    others = trail.record(
        "another", item, by=None, children=told.child_ids, changed={"seal": kept.seal}
    )
    forged = {content.child_id: content.enciphered for content in others.contents.all()}

    with connection.cursor() as cursor:
        # Only an owner of the tables can, and undoes it with the test.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE trail_content DISABLE TRIGGER no_change")
        for content in told.contents.all():
            cursor.execute(
                "UPDATE trail_content SET enciphered = %s WHERE id = %s",
                [forged[content.child_id], content.pk],
            )

    assert not queries.as_sealed([kept])


@pytest.mark.parametrize("who", ["sam", "robin", "alex"])
def test_refused_answer_writes_nothing(cast, who):
    item = cast.on_panel()
    actions.declare_interest(item, interest="x", then=Interest.Then.NO_VOTE, by=cast.robin)
    if who == "alex":
        sign(cast, item)

    with pytest.raises(Refused):
        actions.seal_expectation(item, CARE, by=getattr(cast, who))

    assert not Expectation.objects.exists()


def test_member_answers_once(cast):
    item = cast.on_panel()
    actions.seal_expectation(item, CARE, by=cast.alex)

    with pytest.raises(Refused, match="nobody can change it"):
        actions.seal_expectation(item, Expected(Path.HOME, "none", 1, "y"), by=cast.alex)

    assert Expectation.objects.get().expected == CARE


def test_database_knows_no_surer_than_sure(cast):
    kept = actions.seal_expectation(cast.on_panel(), CARE, by=cast.alex)

    with pytest.raises(IntegrityError), transaction.atomic():
        Expectation.objects.filter(pk=kept.pk).update(confidence=101)


TYPED = {
    "path": "comes into care",
    "placement": "a children’s home",
    "weekly_cost": "over 5000",
    "confidence": "70",
    "why": "Nobody sleeps at night there.",
}


def test_page_says_what_sealed_means_before_anything_is_written(cast, as_worker):
    item = cast.on_panel()

    page = as_worker(cast.alex).get(url("expect", item.pk)).content.decode()

    assert "A court can order it, and the child or a parent can ask" in page
    assert page.index("A court can order it") < page.index('<form method="post" novalidate')


def test_member_reads_only_their_own(cast, as_worker):
    item = cast.on_panel()
    as_worker(cast.alex).post(url("expect", item.pk), TYPED)

    own = as_worker(cast.alex).get(url("expect", item.pk)).content.decode()
    pages = [url(name, item.pk) for name in ("expect", "item", "minute", "sign_item")]
    chairs = [as_worker(cast.lee).get(page).content.decode() for page in pages]

    assert "Nobody sleeps at night there." in own
    assert not any("Nobody sleeps at night there." in page for page in chairs)
    assert "1 member has answered alone." in chairs[1]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"placement": ""}, "Choose where the child would live in care"),
        ({"confidence": "101"}, "Enter a number that is 100 or less"),
    ],
)
def test_answer_that_is_not_whole_is_not_sealed(cast, as_worker, changed, message):
    item = cast.on_panel()

    page = as_worker(cast.alex).post(url("expect", item.pk), {**TYPED, **changed}).content.decode()

    assert message in page
    assert not Expectation.objects.exists()


def test_minute_says_how_many_sealed_and_not_what(cast):
    item = cast.on_panel()
    actions.seal_expectation(item, CARE, by=cast.alex)

    sign(cast, item)

    assert item.minute.held["sealed"] == 1
    assert "Nobody sleeps" not in str(item.minute.held)
    assert item.sitting.held_on == localdate()


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 7, 15), date(2026, 1, 15)),
        (date(2026, 2, 27), date(2025, 8, 27)),
        (date(2026, 2, 28), date(2025, 8, 31)),
        (date(2026, 8, 31), date(2026, 2, 28)),
    ],
)
def test_last_sitting_to_come_back_is_the_last_of_which_the_rule_says_so(today, last):
    assert rules.last_to_come_back(today) == last
    assert rules.comes_back(last, today)
    assert not rules.comes_back(last + timedelta(days=1), today)


def test_member_reads_plainly_that_the_seal_does_not_hold(cast, as_worker):
    item = cast.on_panel()
    actions.seal_expectation(item, CARE, by=cast.alex)
    before = as_worker(cast.alex).get(url("expect", item.pk)).content.decode()
    Expectation.objects.update(confidence=10)

    after = as_worker(cast.alex).get(url("expect", item.pk)).content.decode()

    assert "The seal does not hold" not in before
    assert "The seal does not hold: this was changed after it was sealed." in after
