"""The pages of teams and workers: who reads what, who is offered what, and what a refusal says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from homeward.access.models import IdentityProvider
from homeward.partnership.actions.posts import end_post
from homeward.partnership.actions.relations import set_relation
from homeward.partnership.actions.teams import change_management
from homeward.partnership.models import Expertise, Membership, Registration, Relation, Worker
from homeward.partnership.rules import Role
from homeward.partnership.rules.relations import RelationKind
from tests.conftest import FOUNDED_ON, add_worker
from tests.support.making import boxes


def at(name: str, pk: int | None = None) -> str:
    return reverse(f"partnership:{name}", args=[] if pk is None else [pk])


def read(client, *where) -> str:
    return client.get(at(*where)).content.decode()


def post_of(worker, team) -> Membership:
    return Membership.objects.get(worker=worker, team=team)


def day(number: int = 0):
    return localdate() + timedelta(days=number)


def test_all_teams_say_who_manages_them_since_when_under_what(cast, as_worker):
    change_management(
        cast.north,
        to=cast.founded.council,
        from_day=day(30),
        decided_under="Cabinet, minute 9",
        by=cast.morgan,
    )

    page = read(as_worker(cast.robin), "teams")

    assert page.index(">Analysis<") < page.index(">Leadership<") < page.index(">North team<")
    assert "Samplehope<span" in page  # today, and from then on
    assert f"from {day(30):%-d %B %Y}: Exampleshire County Council" in page
    assert "Mockborough" not in page


def test_team_shows_who_is_in_it_who_was_and_who_will_be(cast, as_worker):
    ended = post_of(cast.alex, cast.north)
    Membership.objects.filter(pk=ended.pk).update(period=(FOUNDED_ON, day(-10)))
    late = add_worker(
        "Dee Mockford", "dee@x.example", cast.north, Role.KEY_WORKER, cast.founded.charity
    )
    late.memberships.update(period=(day(10), None))

    page = read(as_worker(cast.terry), "team", cast.north.pk)

    today, coming, before = (
        page.index(heading) for heading in (">Today</h2>", ">From a later day</h2>", ">Before</h2>")
    )
    assert today < page.index("Robin Testerton") < coming
    assert coming < page.index("Dee Mockford") < before
    assert before < page.index("Alex Fictional")


def test_team_of_fifty_more_is_shown_in_pages_with_as_many_queries(
    cast, as_worker, django_assert_max_num_queries
):
    for number in range(60):
        add_worker(
            f"Sample Worker {number:02}",
            f"w{number}@x.example",
            cast.north,
            Role.KEY_WORKER,
            cast.founded.charity,
        )
    client = as_worker(cast.kit)

    with django_assert_max_num_queries(20):
        page = read(client, "team", cast.north.pk)

    assert "Page 1 of 2" in page
    assert page.count("Sample Worker") // 3 <= 50


@pytest.mark.parametrize(
    ("who", "offered"), [("kit", True), ("morgan", True), ("robin", False), ("terry", False)]
)
def test_post_is_offered_to_those_who_may_give_it(cast, as_worker, who, offered):
    client = as_worker(getattr(cast, who))

    assert ("Give somebody a post" in read(client, "team", cast.north.pk)) is offered
    assert ('<form method="post" novalidate' in read(client, "fill_post", cast.north.pk)) is offered


def test_change_and_end_are_offered_of_the_posts_that_one_may_end(cast, as_worker):
    page = read(as_worker(cast.kit), "team", cast.north.pk)

    def ends(who):
        return reverse("web:end_post", args=[post_of(who, cast.north).pk]) in page

    assert ends(cast.robin)
    assert ends(cast.alex)
    assert not ends(cast.lee)  # who chairs is for who leads the council
    assert not ends(cast.kit)


def fill(client, cast, **changes):
    typed = {
        "worker": "new",
        "name": "Dee Mockford",
        "email": "dee@charity.example",
        "role": Role.KEY_WORKER,
        "employer": cast.founded.charity.pk,
        "authorised_by": "Kit, supervision",
    }
    return client.post(at("fill_post", cast.north.pk), typed | boxes("from_day", day(3)) | changes)


def test_somebody_new_comes_into_the_team_and_it_is_said_how_they_sign_in(cast, as_worker):
    client = as_worker(cast.kit)

    answer = fill(client, cast)

    page = client.get(answer.headers["Location"]).content.decode()
    assert "Dee Mockford is key worker in North team" in page
    assert "homeward changepassword" in page


def test_who_signs_in_with_their_organisation_needs_no_password(cast, as_worker):
    IdentityProvider.objects.create(
        partnership=cast.partnership,
        organisation=cast.founded.charity,
        issuer="https://sign-in.charity.example",
        client_id="homeward",
        secret_variable="NONE",
    )
    client = as_worker(cast.kit)

    page = client.get(fill(client, cast).headers["Location"]).content.decode()

    assert "They sign in with Samplehope." in page
    assert "changepassword" not in page


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"name": ""}, 200, "Enter the name of somebody new"),
        ({"email": "robin@charity.example"}, 403, "signs in with that address already"),
        ({"role": Role.DIRECTOR}, 403, "always the council’s (Children Act 2004, section 18)"),
        (boxes("to_day", FOUNDED_ON), 403, "It ends before it begins"),
        ({"employer": "council"}, 403, "Ask a manager, head of service or director of Example"),
    ],
)
def test_bad_post_keeps_what_was_typed_and_says_what_to_mend(
    cast, as_worker, changes, status, says
):
    if changes.get("employer") == "council":
        changes = {"employer": cast.founded.council.pk}
    before = Worker.objects.count()

    answer = fill(as_worker(cast.kit), cast, **changes)

    page = answer.content.decode()
    assert answer.status_code == status
    assert says in page
    assert "Kit, supervision" in page
    assert Worker.objects.count() == before


def test_chosen_worker_who_is_there_already_is_refused_by_name(cast, as_worker):
    answer = fill(as_worker(cast.kit), cast, worker=cast.robin.pk, name="", email="")

    assert answer.status_code == 403
    assert "Robin Testerton has a post in this team then" in answer.content.decode()


def test_team_is_not_closed_while_somebody_is_in_it(cast, as_worker):
    typed = boxes("from_day", day(5)) | {"decided_under": "Cabinet, minute 9"}

    refused = as_worker(cast.morgan).post(at("close_team", cast.east.pk), typed)
    end_post(post_of(cast.terry, cast.east), from_day=day(4), because="Moves.", by=cast.morgan)
    taken = as_worker(cast.morgan).post(at("close_team", cast.east.pk), typed)

    assert refused.status_code == 403
    assert "from that day: Terry Nonesuch" in refused.content.decode()
    assert taken.status_code == 302
    assert f"closes on {day(5):%-d %B %Y}" in read(as_worker(cast.robin), "teams")


@pytest.mark.parametrize(
    ("who", "sees"),
    [("kit", True), ("morgan", True), ("robin", True), ("alex", False), ("terry", False)],
)
def test_employment_is_for_managers_leads_and_oneself(cast, as_worker, who, sees):
    set_relation(
        cast.robin,
        partnership=cast.partnership,
        kind=RelationKind.LINE_MANAGER,
        other=cast.kit,
        from_day=day(),
        by=cast.kit,
    )

    page = read(as_worker(getattr(cast, who)), "worker", cast.robin.pk)

    assert (">Employment</h2>" in page) is sees
    assert ("Employed by Samplehope" in page) is sees
    assert ("Line manager" in page) is sees


def test_others_to_whom_one_answers_are_for_everybody(cast, as_worker):
    typed = {"kind": RelationKind.PRACTICE_SUPERVISOR, "other": cast.lee.pk}

    answer = as_worker(cast.kit).post(
        at("set_relation", cast.robin.pk), typed | boxes("from_day", day())
    )

    assert answer.status_code == 302
    assert Relation.objects.get(worker=cast.robin).other == cast.lee
    page = read(as_worker(cast.terry), "worker", cast.robin.pk)
    assert "Practice supervisor" in page
    assert "Lee Specimen" in page


def test_one_enters_oneself_what_one_knows_and_takes_it_away(cast, as_worker):
    client = as_worker(cast.robin)
    typed = {"kind": "language", "name": "Sampleish", "level": "first language"}

    client.post(at("enter_expertise", cast.robin.pk), typed)
    page = read(client, "worker", cast.robin.pk)
    client.post(at("end_expertise", Expertise.objects.get().pk))

    assert "Sampleish" in page
    assert "First language" in page
    assert not Expertise.objects.exists()  # entered today, so it never held


def test_method_without_the_day_of_its_training_is_asked_for_it(cast, as_worker):
    typed = {"kind": "method", "name": "Sample talking"}

    answer = as_worker(cast.robin).post(at("enter_expertise", cast.robin.pk), typed)

    assert "Enter when they were trained" in answer.content.decode()
    assert not Expertise.objects.exists()


def test_manager_looks_up_a_registration_and_takes_it_away(cast, as_worker):
    client = as_worker(cast.kit)
    typed = {"number": "sw 30303", "registered": "yes"} | boxes("checked_on", day())

    client.post(at("registration", cast.robin.pk), typed)
    page = read(client, "worker", cast.robin.pk)
    client.post(at("registration", cast.robin.pk), typed | {"registered": "no"})

    assert "Number SW30303" in page
    assert "by Kit Dummerly" in page
    assert not Registration.objects.filter(worker=cast.robin).exists()


def test_own_registration_asks_for_the_number_alone(cast, as_worker):
    page = read(as_worker(cast.robin), "registration", cast.robin.pk)

    assert "Your manager looks it up" in page
    assert "checked_on" not in page


@pytest.mark.parametrize("name", ["teams", "workers", "expertise"])
def test_other_partnership_lists_none_of_ours(cast, as_worker, name):
    page = read(as_worker(cast.stranger), name)

    assert "Robin" not in page
    assert "North team" not in page


def test_workers_are_listed_with_as_many_queries_however_many(
    cast, as_worker, django_assert_max_num_queries
):
    for number in range(55):
        add_worker(
            f"Sample Worker {number:02}",
            f"w{number}@x.example",
            cast.north,
            Role.KEY_WORKER,
            cast.founded.charity,
        )
    client = as_worker(cast.robin)

    with django_assert_max_num_queries(14):
        page = read(client, "workers")

    assert "Page 1 of 2" in page
