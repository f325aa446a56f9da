"""Whom an organisation's sign-in brings, what it may be, and how a second step comes and goes."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.timezone import localdate

from homeward.access import actions, queries
from homeward.access.actions import Vouched
from homeward.access.guard import Refused
from homeward.access.models import IdentityProvider
from homeward.trail.models import Entry


@pytest.fixture
def samplehope(cast) -> IdentityProvider:
    return actions.set_provider(
        cast.founded.charity,
        issuer="https://sign-in.samplehope.example",
        client_id="homeward",
        secret_variable="SAMPLEHOPE_SIGN_IN_SECRET",
    )


def kit(**changes) -> Vouched:
    given = {"subject": "kit-0001", "email": "KIT@charity.example", "verified": True}
    return Vouched(**(given | changes))


def test_worker_is_found_by_checked_address_and_known_from_then_on(cast, samplehope):
    first = actions.recognise_worker(samplehope, kit())

    again = actions.recognise_worker(
        samplehope, kit(email="kit.wed@charity.example", verified=False)
    )

    assert first == again == cast.kit
    assert SocialAccount.objects.get().extra_data == {}  # nothing of what it said is kept
    assert Entry.objects.filter(what="first signed in with their organisation").count() == 1


@pytest.mark.parametrize(
    "vouched",
    [
        kit(email="sam@council.example"),
        kit(email="val@other.example"),
        kit(email="nobody@charity.example"),
        kit(email=""),
        kit(verified=False),
    ],
)
def test_nobody_else_is_recognised_and_nothing_is_written(cast, samplehope, vouched):
    before = Entry.objects.count()

    with pytest.raises(Refused):
        actions.recognise_worker(samplehope, vouched)

    assert SocialAccount.objects.count() == 0
    assert Entry.objects.count() == before


def test_address_of_before_under_another_name_opens_nothing(cast, samplehope):
    actions.recognise_worker(samplehope, kit())

    with pytest.raises(Refused, match="belonged to somebody else"):
        actions.recognise_worker(samplehope, kit(subject="new-0002"))


def test_leaver_is_not_recognised_from_that_day(cast, samplehope):
    actions.recognise_worker(samplehope, kit())
    membership = cast.kit.memberships.get()
    membership.period = (membership.start, localdate())
    membership.save()

    with pytest.raises(Refused, match="no post with it here today"):
        actions.recognise_worker(samplehope, kit())


def test_unchecked_address_is_taken_where_the_organisation_vouches(cast, samplehope):
    samplehope.vouches_for_addresses = True

    assert actions.recognise_worker(samplehope, kit(verified=False)) == cast.kit


@pytest.mark.parametrize(
    "issuer", ["http://sign-in.samplehope.example", "http://localhost.example", "ftp://x"]
)
def test_sign_in_that_could_be_listened_to_is_refused(cast, issuer):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.set_provider(
            cast.founded.charity, issuer=issuer, client_id="homeward", secret_variable="X"
        )


def test_workers_with_an_organisations_sign_in_have_no_password(cast, samplehope):
    assert not queries.may_use_password(cast.kit)
    assert queries.may_use_password(cast.sam)


def test_second_steps_lie_enciphered(cast):
    codes = actions.set_up_app(cast.robin, "JBSWY3DPEHPK3PXP", by=cast.robin)

    held = [str(step.data) for step in Authenticator.objects.filter(user=cast.robin)]
    assert len(held) == 2
    assert "JBSWY3DPEHPK3PXP" not in "".join(held)
    assert codes
    assert not any(code in "".join(held) for code in codes)


def test_last_second_step_is_not_removed(cast):
    actions.set_up_app(cast.robin, "JBSWY3DPEHPK3PXP", by=cast.robin)
    step = queries.second_steps(cast.robin).get()

    with pytest.raises(Refused):
        actions.remove_second_step(cast.robin, step, by=cast.robin)

    assert queries.second_steps(cast.robin).exists()
    assert not Entry.objects.filter(what="removed a second step").exists()


def test_signing_out_everywhere_ends_ones_own_sessions_and_nobody_elses(cast):
    telephone, computer, other = Client(), Client(), Client()
    telephone.force_login(cast.robin)
    computer.force_login(cast.robin)
    other.force_login(cast.alex)

    computer.post("/sign-out/", {"everywhere": "yes"})

    assert telephone.get("/").status_code == 302
    assert computer.get("/").status_code == 302
    assert other.get("/").status_code == 200


def test_command_sets_lists_and_ends_a_sign_in(cast, capsys, monkeypatch):
    monkeypatch.delenv("SAMPLEHOPE_SIGN_IN_SECRET", raising=False)
    told = ["--organisation", "samplehope"]
    given = ["--issuer", "https://s.example", "--client-id", "homeward"]
    secret = ["--secret-in", "SAMPLEHOPE_SIGN_IN_SECRET"]

    call_command("identity_provider", *told, *given, *secret)
    call_command("identity_provider")
    call_command("identity_provider", *told, "--end")

    said = capsys.readouterr().out
    assert "/sign-in/back/" in said
    assert "SAMPLEHOPE_SIGN_IN_SECRET is not set here" in said
    assert "Samplehope signs in at https://s.example" in said
    assert not IdentityProvider.objects.exists()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (["--organisation", "Nowhere"], "There is no organisation called Nowhere"),
        (["--organisation", "Samplehope"], "is missing, so nothing was set"),
        (["--organisation", "Samplehope", "--end"], "there is none to end"),
        (
            ["--organisation", "Samplehope", "--issuer", "http://s.example"]
            + ["--client-id", "x", "--secret-in", "X"],
            "does not begin with https://",
        ),
    ],
)
def test_command_says_what_to_mend(cast, told, why):
    with pytest.raises(CommandError, match=why), transaction.atomic():
        call_command("identity_provider", *told)

    assert not IdentityProvider.objects.exists()


def test_command_lets_somebody_set_up_again_who_lost_everything(cast):
    actions.set_up_app(cast.robin, "JBSWY3DPEHPK3PXP", by=cast.robin)
    robin = Client()
    robin.force_login(cast.robin)

    call_command("forget_second_steps", "robin@charity.example", "--authorised-by", "Kit Dummerly")

    assert not Authenticator.objects.filter(user=cast.robin).exists()
    assert robin.get("/").status_code == 302
    assert Entry.objects.filter(what="removed every second step").exists()


def test_command_for_nobody_changes_nothing(cast):
    with pytest.raises(CommandError, match="Nobody signs in with"):
        call_command("forget_second_steps", "no@charity.example", "--authorised-by", "Kit Dummerly")
