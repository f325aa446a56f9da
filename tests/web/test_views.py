"""The list of children, the child's page, the timeline and who looked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.partnership.models import Grant, Membership
from homeward.partnership.rules import DataGroup, Role
from homeward.referrals.actions import ReferredAdult, ReferredChild
from homeward.sharing.actions import close_record
from homeward.sharing.rules import RestrictionKind
from homeward.support.actions import record_happening
from homeward.support.rules import Happened
from homeward.trail.models import Entry
from tests.conftest import OF_THE_LOCK
from tests.support.making import in_days, write_plan


CHILDREN = "/children/"


def test_list_has_only_the_children_of_my_teams(cast, as_worker):
    cast.episode()

    assert "Ash Sampleton" in as_worker(cast.robin).get(CHILDREN).content.decode()
    assert "Sampleton" not in as_worker(cast.terry).get(CHILDREN).content.decode()
    assert "Sampleton" not in as_worker(cast.stranger).get(CHILDREN).content.decode()


def test_a_read_of_the_caseload_is_one_entry_with_its_children(cast, as_worker):
    children = set(cast.episode().children.values_list("pk", flat=True))

    as_worker(cast.robin).get(CHILDREN)

    entry = Entry.objects.get(kind="read", what="read the caseload")
    assert set(entry.child_ids) == children


def test_childs_page_begins_with_the_childs_words_and_says_why_you_see_it(cast, as_worker):
    child = cast.episode().children.get(preferred_name="Ash")

    page = as_worker(cast.robin).get(reverse("web:child", args=[child.pk])).content.decode()

    assert "I want to stay at mum’s." in page
    assert "you are in North team" in page
    assert page.index("What Ash says") < page.index("What to do next") < page.index("Who is who")


def test_reading_a_childs_page_is_in_the_trail(cast, as_worker):
    child = cast.episode().children.first()

    as_worker(cast.robin).get(reverse("web:child", args=[child.pk]))

    entry = Entry.objects.get(kind="read", what="read the child’s page")
    assert entry.child_ids == [child.pk]
    assert entry.worker == cast.robin


def test_who_looked_names_the_reader(cast, as_worker):
    child = cast.episode().children.first()
    as_worker(cast.alex).get(reverse("web:child", args=[child.pk]))

    page = as_worker(cast.robin).get(reverse("web:who_looked", args=[child.pk])).content.decode()

    assert "Alex Fictional" in page


def test_who_looked_says_why_even_of_a_line_in_a_list(cast, as_worker):
    child = cast.episode().children.first()
    as_worker(cast.alex).get(reverse("web:children"))

    page = as_worker(cast.robin).get(reverse("web:who_looked", args=[child.pk]))

    (row,) = (row for row in page.context["rows"] if row["entry"].what == "read the caseload")
    assert row["why"].startswith("in North team: ")


def test_asking_for_a_record_that_is_not_theirs_is_kept_with_its_number(cast, as_worker):
    child = cast.episode().children.first()

    as_worker(cast.terry).get(reverse("web:child", args=[child.pk]))

    assert Entry.objects.filter(kind="refused").last().what == f"asked for web:child {child.pk}"


def test_childs_page_leaves_out_help_that_the_reader_may_not_see(cast, as_worker):
    """Alex sees Ash. The family's help is about Wren as well, whose record is sealed."""
    episode = cast.episode()
    ash, wren = episode.children.order_by("born")
    close_record(
        wren,
        kind=RestrictionKind.SEALED,
        because="A threat was made.",
        named=[cast.kit, cast.robin],
        until=in_days(30),
        by=cast.kit,
    )
    address = reverse("web:child", args=[ash.pk])

    seen = {who: as_worker(who).get(address).context["episode"] for who in (cast.robin, cast.alex)}

    assert seen == {cast.robin: episode, cast.alex: None}


def test_only_who_may_read_the_returns_is_led_to_them(cast, as_worker):
    """The charity's analyst was shown a link that answered no."""
    Membership.objects.filter(worker=cast.robin).update(role=Role.ANALYST)

    page = as_worker(cast.robin).get("/").content.decode()

    assert reverse("returns:reports") not in page


def test_what_happened_is_told_to_who_sees_what_is_about_safety_and_who_wrote_it(cast, as_worker):
    child = cast.episode().children.first()
    record_happening(
        child, kind=Happened.WENT_MISSING, on=localdate(), what="Out all night.", by=cast.alex
    )
    Grant.objects.filter(data_group=DataGroup.SAFETY, role=Role.KEY_WORKER).delete()
    names = ("timeline", "who_looked", "child")
    addresses = [reverse(f"web:{name}", args=[child.pk]) for name in names]

    def told(worker):
        client = as_worker(worker)
        return ["missing" in client.get(path).content.decode() for path in addresses]

    assert told(cast.robin) == [False, False, False]
    assert told(cast.alex) == [True, True, True]
    assert told(cast.sam) == [True, True, True]


def test_timeline_tells_what_was_done_and_by_whom(cast, as_worker):
    child = cast.episode().children.first()

    page = as_worker(cast.robin).get(reverse("web:timeline", args=[child.pk])).content.decode()

    assert "Referred a family" in page
    assert "by Sam Placeholder" in page
    assert "The rows are worse since August." in page


@pytest.mark.parametrize("name", ["home", "children", "child", "timeline", "who_looked"])
def test_queries_do_not_grow_with_the_families(cast, as_worker, name):
    child = cast.episode().children.first()
    path = reverse(f"web:{name}", args=[] if name in ("home", "children") else [child.pk])
    client = as_worker(cast.robin)
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number in range(5):
        cast.refer(
            children=[ReferredChild("Tally", f"Exampler{number}", child.born)],
            adults=[ReferredAdult("Kit Exampler", "father")],
        )

    with CaptureQueriesContext(connection) as more:
        client.get(path)

    assert len(more) == len(few)
    assert len([q for q in more if not OF_THE_LOCK.match(q["sql"])]) <= 45


def test_head_of_the_page_says_who_the_child_is_and_where_things_stand(cast, as_worker):
    child = cast.episode().children.get(preferred_name="Ash")
    child.language = "Polish"
    child.save()

    page = as_worker(cast.robin).get(reverse("web:child", args=[child.pk])).content.decode()

    assert "Born 4 May 2013 as Ashley Sampleton" in page
    assert "Speaks Polish at home" in page
    assert "Helped at home since" in page


def test_next_dates_are_the_nearest_first_and_none_is_past(cast, as_worker):
    episode = cast.episode()
    child = episode.children.get(preferred_name="Ash")
    plan = write_plan(episode, by=cast.robin)

    page = as_worker(cast.robin).get(reverse("web:child", args=[child.pk])).content.decode()

    dates = page[page.index("Next dates") :]
    assert dates.index("Visit the family") < dates.index("The plan is looked at again")
    assert plan.review_on > localdate()
