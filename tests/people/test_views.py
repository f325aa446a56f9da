"""Keeping who a child is."""

from django.urls import reverse

from homeward.people.models import Child


def test_about_keeps_what_is_known_and_says_not_known_for_the_rest(cast, as_worker):
    child = cast.episode().children.get(preferred_name="Ash")
    page = reverse("people:about", args=[child.pk])
    typed = {"preferred_name": "Ash", "pronouns": "they"}

    response = as_worker(cast.robin).post(page, typed)

    child = Child.objects.get(pk=child.pk)
    assert response.status_code == 302
    assert (child.preferred_name, child.pronouns) == ("Ash", "they")


def test_a_page_read_earlier_does_not_put_back_what_another_wrote_since(cast, as_worker):
    child = cast.episode().children.get(preferred_name="Ash")
    page = reverse("people:about", args=[child.pk])
    robin = as_worker(cast.robin)
    read = robin.get(page).context["form"].initial
    as_worker(cast.kit).post(page, {**read, "pronouns": "she"})

    robin.post(page, {**read, "preferred_name": "Ashlin"})

    child.refresh_from_db()
    assert (child.pronouns, child.preferred_name) == ("she", "Ashlin")


def test_a_draft_that_is_taken_up_again_still_writes_what_it_changed(cast, as_worker):
    child = cast.episode().children.get(preferred_name="Ash")
    page = reverse("people:about", args=[child.pk])
    robin = as_worker(cast.robin)
    read = robin.get(page).context["form"].initial
    robin.post(reverse("drafts:save") + f"?form={page}", {**read, "pronouns": "he"})

    given_back = robin.get(page).context["form"].initial
    robin.post(page, {name: typed or "" for name, typed in given_back.items()})

    child.refresh_from_db()
    assert child.pronouns == "he"


def test_another_name_finds_the_child_from_then_on(cast, as_worker):
    child = cast.episode().children.get(preferred_name="Ash")
    client = as_worker(cast.robin)

    client.post(
        reverse("people:about", args=[child.pk]),
        {"preferred_name": "Ash", "other_name": "Ash Fakerley"},
    )

    assert "Ash Sampleton" in client.post("/find/", {"words": "fakerley"}).content.decode()


def test_about_is_not_there_for_someone_with_no_part(cast, as_worker):
    child = cast.episode().children.first()

    response = as_worker(cast.terry).post(
        reverse("people:about", args=[child.pk]), {"pronouns": "they"}
    )

    assert response.status_code == 404
    assert Child.objects.get(pk=child.pk).pronouns == ""
