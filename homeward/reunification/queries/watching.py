"""When somebody looks next at a child who came home: the visits of the schedule, and the checks.

A visit that the team wrote up counts, if the child was seen: nothing is written twice.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.timezone import localdate

from homeward.limits.queries import limits_of
from homeward.locks import unlocked
from homeward.reunification import rules
from homeward.reunification.models import ReturnCheck, ReturnPlan
from homeward.reunification.rules import Facts, Spell
from homeward.support.models import Promise, VisitChild


@dataclass(frozen=True)
class Watch:
    """When somebody looks next at a child who came home."""

    home_on: date
    last_seen: date | None
    visit_by: date | None
    check: int | None
    check_by: date | None


@unlocked(savepoint=False)
def watches(plans: dict[ReturnPlan, Spell]) -> dict[int, Watch]:
    """Of children who are at home: by plan. The same number of queries however many."""
    if not plans:
        return {}
    seen: dict[int, date] = dict(
        VisitChild.objects.filter(child_id__in=[plan.child_id for plan in plans])
        .exclude(seen=VisitChild.Seen.NOT_SEEN)
        .values_list("child_id")
        .annotate(last=Max("visit__on"))
    )
    promised: dict[int, date] = dict(
        Promise.objects.holding(localdate())
        .filter(child_id__in=[plan.child_id for plan in plans])
        .order_by()
        .values_list("child_id")
        .annotate(last=Max("until"))
    )
    done: dict[tuple[int, date], set[int]] = defaultdict(set)
    checks = ReturnCheck.objects.filter(plan__in=list(plans))
    for plan_id, home_on, months in checks.values_list("plan_id", "home_on", "months"):
        done[plan_id, home_on].add(months)
    ids = {plan.partnership_id for plan in plans}
    held = {duty: limits_of(ids, duty) for duty in rules.HOME_VISITS}
    found = {}
    for plan, spell in plans.items():
        last = seen.get(plan.child_id)
        check = rules.next_check(frozenset(done[plan.pk, spell.home_on]))
        found[plan.pk] = Watch(
            home_on=spell.home_on,
            last_seen=last if last and last >= spell.home_on else None,
            visit_by=rules.next_visit(
                spell.home_on,
                last,
                promised.get(plan.child_id),
                lambda duty, day, of=plan.partnership_id: held[duty](of, day),
            ),
            check=check,
            check_by=rules.check_due(spell.home_on, check) if check else None,
        )
    return found


def watch_of(plan: ReturnPlan, facts: Facts) -> Watch | None:
    if facts.home is None or not facts.is_home:
        return None
    return watches({plan: facts.home})[plan.pk]
