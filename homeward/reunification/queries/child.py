"""What a child's own page says of going home: where it stands, and what is next."""

from dataclasses import dataclass

from homeward.people.models import Child
from homeward.reunification import rules
from homeward.reunification.models import ReturnPlan
from homeward.reunification.queries.facts import facts_with, last_plan, lives_of
from homeward.reunification.queries.watching import Watch, watch_of
from homeward.reunification.rules import Facts, Spell, Stage


@dataclass(frozen=True)
class GoingHome:
    """`over`: another plan may begin in its place. `home`: at home, where no plan that goes on says so."""

    plan: ReturnPlan | None
    stage: Stage | None = None
    facts: Facts | None = None
    watch: Watch | None = None
    over: bool = True
    home: Spell | None = None


def going_home(child: Child) -> GoingHome:
    """For who sees the child; the rest of the page asks whether they do."""
    plan, life = last_plan(child), lives_of([child.pk])[child.pk]
    if plan is None:
        return GoingHome(None, home=life.home_now)
    facts = facts_with([plan], {child.pk: life})[plan.pk]
    return GoingHome(
        plan,
        stage=rules.stage(facts),
        facts=facts,
        watch=watch_of(plan, facts) if plan.ended_at is None else None,
        over=rules.is_over(facts),
        home=None if facts.is_home else life.home_now,
    )
