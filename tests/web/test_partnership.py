"""The page of the partnership: the ways to what holds between the two organisations, those that one may go."""

from django.urls import resolve, reverse
from django.utils.timezone import localdate

from homeward.partnership.models import Membership
from homeward.partnership.rules import Role
from homeward.web.context import BELONGS


AGREEMENT = reverse("partnership:agreement")


def ways(client) -> list[str]:
    groups = client.get("/partnership/").context["groups"]
    return [way.href for _heading, found in groups for way in found]


def test_every_way_that_is_shown_opens(cast, as_worker):
    lead = cast.join("Lou Leading", cast.leadership, Role.GOVERNANCE_LEAD, cast.founded.council)

    for worker in (cast.robin, cast.morgan, cast.jo, lead):
        client = as_worker(worker)
        shown = ways(client)
        assert shown
        for way in shown:
            assert client.get(way).status_code == 200, (worker.name, way)


def test_what_only_leads_and_heads_open_is_shown_to_them_alone(cast, as_worker):
    lead = cast.join("Lou Leading", cast.leadership, Role.GOVERNANCE_LEAD, cast.founded.council)
    kept = {"/trail/", "/broken-glass/", "/what-could/"}

    assert kept & set(ways(as_worker(cast.robin))) == set()
    assert kept & set(ways(as_worker(cast.morgan))) == {"/what-could/"}
    assert kept & set(ways(as_worker(lead))) == kept


def test_every_page_that_is_led_to_stands_under_the_partnership_in_the_menu(cast, as_worker):
    lead = cast.join("Lou Leading", cast.leadership, Role.GOVERNANCE_LEAD, cast.founded.council)
    client = as_worker(lead)

    for way in ways(client):
        current = [
            item["label"] for item in client.get(way).context["navigation"] if item["current"]
        ]
        assert current == ["Partnership"], way


def lead_of_both(cast):
    """The same lead works in another partnership of this installation too, for its council."""
    lead = cast.join("Lou Leading", cast.leadership, Role.GOVERNANCE_LEAD, cast.founded.council)
    theirs = cast.elsewhere.partnership
    council = cast.elsewhere.memberships.get().employer
    Membership.objects.create(
        worker=lead,
        team=cast.elsewhere,
        role=Role.GOVERNANCE_LEAD,
        employer=council,
        partnership=theirs,
        period=(localdate(), None),
    )
    return lead, theirs


def test_who_works_in_two_partnerships_changes_between_them(cast, as_worker):
    lead, theirs = lead_of_both(cast)
    client = as_worker(lead)
    shown = {}

    first = client.get("/partnership/").content.decode()
    for way in ways(client):
        shown[way] = client.get(way)
    client.post("/partnership/choose/", {"partnership": theirs.pk})
    second = client.get("/partnership/").content.decode()

    assert f"These pages are about {cast.partnership}" in first
    assert f"Change to {theirs}" in first
    assert f"These pages are about {theirs}" in second
    assert client.get(AGREEMENT).context["partnership"] == theirs
    assert shown[AGREEMENT].context["partnership"] == cast.partnership
    for way in ways(client):
        assert client.get(way).status_code == 200, way


def test_partnership_in_which_one_has_no_post_is_not_to_be_chosen(cast, as_worker):
    client = as_worker(cast.robin)

    answers = [
        client.post("/partnership/choose/", {"partnership": number}).status_code
        for number in (cast.elsewhere.partnership_id, "", "x", "9" * 30)
    ]

    assert answers == [404] * 4
    assert client.get(AGREEMENT).context["partnership"] == cast.partnership


def test_choice_ends_with_the_post(cast, as_worker):
    lead, theirs = lead_of_both(cast)
    client = as_worker(lead)
    client.post("/partnership/choose/", {"partnership": theirs.pk})

    lead.memberships.filter(partnership=theirs).delete()

    assert client.get(AGREEMENT).context["partnership"] == cast.partnership


def test_who_works_in_one_partnership_is_asked_nothing(cast, as_worker):
    page = as_worker(cast.robin).get("/partnership/").content.decode()

    assert "Change to" not in page
    assert "These pages are about" not in page


def test_every_page_that_belongs_elsewhere_in_the_menu_is_there(cast, as_worker):
    """A name that no page has any more would say nothing."""
    from django.urls import get_resolver

    resolver = get_resolver()
    names = {name for name in BELONGS if ":" in name}
    for name in names:
        area, page = name.split(":")
        inner = resolver.namespace_dict[area][1]
        assert page in inner.reverse_dict, name
    assert resolve("/partnership/").view_name in names
