"""The pages of the sharing agreement: everyone with a post reads it, only the two leads change it."""

import pytest
from django.contrib.messages import get_messages
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from homeward.partnership.forms.agreement import GRANTED, code
from homeward.partnership.models import Organisation, Proposal, SharingAgreement
from homeward.partnership.rules import DataGroup, Purpose, Role
from homeward.trail.models import Entry
from tests.partnership.making import (
    CHARITY,
    MINUTE,
    ONE_LINE,
    agree,
    ends_in,
    extension,
    in_days,
    leads,
    queries_of,
    version,
)
from tests.support.making import boxes


def at(name: str, pk: int | None = None) -> str:
    return reverse(f"partnership:{name}", args=[] if pk is None else [pk])


def read(client, *where) -> str:
    return client.get(at(*where)).content.decode()


@pytest.fixture
def held(cast):
    return ends_in(cast, 40)


@pytest.fixture
def two(cast):
    return leads(cast)


def typed_extension(days: int = 400) -> dict:
    return boxes("to_day", in_days(days)) | {"why": "The review is not done.", "under": MINUTE}


def typed_version(**changes) -> dict:
    days = boxes("from_day", in_days(10)) | boxes("to_day", in_days(400))
    words = {"why": "Less is enough.", "legal_basis": "Section 27", "under": MINUTE}
    return days | words | {"grants": [code(ONE_LINE)]} | changes


def test_everyone_with_a_post_reads_what_is_shared_and_is_told_who_changes_it(
    cast, as_worker, held
):
    page = read(as_worker(cast.terry), "agreement")

    assert "Version 1 holds today" in page
    assert "Children Act 2004, sections 10 and 11" in page
    assert "the founding of the partnership" in page
    assert "Core, health, education, legal" in page
    assert "the information governance leads keep the sharing agreement" in page
    assert "Propose" not in page


def test_lead_is_offered_an_extension_and_a_version(cast, as_worker, held, two):
    page = read(as_worker(two[1]), "agreement")

    assert at("propose_extension", held.pk) in page
    assert at("propose_version", held.pk) in page


def test_agreement_without_an_end_is_not_offered_an_extension(cast, as_worker, two):
    held = SharingAgreement.objects.get(partnership=cast.partnership)

    page = read(as_worker(two[0]), "agreement")

    assert "Without an end" in page
    assert at("propose_extension", held.pk) not in page


@pytest.mark.parametrize(
    "name", ["version", "propose_extension", "propose_version", "proposal", "take_back_proposal"]
)
def test_worker_of_another_partnership_is_told_of_no_version_and_no_proposal(
    cast, as_worker, held, two, name
):
    proposal = extension(held, by=two[0])
    pk = proposal.pk if "proposal" in name else held.pk
    client = as_worker(cast.stranger)

    assert client.post(at(name, pk), typed_extension()).status_code == 404
    assert client.get(at(name, pk)).status_code == 404
    assert "Exampleshire" not in read(client, "agreement")


@pytest.mark.parametrize("name", ["propose_extension", "propose_version"])
def test_who_is_no_lead_is_told_why_and_proposes_nothing(cast, as_worker, held, name):
    client = as_worker(cast.kit)
    typed = typed_extension() if name == "propose_extension" else typed_version()

    page = read(client, name, held.pk)
    answer = client.post(at(name, held.pk), typed)

    assert "the information governance leads keep the sharing agreement" in page
    assert '<form method="post" novalidate' not in page
    assert answer.status_code == 403
    assert "Ask the lead of your organisation" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_two_leads_extend_in_one_step_each(cast, as_worker, held, two):
    ira, gale = two
    client = as_worker(gale)

    answer = client.post(at("propose_extension", held.pk), typed_extension())
    proposal = Proposal.objects.get()
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    agreed = as_worker(ira).post(at("proposal", proposal.pk), {"under": "The board, item 2"})

    made = SharingAgreement.objects.get(version=2)
    assert answer.headers["Location"] == at("proposal", proposal.pk)
    assert "waits for the lead of Exampleshire County Council" in said[0]
    assert agreed.headers["Location"] == at("version", made.pk)
    assert (made.end, made.agreed_for_charity) == (in_days(400), MINUTE)


def test_form_of_an_extension_asks_a_year_more_to_begin_with(as_worker, held, two):
    page = read(as_worker(two[1]), "propose_extension", held.pk)

    end = in_days(40 + 365)
    assert f'value="{end.day}"' in page
    assert f'value="{end.year}"' in page
    assert "Who decided it for Samplehope" in page


def test_version_begins_ticked_as_the_one_before(as_worker, held, two):
    form = as_worker(two[0]).get(at("propose_version", held.pk)).context["form"]

    ticked = {GRANTED[value] for value in form["grants"].value()}
    assert ticked == held.shares


def test_every_box_has_a_name_of_its_own_and_says_whose_role_it_is(as_worker, held, two):
    page = read(as_worker(two[0]), "propose_version", held.pk)

    assert page.count('type="checkbox"') == len(GRANTED) == 576
    assert page.count(" checked>") == len(held.shares)


def test_version_is_proposed_as_it_was_ticked(as_worker, held, two):
    ira, gale = two

    as_worker(ira).post(at("propose_version", held.pk), typed_version())

    proposal = Proposal.objects.get()
    page = read(as_worker(gale), "proposal", proposal.pk)
    assert proposal.shares == {ONE_LINE}
    assert "Key worker, Exampleshire County Council" in page
    assert "Health, education, legal" in page
    assert "Before: Children Act 1989" in page


def test_nothing_ticked_is_told_and_what_was_typed_is_kept(as_worker, held, two):
    client = as_worker(two[0])

    page = client.post(at("propose_version", held.pk), typed_version(grants=[])).content.decode()

    assert "nothing would be shared with anybody" in page
    assert "Less is enough." in page
    assert "Less is enough." in read(client, "propose_version", held.pk)


def test_refused_days_are_told_on_the_form(as_worker, held, two):
    typed = typed_version(**boxes("from_day", in_days(-3)))

    answer = as_worker(two[0]).post(at("propose_version", held.pk), typed)

    assert answer.status_code == 403
    assert "It would begin in the past" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_form_that_is_sent_twice_proposes_once(as_worker, held, two):
    client = as_worker(two[0])
    key = client.get(at("propose_extension", held.pk)).context["form"].sending

    for _ in range(2):
        client.post(at("propose_extension", held.pk), typed_extension() | {"sending": key})

    assert Proposal.objects.count() == 1


def test_page_that_was_opened_before_a_version_was_agreed_says_so(as_worker, held, two):
    ira, gale = two
    agree(version(held, by=ira), by=gale)

    answer = as_worker(ira).post(at("propose_extension", held.pk), typed_extension())

    assert answer.status_code == 409
    assert "Version 2 was agreed since you opened this page" in answer.content.decode()


def test_proposal_shows_each_reader_what_they_can_do(cast, as_worker, held, two):
    ira, gale = two
    proposal = extension(held, by=ira)

    own, others, workers = (
        read(as_worker(w), "proposal", proposal.pk) for w in (ira, gale, cast.kit)
    )

    assert "the council proposed it" in own
    assert "Take it back" in own
    assert "Who decided it for Samplehope" in others
    assert "Take it back" in others
    assert "the information governance leads keep" in workers
    assert "Take it back" not in workers
    assert "What is shared, for what and with whom, stays the same" in workers


def test_what_is_taken_back_changes_nothing_and_says_who_did_and_why(as_worker, held, two):
    proposal = extension(held, by=two[0])
    client = as_worker(two[0])

    client.post(at("take_back_proposal", proposal.pk), {"because": "The review is done"})

    page = read(client, "proposal", proposal.pk)
    assert "Taken back by Ira Apartly" in page
    assert "The review is done." in page
    assert "It changed nothing" in page
    assert SharingAgreement.objects.filter(partnership=held.partnership).count() == 1


def test_refused_taking_back_is_in_the_trail(cast, as_worker, held, two):
    proposal = extension(held, by=two[0])

    typed = {"because": "No"}
    answer = as_worker(cast.kit).post(at("take_back_proposal", proposal.pk), typed)

    assert answer.status_code == 403
    assert "information governance leads keep" in answer.content.decode()
    assert Entry.objects.filter(kind="refused", worker=cast.kit).exists()


def test_version_says_what_changed_from_the_one_before(as_worker, held, two):
    ira, gale = two
    grants = [*held.shares, (Purpose.SUPPORT, CHARITY, Role.ANALYST, DataGroup.EDUCATION)]
    made = agree(version(held, by=ira, grants=grants), by=gale)

    page = read(as_worker(gale), "version", made.pk)
    listed = read(as_worker(gale), "agreement")

    assert "What changed from version 1" in page
    assert "Data analyst, Samplehope" in page
    assert "Education" in page
    assert "1 line" in listed
    assert "To come" in listed


def test_lapsed_agreement_says_what_goes_on_for_whom(cast, as_worker):
    ends_in(cast, -2)

    page = read(as_worker(cast.robin), "agreement")

    assert "No version holds today: the last was version 1" in page
    assert "Of it Samplehope keeps the safety minimum" in page


def test_what_the_page_of_the_agreement_asks_does_not_grow_with_the_versions(
    cast, as_worker, held, two
):
    ira, gale = two
    client = as_worker(gale)
    agree(extension(held, by=ira, days=60), by=gale)
    extension(SharingAgreement.objects.latest("version"), by=ira, days=900)
    few = queries_of(client, at("agreement"))
    for number in range(4, 9):
        last = SharingAgreement.objects.filter(partnership=cast.partnership).latest("version")
        agree(extension(last, by=gale, days=55 + 2 * number), by=ira)
        extension(last.extended_by, by=ira, days=900 + number)

    assert queries_of(client, at("agreement")) == few


def test_names_of_the_organisations_are_what_they_are_called(cast, as_worker, held):
    Organisation.objects.filter(partnership=cast.partnership, kind=CHARITY).update(name="Otherhope")

    assert "Otherhope" in read(as_worker(cast.kit), "agreement")


def test_partnership_whose_version_has_not_begun_says_that_nothing_is_shared(cast, as_worker):
    SharingAgreement.objects.filter(partnership=cast.partnership).update(
        period=DateRange(in_days(5), None)
    )

    page = read(as_worker(cast.kit), "agreement")

    assert "No version has begun yet, so nothing is shared" in page
