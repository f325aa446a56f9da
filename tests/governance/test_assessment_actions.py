"""Writing an impact assessment, advising and signing it off: what is written, and what a refusal leaves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from homeward.access.guard import Overtaken, Refused
from homeward.governance.actions import assessments as actions
from homeward.governance.models import (
    Advice,
    Assessment,
    AssessmentVersion,
    Risk,
    Signature,
    Subject,
    View,
)
from homeward.governance.rules.assessments import Consulted, Residual
from homeward.partnership.rules import Purpose
from homeward.trail.models import Entry
from tests.at_once import meanwhile
from tests.governance.making import (
    advised,
    agreement,
    as_seen,
    begun,
    fetched,
    gale,
    hari,
    ira,
    said,
    signed,
    to_sign,
    with_risk,
)


def written():
    models = (Assessment, AssessmentVersion, Subject, Risk, View, Advice, Signature)
    return [model.objects.count() for model in models] + [
        Entry.objects.filter(kind="change").count()
    ]


def next_version(assessment, keeping, by):
    seen = as_seen(assessment)
    return actions.write_version(assessment, written=said(), keeping=keeping, seen=seen, by=by)


def test_assesses_what_it_is_linked_to(cast):
    assessment = begun(
        cast,
        ira(cast),
        agreements=[agreement(cast)],
        purposes=[Purpose.SUPPORT],
        change="A tablet.",
    )

    found = fetched(assessment).newest.assesses()

    assert found.agreements == {1}
    assert found.purposes == {Purpose.SUPPORT}
    assert found.change == "A tablet."
    assert Entry.objects.filter(what="began an impact assessment").exists()


@pytest.mark.parametrize("wrong", ["who", "title", "subjects", "day"])
def test_beginning_refused_writes_nothing(cast, wrong):
    lead = ira(cast)
    begun(cast, lead)
    before = written()
    title = "visits" if wrong == "title" else "Photos"
    changes = {"subjects": {"parts": []}, "day": {"review_by": localdate()}}.get(wrong, {})

    with pytest.raises(Refused) as refused:
        actions.begin_assessment(
            cast.partnership,
            title=title,
            written=said(**changes),
            by=cast.morgan if wrong == "who" else lead,
        )

    assert refused.value.answer.instead
    assert written() == before


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_one_title_at_once_the_second_is_told(cast):
    one, other = ira(cast), gale(cast)

    def begins():
        actions.begin_assessment(cast.partnership, title="visits", written=said(), by=other)

    with pytest.raises(Refused, match="of that title already"), meanwhile(begins):
        begun(cast, one)

    assert [found.title for found in Assessment.objects.all()] == ["Visits"]


def test_database_refuses_a_title_that_differs_only_in_case(cast):
    lead = ira(cast)
    begun(cast, lead)

    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(partnership=cast.partnership, title="VISITS", begun_by=lead)


def test_a_version_that_follows_keeps_the_risks_that_still_stand(cast):
    lead = ira(cast)
    assessment = begun(cast, lead)
    stays, goes = with_risk(assessment, lead), with_risk(assessment, lead, what="A lost tablet.")
    actions.add_view(assessment, who=Consulted.FAMILIES, how="Six parents", said="Fine.", by=lead)

    version = next_version(assessment, [stays.pk], by=lead)

    assert [risk.what for risk in version.risks.all()] == [stays.what]
    assert [view.said for view in version.views.all()] == ["Fine."]
    assert Risk.objects.filter(version=goes.version_id).count() == 2
    assert version.risks.get().written_at == stays.written_at


def test_views_on_what_was_signed_stay_with_it(cast):
    one, other = ira(cast), gale(cast)
    assessment = begun(cast, one)
    actions.add_view(assessment, who=Consulted.FAMILIES, how="Six parents", said="Fine.", by=one)
    risk = with_risk(assessment, one)
    for lead in (one, other):
        advised(assessment, lead)
    actions.sign_off(assessment, seen=as_seen(assessment), by=cast.morgan)

    version = next_version(assessment, [risk.pk], by=one)

    assert version.views.count() == 0
    assert fetched(assessment).newest.standing().advised == frozenset()


def test_both_organisations_sign_and_then_it_stays(cast):
    one, other = ira(cast), gale(cast)
    assessment = signed(cast, one, other)

    assert fetched(assessment).signed_off.number == 1
    assert list(Signature.objects.values_list("kind", flat=True)) == ["council", "charity"]
    before = written()
    with pytest.raises(Refused, match="stays as it is"):
        with_risk(assessment, one)
    assert written() == before


def test_what_is_signed_counts_until_the_next_is_signed(cast):
    one, other = ira(cast), gale(cast)
    assessment = signed(cast, one, other)

    next_version(assessment, [], by=one)

    assert fetched(assessment).signed_off.number == 1
    assert fetched(assessment).newest.number == 2


@pytest.mark.parametrize("act", ["advises", "signs", "writes"])
def test_acting_on_what_one_has_not_read_is_overtaken(cast, act):
    one, other = ira(cast), gale(cast)
    assessment = begun(cast, one) if act == "advises" else to_sign(cast, one, other)
    seen = as_seen(assessment)
    with_risk(assessment, one, what="A lost tablet.")
    acts = {
        "advises": lambda: actions.advise(assessment, words="Do it so.", seen=seen, by=other),
        "signs": lambda: actions.sign_off(assessment, seen=seen, by=cast.morgan),
        "writes": lambda: actions.write_version(
            assessment, written=said(), keeping=[], seen=seen, by=other
        ),
    }
    before = written()

    with pytest.raises(Overtaken):
        acts[act]()

    assert written() == before


@pytest.mark.parametrize("who", ["robin", "stranger"])
def test_signing_refused_writes_nothing(cast, who):
    assessment = to_sign(cast, ira(cast), gale(cast))
    before = written()

    with pytest.raises(Refused, match="head of service or director"):
        actions.sign_off(assessment, seen=as_seen(assessment), by=getattr(cast, who))

    assert written() == before


def test_high_risk_that_remains_goes_to_the_commissioner_first(cast):
    one, other = ira(cast), gale(cast)
    assessment = to_sign(cast, one, other)
    with_risk(assessment, one, residual=Residual.HIGH)
    with pytest.raises(Refused, match="Article 36"):
        actions.sign_off(assessment, seen=as_seen(assessment), by=hari(cast))

    actions.add_view(
        assessment, who=Consulted.COMMISSIONER, how="In writing", said="Go on.", by=other
    )

    actions.sign_off(assessment, seen=as_seen(assessment), by=cast.morgan)
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("wrong", ["past", "no post", "who"])
def test_risk_refused_writes_nothing(cast, wrong):
    lead = ira(cast)
    assessment = begun(cast, lead)
    before = written()
    changes = {
        "past": {"done_by": localdate() - timedelta(days=1)},
        "no post": {"owner": cast.stranger},
        "who": {"owner": lead},
    }[wrong]

    with pytest.raises(Refused):
        with_risk(assessment, cast.kit if wrong == "who" else lead, **changes)

    assert written() == before


def test_each_lead_advises_once(cast):
    one, other = ira(cast), gale(cast)
    assessment = begun(cast, one)
    advised(assessment, one)
    before = written()

    with pytest.raises(Refused, match="has advised"):
        advised(assessment, one, "Or so.")

    assert written() == before
    advised(assessment, other)
    assert fetched(assessment).newest.standing().advised == {"council", "charity"}


def test_database_refuses_a_subject_that_is_two_things(cast):
    version = begun(cast, ira(cast)).versions.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.create(
            partnership=cast.partnership, version=version, part="support", change="A tablet."
        )
