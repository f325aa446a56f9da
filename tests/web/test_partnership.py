"""The page of the partnership: the ways to what holds between the two organisations, those that one may go."""

from django.urls import resolve

from homeward.partnership.rules import Role
from homeward.web.context import BELONGS


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
