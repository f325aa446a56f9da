"""Writing up a visit and reading it: each child's part goes into that child's file and into no other."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils.timezone import localdate, now
from time_machine import travel

from homeward.referrals.actions import ReferredChild
from homeward.sharing.actions import end_involvement
from homeward.support import actions
from homeward.support.forms import VisitForm
from homeward.support.models import Visit
from homeward.support.rules import Happened
from homeward.trail.actions import content_of
from homeward.trail.models import Content, Entry
from tests.support.making import address, boxes, in_days, typed_visit, write_visit


def test_visit_is_written_up_and_shown(cast, as_worker):
    episode = cast.episode()

    page = as_worker(cast.robin).post(
        address("write_visit", episode.pk), typed_visit(episode), follow=True
    )

    visit = Visit.objects.get()
    assert visit.about.count() == 2
    assert "Nan is fine." in page.content.decode()
    assert (visit.minutes, visit.where) == (90, "At home")
    assert visit.who_was_there == "Ash, Wren, Dee"
    assert not visit.unsafe_tonight


def test_not_sure_counts_as_unsafe_tonight(cast, as_worker):
    episode = cast.episode()

    as_worker(cast.robin).post(
        address("write_visit", episode.pk), typed_visit(episode, unsafe_tonight="not sure")
    )

    assert Visit.objects.get().unsafe_tonight


def test_visit_page_shows_the_duty_phone(cast, as_worker):
    episode = cast.episode()

    page = as_worker(cast.robin).get(address("write_visit", episode.pk)).content.decode()

    assert "Phone duty now, 01632 960101" in page


@pytest.mark.parametrize(
    ("seen", "message"), [("not alone", "was not seen alone"), ("not seen", "was not seen")]
)
def test_visit_asks_why_a_child_was_not_seen_alone(cast, as_worker, seen, message):
    episode = cast.episode()
    ash = episode.children.order_by("born")[0]

    answer = as_worker(cast.robin).post(
        address("write_visit", episode.pk), typed_visit(episode, **{f"seen_{ash.pk}": seen})
    )

    assert f"Enter why Ash {message}" in answer.content.decode()
    assert not Visit.objects.exists()


def test_unfinished_visit_is_kept_as_a_draft(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)
    client.post(address("write_visit", episode.pk), typed_visit(episode, what_next=""))

    page = client.get(address("write_visit", episode.pk)).content.decode()

    assert "We ate together." in page
    assert "Nan is fine." in page


def begun_last_month(cast):
    with travel(now() - timedelta(days=30)):
        return cast.episode()


def pages_of_wren(client, visit, wren):
    """Everything a worker can read about Wren that a visit may reach."""
    paths = [
        address("visit", visit.pk),
        f"/children/{wren.pk}/",
        f"/children/{wren.pk}/timeline/",
    ]
    return {path: client.get(path) for path in paths}


def test_worker_who_sees_both_reads_both_parts(cast, as_worker):
    visit = write_visit(cast.episode(), by=cast.robin)

    page = as_worker(cast.sam).get(address("visit", visit.pk)).content.decode()

    assert "About Ash only" in page
    assert "Walked to the shop with Robin." in page
    assert "A padlock for the cat." in page


def test_worker_who_sees_only_wren_reads_only_wrens_part(cast, as_worker):
    episode = begun_last_month(cast)
    visit = write_visit(episode, by=cast.robin)
    ash, wren = episode.children.order_by("born")
    end_involvement(ash, cast.west, by=cast.kit, on=in_days(-1))

    read = pages_of_wren(as_worker(cast.sam), visit, wren)

    for path, response in read.items():
        page = response.content.decode()
        assert response.status_code == 200, path
        assert "Walked to the shop" not in page, path
        assert "Nan is fine." not in page, path
        assert "We ate together." in page or path.endswith(f"/{wren.pk}/"), path
    assert "A padlock for the cat." in read[address("visit", visit.pk)].content.decode()
    looked = Entry.objects.filter(kind="read", what="read a visit", worker=cast.sam).get()
    assert looked.child_ids == [wren.pk]


def test_wrens_pages_never_show_what_is_about_ash_alone(cast, as_worker):
    """Not even to a worker who may see both: Wren's file is Wren's."""
    episode = cast.episode()
    visit = write_visit(episode, by=cast.robin)
    ash, wren = episode.children.order_by("born")
    client = as_worker(cast.robin)

    wrens = [client.get(f"/children/{wren.pk}/{tab}").content.decode() for tab in ("", "timeline/")]
    ashs = client.get(f"/children/{ash.pk}/timeline/").content.decode()

    assert all("Walked to the shop" not in page for page in wrens)
    assert "Walked to the shop" in ashs
    assert visit.about.get(child=wren).about_only == ""


def test_what_is_kept_of_wren_in_the_trail_holds_nothing_about_ash_alone(cast):
    episode = cast.episode()
    write_visit(episode, by=cast.robin)
    ash, wren = episode.children.order_by("born")

    held = {
        child: "\n".join(
            text
            for content in Content.objects.filter(child_id=child.pk)
            for text in content_of(content).values()
        )
        for child in (ash, wren)
    }

    assert "Walked to the shop" in held[ash]
    assert "Walked to the shop" not in held[wren]
    assert "Nan is fine." not in held[wren]
    assert all("We ate together." in held[child] for child in (ash, wren))


def test_visit_is_not_there_when_no_child_of_it_may_be_seen(cast, as_worker):
    episode = begun_last_month(cast)
    visit = write_visit(episode, by=cast.robin)
    for child in episode.children.all():
        end_involvement(child, cast.west, by=cast.kit, on=in_days(-1))

    assert as_worker(cast.sam).get(address("visit", visit.pk)).status_code == 404


def test_the_familys_own_places_are_offered_and_no_other_familys(cast, as_worker):
    episode, other = cast.episode(), cast.episode()
    ash = episode.children.first()
    for where, of in (("at Nan’s", episode), ("at the pool", other)):
        actions.write_up_visit(
            of,
            on=localdate(),
            minutes=60,
            where=where,
            who_was_there="Ash",
            what_happened="We talked.",
            what_next="Friday.",
            unsafe_tonight=False,
            children=[actions.ChildSeen(of.children.first(), seen="alone")],
            by=cast.robin,
        )

    page = as_worker(cast.robin).get(address("write_visit", episode.pk)).content.decode()

    assert 'value="At Nan’s"' in page
    assert "At the pool" not in page
    assert "Dee Sampleton (mother)" in page
    assert ash.first_name in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"place": ""}, "Choose or enter where the visit was"),
        ({"place": "On the moon"}, "Choose from the answers on the page"),
        ({"minutes": ""}, "Choose how long the visit was"),
    ],
)
def test_visit_says_what_is_missing_and_keeps_the_rest(cast, as_worker, changes, message):
    episode = cast.episode()

    answer = as_worker(cast.robin).post(
        address("write_visit", episode.pk), typed_visit(episode, **changes)
    )

    assert message in answer.content.decode()
    assert "We ate together." in answer.content.decode()
    assert not Visit.objects.exists()


def test_typed_place_is_enough(cast, as_worker):
    episode = cast.episode()

    as_worker(cast.robin).post(
        address("write_visit", episode.pk), typed_visit(episode, place="", where="In the car")
    )

    assert Visit.objects.get().where == "In the car"


def test_only_child_has_no_part_that_is_kept_from_a_sister(cast, as_worker):
    ash = ReferredChild("Ashley", "Sampleton", date(2013, 5, 4), says="I want to stay.")
    referral = cast.refer(children=[ash])
    form = VisitForm(
        children=referral.children.all(), duty_phone="999", places=["At home"], adults=[]
    )

    assert form.only_fields() == []
    assert len(form.words_fields()) == 1


def test_typed_place_is_taken_before_the_one_that_was_tapped(cast, as_worker):
    episode = cast.episode()

    as_worker(cast.robin).post(
        address("write_visit", episode.pk),
        typed_visit(episode, place="At home", where="In the car"),
    )

    assert Visit.objects.get().where == "In the car"


@pytest.mark.parametrize(
    ("tapped", "kept"), [("yes", True), ("no", False), ("not asked", None), ("", None)]
)
def test_what_a_child_answers_to_feeling_safe_is_kept_as_it_was_tapped(
    cast, as_worker, tapped, kept
):
    episode = cast.episode()
    ash, wren = episode.children.order_by("born")

    as_worker(cast.robin).post(
        address("write_visit", episode.pk), typed_visit(episode, **{f"safe_{ash.pk}": tapped})
    )

    about = Visit.objects.get().about
    assert about.get(child=ash).feels_safe is kept
    assert about.get(child=wren).feels_safe is None
    told = Entry.objects.filter(what="wrote up a visit", child_ids=[ash.pk]).get()
    assert content_of(told.contents.get())["feels_safe"] == str(kept)


def test_child_who_was_not_seen_answered_nothing(cast, as_worker):
    episode = cast.episode()
    ash = episode.children.order_by("born")[0]
    typed = {f"seen_{ash.pk}": "not seen", f"why_{ash.pk}": "At school", f"safe_{ash.pk}": "yes"}

    answer = as_worker(cast.robin).post(
        address("write_visit", episode.pk), typed_visit(episode, **typed)
    )

    assert "Ash was not seen, so choose Not asked" in answer.content.decode()
    assert not Visit.objects.exists()


def test_database_holds_no_answer_of_a_child_who_was_not_seen(cast):
    visit = write_visit(cast.episode(), by=cast.robin)
    answered = visit.about.filter(child__preferred_name="Ash")
    answered.update(feels_safe=True)

    with pytest.raises(IntegrityError, match="child_asked_was_seen"):
        answered.update(seen="not seen")


def safe_words(page):
    return page.content.decode().split("Feels safe where they live:</strong> ")[1:]


def test_answer_stands_beside_the_childs_words_on_the_visit_and_the_childs_page(cast, as_worker):
    episode = cast.episode()
    ash, wren = episode.children.order_by("born")
    client = as_worker(cast.robin)
    for answered, on in (("no", in_days(-1)), ("yes", in_days(-9))):
        client.post(
            address("write_visit", episode.pk),
            typed_visit(episode, **boxes("on", on), **{f"safe_{ash.pk}": answered}),
        )
    newest = Visit.objects.first()

    (on_visit,) = safe_words(client.get(address("visit", newest.pk)))
    (on_childs_page,) = safe_words(client.get(f"/children/{ash.pk}/"))

    assert on_visit.startswith("no.")
    assert on_childs_page.startswith("no. ")
    assert safe_words(client.get(f"/children/{wren.pk}/")) == []


def test_childs_page_shows_what_was_answered_last_at_a_visit_or_a_follow_up(cast, as_worker):
    episode = begun_last_month(cast)
    ash = episode.children.order_by("born")[0]
    visit = write_visit(episode, by=cast.robin, on=in_days(-3))
    visit.about.filter(child=ash).update(feels_safe=False)
    actions.record_happening(
        ash,
        kind=Happened.FAMILY_WITHDREW,
        on=localdate(),
        what="No more.",
        episode=episode,
        by=cast.robin,
    )
    actions.close_episode(episode, because="They withdrew.", by=cast.robin)
    actions.record_follow_up(
        episode.follow_ups.filter(child=ash).first(),
        living="At home",
        in_care=False,
        feels_safe=True,
        how_it_is="Quiet.",
        by=cast.robin,
    )

    (shown,) = safe_words(as_worker(cast.robin).get(f"/children/{ash.pk}/"))

    assert shown.startswith("yes. ")
