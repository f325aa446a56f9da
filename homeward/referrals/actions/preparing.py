"""Preparing what the panel decides. Through these actions alone, because the panel knows who is recused."""

from homeward.decisions import actions as decisions
from homeward.decisions.models import Decision, View
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.referrals.actions.taking_part import locked, may_add
from homeward.referrals.models import AgendaItem


@unlocked()
def add_panel_view(item: AgendaItem, *, whose: str, who: str, words: str, by: Worker) -> View:
    item = locked(item)
    return decisions.add_view(
        item.decision, whose=whose, who=who, words=words, by=by, panel=may_add(item, by)
    )


@unlocked()
def send_panel_decision(item: AgendaItem, *, version: int, by: Worker) -> Decision:
    item = locked(item)
    return decisions.send_for_signing(
        item.decision, version=version, by=by, panel=may_add(item, by)
    )
