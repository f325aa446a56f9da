"""Beginning an impact assessment, writing a version, adding to it, advising and signing it off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from homeward.access.guard import Overtaken, require
from homeward.access.rules import refuse
from homeward.governance.models import (
    Advice,
    Assessment,
    AssessmentVersion,
    Risk,
    Signature,
    Subject,
    View,
)
from homeward.governance.rules import assessments as rules
from homeward.governance.rules.assessments import (
    Consulted,
    Likelihood,
    Part,
    Residual,
    Severity,
    Subjects,
)
from homeward.locks import unlocked
from homeward.partnership.actions.locking import lock_partnership
from homeward.partnership.models import Membership, Partnership, SharingAgreement, Worker
from homeward.partnership.rules import OrganisationKind, Purpose, leads_for
from homeward.partnership.rules.sides import leads_side
from homeward.trail import actions as trail


@dataclass(frozen=True)
class Written:
    """What a version says, and what it is about."""

    what: str
    necessity: str
    proportionality: str
    review_by: date
    agreements: Collection[SharingAgreement] = ()
    purposes: Collection[Purpose] = ()
    parts: Collection[Part] = ()
    change: str = ""

    @property
    def subjects(self) -> Subjects:
        return Subjects(
            frozenset(one.version for one in self.agreements),
            frozenset(self.purposes),
            frozenset(self.parts),
            self.change,
        )


@unlocked()
def begin_assessment(
    partnership: Partnership, *, title: str, written: Written, by: Worker
) -> Assessment:
    # Of two who begin one of the same title at once, the second is told.
    partnership = lock_partnership(partnership.pk)
    answer = require(rules.may_write(by.on(localdate()), partnership.pk))
    of_title = Assessment.objects.filter(partnership=partnership, title__iexact=title)
    require(rules.may_be_titled(is_new=not of_title.exists()))
    require(rules.may_be_written(written.subjects, written.review_by, localdate()))
    assessment = Assessment.objects.create(partnership=partnership, title=title, begun_by=by)
    _write(assessment, 1, written, by)
    trail.record("began an impact assessment", assessment, by=by, because=answer.reason)
    return assessment


@unlocked()
def write_version(
    assessment: Assessment, *, written: Written, keeping: Collection[int], seen: str, by: Worker
) -> AssessmentVersion:
    """A new version. `keeping`: the risks of the one before that still stand. Views are kept while nobody has
    signed that one: they were asked about the same. `seen`: what the page showed, by `as_seen`."""
    assessment = _locked(assessment)
    answer = require(rules.may_write(by.on(localdate()), assessment.partnership_id))
    require(rules.may_be_written(written.subjects, written.review_by, localdate()))
    before = assessment.newest
    _must_have_seen(before, seen, "Read it below, and tick which risks still stand.")
    version = _write(assessment, before.number + 1, written, by)
    kept = [risk for risk in before.risks.all() if risk.pk in set(keeping)]
    Risk.objects.bulk_create(_copied(risk, version) for risk in kept)
    if not before.standing().signed:
        View.objects.bulk_create(_copied(view, version) for view in before.views.all())
    trail.record(
        "wrote a version of an impact assessment", assessment, by=by, because=answer.reason
    )
    return version


def _copied(line: Risk | View, version: AssessmentVersion) -> Any:
    """The same words on the new version, by whom and when they were written."""
    held = {field.attname: getattr(line, field.attname) for field in line._meta.concrete_fields}
    return type(line)(**held | {"id": None, "version_id": version.pk})


def _write(assessment: Assessment, number: int, written: Written, by: Worker) -> AssessmentVersion:
    version = AssessmentVersion.objects.create(
        partnership_id=assessment.partnership_id,
        assessment=assessment,
        number=number,
        what=written.what,
        necessity=written.necessity,
        proportionality=written.proportionality,
        review_by=written.review_by,
        written_by=by,
    )
    lines = [
        *({"agreement": one} for one in written.agreements),
        *({"purpose": one} for one in written.purposes),
        *({"part": one} for one in written.parts),
        *([{"change": written.change}] if written.change else []),
    ]
    Subject.objects.bulk_create(
        Subject(partnership_id=assessment.partnership_id, version=version, **line) for line in lines
    )
    return version


@unlocked()
def add_risk(
    assessment: Assessment,
    *,
    what: str,
    to_whom: str,
    likelihood: Likelihood,
    severity: Severity,
    measure: str,
    owner: Worker,
    done_by: date,
    residual: Residual,
    by: Worker,
) -> Risk:
    assessment = _locked(assessment)
    today, version = localdate(), assessment.newest
    answer = require(rules.may_add_to(by.on(today), assessment.partnership_id, version.standing()))
    require(rules.may_have_risk(done_by, today))
    posts = Membership.objects.filter(
        partnership_id=assessment.partnership_id, worker=owner, period__contains=today
    )
    require(rules.may_own(has_post=posts.exists()))
    risk = Risk.objects.create(
        partnership_id=assessment.partnership_id,
        version=version,
        what=what,
        to_whom=to_whom,
        likelihood=likelihood,
        severity=severity,
        measure=measure,
        owner=owner,
        done_by=done_by,
        residual=residual,
        written_by=by,
    )
    trail.record("added a risk to an impact assessment", assessment, by=by, because=answer.reason)
    return risk


@unlocked()
def add_view(assessment: Assessment, *, who: Consulted, how: str, said: str, by: Worker) -> View:
    assessment = _locked(assessment)
    version = assessment.newest
    answer = require(
        rules.may_add_to(by.on(localdate()), assessment.partnership_id, version.standing())
    )
    view = View.objects.create(
        partnership_id=assessment.partnership_id,
        version=version,
        who=who,
        how=how,
        said=said,
        written_by=by,
    )
    trail.record(
        "wrote down who was consulted on an impact assessment",
        assessment,
        by=by,
        because=answer.reason,
    )
    return view


@unlocked()
def advise(assessment: Assessment, *, words: str, seen: str, by: Worker) -> Advice:
    """For one's own organisation; who leads both speaks for the one that has not advised yet. `seen`: what the
    page showed, by `as_seen`."""
    assessment = _locked(assessment)
    worker, version = by.on(localdate()), assessment.newest
    standing = version.standing()
    answer = require(rules.may_advise(worker, assessment.partnership_id, standing))
    _must_have_seen(version, seen, "Read it below, then advise.")
    free = leads_for(worker, assessment.partnership_id) - standing.advised
    advice = Advice.objects.create(
        partnership_id=assessment.partnership_id,
        version=version,
        kind=next(kind for kind in OrganisationKind if kind in free),
        words=words,
        advised_by=by,
    )
    trail.record("advised on an impact assessment", assessment, by=by, because=answer.reason)
    return advice


@unlocked()
def sign_off(assessment: Assessment, *, seen: str, by: Worker) -> Signature:
    """For one's own organisation. `seen`: what the page showed, by `as_seen`."""
    assessment = _locked(assessment)
    worker, version = by.on(localdate()), assessment.newest
    standing = version.standing()
    answer = require(rules.may_sign_off(worker, assessment.partnership_id, standing))
    _must_have_seen(version, seen, "Read it below, then sign it off.")
    free = leads_side(worker, assessment.partnership_id) - set(standing.signed)
    signature = Signature.objects.create(
        partnership_id=assessment.partnership_id,
        version=version,
        kind=next(kind for kind in OrganisationKind if kind in free),
        signed_by=by,
    )
    trail.record("signed off an impact assessment", assessment, by=by, because=answer.reason)
    return signature


def _must_have_seen(version: AssessmentVersion, seen: str, then: str) -> None:
    if seen != version.as_seen:
        raise Overtaken(refuse("something was added to it since you opened the page", then))


def _locked(assessment: Assessment) -> Assessment:
    """As it is now, and nobody else's until this act is done."""
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    return Assessment.objects.whole().get(pk=assessment.pk)
