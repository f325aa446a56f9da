"""Of the pages of a child, and of a record that is sealed."""

from datetime import date, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate
from PIL import Image

from homeward.files.actions import NewFile, add_file
from homeward.files.receiving import received
from homeward.files.rules import FileKind
from homeward.partnership.actions import add_member
from homeward.partnership.rules import DataGroup, Role
from homeward.people import actions as people
from homeward.people.models import Child
from homeward.people.rules import How, Over, TieKind
from homeward.referrals import actions as referrals
from homeward.returns.models import ImportReport
from homeward.sharing import actions as sharing
from homeward.sharing.rules import RestrictionKind
from homeward.support.models import EpisodeOfHelp
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


def a_drawing_of(child, by):
    out = BytesIO()
    Image.new("RGB", (4, 3), "sienna").save(out, "JPEG")
    said = NewFile("A drawing of the cat", FileKind.PICTURE, DataGroup.CORE, [child])
    sent = SimpleUploadedFile("cat.jpg", out.getvalue())
    return add_file(said, received(sent), by=by)


def a_family_of(cast, child: Child):
    """Dee, and Ray who was her partner: what he is to the child, and how the two belonged together."""
    father = people.add_relative(child, people.Said("Ray Fakerley", "father"), by=cast.robin)
    dee = child.relationships.filter(adult__name="Dee Sampleton").order_by("pk")[0].adult
    tie = people.tie(
        child,
        TieKind.PARTNERS,
        dee,
        father.adult,
        how=How.TOGETHER,
        over=Over.SEPARATED,
        by=cast.robin,
    )
    return father, tie


def of_children(cast, child: Child) -> dict[str, dict]:
    report = ImportReport.objects.create(partnership=cast.partnership, imported_by=cast.jo)

    sealed, seal, glass = a_sealed_child(cast)
    drawing = a_drawing_of(child, cast.robin)
    father, tie = a_family_of(cast, child)
    return {
        "copies:make_copy": pk(child),
        "files:files": pk(child),
        "files:add": pk(child),
        "files:add_to": {
            "kind": "help",
            "pk": EpisodeOfHelp.objects.filter(children=child, closed_at=None).first().pk,
        },
        "files:file": pk(drawing),
        "files:download": pk(drawing),
        "files:picture": pk(drawing),
        "files:remove": pk(drawing),
        "web:child": pk(child),
        "web:timeline": pk(child),
        "web:chronology": pk(child),
        "people:about": pk(child),
        "people:equality": pk(child),
        "people:family": pk(child),
        "people:add_relative": pk(child),
        "people:change_relative": pk(father),
        "people:end_relative": pk(father),
        "people:add_tie": pk(child),
        "people:change_tie": pk(child, tie_pk=tie.pk),
        "people:untie": pk(child, tie_pk=tie.pk),
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
