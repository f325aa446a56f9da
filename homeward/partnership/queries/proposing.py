"""What one side has proposed and waits for whom: read from what is proposed, so that it goes when it is answered."""

from datetime import date

from homeward.partnership.models import CollaborationAgreement, Proposal
from homeward.partnership.models.proposed import Proposed
from homeward.partnership.queries import may_agree
from homeward.partnership.queries.policies import settlements_to_agree
from homeward.partnership.rules import WorkerOnDay
from homeward.partnership.rules.sides import HEADS, KEEPERS, may_agree_to


def to_agree(worker: WorkerOnDay, today: date) -> list[Proposed]:
    """For this worker's agreement, one line for each; of the sharing agreement the last of each kind. The other
    side's part in a version of the collaboration agreement begins with its committee, so it is told at once."""
    speaks = {
        speakers: any(speakers.sides(worker, pk) for pk in worker.partnership_ids)
        for speakers in (HEADS, KEEPERS)
    }
    found: list[Proposed] = []
    if speaks[KEEPERS]:
        found += _of_sharing(worker, today)
    if speaks[HEADS]:
        versions = CollaborationAgreement.objects.visible_to(worker).waiting()
        found += [
            version
            for version in versions.select_related("proposed_by", "proposed_for").order_by("pk")
            if may_agree_to(worker, version.standing())
        ]
        found += settlements_to_agree(worker, today)
    return found


def _of_sharing(worker: WorkerOnDay, today: date) -> list[Proposal]:
    waiting = Proposal.objects.visible_to(worker).waiting()
    every = waiting.select_related("proposed_by", "proposed_for", "follows").order_by("pk")
    last = {(each.partnership_id, each.is_extension): each for each in every}
    return [each for each in last.values() if may_agree(each, worker, today)]
