"""What both boards are told of whom the service reaches: counts, of which none is small enough to point to one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from homeward.analysis.disclosure import SMALLEST_SHOWN
from homeward.insight.queries.equality import counted_in
from homeward.insight.rules import equality as rules
from homeward.people.actions import record_equality
from homeward.people.rules import About, Said, Whose


COUNTS = reverse("insight:equality_counts")
SAID = {
    About.ETHNICITY: st.sampled_from([Said("WBRI"), Said("MWBC"), Said("CHNE"), Said("OOTH")]),
    About.LANGUAGE: st.sampled_from([Said("English"), Said("Polish")]),
    About.DISABILITY: st.sampled_from([Said("yes"), Said("no")]),
    About.RELIGION: st.sampled_from([Said("Hindu"), Said("None")]),
}
CHILD = st.fixed_dictionaries(
    {about: st.none() | st.just(Said(prefers_not=True)) | said for about, said in SAID.items()}
)


@pytest.mark.parametrize(
    ("about", "said", "line"),
    [
        (About.ETHNICITY, Said("MWBC"), "Mixed or multiple"),
        (About.ETHNICITY, Said(prefers_not=True), rules.PREFERS_NOT),
        (About.ETHNICITY, None, rules.NOT_ASKED),
        (About.LANGUAGE, Said("english "), rules.ENGLISH),
        (About.LANGUAGE, Said("Polish"), rules.ANOTHER),
        (About.DISABILITY, Said("no"), "Not disabled"),
        (About.RELIGION, Said("Hindu"), rules.SAID),
    ],
)
def test_each_child_is_counted_by_what_was_said(about, said, line):
    assert rules.line_of(about, said) == line


@given(st.lists(CHILD, max_size=40))
def test_no_small_number_of_children_is_told_nor_follows_from_the_rest(children):
    quarter = rules.equality_counted(children)

    for lines in quarter.lines.values():
        shown = [count for count in lines.values() if count is not None]
        rest = len(children) - sum(shown)
        assert all(not 0 < count < SMALLEST_SHOWN for count in shown)
        assert not 0 < rest < SMALLEST_SHOWN or quarter.total is None
        assert quarter.total is not None or not shown


def test_children_whose_help_began_in_the_quarter_are_counted(cast):
    episode, today = cast.episode(), localdate()
    for child in episode.children.all():
        record_equality(
            child,
            {About.RELIGION: Said("Hindu")},
            whose=Whose.PARENT,
            asked_on=today,
            by=cast.robin,
        )

    now = counted_in(cast.partnership.pk, today, today)
    before = counted_in(cast.partnership.pk, today - timedelta(days=90), today - timedelta(days=1))

    assert now.total is None
    assert set(now.lines[About.RELIGION].values()) == {None}
    assert before.total == 0


def test_another_partnerships_children_are_not_counted(cast):
    cast.episode()

    other = counted_in(cast.elsewhere.partnership_id, localdate(), localdate())

    assert other.total == 0


@pytest.mark.parametrize(
    ("who", "status"), [("morgan", 200), ("jo", 200), ("robin", 403), ("sam", 403)]
)
def test_heads_of_service_directors_and_analysts_read_it(cast, as_worker, who, status):
    assert as_worker(getattr(cast, who)).get(COUNTS).status_code == status


def test_page_has_its_file_and_is_found_from_the_service_page(cast, as_worker):
    cast.episode()
    client = as_worker(cast.jo)

    assert client.get(COUNTS + "?as=csv").status_code == 200
    assert COUNTS in client.get(reverse("insight:service")).content.decode()
