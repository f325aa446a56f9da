"""An organisation's own words: looked at as a letter before they replace the old, in versions."""

import pytest
from django.urls import reverse

from homeward.access.guard import Refused
from homeward.letters import actions
from homeward.letters.actions import NewLetter
from homeward.letters.models import Letter, LetterTemplate
from homeward.letters.rules import LetterKind
from homeward.trail.models import Entry


TEXT = "Hello [to],\n\nplease come to [meeting] on [when] at [where].\n\n[worker]"
INVITATION = LetterKind.INVITATION


def write(cast, *, by=None, text=TEXT, title="Please come"):
    return actions.write_template(
        cast.founded.charity, INVITATION, title=title, text=text, by=by or cast.kit
    )


def test_words_are_written_looked_at_and_put_in_force(cast, as_worker):
    client = as_worker(cast.kit)
    organisation = {"pk": cast.founded.charity.pk, "kind": "invitation"}

    page = client.post(
        reverse("letters:write_template", kwargs=organisation),
        {"title": "Please come", "text": TEXT},
        follow=True,
    ).content.decode()
    version = LetterTemplate.objects.get()
    not_yet = client.get(reverse("letters:template", kwargs=organisation)).content.decode()
    client.post(reverse("letters:template_version", args=[version.pk]), {})
    now = client.get(reverse("letters:template", kwargs=organisation)).content.decode()

    assert "Hello Pat Exampleton," in page
    assert "Put it in force" in page
    assert "Dear Pat Exampleton" in not_yet
    assert "Hello Pat Exampleton," in now
    assert Entry.objects.filter(what__startswith="put version 1 of a letter in force").exists()


def test_letters_are_written_with_what_is_in_force(cast):
    ash = cast.episode().children.get(preferred_name="Ash")
    dee = ash.relationships.get().adult
    new = NewLetter(INVITATION, [ash], dee)

    actions.write_letter(new, by=cast.robin)
    version = write(cast)
    actions.write_letter(new, by=cast.robin)
    actions.put_in_force(version, by=cast.kit)
    actions.write_letter(new, by=cast.robin)
    actions.write_letter(new, by=cast.alex)  # of the council, which has its own

    used = Letter.objects.order_by("pk").values_list("template__version", flat=True)
    assert list(used) == [None, None, 1, None]


def test_unknown_place_is_refused_and_the_words_stay(cast, as_worker):
    path = reverse("letters:write_template", args=[cast.founded.charity.pk, "invitation"])

    page = as_worker(cast.kit).post(path, {"title": "x", "text": f"{TEXT} [salary]"})

    assert page.status_code == 403
    assert "[salary]" in page.content.decode()
    assert "please come to" in page.content.decode()
    assert not LetterTemplate.objects.exists()


@pytest.mark.parametrize("who", ["robin", "morgan", "jo", "stranger"])
def test_who_does_not_speak_for_the_organisation_changes_nothing(cast, who):
    """Morgan is a head of service, of the other organisation."""
    version = write(cast)

    with pytest.raises(Refused, match="team managers and heads of service"):
        write(cast, by=getattr(cast, who))
    with pytest.raises(Refused, match="team managers and heads of service"):
        actions.put_in_force(version, by=getattr(cast, who))

    assert LetterTemplate.objects.get().in_force_at is None


def test_older_version_is_not_put_in_force_over_a_newer_one(cast):
    older, newer = write(cast), write(cast, title="Please do come")
    actions.put_in_force(newer, by=cast.kit)

    with pytest.raises(Refused, match="version 2 was put in force since"):
        actions.put_in_force(older, by=cast.kit)

    assert LetterTemplate.objects.get(version=1).in_force_at is None


def test_words_of_another_partnership_are_not_there(cast, as_worker):
    version = write(cast)
    client = as_worker(cast.stranger)

    for path in (
        reverse("letters:template", args=[cast.founded.charity.pk, "invitation"]),
        reverse("letters:write_template", args=[cast.founded.charity.pk, "invitation"]),
        reverse("letters:template_version", args=[version.pk]),
    ):
        assert client.get(path).status_code == 404


def test_who_may_not_change_the_words_reads_why(cast, as_worker):
    page = as_worker(cast.robin).get(reverse("letters:templates")).content.decode()

    assert "team managers and heads of service" in page.lower()
    assert "As it came with Homeward" in page
