"""One return after another into the record: what is new, changed, kept, refused, and told in the trail."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from homeward.access.guard import Refused
from homeward.care.models import LegalStatus, PeriodOfCare, Placement
from homeward.care.queries import episodes_of_child
from homeward.people.models import Child, Identifier
from homeward.returns.actions import CannotImport, import_903
from homeward.returns.models import ImportReport
from homeward.sharing.models import Involvement
from homeward.ssda903 import read_return
from homeward.trail import actions as trail
from homeward.trail.models import Content, Entry
from tests.returns.conftest import ASH, ASH_CLOSED, ASH_MOVED, ASH_OPEN


TO_2018, TO_2019 = date(2018, 3, 31), date(2019, 3, 31)


def ash() -> Child:
    return Identifier.objects.get(system="ssda903", value="101").child


def test_a_new_child_comes_with_facts_identifiers_and_a_line_in_the_trail(returns, counts):
    report = returns.read(
        TO_2018,
        header=[ASH],
        episodes=[ASH_OPEN],
        reviews=["101,04/05/2010,05/06/2017,PN1"],
        missing=["101,04/05/2010,M,01/07/2017,02/07/2017"],
        uasc=["101,M,04/05/2010,04/05/2028"],
    )

    child = ash()
    assert (child.born, child.sex, child.ethnicity) == (date(2010, 5, 4), "M", "WBRI")
    assert child.identifiers.get(system="upn").value == "A123456789012"
    assert [fact.code for fact in LegalStatus.objects.filter(child=child)] == ["C2"]
    for table in ("Header", "Episodes", "Reviews", "Missing", "UASC"):
        assert counts(report, table) == {
            "read": 1, "taken": 1, "refused": 0, "new": 1, "changed": 0, "unchanged": 0, "superseded": 0
        }  # fmt: skip
    entry = Entry.objects.get(what="read from a return")
    assert entry.child_ids == [child.pk]
    told = trail.content_of(Content.objects.get(entry=entry))
    assert told["new: legal status"] == "2017-05-10 to now, C2, start"


def test_the_episodes_taken_are_derived_again(returns, tmp_path):
    folder = returns.written(header=[ASH], episodes=[ASH_CLOSED, ASH_MOVED])
    return_ = read_return(folder)

    import_903(return_, partnership=returns.partnership)

    assert episodes_of_child(ash()) == tuple(row.episode for row in return_.episodes)


def test_the_same_files_again_change_no_row(returns, every_row):
    tables = {
        "header": [ASH],
        "episodes": [ASH_CLOSED, ASH_MOVED],
        "reviews": ["101,04/05/2010,05/06/2017,PN1", "101,05/05/2010,05/06/2017,PN1"],
        "missing": ["101,04/05/2010,M,01/07/2017,"],
        "uasc": ["101,M,04/05/2010,"],
    }
    returns.read(TO_2019, **tables)
    before, entries = every_row(), Entry.objects.count()

    report = returns.read(TO_2019, **tables)

    assert report.taken == report.read == 7
    assert {line["unchanged"] for line in report.tables} == {1, 2}
    assert every_row() == before
    assert Entry.objects.count() == entries + 1  # that the return was read in again


def test_a_later_return_closes_an_open_episode_and_keeps_what_goes_on(returns, counts):
    returns.read(TO_2018, header=[ASH], episodes=[ASH_OPEN])
    status = LegalStatus.objects.get(child=ash())

    report = returns.read(TO_2019, header=[ASH], episodes=[ASH_CLOSED, ASH_MOVED])

    assert counts(report, "Episodes")["changed"] == 1
    assert counts(report, "Episodes")["new"] == 1
    assert [p.end for p in Placement.objects.filter(child=ash())] == [date(2018, 9, 20), None]
    kept = LegalStatus.objects.get(child=ash())
    assert (kept.pk, kept.stated_as_of) == (status.pk, TO_2019)
    entry = Entry.objects.filter(what="read from a return").last()
    told = trail.content_of(Content.objects.get(entry=entry))
    assert (
        told["no longer: placement"]
        == "2017-05-10 to now, U4, PR1, SC12345, EX2 2BB, EX1 1AA, start"
    )


def test_an_older_return_overrides_nothing_of_a_later_one(returns, counts, every_row):
    returns.read(
        TO_2019,
        header=[ASH],
        episodes=[ASH_CLOSED, ASH_MOVED],
        reviews=["101,04/05/2010,05/06/2017,PN1"],
        missing=["101,04/05/2010,M,01/07/2017,02/07/2017"],
        uasc=["101,M,04/05/2010,04/05/2028"],
    )
    before = every_row()

    report = returns.read(
        TO_2018,
        header=[ASH.replace("WBRI", "MWBC")],
        episodes=[ASH_OPEN],
        reviews=["101,04/05/2010,05/06/2017,PN2"],
        missing=["101,04/05/2010,M,01/07/2017,"],
        uasc=["101,M,04/05/2010,"],
    )

    assert {line["superseded"] for line in report.tables} == {1}
    assert report.taken == 5
    assert every_row() == before


def test_an_older_return_adds_what_happened_before(returns, counts):
    later = "101,20/09/2018,P,C2,N1,K2,PR4,,,,EX1 1AA,EX3 3CC,SC54321"
    returns.read(TO_2019, header=[ASH], episodes=[later])

    report = returns.read(TO_2018, header=[ASH], episodes=[ASH_CLOSED])

    assert counts(report, "Episodes")["new"] == 1
    assert [period.start for period in PeriodOfCare.objects.all()] == [date(2017, 5, 10)]
    assert [episode.decom for episode in episodes_of_child(ash())] == [
        date(2017, 5, 10),
        date(2018, 9, 20),
    ]


def test_the_same_years_corrected_return_changes_header_review_and_missing(returns, counts):
    returns.read(
        TO_2018,
        header=[ASH],
        episodes=[ASH_OPEN],
        reviews=["101,04/05/2010,05/06/2017,PN1"],
        missing=["101,04/05/2010,M,01/07/2017,"],
    )

    report = returns.read(
        TO_2018,
        header=["101,F,05/05/2010,MWBC,B123456789012,1,01/02/2018"],
        episodes=[ASH_OPEN],
        reviews=["101,05/05/2010,05/06/2017,PN2"],
        missing=["101,05/05/2010,M,01/07/2017,03/07/2017"],
    )

    changed = {line["table"]: line["changed"] for line in report.tables}
    assert changed == {"Header": 1, "Episodes": 0, "Reviews": 1, "Missing": 1}
    child = ash()
    assert (child.sex, child.born, child.ethnicity) == ("F", date(2010, 5, 5), "MWBC")
    assert child.identifiers.get(system="upn").value == "B123456789012"
    assert [review.took_part for review in child.carereviews.all()] == ["PN2"]
    assert child.missingepisodes.get().ended_on == date(2017, 7, 3)
    details = child.stateddetailss.get()
    assert (details.mother, details.mothers_child_born) == ("1", date(2018, 2, 1))


def test_nothing_is_written_when_the_trail_cannot_be(returns, every_row, monkeypatch):
    before = every_row()

    def fail(*args, **kwargs):
        raise RuntimeError("the trail is broken")

    monkeypatch.setattr(trail, "record_many", fail)

    with pytest.raises(RuntimeError):
        returns.read(TO_2018, header=[ASH], episodes=[ASH_OPEN])

    assert every_row() == before
    assert ImportReport.objects.count() == 0


def test_a_row_lost_in_counting_leaves_nothing_behind(returns, monkeypatch):
    monkeypatch.setattr("homeward.returns.actions.take_care", lambda *args: None)

    with pytest.raises(AssertionError, match="are not 0 taken"):
        returns.read(TO_2018, header=[ASH], episodes=[ASH_OPEN])

    assert Child.objects.count() == 0


def test_the_number_of_queries_does_not_grow_with_the_children(returns):
    def many(first, count):
        numbers = range(first, first + count)
        return {
            "header": [ASH.replace("101", str(n)).replace("A123456789012", "") for n in numbers],
            "episodes": [ASH_OPEN.replace("101", str(n)) for n in numbers],
            "reviews": [f"{n},04/05/2010,05/06/2017,PN1" for n in numbers],
        }

    with CaptureQueriesContext(
        connection,
    ) as ten:
        returns.read(TO_2018, **many(1000, 10))
    with CaptureQueriesContext(connection) as hundred:
        returns.read(TO_2018, **many(2000, 100))

    assert len(hundred) == len(ten)


def test_progress_is_told_chunk_by_chunk(returns, monkeypatch):
    monkeypatch.setattr("homeward.returns.actions.CHUNK", 1)
    heard = []

    returns.read(
        TO_2018,
        header=[ASH, ASH.replace("101", "102").replace("A1", "B1")],
        episodes=[ASH_OPEN],
        told=lambda done, of: heard.append((done, of)),
    )

    assert heard == [(1, 2), (2, 2)]


def test_no_team_sees_the_children_unless_one_is_named(returns):
    returns.read(TO_2018, header=[ASH], episodes=[ASH_OPEN])

    assert Involvement.objects.count() == 0


def test_the_named_team_sees_those_in_care_now_and_only_those(returns, cast):
    left = "102,10/05/2017,S,C2,N1,U4,PR1,20/09/2017,E4A,,,,"
    tables = {
        "header": [ASH, ASH.replace("101", "102").replace("A1", "B1")],
        "episodes": [ASH_OPEN, left],
    }

    returns.read(TO_2018, team=cast.west, **tables)
    returns.read(TO_2018, team=cast.west, **tables)

    (involvement,) = Involvement.objects.all()
    assert (involvement.child, involvement.team) == (ash(), cast.west)
    assert involvement.because == "looked after: SSDA903 return"
    assert Entry.objects.filter(what="began working with the child").count() == 1


def test_a_team_that_does_not_look_after_children_is_not_taken(returns, cast):
    with pytest.raises(CannotImport, match="not a social work team"):
        returns.read(TO_2018, team=cast.north, header=[ASH], episodes=[ASH_OPEN])

    assert Child.objects.count() == 0


@pytest.mark.parametrize("who", ["sam", "kit", "stranger"])
def test_only_the_councils_analysts_read_in_a_return(returns, cast, who):
    with pytest.raises(Refused, match="data analysts"):
        returns.read(TO_2018, by=getattr(cast, who), header=[ASH], episodes=[ASH_OPEN])

    assert Child.objects.count() == 0
