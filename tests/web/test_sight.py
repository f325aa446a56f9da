"""Less than the whole record: what keeps a child safe when the agreement has ended, and a record that is sealed."""

from datetime import timedelta

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.timezone import localdate, now

from homeward.partnership.models import SharingAgreement, Worker
from homeward.partnership.rules import Role
from homeward.sharing.actions import break_glass, close_record
from homeward.sharing.models import BrokenGlass, Restriction
from homeward.sharing.rules import RestrictionKind
from homeward.support import actions as support
from homeward.support.rules import Happened
from homeward.tasks.actions import open_task
from homeward.tasks.models import Task
from homeward.tasks.rules import Doing
from homeward.trail.models import Entry
from tests.conftest import FOUNDED_ON
from tests.support.making import boxes, in_days, write_plan, write_visit


REASON = "Ash phoned from the street and says there is a knife."


def at(name: str, pk: int | None = None) -> str:
    return reverse(f"web:{name}", args=[] if pk is None else [pk])


def read(client, *where) -> str:
    return client.get(at(*where)).content.decode()


@pytest.fixture
def ash(cast):
    """Helped by Robin for a while, with a plan, visits and something that happened."""
    with time_machine.travel(now() - timedelta(days=20)):
        episode = cast.episode()
        ash = episode.children.get(preferred_name="Ash")
        write_plan(episode, by=cast.robin)
        write_visit(episode, by=cast.robin)
        write_visit(episode, by=cast.alex)
        support.record_happening(
            ash,
            kind=Happened.WENT_MISSING,
            on=localdate(),
            what="Ash was out all night.",
            episode=episode,
            by=cast.kit,
        )
    return ash


def end_agreement() -> None:
    SharingAgreement.objects.update(period=DateRange(FOUNDED_ON, localdate() - timedelta(days=5)))


def seal(cast, child, *, named=None, kind=RestrictionKind.SEALED) -> Restriction:
    return close_record(
        child,
        kind=kind,
        because="A threat was made.",
        named=[cast.kit, cast.robin] if named is None else named,
        until=in_days(30),
        by=cast.kit,
    )


@pytest.fixture
def gale(cast) -> Worker:
    """The charity's information governance lead: works with no child."""
    return cast.join("Gale Leadsome", cast.north, Role.GOVERNANCE_LEAD, cast.founded.charity)


def test_when_the_agreement_ended_the_page_shows_what_keeps_the_child_safe(cast, as_worker, ash):
    end_agreement()

    page = read(as_worker(cast.robin), "child", ash.pk)

    assert "What keeps Ash safe" in page
    assert "Phone Nan." in page
    assert "Ash was out all night." in page
    assert "The sharing agreement ended on" in page
    assert "information governance leads can extend" in page


def test_when_the_agreement_ended_one_reads_only_what_one_wrote_oneself(cast, as_worker, ash):
    end_agreement()

    response = as_worker(cast.robin).get(at("child", ash.pk))

    assert [part.visit.written_by_id for part in response.context["page"]] == [cast.robin.pk]
    assert "A padlock for the cat." not in response.content.decode()  # what Wren said


def test_plan_of_a_family_is_shown_to_who_keeps_every_child_of_it_safe(cast, as_worker, ash):
    wren = ash.episodes_of_help.get().children.get(given_name="Wren")
    seal(cast, wren, named=[cast.kit], kind=RestrictionKind.ADOPTION)
    end_agreement()

    page = read(as_worker(cast.robin), "child", ash.pk)

    assert "What keeps Ash safe" in page
    assert "Phone Nan." not in page


def test_open_tasks_stay_in_sight_when_the_agreement_ended(cast, as_worker, ash):
    open_task(
        team=cast.north,
        children=[ash],
        what="Ask school about the bus",
        because="test",
        due=localdate(),
        by=cast.kit,
    )
    end_agreement()

    page = read(as_worker(cast.robin), "child", ash.pk)

    assert "Ask school about the bus" in page


def test_open_task_is_read_and_finished_when_the_agreement_ended(cast, as_worker, ash):
    task = Task.objects.get(doing=Doing.AGREE)  # its page is not open to them
    end_agreement()
    client = as_worker(cast.robin)

    pages = [
        client.get(path).content.decode()
        for path in (reverse("tasks:list"), at("home"), reverse("tasks:finish", args=[task.pk]))
    ]
    done = client.post(
        reverse("tasks:finish", args=[task.pk]), {"how": "Dee said yes at the door."}
    )

    for page in pages:
        assert task.what in page
        assert "no longer" not in page
        assert task.get_absolute_url() not in page
    assert done.status_code == 302


def test_reading_the_minimum_is_in_the_trail(cast, as_worker, ash):
    end_agreement()

    as_worker(cast.robin).get(at("child", ash.pk))

    assert Entry.objects.get(kind="read", worker=cast.robin).child_ids == [ash.pk]


def test_the_council_sees_on_when_the_agreement_ended(cast, as_worker, ash):
    end_agreement()

    assert "What Ash says" in read(as_worker(cast.alex), "child", ash.pk)


@pytest.mark.parametrize("who", ["terry", "stranger"])
def test_when_the_agreement_ended_a_stranger_still_gets_404(cast, as_worker, ash, who):
    end_agreement()

    assert as_worker(getattr(cast, who)).get(at("child", ash.pk)).status_code == 404


def test_lists_name_the_children_whom_one_keeps_safe(cast, as_worker, ash):
    end_agreement()
    client = as_worker(cast.robin)

    listed = read(client, "children")
    found = client.post(at("find"), {"words": "Ash Sampleton"}).content.decode()

    assert "Ash Sampleton" in listed
    assert "You see what keeps them safe" in listed
    assert at("child", ash.pk) in found


def test_rest_of_the_record_is_closed_when_the_agreement_ended(cast, as_worker, ash):
    end_agreement()
    client = as_worker(cast.robin)

    assert client.get(at("timeline", ash.pk)).status_code == 404
    assert client.get(at("who_looked", ash.pk)).status_code == 404


def test_sealed_record_says_only_that_it_is_and_whom_to_ask(cast, as_worker, ash):
    seal(cast, ash)

    response = as_worker(cast.alex).get(at("child", ash.pk))

    page = response.content.decode()
    assert response.status_code == 403
    assert "Kit Dummerly" in page
    assert at("break_glass", ash.pk) in page
    assert "Ash" not in page
    assert Entry.objects.filter(kind="refused", worker=cast.alex).exists()


def test_who_is_named_in_the_seal_sees_the_record(cast, as_worker, ash):
    seal(cast, ash)

    assert as_worker(cast.robin).get(at("child", ash.pk)).status_code == 200


@pytest.mark.parametrize("who", ["terry", "stranger"])
@pytest.mark.parametrize("name", ["child", "break_glass"])
def test_stranger_is_not_told_that_a_sealed_record_exists(cast, as_worker, ash, who, name):
    seal(cast, ash)

    assert as_worker(getattr(cast, who)).get(at(name, ash.pk)).status_code == 404


@pytest.mark.parametrize("name", ["child", "break_glass"])
def test_record_that_nothing_opens_is_not_told_of(cast, as_worker, ash, name):
    seal(cast, ash, kind=RestrictionKind.ADOPTION)

    assert as_worker(cast.alex).get(at(name, ash.pk)).status_code == 404


def test_breaking_the_glass_opens_the_record_and_says_so_while_it_lasts(cast, as_worker, ash):
    seal(cast, ash)
    client = as_worker(cast.alex)

    client.post(at("break_glass", ash.pk), {"reason": REASON})

    page = read(client, "child", ash.pk)
    assert "What Ash says" in page
    assert "You broke the glass" in page
    assert "You broke the glass" in read(client, "timeline", ash.pk)
    with time_machine.travel(now() + timedelta(hours=4)):
        client.force_login(cast.alex)
        assert client.get(at("child", ash.pk)).status_code == 403
        assert "You broke the glass" not in read(client, "home")


def test_without_a_reason_of_some_words_the_glass_stays_whole(cast, as_worker, ash):
    seal(cast, ash)

    response = as_worker(cast.alex).post(at("break_glass", ash.pk), {"reason": "Danger"})

    assert response.status_code == 403
    assert "Say who is in danger, and from what." in response.content.decode()
    assert not BrokenGlass.objects.exists()


def test_who_sees_the_record_is_led_to_it_and_breaks_nothing(cast, as_worker, ash):
    response = as_worker(cast.robin).post(at("break_glass", ash.pk), {"reason": REASON})

    assert response.headers["Location"] == at("child", ash.pk)
    assert not BrokenGlass.objects.exists()


def test_broken_glass_is_on_the_leads_day_at_once_and_goes_when_reviewed(
    cast, as_worker, ash, gale
):
    seal(cast, ash)
    glass = break_glass(ash, reason=REASON, by=cast.alex)
    client = as_worker(gale)

    assert at("review_glass", glass.pk) in read(client, "home")
    assert at("review_glass", glass.pk) not in read(as_worker(cast.robin), "home")
    client = as_worker(gale)
    client.post(at("review_glass", glass.pk), {"finding": "It was right. Phone lists to mend."})

    glass.refresh_from_db()
    assert glass.reviewed_by == gale
    assert at("review_glass", glass.pk) not in read(client, "home")
    assert "Phone lists to mend." in read(client, "review_glass", glass.pk)


def test_leads_reach_every_glass_from_their_day_though_none_waits(cast, as_worker, gale):
    assert at("glasses") in read(as_worker(gale), "home")
    assert at("glasses") not in read(as_worker(cast.robin), "home")


def test_review_shows_the_reason_and_what_was_looked_at(cast, as_worker, ash, gale):
    seal(cast, ash)
    glass = break_glass(ash, reason=REASON, by=cast.alex)
    as_worker(cast.alex).get(at("timeline", ash.pk))

    page = read(as_worker(gale), "review_glass", glass.pk)

    assert REASON in page
    assert "Read the timeline" in page
    assert Entry.objects.filter(worker=gale, child_ids=[ash.pk], kind="read").exists()


def test_nobody_reviews_a_glass_of_their_own(cast, as_worker, ash, gale):
    seal(cast, ash)
    glass = break_glass(ash, reason=REASON, by=gale)

    response = as_worker(gale).post(at("review_glass", glass.pk), {"finding": "All well."})

    glass.refresh_from_db()
    assert response.status_code == 403
    assert glass.reviewed_at is None


def test_broken_glass_is_for_the_leads_alone(cast, as_worker, ash):
    seal(cast, ash)
    glass = break_glass(ash, reason=REASON, by=cast.alex)
    client = as_worker(cast.kit)

    assert client.get(at("review_glass", glass.pk)).status_code == 404
    assert client.get(at("glasses")).status_code == 403


def typed_seal(cast, **changes) -> dict:
    given = {
        "kind": "sealed",
        "because": "A threat was made.",
        "named": [cast.kit.pk, cast.robin.pk],
        **boxes("until", in_days(30)),
    }
    return {**given, **changes}


def test_manager_closes_a_record_and_the_tab_says_so(cast, as_worker, ash):
    client = as_worker(cast.kit)

    client.post(at("close_record", ash.pk), typed_seal(cast))

    page = read(client, "who_looked", ash.pk)
    assert "A threat was made." in page
    assert as_worker(cast.alex).get(at("child", ash.pk)).status_code == 403


def test_who_may_not_close_is_told_why_and_closes_nothing(cast, as_worker, ash):
    client = as_worker(cast.robin)

    page = read(client, "close_record", ash.pk)
    refused = client.post(at("close_record", ash.pk), typed_seal(cast))

    assert "managers and the information governance leads" in page
    assert refused.status_code == 403
    assert not Restriction.objects.exists()


def test_restrictions_are_told_to_those_who_close_and_open_alone(cast, as_worker, ash):
    seal(cast, ash)

    assert "A threat was made." in read(as_worker(cast.kit), "who_looked", ash.pk)
    assert "A threat was made." not in read(as_worker(cast.robin), "who_looked", ash.pk)


def test_seal_in_which_nobody_is_named_is_refused(cast, as_worker, ash):
    response = as_worker(cast.kit).post(at("close_record", ash.pk), typed_seal(cast, named=[]))

    assert response.status_code == 403
    assert not Restriction.objects.exists()


def test_who_closes_a_record_to_themselves_is_led_to_their_day(cast, as_worker, ash):
    response = as_worker(cast.kit).post(
        at("close_record", ash.pk), typed_seal(cast, named=[cast.robin.pk])
    )

    assert response.headers["Location"] == at("home")


def test_opened_record_is_open_from_tomorrow(cast, as_worker, ash):
    restriction = seal(cast, ash)

    as_worker(cast.kit).post(at("open_record", restriction.pk), {"because": "It is over."})

    restriction.refresh_from_db()
    assert restriction.end == localdate() + timedelta(days=1)
    with time_machine.travel(now() + timedelta(days=1)):
        assert as_worker(cast.alex).get(at("child", ash.pk)).status_code == 200


def test_lead_closes_a_record_that_they_do_not_see(cast, as_worker, ash, gale):
    charity = cast.founded.charity
    alone = cast.join("Ira Apartly", cast.leadership, Role.GOVERNANCE_LEAD, charity)
    client = as_worker(alone)

    client.post(at("close_record", ash.pk), typed_seal(cast))

    assert Restriction.objects.get().set_by == alone
    assert client.get(at("child", ash.pk)).status_code == 404
