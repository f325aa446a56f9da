"""Who could see this child on a day, and what could this worker see that day: pages and commands."""

import re
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from homeward.partnership.actions import add_member
from homeward.partnership.models import Membership
from homeward.partnership.rules import Role
from homeward.sharing.actions import break_glass, close_record
from homeward.sharing.rules import RestrictionKind
from homeward.trail.models import Entry
from homeward.web.queries.sight import who_could
from homeward.web.sight import asking
from tests.conftest import OF_THE_LOCK
from tests.support.making import boxes, in_days


@pytest.fixture
def ash(cast):
    return cast.episode().children.get(preferred_name="Ash")


def seal(cast, child, kind=RestrictionKind.SEALED):
    close_record(
        child,
        kind=kind,
        because="A threat was made.",
        named=[cast.kit, cast.robin],
        until=in_days(30),
        by=cast.kit,
    )


def could(client, child, day=None):
    address = reverse("web:who_could", args=[child.pk])
    return client.get(address, boxes("on", day) if day else {})


def by_name(response) -> dict:
    return {could.worker.name: could for could in response.context["page"]}


def asked(client, worker, day=None):
    return client.get(
        reverse("web:what_could"), {"worker": worker.pk, **boxes("on", day or localdate())}
    )


def run(command, *arguments) -> str:
    said = StringIO()
    call_command(command, *arguments, stdout=said)
    return said.getvalue()


def test_page_names_all_who_could_with_reason_employer_and_level(cast, as_worker, ash):
    response = could(as_worker(cast.robin), ash)

    found = by_name(response)
    assert {"Robin Testerton", "Kit Dummerly", "Alex Fictional", "Sam Placeholder"} <= set(found)
    assert "Terry Nonesuch" not in found
    assert found["Alex Fictional"].employer == "Exampleshire County Council"
    assert found["Robin Testerton"].why.startswith("in North team: ")
    assert "What their role sees" in response.content.decode()


def test_who_left_is_in_the_past_and_not_in_today(cast, as_worker, ash):
    with time_machine.travel(now() + timedelta(days=10)):
        post = Membership.objects.get(worker=cast.alex)
        post.period = post.period.__class__(post.period.lower, localdate() - timedelta(days=3))
        post.save()
        client = as_worker(cast.robin)

        assert "Alex Fictional" not in by_name(could(client, ash))
        assert "Alex Fictional" in by_name(could(client, ash, localdate() - timedelta(days=5)))


def test_sealed_record_says_who_knew_only_that_it_exists(cast, as_worker, ash):
    seal(cast, ash)

    found = by_name(could(as_worker(cast.robin), ash))

    assert found["Alex Fictional"].level == "That there is a sealed record"
    assert found["Robin Testerton"].level == "What their role sees"


def test_who_broke_the_glass_is_named_with_that_reason(cast, as_worker, ash):
    break_glass(ash, reason="Ash phoned and says there is a knife.", by=cast.terry)

    found = by_name(could(as_worker(cast.robin), ash))

    assert "breaking the glass" in found["Terry Nonesuch"].why


def test_next_page_asks_of_the_same_day(cast, as_worker, ash, monkeypatch):
    monkeypatch.setattr(asking, "PAGE", 1)
    client, day = as_worker(cast.robin), localdate()

    page = could(client, ash, day).content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', page).group(1).replace("&amp;", "&")

    answer = client.get(reverse("web:who_could", args=[ash.pk]) + following)
    assert answer.context["day"] == day
    assert answer.context["form"].is_bound
    assert answer.context["page"].number == 2


def test_day_that_is_none_is_asked_again(cast, as_worker, ash):
    client = as_worker(cast.robin)

    page = client.get(
        reverse("web:who_could", args=[ash.pk]), {"on_0": "31", "on_1": "2", "on_2": "2026"}
    ).content.decode()

    assert "must have a day from 1 to 28" in page


def test_post_in_another_partnership_is_no_business_of_who_asks(cast, as_worker, ash):
    elsewhere = cast.stranger.memberships.get().team
    employer = cast.stranger.memberships.get().employer
    add_member(
        elsewhere,
        cast.robin,
        role=Role.KEY_WORKER,
        employer=employer,
        from_day=in_days(-30),
        authorised_by="test",
    )
    lead = cast.join("Lou Leading", cast.analysis, Role.GOVERNANCE_LEAD, cast.founded.council)

    who = could(as_worker(cast.kit), ash).content.decode()
    what = asked(as_worker(lead), cast.robin).content.decode()

    for page in (who, what):
        assert "Robin Testerton" in page
        assert elsewhere.name not in page
        assert employer.name not in page


def test_stranger_may_not_ask_who_could(cast, as_worker, ash):
    assert could(as_worker(cast.terry), ash).status_code == 404


def test_asking_who_could_takes_as_many_queries_however_many_could(cast, ash):
    with CaptureQueriesContext(connection) as few:
        who_could(ash, localdate())
    Membership.objects.filter(worker=cast.terry).update(team=cast.north)

    with CaptureQueriesContext(connection) as more:
        assert "Terry Nonesuch" in {one.worker.name for one in who_could(ash, localdate())}

    def count(captured):
        return len([q for q in captured if not OF_THE_LOCK.match(q["sql"])])

    assert count(more) == count(few)


def test_head_of_service_asks_what_a_colleague_could_see(cast, as_worker, ash):
    response = asked(as_worker(cast.morgan), cast.robin)

    names = {row["child"] for row in response.context["rows"]}
    assert names == {"Ash Sampleton", "Wren Sampleton"}
    assert dict(response.context["counts"])["health"] == 2
    told = Entry.objects.get(worker=cast.morgan, what="asked what a colleague could see")
    assert ash.pk in told.child_ids


def test_of_the_day_before_the_referral_there_is_nothing(cast, as_worker, ash):
    response = asked(as_worker(cast.morgan), cast.robin, localdate() - timedelta(days=1))

    assert response.context["rows"] == []


def test_sealed_child_is_not_named_to_who_is_not_named_in_the_seal(cast, as_worker, ash):
    seal(cast, ash)

    response = asked(as_worker(cast.morgan), cast.robin)

    assert {row["child"] for row in response.context["rows"]} == {
        "A sealed record",
        "Wren Sampleton",
    }
    told = Entry.objects.get(worker=cast.morgan, what="asked what a colleague could see")
    assert ash.pk not in told.child_ids


def test_record_of_which_nobody_is_told_is_not_counted_either(cast, as_worker, ash):
    seal(cast, ash, RestrictionKind.ADOPTION)

    response = asked(as_worker(cast.morgan), cast.robin)

    assert {row["child"] for row in response.context["rows"]} == {"Wren Sampleton"}
    assert dict(response.context["counts"])["health"] == 1


@pytest.mark.parametrize("who", ["robin", "kit", "terry"])
def test_others_are_told_why_they_may_not_ask(cast, as_worker, ash, who):
    response = asked(as_worker(getattr(cast, who)), cast.robin)

    assert response.status_code == 403
    assert "heads of service" in response.content.decode()


def test_colleague_is_one_of_the_same_partnership(cast, as_worker, ash):
    response = asked(as_worker(cast.morgan), cast.stranger)

    assert "rows" not in response.context
    assert "Val Elsewhere" not in response.content.decode()


def test_lead_finds_the_question_on_their_day(cast, as_worker):
    Membership.objects.filter(worker=cast.jo).update(role=Role.GOVERNANCE_LEAD)

    assert reverse("web:what_could") in as_worker(cast.jo).get("/").content.decode()
    assert reverse("web:what_could") not in as_worker(cast.robin).get("/").content.decode()


def test_command_says_who_could_and_is_in_the_trail(cast, ash):
    said = run("who_could", str(ash.pk), "--on", str(localdate()))

    assert "Robin Testerton (Samplehope): what their role sees; in North team" in said
    assert "Terry" not in said
    told = Entry.objects.get(kind="read", what="asked who could see the child")
    assert (told.worker, told.child_ids) == (None, [ash.pk])


def test_command_says_what_a_worker_could_and_is_in_the_trail(cast, ash):
    said = run("what_could", "robin@charity.example")

    assert "Children: 2" in said
    assert f"Child {ash.pk}: what their role sees; in North team" in said
    assert "Sampleton" not in said
    told = Entry.objects.get(kind="read", what="asked what a colleague could see")
    assert ash.pk in told.child_ids


@pytest.mark.parametrize(
    ("command", "of", "says"),
    [("who_could", "0", "no child with the number"), ("what_could", "x@y.example", "Nobody signs")],
)
def test_command_that_finds_nobody_says_what_to_do(db, command, of, says):
    with pytest.raises(CommandError, match=says):
        run(command, of)
