"""The plan for the family is one page of paper, however much there is in it."""

import re

import pytest
from django.utils.timezone import localdate

from homeward.support import actions
from homeward.support.actions import NewGoal, NewScore
from homeward.support.models import EpisodeOfHelp
from homeward.support.rules import Scorer
from tests.support.making import in_days


STEPS = "Dee phones Nan before it gets loud\nRobin brings the list on Tuesdays\nAsh walks the dog after tea"


def with_plan(cast, goals: int) -> EpisodeOfHelp:
    episode = cast.episode()
    plan = actions.write_plan(
        episode,
        starts_on=localdate(),
        review_on=in_days(42),
        if_it_goes_wrong="Ash texts “blue” to Nan.\nNan comes, or phones the help line.\nWren goes next door.",
        goals=[
            NewGoal(whose="Ash, Wren and Dee", words=f"Goal {n}: no shouting at night", steps=STEPS)
            for n in range(goals)
        ],
        seen_version=0,
        by=cast.robin,
    )
    for scorer, child in ((Scorer.CHILD, episode.children.first()), (Scorer.FAMILY, None)):
        for score in (3, 6):
            actions.score_goals(
                episode,
                scorer=scorer,
                child=child,
                on=localdate(),
                scores=[NewScore(goal, score) for goal in plan.goals.all()],
                by=cast.robin,
            )
    return episode


def pages(pdf: bytes) -> int:
    """How many pages the root of a PDF's tree of pages counts."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", pdf))


@pytest.mark.parametrize("goals", [1, 3, 6])
def test_plan_is_one_page_of_a4(cast, someone, goals):
    episode = with_plan(cast, goals)
    with someone(cast.robin) as robin:
        robin.open(f"/support/{episode.pk}/plan/print/")
        robin.finds_no_barrier()

        paper = robin.page.pdf(format="A4", prefer_css_page_size=True)

        assert pages(paper) == 1
        robin.page.emulate_media(media="print")
        assert not robin.page.locator("header").is_visible()
        assert robin.page.locator(".hw-onepage").is_visible()
