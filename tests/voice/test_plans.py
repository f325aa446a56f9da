"""The page that one person holds: made by a worker from the record, for one of the family, and nothing of another."""

import pytest

from homeward.access.guard import Refused
from homeward.people.models import Relationship
from homeward.trail.models import Entry
from homeward.voice.actions import plans
from homeward.voice.forms.plans import IssueForm
from homeward.voice.models import FamilyLink, IssuedPlan, SafeWay
from homeward.voice.rules.plans import Agreed
from tests.support.making import write_plan, write_visit
from tests.voice.making import (
    address,
    adult_of,
    checked,
    issued_for,
    link_for,
    reachable,
    with_two_adults,
)


@pytest.fixture
def episode(cast):
    """Help for Ash and Wren, with Dee and Ray."""
    refer, cast.refer = cast.refer, lambda **changes: with_two_adults_of(cast, refer)
    return cast.episode()


def with_two_adults_of(cast, refer):
    cast.refer = refer
    return with_two_adults(cast)


def posted(episode, person, **changes):
    form = IssueForm(plan=episode.plans.first(), person=person, children=episode.children.all())
    given = {
        name: field.initial
        for name, field in form.fields.items()
        if field.initial and name != "children"
    }
    given |= {"children": [child.pk for child in episode.children.all()], "read_through": "on"}
    return {**given, **changes}


def test_worker_checks_and_issues_a_version_for_one_person(cast, episode, as_worker):
    write_plan(episode, by=cast.robin)
    dee = adult_of(episode)
    client = as_worker(cast.robin)
    path = address("issue_plan", episode.pk, "adult", dee.pk)

    form = client.get(path).content.decode()
    answer = client.post(path, posted(episode, dee), follow=True)

    page = answer.content.decode()
    assert "Robin Testerton" in form
    assert "Our plan: Ash and Wren" in page
    assert "Less shouting" in page
    assert "Phone Nan." in page
    assert "North team, Samplehope" in page
    issued = IssuedPlan.objects.get()
    assert (issued.adult, issued.child, issued.version) == (dee, None, 1)
    assert Entry.objects.get(what="issued the plan that one person holds").worker == cast.robin
    assert "Who helps you" in client.get(f"{address('issued', issued.pk)}?easy").content.decode()


def test_goal_of_another_is_not_ticked(cast, episode):
    write_plan(episode, by=cast.robin)
    goal = episode.plans.get().goals.get()  # Dee's
    dee, ray = adult_of(episode), adult_of(episode, "Ray Sampleton")

    ticked = {
        person.name: IssueForm(
            plan=episode.plans.get(), person=person, children=episode.children.all()
        )
        .fields[f"goal_{goal.pk}_on"]
        .initial
        for person in (dee, ray)
    }

    assert ticked == {"Dee Sampleton": True, "Ray Sampleton": False}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Ray can be rung on 01632 960177", "telephone number"),
        ("Ash goes to 14 Sample Street", "an address"),
        ("Reach Ray only through his sister at the bakery", "told us"),
        ("Ash told me: walked to the shop with Robin", "told us"),
    ],
)
def test_what_is_anothers_is_refused_with_the_reason_and_nothing_typed_is_lost(
    cast, episode, as_worker, words, why
):
    write_plan(episode, by=cast.robin)
    write_visit(episode, by=cast.robin)
    dee = adult_of(episode)

    answer = as_worker(cast.robin).post(
        address("issue_plan", episode.pk, "adult", dee.pk),
        posted(episode, dee, more_words=words),
    )

    page = answer.content.decode()
    assert answer.status_code == 403
    assert why in page
    assert words in page
    assert not IssuedPlan.objects.exists()
    assert not Entry.objects.filter(what="issued the plan that one person holds").exists()


def test_own_telephone_may_stand_and_a_childs_own_words_on_the_childs_page(cast, episode):
    write_visit(episode, by=cast.robin)
    ash = episode.children.get(preferred_name="Ash")
    own = Agreed("Walked to the shop with Robin", "")

    of_ash = issued_for(cast, episode, ash, agreed=(own,))
    of_dee = issued_for(
        cast, episode, adult_of(episode), if_wrong="We ring you on 01632 960155, before six."
    )

    assert of_ash.page.children == ("Ash",)
    assert of_dee.version == 1


def test_child_who_is_not_theirs_is_not_on_the_page(cast, episode):
    ray = adult_of(episode, "Ray Sampleton")
    wren = episode.children.get(given_name="Wren")
    Relationship.objects.filter(adult=ray, child=wren).delete()

    issued = issued_for(cast, episode, ray)

    assert issued.page.children == ("Ash",)
    with pytest.raises(Refused, match="names a child"):
        issued_for(cast, episode, ray, if_wrong="Wren goes to Nan.")


def test_what_is_written_later_changes_no_page_that_was_issued(cast, episode):
    dee = adult_of(episode)
    issued = issued_for(cast, episode, dee)
    before = issued.page

    write_plan(episode, by=cast.robin, words="Something new", seen_version=1)
    cast.robin.phone = "01632 960999"
    cast.robin.save()

    issued.refresh_from_db()
    assert issued.page == before
    assert issued_for(cast, episode, dee).version == 2


def test_another_team_reads_why_it_issues_nothing(cast, episode, as_worker):
    write_plan(episode, by=cast.robin)
    dee = adult_of(episode)
    path = address("issue_plan", episode.pk, "adult", dee.pk)

    page = as_worker(cast.sam).get(path).content.decode()
    answer = as_worker(cast.sam).post(path, posted(episode, dee))

    assert "the team that supports this family writes here" in page
    assert answer.status_code == 403
    assert not IssuedPlan.objects.exists()


def test_withdrawn_version_is_read_no_more_and_says_why(cast, episode, as_worker):
    issued = issued_for(cast, episode, adult_of(episode))
    client = as_worker(cast.robin)

    client.post(address("withdraw_plan", issued.pk), {"why": "The number is wrong."})

    page = client.get(address("issued", issued.pk)).content.decode()
    assert "This version was withdrawn" in page
    assert "The number is wrong." in page
    assert client.post(address("withdraw_plan", issued.pk), {"why": "x"}).status_code == 403


# The safe way, and links


def test_safe_way_shows_wherever_the_adult_does(cast, episode, as_worker):
    dee = adult_of(episode)
    client = as_worker(cast.robin)

    client.post(
        address("safe_way", episode.pk, "adult", dee.pk),
        {"how": "Text to her own phone", "hours": "Before six", "never": "No letters"},
    )

    line = "Text to her own phone. When: Before six. Never: No letters"
    child = episode.children.first()
    assert line in client.get(f"/children/{child.pk}/").content.decode()
    assert line in client.get(address("people", episode.pk)).content.decode()
    assert SafeWay.objects.get().recorded_by == cast.robin
    entry = Entry.objects.get(what="wrote down the safe way to reach somebody")
    assert len(entry.child_ids) == 2


def test_safe_way_of_a_child_shows_on_the_childs_page(cast, episode, as_worker):
    ash = episode.children.get(preferred_name="Ash")

    reachable(cast, ash)

    page = as_worker(cast.robin).get(f"/children/{ash.pk}/").content.decode()
    assert "Text to their own phone" in page


def test_link_and_code_are_shown_once_beside_the_safe_way(cast, episode, as_worker):
    dee = adult_of(episode)
    issued_for(cast, episode, dee)
    reachable(cast, dee)
    client = as_worker(cast.robin)
    path = address("make_link", episode.pk, "adult", dee.pk)

    before = client.get(path).content.decode()
    made = client.post(path, {"safe": "on"})

    page = made.content.decode()
    assert "Never: No letters" in before
    assert "Never: No letters" in page
    assert "/page/open/" in page
    assert made.headers["Referrer-Policy"] == "no-referrer"
    assert made.headers["Cache-Control"] == "no-store"
    assert "/page/open/" not in client.get(address("people", episode.pk)).content.decode()
    assert "Not opened yet" in client.get(address("people", episode.pk)).content.decode()


def test_without_a_safe_way_no_link_is_made(cast, episode, as_worker):
    ash = episode.children.get(preferred_name="Ash")
    issued_for(cast, episode, ash)

    page = as_worker(cast.robin).get(address("make_link", episode.pk, "child", ash.pk))
    answer = as_worker(cast.robin).post(
        address("make_link", episode.pk, "child", ash.pk), {"safe": "on"}
    )

    assert "safe way to reach this person" in page.content.decode()
    assert answer.status_code == 403
    assert not FamilyLink.objects.exists()


def test_without_a_page_no_link_is_made(cast, episode):
    with pytest.raises(Refused, match="no page for this person"):
        plans.make_link(episode, adult_of(episode), by=cast.robin)

    assert not FamilyLink.objects.exists()


def test_whoever_works_with_the_family_withdraws_a_link(cast, episode, as_worker):
    made = link_for(cast, episode, adult_of(episode))

    answer = as_worker(cast.sam).post(address("withdraw_link", made.link.pk), {})

    made.link.refresh_from_db()
    assert answer.status_code == 302
    assert made.link.withdrawn_by == cast.sam
    again = as_worker(cast.sam).post(address("withdraw_link", made.link.pk), {})
    assert "already" in again.content.decode()


def test_queries_do_not_grow_with_the_family(
    cast, episode, as_worker, django_assert_max_num_queries
):
    for person in (*episode.children.all(), adult_of(episode), adult_of(episode, "Ray Sampleton")):
        issued_for(cast, episode, person, agreed=(Agreed("We eat together"),))
        reachable(cast, person)
    client = as_worker(cast.robin)

    with django_assert_max_num_queries(24):
        client.get(address("people", episode.pk))


def test_checked_page_without_reading_it_through_is_refused(cast, episode):
    write_plan(episode, by=cast.robin)

    with pytest.raises(Refused, match="read through"):
        plans.issue_plan(
            episode,
            adult_of(episode),
            checked(read_through=False),
            children=list(episode.children.all()),
            by=cast.robin,
        )
