"""Recording that a child was offered an advocate, and that one began."""

from datetime import date

from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.people.models import Child
from homeward.safeguarding import rules
from homeward.safeguarding.models import AdvocacyOffer
from homeward.safeguarding.rules import Answered
from homeward.sharing.models import entitled
from homeward.trail import actions as trail


@unlocked()
def offer_advocate(
    child: Child,
    *,
    on: date,
    who: str,
    provider: str,
    answered: Answered,
    words: str,
    by: Worker,
) -> AdvocacyOffer:
    today = localdate()
    seen = require(entitled(by.on(today), child, today).may_see())
    require(rules.may_have_offered(on, child.born, today, answered, words))
    offer = AdvocacyOffer.objects.create(
        partnership_id=child.partnership_id,
        child=child,
        offered_on=on,
        who=who,
        provider=provider,
        answer=answered.value,
        words=words,
        recorded_by=by,
    )
    trail.record(
        "offered an advocate",
        offer,
        by=by,
        children=[child.pk],
        because=seen.reason,
        changed={"words": words, "answer": answered.label, "who": who, "provider": provider},
        on=on,
    )
    return offer


@unlocked()
def begin_advocacy(offer: AdvocacyOffer, *, on: date, advocate: str, by: Worker) -> AdvocacyOffer:
    offer = AdvocacyOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    today = localdate()
    seen = require(entitled(by.on(today), offer.child, today).may_see())
    require(
        rules.may_have_begun(
            on,
            today,
            offered=offer.offered_on,
            answered=offer.answered,
            begun=offer.begun_on,
        )
    )
    offer.begun_on, offer.advocate = on, advocate
    offer.begun_recorded_by, offer.begun_recorded_at = by, now()
    offer.save(update_fields=["begun_on", "advocate", "begun_recorded_by", "begun_recorded_at"])
    trail.record(
        "recorded that an advocate began",
        offer,
        by=by,
        children=[offer.child_id],
        because=seen.reason,
        changed={"advocate": advocate},
        on=on,
    )
    return offer
