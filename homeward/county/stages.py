"""Which stories the county's families live, and how often: every state of a referral and of help at least once.

The first families live each story once; after that each comes up by its weight.
"""

from homeward.county import crisis, stories
from homeward.referrals.rules import Outcome


# How many years back a story may go: a child must have been born when it began. One, unless told.
YEARS_BACK: dict[stories.Story, int] = {
    stories.closed_long_ago: 3,
    stories.closed_this_year: 2,
    stories.back_in_care: 2,
}

# In order: families of even number are North's and West's, where the demo people work, the others South's
# and East's.
STAGES: tuple[tuple[stories.Story, int], ...] = (
    (stories.with_the_chair, 1),
    (stories.waiting_in_danger, 1),
    (stories.waiting, 3),
    (stories.on_agenda, 2),
    (stories.in_support, 20),
    (stories.decision_sent, 2),
    (stories.waiting_too_long, 1),
    (stories.closed_this_year, 12),
    (stories.decision_prepared, 2),
    (stories.early_help, 4),
    (stories.to_allocate, 1),
    (stories.came_into_care_tonight, 1),
    (stories.asked_for_more, 1),
    (stories.taken_on, 2),
    (stories.decided_to_stay, 4),
    (stories.to_return_home, 2),
    (stories.just_allocated, 2),
    (stories.withdrew, 4),
    (stories.came_into_care, 4),
    (stories.closed_lately, 4),
    (stories.closed_long_ago, 8),
    (stories.answered, 1),
    (stories.deferred, 1),
    (stories.not_agreed, 3),
    (stories.screened(Outcome.NOT_ELIGIBLE, "The children live in another county now."), 2),
    (
        stories.screened(
            Outcome.TOO_RISKY, "Serious harm was threatened: the council must act first."
        ),
        1,
    ),
    (
        stories.screened(Outcome.FAMILY_DECLINED, "They do not want anyone in the house just now."),
        3,
    ),
    (stories.review_soon, 4),
    (stories.waits_for_a_place, 2),
    (stories.review_overdue, 1),
    (stories.found_yesterday, 1),
    (
        stories.screened(
            Outcome.REDIRECTED, "Help with money is what they ask for.", stories.ADVICE
        ),
        3,
    ),
    (stories.is_missing, 1),
    (stories.was_missing, 2),
    (crisis.helped_today, 2),
    (crisis.asked_today, 1),
    (stories.at_home, 2),
    (stories.back_in_care, 1),
    (stories.asked_the_family, 2),
    (stories.before_court, 1),
)
