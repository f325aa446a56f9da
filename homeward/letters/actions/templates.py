"""A new version of what an organisation writes, and putting it in force after it was looked at."""

from django.db.models import Max
from django.utils.timezone import localdate, now

from homeward.access.guard import require
from homeward.letters import rules
from homeward.letters.models import LetterTemplate
from homeward.letters.rules import KINDS, LetterKind
from homeward.locks import unlocked
from homeward.partnership.models import Organisation, Worker
from homeward.trail import actions as trail


@unlocked()
def write_template(
    organisation: Organisation, kind: LetterKind, *, title: str, text: str, by: Worker
) -> LetterTemplate:
    """It changes nothing yet: letters are written with it when it is put in force."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    answer = require(rules.may_change_templates(by.on(localdate()), organisation.pk))
    known = KINDS[kind]
    require(rules.may_be_template(title, text, known.places, set(known.needed)))
    theirs = LetterTemplate.objects.filter(organisation=organisation, kind=kind)
    last = theirs.aggregate(last=Max("version"))["last"] or 0
    template = LetterTemplate.objects.create(
        partnership_id=organisation.partnership_id,
        organisation=organisation,
        kind=kind,
        version=last + 1,
        title=title,
        text=text,
        written_by=by,
    )
    trail.record(
        f"wrote version {template.version} of a letter: {known.said.lower()}",
        template,
        by=by,
        because=answer.reason,
    )
    return template


@unlocked()
def put_in_force(template: LetterTemplate, *, by: Worker) -> LetterTemplate:
    # The organisation is locked as well: of two who put versions in force at once, the second is told.
    Organisation.objects.select_for_update().get(pk=template.organisation_id)
    template = LetterTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    answer = require(rules.may_change_templates(by.on(localdate()), template.organisation_id))
    theirs = LetterTemplate.objects.filter(
        organisation=template.organisation_id, kind=template.kind, in_force_at__isnull=False
    )
    newest = theirs.aggregate(last=Max("version"))["last"] or 0
    require(rules.may_be_put_in_force(template, newest))
    template.in_force_at, template.in_force_by = now(), by
    template.save(update_fields=["in_force_at", "in_force_by"])
    trail.record(
        f"put version {template.version} of a letter in force: {template.label.lower()}",
        template,
        by=by,
        because=answer.reason,
    )
    return template
