"""How long the forms of the county took. Its people live through actions and not through pages, so that nobody waited
at a form: the times are invented, one for each write-up that the record holds, and counted in its month."""

from random import Random

from django.utils.timezone import localtime

from homeward.county.cast import Cast
from homeward.insight.actions import count_form
from homeward.support.models import GoalScore, Happening, Plan, Visit


# Which form a row was written with, when it was, and how many minutes are usual.
WRITTEN = (
    (Visit, "support.forms.visits.VisitForm", "written_at", 6),
    (Plan, "support.forms.plans.PlanForm", "written_at", 14),
    (GoalScore, "support.forms.plans.ScoreForm", "recorded_at", 3),
    (Happening, "support.forms.episodes.HappenedForm", "recorded_at", 4),
)
RESUMED = 9  # one in so many was left and come back to
FORGOTTEN = 15  # one in so many lay open until the afternoon


def count_forms(county: Cast, rng: Random) -> None:
    for model, form, field, usual in WRITTEN:
        rows = model._default_manager.filter(partnership=county.partnership).order_by("pk")
        for moment in rows.values_list(field, flat=True):
            minutes = usual * rng.uniform(0.4, 2.2)
            if rng.randrange(FORGOTTEN) == 0:
                minutes += 150
            count_form(
                county.partnership.pk,
                form,
                seconds=minutes * 60,
                sittings=rng.randrange(RESUMED) == 0,
                on=localtime(moment).date(),
            )
