"""A form that is sent twice is taken once: in a row, at once, and by nobody else."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.drafts import keeping, sending
from homeward.drafts.models import Draft
from homeward.support import actions
from homeward.support.models import AgreementToEngage, FollowUp, Happening, Plan, Visit
from homeward.support.rules import Happened
from homeward.trail.models import Entry
from tests.conftest import found_cast
from tests.support.making import boxes, in_days, typed_visit


def address(episode):
    return reverse("support:write_visit", args=[episode.pk])


def typed_with_key(cast, episode, **changes):
    return typed_visit(episode, sending=sending.new_key(cast.robin.pk), **changes)


def test_every_rendering_of_a_form_has_a_key_of_its_own(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)

    keys = {client.get(address(episode)).context["form"].sending for _ in range(3)}

    assert len(keys) == 3
    assert 'name="sending"' in client.get(address(episode)).content.decode()


def test_form_sent_again_gives_back_what_was_made_the_first_time(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)
    typed = typed_with_key(cast, episode)

    first = client.post(address(episode), typed)
    again = client.post(address(episode), typed)

    assert Visit.objects.count() == 1
    assert first.url == again.url == reverse("support:visit", args=[Visit.objects.get().pk])
    assert not Draft.objects.exists()


def test_what_was_saved_on_the_way_does_not_come_back_after_the_form_was_taken(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)
    typed = typed_with_key(cast, episode)
    save = f"{reverse('drafts:save')}?form={address(episode)}"

    before = client.post(save, typed)
    client.post(address(episode), typed)
    after = client.post(save, typed)

    assert "saved" in before.json()
    assert after.status_code == 204
    assert not Draft.objects.exists()


def test_what_was_saved_while_the_form_was_being_taken_does_not_come_back(
    cast, as_worker, monkeypatch
):
    """The draft’s row is held by the form until it is taken: what was saved meanwhile waits there."""
    episode = cast.episode()
    client = as_worker(cast.robin)
    typed = typed_with_key(cast, episode)
    keep = keeping.keep

    def keep_when_the_form_is_taken(*given):
        monkeypatch.setattr(keeping, "keep", keep)
        client.post(address(episode), typed)
        return keep(*given)

    monkeypatch.setattr(keeping, "keep", keep_when_the_form_is_taken)
    after = client.post(f"{reverse('drafts:save')}?form={address(episode)}", typed)

    assert Visit.objects.count() == 1
    assert after.status_code == 204
    assert not Draft.objects.exists()


def test_two_renderings_are_two_visits(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)

    for _ in range(2):
        client.post(address(episode), typed_with_key(cast, episode))

    assert Visit.objects.count() == 2


def test_form_changed_since_it_was_taken_is_told_so_and_loses_nothing(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)
    typed = typed_with_key(cast, episode)
    client.post(address(episode), typed)

    changed = {**typed, "what_happened": "We ate together, and sang."}
    answer = client.post(address(episode), changed)
    meant = client.post(address(episode), {**changed, "sending": answer.context["form"].sending})

    assert answer.status_code == 409
    assert "is in the record, and what is typed here has changed since" in answer.content.decode()
    assert "We ate together, and sang." in answer.content.decode()
    assert meant.status_code == 302
    assert Visit.objects.count() == 2


def test_form_that_was_refused_can_be_mended_and_sent_with_its_key(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)
    typed = typed_with_key(cast, episode)

    wrong = client.post(address(episode), {**typed, "what_next": ""})
    right = client.post(address(episode), typed)

    assert wrong.context["form"].sending == typed["sending"]
    assert right.status_code == 302
    assert Visit.objects.count() == 1


def test_form_of_somebody_else_is_refused_and_is_not_a_draft_of_theirs(cast, as_worker):
    """Robin's session ended, and Alex signed in at the same browser: Robin's page is still open."""
    episode = cast.episode()
    client = as_worker(cast.alex)
    typed = typed_with_key(cast, episode)

    answer = client.post(address(episode), typed)
    saved = client.post(f"{reverse('drafts:save')}?form={address(episode)}", typed)

    assert answer.status_code == 403
    assert "opened by somebody else" in answer.content.decode()
    assert saved.status_code == 403
    assert not Draft.objects.exists()
    assert not Visit.objects.exists()


@pytest.mark.parametrize("key", ["", "1.2:forged", "x"])
def test_form_without_a_key_of_ours_is_taken_as_any_form(cast, as_worker, key):
    episode = cast.episode()

    as_worker(cast.robin).post(address(episode), typed_visit(episode, sending=key))

    assert Visit.objects.count() == 1


def test_one_event_of_two_children_sent_again_is_recorded_once(cast, as_worker):
    episode = cast.episode()
    path = reverse("support:happened", args=[episode.pk])
    client = as_worker(cast.robin)
    typed = {
        "children": [str(pk) for pk in episode.children.values_list("pk", flat=True)],
        "kind": "moved",
        **boxes("on", localdate()),
        "what": "To Nan’s.",
        "sending": sending.new_key(cast.robin.pk),
    }

    first, again = (client.post(path, typed) for _ in range(2))

    assert Happening.objects.count() == 2
    assert first.url == again.url


def test_script_is_told_where_to_go_and_a_refusal_is_a_page(cast, as_worker):
    episode = cast.episode()
    client = as_worker(cast.robin)
    typed = typed_with_key(cast, episode)

    wrong = client.post(
        address(episode), {**typed, "what_next": ""}, headers={"X-Requested-With": "send"}
    )
    right = client.post(address(episode), typed, headers={"X-Requested-With": "send"})

    assert "data-send" in wrong.content.decode()
    assert right.json() == {"go": reverse("support:visit", args=[Visit.objects.get().pk])}


def long_forms(cast):
    """Each long form of support with what one types into it, and how many there are of what it makes."""
    episode, ended = cast.episode(), cast.episode()
    ash = ended.children.first()
    actions.record_happening(
        ash,
        kind=Happened.FAMILY_WITHDREW,
        on=localdate(),
        what="No more.",
        episode=ended,
        by=cast.robin,
    )
    actions.close_episode(ended, because="They withdrew.", by=cast.robin)
    happened = {"kind": "moved", **boxes("on", localdate()), "what": "To Nan’s."}
    child_pk = episode.children.first().pk
    return {
        "happened": (episode.pk, {**happened, "children": [str(child_pk)]}, Happening),
        "child_happened": (child_pk, happened, Happening),
        "agree": (
            episode.pk,
            {"who": "Dee, mother", "agrees": "yes", **boxes("on", localdate())},
            AgreementToEngage,
        ),
        "plan": (
            episode.pk,
            {
                "version": "0",
                "whose_1": "Dee",
                "words_1": "Less shouting",
                "steps_1": "Breakfast together",
                "if_it_goes_wrong": "Phone Nan.",
                **boxes("starts_on", localdate()),
                **boxes("review_on", in_days(30)),
            },
            Plan,
        ),
        "follow_up": (
            ended.follow_ups.first().pk,
            {"living": "At home", "how_it_is": "Quiet."},
            FollowUp,
        ),
    }


@pytest.mark.parametrize("name", ["happened", "child_happened", "agree", "plan", "follow_up"])
def test_every_long_form_is_saved_while_one_types_and_sent_when_the_line_is_back(
    cast, as_worker, name
):
    pk, typed, made = long_forms(cast)[name]
    path = reverse(f"support:{name}", args=[pk])
    client = as_worker(cast.robin)
    page = client.get(path)
    typed = {**typed, "sending": page.context["form"].sending}
    told = Entry.objects.filter(kind="change")
    script = {"X-Requested-With": "send"}

    before = made.objects.count(), told.count()
    first = client.post(path, typed, headers=script)
    after = made.objects.count(), told.count()
    again = client.post(path, typed, headers=script)

    held = page.content.decode()
    assert "data-send data-autosave" in held
    assert f"?form={path}" in held
    assert "data-waiting" in held
    assert after > before
    assert set(first.json()) == {"go"}
    assert again.json() == first.json()
    assert (made.objects.count(), told.count()) == after


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.lists(st.integers(0, 2), min_size=1, max_size=7))
def test_however_often_forms_are_sent_each_is_one_visit(cast, as_worker, order):
    episode = cast.episode()
    client = as_worker(cast.robin)
    forms = [typed_with_key(cast, episode, what_next=f"Step {n}") for n in range(3)]

    for number in order:
        client.post(address(episode), forms[number])

    assert episode.visits.count() == len(set(order))


@pytest.mark.django_db(transaction=True)
def test_form_sent_twice_at_once_is_one_visit():
    cast = found_cast()
    episode = cast.episode()
    typed = typed_with_key(cast, episode)
    together = Barrier(2)
    answers = []

    def send():
        try:
            client = Client()
            client.force_login(cast.robin)
            together.wait()
            answers.append(client.post(address(episode), typed))
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Visit.objects.count() == 1
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len({answer.url for answer in answers}) == 1
