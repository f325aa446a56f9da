"""The pages of support: who sees what, reasons in place of buttons, and nothing typed is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.drafts.models import Draft
from homeward.sharing.actions import end_involvement
from homeward.support import actions
from homeward.support.models import EpisodeOfHelp, Happening, Plan
from homeward.support.rules import Happened
from homeward.trail.models import Entry
from homeward.voice.queries.saying import latest_words
from tests.support.making import address, boxes, in_days, sent, write_plan, write_visit


PAGES = ["episode", "allocate", "agree", "plan", "write_visit", "happened", "decide", "close"] + [
    "progress",
    "score_goals",
    "set_intensity",
    "plan_print",
]


def withdrawn(episode, by):
    actions.record_happening(
        episode.children.first(),
        kind=Happened.FAMILY_WITHDREW,
        on=localdate(),
        what="Dee said no more.",
        episode=episode,
        by=by,
    )


def closed(cast):
    episode = cast.episode()
    withdrawn(episode, cast.robin)
    return actions.close_episode(episode, because="They withdrew.", by=cast.robin)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["terry", "stranger"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_family_is_not_there_for_someone_with_no_part_in_it(cast, as_worker, name, who, method):
    episode = cast.episode()

    response = getattr(as_worker(getattr(cast, who)), method)(address(name, episode.pk))

    assert response.status_code == 404


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_parts_of_a_family_are_not_there_for_someone_with_no_part_in_it(cast, as_worker, who):
    episode = cast.episode()
    visit = write_visit(episode, by=cast.robin)
    withdrawn(episode, cast.robin)
    actions.close_episode(episode, because="They withdrew.", by=cast.robin)
    client = as_worker(getattr(cast, who))

    for path in (
        address("start", episode.referral_id),
        address("visit", visit.pk),
        address("happening", Happening.objects.get().pk),
        address("child_happened", episode.children.first().pk),
        address("follow_up", episode.follow_ups.first().pk),
    ):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_a_family_opens_and_is_in_the_trail(cast, as_worker, name):
    episode = cast.episode()

    response = as_worker(cast.robin).get(address(name, episode.pk))

    entry = Entry.objects.get(kind="read", worker=cast.robin)
    assert response.status_code == 200
    assert set(entry.child_ids) == set(episode.children.values_list("pk", flat=True))


def test_manager_begins_help_and_sees_how_many_families_each_has(cast, as_worker):
    cast.episode()
    referral = cast.agreed()
    client = as_worker(cast.kit)

    page = client.get(address("start", referral.pk)).content.decode()
    client.post(address("start", referral.pk), {"key_worker": cast.alex.pk})

    assert "Key worker. 1 family, weight 1.25 of 6: beginning 1 + 2 children" in page
    assert EpisodeOfHelp.objects.get(referral=referral).allocations.get().worker == cast.alex


def test_others_are_told_why_they_cannot_begin_help(cast, as_worker):
    referral = cast.agreed()

    page = as_worker(cast.robin).get(address("start", referral.pk)).content.decode()

    assert "The team’s manager" in page or "the team&#x27;s manager" in page
    assert "key_worker" not in page


def test_help_before_the_panel_is_refused_with_its_reason(cast, as_worker):
    referral = cast.taken_on()

    answer = as_worker(cast.kit).post(address("start", referral.pk), {"key_worker": cast.robin.pk})

    assert answer.status_code == 403
    assert "panel has not taken this family on" in answer.content.decode()
    assert not EpisodeOfHelp.objects.exists()


def test_family_page_puts_the_childs_latest_words_first(cast, as_worker):
    episode = cast.episode()
    write_visit(episode, by=cast.robin)
    write_plan(episode, by=cast.robin)

    page = as_worker(cast.robin).get(address("episode", episode.pk)).content.decode()

    assert page.index("Nan is fine.") < page.index("What to do next") < page.index("Less shouting")
    assert "written by Robin Testerton" in page


def test_family_page_says_who_decides_in_one_line(cast, as_worker):
    episode = cast.episode()
    sent(cast, episode)

    page = as_worker(cast.robin).get(address("episode", episode.pk)).content.decode()

    assert "The head of service, council, decides. You can prepare it." in page


def test_family_page_says_why_a_council_worker_cannot_write(cast, as_worker):
    episode = cast.episode()

    page = as_worker(cast.sam).get(address("episode", episode.pk)).content.decode()

    assert "the team that supports this family writes here" in page
    assert address("happened", episode.pk) in page
    assert address("write_visit", episode.pk) not in page


def test_family_page_takes_the_same_queries_for_many_rows(
    cast, as_worker, django_assert_max_num_queries
):
    episode = cast.episode()
    for _ in range(9):
        write_visit(episode, by=cast.robin)
        withdrawn(episode, cast.robin)
    client = as_worker(cast.robin)

    with django_assert_max_num_queries(45):
        response = client.get(address("episode", episode.pk))

    assert response.status_code == 200


def test_key_worker_is_changed_by_the_manager(cast, as_worker):
    episode = cast.episode()

    client = as_worker(cast.kit)

    page = client.get(address("allocate", episode.pk)).content.decode()
    silent = client.post(address("allocate", episode.pk), {"key_worker": cast.alex.pk})
    client.post(
        address("allocate", episode.pk),
        {"key_worker": cast.alex.pk, "because": "Robin goes on leave until May."},
    )

    allocation = episode.allocations.get(period__contains=localdate())
    assert "Ash has had 1 key worker, 1 in the last 12 months. Somebody new would be" in page
    assert "Enter why the key worker changes" in silent.content.decode()
    assert (allocation.worker, allocation.because) == (cast.alex, "Robin goes on leave until May.")


def test_agreement_is_written_down(cast, as_worker):
    episode = cast.episode()
    typed = {"who": "Dee, mum", "agrees": "yes", "words": "Try us.", **boxes("on", localdate())}

    page = as_worker(cast.robin).post(address("agree", episode.pk), typed, follow=True)

    assert "Dee, mum" in page.content.decode()


def typed_plan(**changes):
    given = {
        "version": 0,
        "words_1": "More Nan",
        "whose_1": "Ash",
        "steps_1": "Robin phones Nan",
        "if_it_goes_wrong": "Phone Nan.",
        **boxes("starts_on", localdate()),
        **boxes("review_on", in_days(30)),
    }
    return {**given, **changes}


def test_plan_is_written_with_its_goals(cast, as_worker):
    episode = cast.episode()

    as_worker(cast.robin).post(
        address("plan", episode.pk), typed_plan(words_2="Sleep", whose_2="Dee")
    )

    assert [goal.words for goal in Plan.objects.get().goals.all()] == ["More Nan", "Sleep"]
    assert not Draft.objects.exists()


def test_overtaken_plan_shows_theirs_keeps_mine_and_the_next_try_works(cast, as_worker):
    episode = cast.episode()
    write_plan(episode, by=cast.alex, words="Less shouting")
    client = as_worker(cast.robin)

    answer = client.post(address("plan", episode.pk), typed_plan())
    written = Plan.objects.count()
    seen = answer.context["form"]["version"].value()
    again = client.post(address("plan", episode.pk), typed_plan(version=seen))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Alex Fictional wrote version 1 meanwhile" in page
    assert "Less shouting" in page
    assert "More Nan" in page
    assert written == 1
    assert again.status_code == 302
    assert Plan.objects.first().version == 2


def test_plan_draft_left_before_someone_else_wrote_is_shown_beside_theirs(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)
    client.post(address("plan", episode.pk), typed_plan(if_it_goes_wrong=""))
    write_plan(episode, by=cast.alex, words="Less shouting")

    shown = client.get(address("plan", episode.pk))

    page = shown.content.decode()
    assert "Alex Fictional wrote version 1 meanwhile" in page
    assert "More Nan" in page
    assert shown.context["form"]["version"].value() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"words_1": "", "whose_1": "", "steps_1": ""}, "Enter at least one goal"),
        ({"whose_1": ""}, "Enter whose goal 1 is"),
        ({"steps_5": "Robin phones"}, "Enter goal 5 in the family’s own words"),
        (boxes("review_on", localdate()), "must be after the day it starts"),
        ({"review_on_1": "13"}, "must have a month from 1 to 12"),
        ({"version": "x"}, "did not say which version you saw"),
    ],
)
def test_plan_says_what_to_mend_and_writes_nothing(cast, as_worker, changes, message):
    episode = cast.episode()

    answer = as_worker(cast.robin).post(address("plan", episode.pk), typed_plan(**changes))

    assert message in answer.content.decode()
    assert not Plan.objects.exists()


def test_happening_is_confirmed_with_its_tasks_even_after_support_ended(cast, as_worker):
    episode = closed(cast)
    typed = {
        "children": [str(pk) for pk in episode.children.values_list("pk", flat=True)],
        "kind": "entered care",
        **boxes("on", localdate()),
        "what": "The police brought them in.",
    }

    page = (
        as_worker(cast.sam)
        .post(address("happened", episode.pk), typed, follow=True)
        .content.decode()
    )

    assert Happening.objects.filter(kind=Happened.ENTERED_CARE, recorded_by=cast.sam).count() == 2
    assert "It is recorded" in page
    assert "tell the reviewing officer" in page
    assert "West team" in page


def test_what_happened_names_only_children_whom_the_reader_sees(cast, as_worker):
    """Sam's team does not work with Ash any more: neither the name nor a link that leads nowhere is left."""
    with travel(now() - timedelta(days=30)):
        episode = cast.episode()
    ash, wren = episode.children.order_by("born")
    made = actions.record_event(
        [ash, wren],
        kind=Happened.WENT_MISSING,
        on=localdate(),
        what="Not home by ten.",
        episode=episode,
        by=cast.robin,
    )
    end_involvement(ash, cast.west, by=cast.kit, on=in_days(-1))
    client = as_worker(cast.sam)

    page = client.get(address("happening", made[1].pk)).content.decode()
    whole = as_worker(cast.robin).get(address("happening", made[1].pk)).content.decode()

    assert "Ash" not in page
    assert "Wren" in page
    assert address("episode", episode.pk) not in page
    assert reverse("web:child", args=[wren.pk]) in page
    assert "Ash" in whole
    assert address("episode", episode.pk) in whole


def test_first_words_are_of_the_day_here(cast, as_worker):
    half_past_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    episode = cast.episode()
    episode.referral.sent_at = half_past_midnight
    episode.referral.save(update_fields=["sent_at"])

    words = latest_words(episode.children.order_by("born")[0])

    assert words.when == date(2026, 7, 1)


def test_happening_to_a_child_without_help_is_recorded(cast, as_worker):
    child = cast.refer().children.first()
    typed = {"kind": "went missing", **boxes("on", localdate()), "what": "Not home since four."}

    page = (
        as_worker(cast.sam)
        .post(address("child_happened", child.pk), typed, follow=True)
        .content.decode()
    )

    assert child.happenings.get().episode is None
    assert "Duty team" in page


def test_decision_is_asked_for_with_who_decides_beside_each_question(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)

    page = client.get(address("decide", episode.pk)).content.decode()
    answer = client.post(
        address("decide", episode.pk), {"function": "stay_at_home", **boxes("due", in_days(20))}
    )

    decision = episode.safety_decisions.get().decision
    assert "The head of service, council, decides. You can prepare it." in page
    assert answer.url == reverse("decisions:decision", args=[decision.pk])


def test_close_without_decision_shows_the_reason_and_what_to_do(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)

    page = client.get(address("close", episode.pk)).content.decode()
    answer = client.post(address("close", episode.pk), {"because": "It is enough."})

    episode.refresh_from_db()
    assert "support ends by a signed decision" in page
    assert address("decide", episode.pk) in page
    assert answer.status_code == 403
    assert "It is enough." in answer.content.decode()
    assert episode.closed_at is None


def test_close_makes_follow_ups_that_can_be_written_down(cast, as_worker):
    episode = cast.episode()
    withdrawn(episode, cast.robin)
    client = as_worker(cast.robin)

    page = client.post(address("close", episode.pk), {"because": "They withdrew."}, follow=True)
    follow_up = episode.follow_ups.first()
    typed = {"living": "At home", "in_care": "no", "how_it_is": "“All right.”"}
    client.post(address("follow_up", follow_up.pk), typed)

    follow_up.refresh_from_db()
    assert "after 24 months" in page.content.decode()
    assert (follow_up.done_by, follow_up.in_care) == (cast.robin, False)
    assert client.get(address("follow_up", follow_up.pk)).status_code == 200
