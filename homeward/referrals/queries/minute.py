"""The minute of one family at one sitting, made from what is in the record. Plain values: they are frozen."""

from typing import Any

from django.utils.timezone import localtime

from homeward.referrals.models import AgendaItem
from homeward.referrals.queries.panel import seats, terms_of
from homeward.referrals.rules import chairing, quorum


def minute_of(item: AgendaItem) -> dict[str, Any]:
    """Before the signature this is a preview; signing freezes it as it then is."""
    sitting, decision = item.sitting, item.decision
    sat = seats(item)
    chairs = chairing(sat, sitting.chair_id, item.deputy_id)
    members = list(sitting.members.select_related("worker", "employer"))
    names = {member.worker_id: member.worker.name for member in members}
    return {
        "family": ", ".join(child["name"] for child in item.papers["children"]),
        "reference": item.papers["reference"],
        "team": sitting.team.name,
        "held_on": sitting.held_on.isoformat(),
        "chair": sitting.chair.name,
        "deputy": item.deputy.name if item.deputy and chairs != sitting.chair_id else "",
        "members": [
            {
                "name": names[member.worker_id],
                "post": member.post,
                "employer": member.employer.name,
                "present": member.present,
            }
            for member in members
        ],
        "quorum": quorum(terms_of(item).terms, sat, chairs).reason,
        "interests": [
            {
                "name": declared.worker.name,
                "interest": declared.interest,
                "then": declared.get_then_display(),
                "asked_by": declared.asked_by.name if declared.asked_by else "",
            }
            for declared in item.interests.select_related("worker", "asked_by").order_by("id")
        ],
        "papers_at": item.frozen_at.isoformat(),
        "papers_by": item.frozen_by.name,
        "views": [
            {"whose": view.get_whose_display(), "who": view.who, "words": view.words}
            for view in decision.views.all()
        ],
        "options": [option.what for option in decision.options.all()],
        "question": decision.question,
        "outcome": decision.outcome.what if decision.outcome else "",
        "reasons": decision.reasons,
        "alternative": item.alternative,
        "authority": decision.authority,
        "law": decision.law,
        "signed_by": decision.signed_name,
        "signed_at": localtime(decision.signed_at).isoformat() if decision.signed_at else "",
        "conditions": [
            {"what": c.what, "owner": c.owner.name, "by_day": c.by_day.isoformat()}
            for c in item.conditions.select_related("owner")
        ],
        "sealed": item.expectations.count(),
        "dissent": [
            {"name": dissent.worker.name, "words": dissent.words}
            for dissent in item.dissents.select_related("worker")
        ],
    }
