"""The pages of breaches: who sees which, whose names, and what stands in the way of whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime, now

from homeward.governance.actions.breaches import write_finding
from homeward.governance.models import Breach, Confirmation, Finding
from homeward.governance.rules.breaches import Question
from homeward.trail.models import Entry
from tests.conftest import OF_THE_LOCK
from tests.governance.making import WHAT, answered, gale, ira, judged, reported


LIST, REPORT = "/breaches/", "/breaches/report/"
ASKED = (
    "contain_breach",
    "judge_breach",
    "notify_commissioner",
    "tell_people",
    "find_cause",
    "change_after_breach",
)


def at(name, breach):
    return reverse(f"governance:{name}", args=[breach.pk])


def words(response):
    return response.content.decode()


def moment(when=None):
    when = localtime(when or now())
    return {
        "day_0": when.day,
        "day_1": when.month,
        "day_2": when.year,
        "time": f"{when:%H:%M}",
    }


def test_reported_from_the_page_with_a_child_whom_one_read_last(cast, as_worker):
    child = cast.episode().children.get(preferred_name="Ash")
    client = as_worker(cast.robin)
    client.get(reverse("web:child", args=[child.pk]))
    assert "Ash" in words(client.get(REPORT))

    answer = client.post(REPORT, {"what": WHAT, "goes_on": "no", "children": [child.pk]} | moment())

    breach = Breach.objects.get()
    assert answer["Location"] == at("breach", breach)
    assert list(breach.children.all()) == [child]
    assert "Ash" in words(client.get(at("breach", breach)))
    assert Entry.objects.filter(what="read a breach", child_ids=[child.pk]).exists()


def test_report_that_is_for_the_future_says_so_and_keeps_what_was_typed(cast, as_worker):
    answer = as_worker(cast.robin).post(
        REPORT, {"what": WHAT, "goes_on": "yes"} | moment(now() + timedelta(days=1))
    )

    assert "must be today or in the past" in words(answer)
    assert WHAT in words(answer)
    assert Breach.objects.count() == 0


def test_report_for_later_today_is_refused_by_the_rule(cast, as_worker):
    late = {"time": "23:59"} | {k: v for k, v in moment().items() if k != "time"}

    answer = as_worker(cast.robin).post(REPORT, {"what": WHAT, "goes_on": "yes"} | late)

    assert answer.status_code == 403
    assert "is in the future" in words(answer)


def test_a_child_whom_one_does_not_see_cannot_be_ticked(cast, as_worker):
    child = cast.episode().children.get(preferred_name="Ash")

    answer = as_worker(cast.terry).post(
        REPORT, {"what": WHAT, "goes_on": "no", "children": [child.pk]} | moment()
    )

    assert Breach.objects.count() == 1  # an event is taken; who was not offered is not in it
    assert Breach.objects.get().children.count() == 0
    assert "Sampleton" not in words(answer)


def test_leads_of_both_have_it_on_their_day_and_nobody_else(cast, as_worker):
    reported(cast)
    told = "A breach: judge the risk"

    seen = [told in words(as_worker(w).get("/")) for w in (ira(cast), gale(cast))]
    unseen = [told in words(as_worker(w).get("/")) for w in (cast.robin, cast.kit, cast.stranger)]

    assert seen == [True, True]
    assert unseen == [False, False, False]


def test_lead_who_does_not_see_the_child_reads_no_name(cast, as_worker):
    child = cast.episode().children.get(preferred_name="Ash")
    breach = reported(cast, children=[child])

    told = words(as_worker(ira(cast)).get(at("breach", breach)))

    assert WHAT in told
    assert "1 child whose record you do not see" in told
    assert "Sampleton" not in told
    assert "Ash" not in told


@pytest.mark.parametrize("who", ["kit", "terry", "morgan", "stranger"])
def test_breach_is_not_there_for_who_neither_leads_nor_reported(cast, as_worker, who):
    breach = reported(cast)
    client = as_worker(getattr(cast, who))

    for name in ("breach", "confirm_breach", *ASKED):
        assert client.get(at(name, breach)).status_code == 404
        assert client.post(at(name, breach), {}).status_code == 404
    assert client.get(LIST).context["rows"] == []


def test_reporter_sees_what_became_of_it_and_why_they_cannot_write_it(cast, as_worker):
    breach = reported(cast)
    judged(breach, ira(cast))
    client = as_worker(cast.robin)

    told = words(client.get(at("breach", breach)))
    refused = client.post(at("find_cause", breach), {"words": "An old printer."})

    assert "They gave it back unopened." in told
    assert "follow a breach up" in words(client.get(at("judge_breach", breach)))
    assert refused.status_code == 403
    assert Finding.objects.count() == 1


def test_leads_answer_each_question_and_both_close_it(cast, as_worker):
    breach, one, other = reported(cast), ira(cast), gale(cast)
    client = as_worker(one)

    for name, typed in {
        "judge_breach": {"choice": "risk"},
        "contain_breach": moment(),
        "notify_commissioner": {"choice": "notified", "reference": "IC-1"} | moment(),
        "tell_people": {"choice": "not high"},
        "find_cause": {},
        "change_after_breach": {},
    }.items():
        assert client.get(at(name, breach)).status_code == 200
        answer = client.post(at(name, breach), {"words": "So it was."} | typed)
        assert answer.status_code == 302, (name, words(answer))
    for lead in (one, other):
        client = as_worker(lead)
        shown = client.get(at("confirm_breach", breach)).context["form"]["version"].value()
        client.post(at("confirm_breach", breach), {"version": shown})

    assert Confirmation.objects.count() == 2
    assert "A breach that is closed" in words(client.get(at("breach", breach)))


def test_page_that_confirms_fetches_the_breach_once(cast, as_worker):
    breach, client = reported(cast), as_worker(ira(cast))

    with CaptureQueriesContext(connection) as captured:
        client.get(at("confirm_breach", breach))

    assert len([q for q in captured if 'FROM "governance_breach" ' in q["sql"]]) == 1


@pytest.mark.parametrize("again", ["sends it again", "opens the page again"])
def test_who_was_overtaken_reads_what_is_new_and_then_confirms(cast, as_worker, again):
    breach, one, other = reported(cast), ira(cast), gale(cast)
    answered(breach, one)
    client, where = as_worker(other), at("confirm_breach", breach)
    shown = client.get(where).context["form"]["version"].value()
    write_finding(breach, Question.CAUSE, words="An old printer.", by=one)

    refused = client.post(where, {"version": shown})
    if again == "opens the page again":
        refused = client.get(where)
    taken = client.post(where, {"version": refused.context["form"]["version"].value()})

    assert refused.status_code == (409 if again == "sends it again" else 200)
    assert "An old printer." in words(refused)
    assert taken.status_code == 302
    assert Confirmation.objects.get().confirmed_by == other


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("notify_commissioner", {"choice": "notified"}, "Enter the reference"),
        ("notify_commissioner", {"choice": "notified", "reference": "IC-1"}, "Enter the day"),
        ("notify_commissioner", {"choice": "not notified"}, "Enter why a risk"),
        ("notify_commissioner", {"choice": "not notified", "words": "x"}, "not been judged yet"),
        ("notify_commissioner", {"time": "9am"}, "Enter the day as well"),
        ("tell_people", {"choice": "told", "words": "By phone."}, "Enter the day"),
        ("judge_breach", {"choice": "enormous", "words": "x"}, "Choose from the answers"),
        ("contain_breach", {"words": "x", "day_0": "31", "day_1": "2", "day_2": "2026"}, "has 28"),
    ],
)
def test_what_has_to_be_mended_is_said_and_nothing_written(cast, as_worker, name, typed, said):
    breach = reported(cast)

    answer = as_worker(ira(cast)).post(at(name, breach), typed)

    assert said in words(answer)
    assert Finding.objects.count() == 0


def test_notified_before_it_was_noticed_is_refused_on_the_page(cast, as_worker):
    breach = reported(cast)
    typed = {"choice": "notified", "reference": "IC-1"} | moment(now() - timedelta(days=3))

    answer = as_worker(ira(cast)).post(at("notify_commissioner", breach), typed)

    assert answer.status_code == 403
    assert "noticed later than that" in words(answer)


def test_page_says_how_many_hours_are_over(cast, as_worker):
    breach = reported(cast, ago=timedelta(hours=80))
    client = as_worker(ira(cast))

    told = words(client.get(at("breach", breach)))

    assert "8 hours over" in told
    assert "8 hours over" in words(client.get(LIST))


def test_open_ones_stand_before_those_that_are_closed(cast, as_worker):
    one, other = ira(cast), gale(cast)
    closed = reported(cast, ago=timedelta(hours=9))
    last = answered(closed, one)
    for lead in (one, other):
        as_worker(lead).post(at("confirm_breach", closed), {"version": last.pk})
    late, new = reported(cast, ago=timedelta(hours=5)), reported(cast)

    rows = as_worker(one).get(LIST).context["rows"]

    assert [row["one"].pk for row in rows] == [late.pk, new.pk, closed.pk]
    assert [row["standing"].next for row in rows][-1] == "Closed"


def test_list_takes_no_more_queries_for_more_breaches(cast, as_worker):
    lead = ira(cast)
    judged(reported(cast), lead)
    client = as_worker(lead)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len([q for q in captured if not OF_THE_LOCK.match(q["sql"])])

    few = asked()
    for _ in range(5):
        reported(cast)

    assert asked() == few
