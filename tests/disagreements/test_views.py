"""The pages of disagreements: who sees what, what they say, and what stands in the way of whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.analysis.disclosure import HIDDEN
from homeward.clocks.rules import last_quarters
from homeward.disagreements import actions
from homeward.disagreements.models import Disagreement
from homeward.disagreements.rules import Answered, Theme
from homeward.partnership.rules import Role
from homeward.referrals.models import AgendaItem
from homeward.sharing import actions as sharing
from homeward.sharing.rules import RestrictionKind
from homeward.trail.models import Entry
from tests.conftest import OF_THE_LOCK
from tests.disagreements.making import TYPED, answered, ash, raised, west_manager
from tests.support.making import sent, signed


LIST, THEMES = "/disagreements/", "/disagreements/themes/"


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def address(name, disagreement):
    return reverse(f"disagreements:{name}", args=[disagreement.pk])


def test_raised_from_the_childs_page_and_shown_there_at_once(cast, as_worker):
    child = ash(cast)
    client = as_worker(cast.robin)
    where = reverse("disagreements:raise_on_child", args=[child.pk])
    assert where in page(client, "web:child", child.pk)

    answer = client.post(where, TYPED | {"theme": "safety", "with_team": cast.west.pk})

    disagreement = Disagreement.objects.get()
    assert answer["Location"] == address("disagreement", disagreement)
    told = page(as_worker(cast.sam), "web:child", child.pk)
    assert "Under discussion" in told
    assert "Nan has the spare key." in told
    assert address("disagreement", disagreement) in told


def test_childs_page_stops_saying_so_when_it_ended_and_leads_to_how(cast, as_worker):
    disagreement = raised(cast)
    actions.withdraw_disagreement(disagreement, because="Nan moved in.", by=cast.robin)

    told = page(as_worker(cast.robin), "web:child", disagreement.child_ids()[0])

    assert "Under discussion" not in told
    assert "was withdrawn by Robin Testerton" in told


def test_decisions_page_says_under_discussion_and_leads_to_raising_one(cast, as_worker):
    decision = signed(sent(cast, cast.episode()), by=cast.morgan, code="stay_at_home")
    client = as_worker(cast.robin)
    where = reverse("disagreements:raise_on_decision", args=[decision.pk])
    assert where in page(client, "decisions:decision", decision.pk)

    client.post(where, TYPED | {"theme": "decision", "with_team": cast.leadership.pk})

    told = page(as_worker(cast.sam), "decisions:decision", decision.pk)
    assert "Under discussion" in told
    assert "Nan has the spare key." in told


def test_who_keeps_only_the_decision_is_told_nothing_of_its_disagreements(cast, as_worker):
    """Morgan signed and sees the family no more: what is discussed about them is not Morgan’s to read."""
    with travel(now() - timedelta(days=3)):
        decision = signed(sent(cast, cast.episode()), by=cast.morgan, code="stay_at_home")
    raised(cast, decision)

    told = page(as_worker(cast.morgan), "decisions:decision", decision.pk)

    assert "It cannot be changed" in told
    assert "Under discussion" not in told
    assert "raise a disagreement" not in told


def test_panels_page_shows_it_as_well(cast, as_worker):
    decision = AgendaItem.objects.get(referral=cast.agreed()).decision
    disagreement = raised(cast, decision, by=cast.sam, with_team=cast.north)

    told = page(as_worker(cast.kit), "referrals:item", decision.agenda_item.pk)

    assert address("disagreement", disagreement) in told


@pytest.mark.parametrize("who", ["terry", "stranger", "morgan", "jo"])
def test_disagreement_is_not_there_for_who_does_not_see_the_child(cast, as_worker, who):
    disagreement = raised(cast)
    client = as_worker(getattr(cast, who))

    for name in ("disagreement", "answer", "add_side", "raise_further", "settle", "withdraw"):
        assert client.get(address(name, disagreement)).status_code == 404
        assert client.post(address(name, disagreement), {}).status_code == 404
    assert client.get(LIST).context["rows"] == []


def test_of_several_children_all_must_be_seen(cast, as_worker):
    decision = sent(cast, cast.episode())
    disagreement = raised(cast, decision)
    wren = decision.children.get(given_name="Wren")
    sharing.close_record(
        wren,
        kind=RestrictionKind.SEALED,
        because="A threat was made.",
        named=[cast.robin, cast.kit],
        until=localdate() + timedelta(days=30),
        by=cast.kit,
    )

    assert as_worker(cast.sam).get(address("disagreement", disagreement)).status_code == 404
    assert as_worker(cast.robin).get(address("disagreement", disagreement)).status_code == 200


def test_its_page_begins_with_what_keeps_the_child_safe(cast, as_worker):
    disagreement = raised(cast)

    told = as_worker(cast.kit).get(address("disagreement", disagreement)).content.decode()

    assert told.index("What keeps Ash safe") < told.index("Where it is") < told.index("Nights are")
    assert "Asked: Kit Dummerly" in told
    assert "Not heard yet: the council" in told
    assert "Answer it" in told
    assert (
        "Answer it"
        not in as_worker(cast.robin).get(address("disagreement", disagreement)).content.decode()
    )


def test_its_page_says_who_acts_for_who_raised_it_and_left(cast, as_worker):
    disagreement = raised(cast)
    answered(disagreement, west_manager(cast))
    client = as_worker(cast.kit)
    before = client.get(address("disagreement", disagreement)).content.decode()
    cast.robin.is_active = False
    cast.robin.save()

    told = client.get(address("disagreement", disagreement)).content.decode()
    typed = {"because": "Nan moved in."}
    client.post(address("withdraw", disagreement), typed)

    assert "It waits for Robin Testerton to raise it further" in before
    assert "It waits for Kit Dummerly to raise it further" in told
    assert address("raise_further", disagreement) in told
    assert not Disagreement.objects.open().exists()


def test_reading_it_is_in_the_trail(cast, as_worker):
    disagreement = raised(cast)

    as_worker(cast.kit).get(address("disagreement", disagreement))

    entry = Entry.objects.get(kind="read", what="read a disagreement")
    assert entry.child_ids == disagreement.child_ids()
    assert entry.worker == cast.kit


def test_who_may_not_answer_is_told_who_can(cast, as_worker):
    disagreement = raised(cast)

    told = as_worker(cast.sam).get(address("answer", disagreement)).content.decode()

    assert "the managers of the two teams answer this" in told
    assert "Kit Dummerly" in told
    assert "<textarea" not in told


def test_refused_answer_keeps_what_was_typed_and_says_what_to_do(cast, as_worker):
    disagreement = raised(cast)

    response = as_worker(cast.kit).post(
        address("answer", disagreement),
        {"answer": Answered.UPHELD, "words": "West comes on Saturdays."},
    )

    told = response.content.decode()
    assert response.status_code == 403
    assert "The council has not been heard yet." in told
    assert "Ask somebody who works for them" in told
    assert "West comes on Saturdays." in told
    assert not disagreement.levels.filter(answered_at__isnull=False).exists()


def test_form_sent_twice_raises_it_once(cast, as_worker):
    child = ash(cast)
    client = as_worker(cast.robin)
    where = reverse("disagreements:raise_on_child", args=[child.pk])
    sending = client.get(where).context["form"].sending
    typed = TYPED | {"theme": "safety", "with_team": cast.west.pk, "sending": sending}

    client.post(where, typed)
    client.post(where, typed)

    assert Disagreement.objects.count() == 1


def test_what_was_typed_and_not_sent_is_there_again(cast, as_worker):
    child = ash(cast)
    client = as_worker(cast.robin)
    where = reverse("disagreements:raise_on_child", args=[child.pk])

    client.post(where, {"view": "Nights are not safe."})

    assert "Nights are not safe." in client.get(where).content.decode()
    assert "A disagreement you began to raise" in client.get("/").content.decode()


def test_those_who_answer_have_it_on_their_day_and_overdue_when_it_is(cast, as_worker):
    with travel(now() - timedelta(days=9)):
        disagreement = raised(cast)

    day = as_worker(cast.kit).get("/")

    (item,) = (i for i in day.context["day"].overdue if "disagreement" in i.what)
    assert item.href == address("answer", disagreement)


def test_list_begins_with_what_waits_for_me_and_can_be_narrowed(cast, as_worker):
    first = raised(cast)
    second = raised(cast, ash(cast), by=cast.kit, with_team=cast.west)
    client = as_worker(cast.kit)

    shown = [row["one"] for row in client.get(LIST).context["rows"]]
    late = client.get(LIST + "?where=late").context["rows"]

    assert shown == [first, second]
    assert shown[0].mine
    assert not shown[1].mine
    assert late == []


def test_list_is_taken_away_as_a_file(cast, as_worker):
    raised(cast)

    held = as_worker(cast.kit).get(LIST + "?as=csv").content.decode("utf-8-sig")

    assert held.splitlines()[0].startswith("About,Children,Raised by")
    assert "How safe the child is,Ash,Robin Testerton" in held


def asked_of_the_database(client, path):
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len([query for query in captured if not OF_THE_LOCK.match(query["sql"])])


@pytest.mark.parametrize("where", ["list", "disagreement", "child", "decision"])
def test_queries_do_not_grow_with_the_disagreements(cast, as_worker, where):
    decision = sent(cast, cast.episode())
    found = [raised(cast, decision) for _ in range(2)]
    path = {
        "list": LIST,
        "disagreement": address("disagreement", found[0]),
        "child": reverse("web:child", args=[found[0].child_ids()[0]]),
        "decision": reverse("decisions:decision", args=[decision.pk]),
    }[where]
    client = as_worker(cast.kit)
    client.get(path)
    few = asked_of_the_database(client, path)
    for _ in range(4):
        raised(cast, decision)
        actions.add_side(found[0], words="We cannot.", by=cast.sam)

    assert asked_of_the_database(client, path) == few


def last_quarter():
    return last_quarters(localdate(), 2)[1]


def test_boards_are_told_of_the_quarter_before_with_small_numbers_hidden(cast, as_worker):
    with travel(last_quarter()[0] + timedelta(days=20)):
        child = ash(cast)
        for theme, count in ((Theme.SAFETY, 6), (Theme.HELP, 5), (Theme.OTHER, 2)):
            for _ in range(count):
                actions.raise_disagreement(
                    child, theme=theme, with_team=cast.west, by=cast.robin, **TYPED
                )

    told = as_worker(cast.morgan).get(THEMES)

    rows = dict(row[:2] for row in told.context["tables"][0].rows)
    assert told.context["quarter"].total == 13
    assert rows["How safe the child is"] == 6
    assert rows["Something else"] == HIDDEN
    assert list(rows.values()).count(HIDDEN) > 1
    assert "Sampleton" not in told.content.decode()
    assert "Robin" not in told.content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_themes_are_taken_away_as_a_file(cast, as_worker, kind):
    response = as_worker(cast.jo).get(f"{THEMES}?as={kind}")

    assert response.status_code == 200
    assert f".{kind}" in response["Content-Disposition"]
    assert Entry.objects.filter(what="took away the themes of disagreements as a file").exists()


@pytest.mark.parametrize("who", ["robin", "kit", "sam", "lee"])
def test_themes_are_for_heads_directors_and_analysts(cast, as_worker, who):
    response = as_worker(getattr(cast, who)).get(THEMES)

    assert response.status_code == 403
    assert "heads of service, directors and analysts" in response.content.decode()


def test_another_partnership_counts_its_own(cast, as_worker):
    with travel(last_quarter()[0] + timedelta(days=20)):
        child = ash(cast)
        for _ in range(6):
            raised(cast, child)
    elsewhere = cast.join(
        "Vic Elsewhere", cast.elsewhere, Role.ANALYST, cast.elsewhere.managements.get().organisation
    )

    told = as_worker(elsewhere).get(THEMES)

    assert told.context["quarter"].total == 0


def test_manager_of_the_other_team_reads_and_answers(cast, as_worker):
    wilma = west_manager(cast)
    disagreement = raised(cast)

    as_worker(wilma).post(
        address("answer", disagreement),
        {"answer": Answered.UPHELD, "words": "West comes on Saturdays."},
    )

    told = as_worker(cast.robin).get(address("disagreement", disagreement)).content.decode()
    assert "It was settled by Wilma Placebo" in told
    assert "West comes on Saturdays." in told
