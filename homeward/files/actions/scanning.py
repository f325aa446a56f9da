"""What the virus scanner found: in a file that was sent, and later in one that had been kept unscanned."""

from django.utils.timezone import localdate

from homeward.access.guard import require
from homeward.files import rules
from homeward.files.models import CaughtFile, File
from homeward.files.rules import Scan
from homeward.locks import unlocked
from homeward.partnership.models import Team, Worker
from homeward.people.models import Child
from homeward.sharing.models import Involvement, entitled
from homeward.tasks.actions import open_task
from homeward.trail import actions as trail


@unlocked()
def note_caught(child: Child, *, found: str, by: Worker) -> CaughtFile:
    """A file for this child's record was refused. What it was called is not kept: names of files tell much."""
    today = localdate()
    require(entitled(by.on(today), child, today).may_see())
    caught = CaughtFile.objects.create(
        partnership_id=child.partnership_id, child=child, found=found, sent_by=by
    )
    trail.record(
        "tried to add a file in which the virus scanner found something",
        caught,
        by=by,
        children=[child.pk],
        because="nothing is kept in which the scanner finds something",
        changed={"found": found},
    )
    return caught


@unlocked()
def note_scanned(file: File, scan: Scan) -> File:
    """The job’s, for a file that was kept unscanned. What is found in is destroyed, and who added it is asked
    to get it again."""
    file = File.objects.select_for_update(of=("self",)).select_related("added_by").get(pk=file.pk)
    if scan.at is None or file.scanned_at or file.removed_at:
        return file
    file.scanned_at, file.found = scan.at, scan.found
    file.save(update_fields=["scanned_at", "found"])
    children = list(file.children.all())
    told = rules.may_keep(scan, False)
    trail.record(
        "found something in a file and destroyed it"
        if scan.found
        else "looked into a file for viruses",
        file,
        by=None,
        children=[child.pk for child in children],
        because="the virus scanner answers again",
        changed={"found": scan.found} if scan.found else None,
    )
    if not told:
        file.about.update(wrapped_key=b"")
        file.vault.destroy(file.name)
        _ask_for_it_again(file, children)
    return file


def _ask_for_it_again(file: File, children: list[Child]) -> None:
    """Of a team that works with the child: the adder’s own, if they still do."""
    today = localdate()
    working = Involvement.objects.filter(
        child__in=children, period__contains=today, team__isnull=False
    ).values_list("team_id", flat=True)
    mine = file.added_by.on(today).team_ids & set(working)
    team = Team.objects.filter(pk__in=mine or set(working)).order_by("pk").first()
    if team is None:
        return
    open_task(
        team=team,
        worker=file.added_by if mine else None,
        what="Ask again for a file that was destroyed, and tell whoever sent it",
        because="The virus scanner found something in it after it had been kept",
        due=today,
        urgent=True,
        by=None,
        children=children,
    )
