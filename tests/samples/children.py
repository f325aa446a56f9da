"""Of the pages of a child, and of a record that is sealed."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from homeward.partnership.actions import add_member
from homeward.partnership.rules import Role
from homeward.people.models import Child
from homeward.referrals import actions as referrals
from homeward.returns.models import ImportReport
from homeward.sharing import actions as sharing
from homeward.sharing.rules import RestrictionKind
from tests.samples.arguments import pk


def a_sealed_child(cast):
    """Pip, of a referral of their own: sealed to Alex and Sam, open to Robin and Kit. Sam broke the glass,
    and Jo, as information governance lead, is to review it."""
    pip = referrals.ReferredChild(
        "Pip", "Sampleton", date(2015, 1, 6), not_asked_because="Pip was out"
    )
    child = cast.refer(children=[pip]).children.get()
    seal = sharing.close_record(
        child,
        kind=RestrictionKind.SEALED,
        because="A threat was made.",
        named=[cast.robin, cast.kit],
        until=localdate() + timedelta(days=30),
        by=cast.kit,
    )
    glass = sharing.break_glass(
        child, reason="Pip phoned from the street and says there is a knife.", by=cast.sam
    )
    add_member(
        cast.leadership,
        cast.jo,
        role=Role.GOVERNANCE_LEAD,
        employer=cast.founded.council,
        from_day=localdate() - timedelta(days=1),
        authorised_by="test",
    )
    return child, seal, glass


def of_children(cast, child: Child) -> dict[str, dict]:
    report = ImportReport.objects.create(partnership=cast.partnership, imported_by=cast.jo)

    sealed, seal, glass = a_sealed_child(cast)
    return {
        "web:child": pk(child),
        "web:timeline": pk(child),
        "people:about": pk(child),
        "web:who_looked": pk(child),
        "web:who_could": pk(child),
        "web:break_glass": pk(sealed),
        "web:close_record": pk(child),
        "web:open_record": pk(seal),
        "web:end_work": pk(child, team_pk=cast.north.pk),
        "web:review_glass": pk(glass),
        "access:back_from_provider": {"pk": 0},
        "returns:report": pk(report),
        "returns:refusals": pk(report),
    }
