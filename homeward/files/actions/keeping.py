"""Adding a file to children's records, and removing one that should not be there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models import Model
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate, localtime

from homeward.access.guard import require
from homeward.files import rules
from homeward.files.models import File, kind_of
from homeward.files.receiving import Received
from homeward.files.rules import FileKind
from homeward.locks import unlocked
from homeward.partnership.models import Worker
from homeward.partnership.rules import DataGroup
from homeward.people.models import Child
from homeward.sharing.models import entitled
from homeward.trail import actions as trail


@dataclass(frozen=True)
class NewFile:
    """What is said of a file when it is added."""

    title: str
    kind: FileKind
    group: DataGroup
    children: Sequence[Child]
    dated: date | None = None
    came_from: str = ""
    added_to: Model | None = field(default=None, repr=False)  # what its page shows it with
    form_of: File | None = None
    told: str = "added a file to the record"  # to the trail
    because: str = ""  # if not the right to add a file


def add_file(said: NewFile, received: Received, *, by: Worker) -> File:
    """`received` is what `receiving.received` gave. A refusal leaves no file behind."""
    with File.vault.put(received.content) as (name, key):
        return keep_file(said, received, name=name, key=key, by=by)


@unlocked()
def keep_file(said: NewFile, received: Received, *, name: str, key: bytes, by: Worker) -> File:
    children = {child.pk: child for child in said.children}
    # Two who add to the same records at once wait for each other, so that neither adds the same again.
    list(Child.objects.select_for_update().filter(pk__in=children).order_by("pk"))
    today, worker = localdate(), by.on(localdate())
    seen = [entitled(worker, child, today).groups for child in children.values()]
    answer = require(rules.may_add(seen, said.group))
    require(rules.may_keep(received.scan, settings.SCAN_REQUIRED))
    require(rules.may_be_dated(said.dated, today))
    mark = salted_hmac("homeward.files", received.content, algorithm="sha256").hexdigest()
    theirs = File.objects.kept().filter(about__child__in=children)
    same = theirs.visible_to(worker, today).filter(fingerprint=mark).select_related("added_by")
    require(rules.not_twice({localtime(f.added_at).date(): f.added_by.name for f in same[:1]}))
    listed = theirs.listed().values_list("title", flat=True)
    file = File.objects.create(
        partnership_id=next(iter(children.values())).partnership_id,
        name=name,
        title=said.title if said.form_of else rules.own_title(said.title, set(listed)),
        kind=said.kind,
        data_group=said.group,
        dated=said.dated,
        came_from=said.came_from,
        content_type=received.content_type,
        size=len(received.content),
        fingerprint=mark,
        form_of=said.form_of,
        scanned_at=received.scan.at,
        added_by=by,
        **_added_to(said.added_to),
    )
    file.put_into_files(children, key)
    if said.form_of is None:  # it is told once, whatever the forms
        trail.record(
            said.told,
            file,
            by=by,
            children=children,
            because=said.because or answer.reason,
            changed={"what": file.title, "from": said.came_from, "group": said.group.label},
        )
    return file


def _added_to(thing: Model | None) -> dict[str, object]:
    if thing is None:
        return {}
    return {"added_to": kind_of(thing), "added_to_id": thing.pk}


@unlocked()
def remove_file(file: File, *, why: str, by: Worker) -> File:
    """Its content and its keys are destroyed, in every form. That it was there, and why it went, stays."""
    file = File.objects.select_for_update(of=("self",)).select_related("removed_by").get(pk=file.pk)
    today, worker = localdate(), by.on(localdate())
    roles = [entitled(worker, child, today).roles for child in file.children.all()]
    answer = require(rules.may_remove(worker, file, roles, why))
    for form in (file, *file.other_forms.kept()):
        form.destroy(by=by, why=why)
    trail.record(
        "removed a file from the record",
        file,
        by=by,
        children=file.about.values_list("child_id", flat=True),
        because=answer.reason,
        changed={"reasons": why},
    )
    return file
