"""The sign-in of an organisation: there, and back with what it says of who came (OpenID Connect Core 1.0).

The authorization code flow, with PKCE and a nonce; an address to come back to for each organisation, so that one
cannot answer for another (RFC 9700, sections 2.1.1 and 4.4). What was typed when the session had ended waits in
our session. allauth speaks the protocol; what is checked of the answer stands here.
"""

import logging
import secrets
from dataclasses import dataclass

from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse
from requests import RequestException

from homeward.access.actions import Vouched
from homeward.access.models import IdentityProvider


log = logging.getLogger(__name__)


class NotThrough(Exception):
    """Nobody came back from the organisation's sign-in with an answer that holds."""


class ProviderDown(NotThrough):
    """It does not answer, or not as such a sign-in does."""


class Stopped(NotThrough):
    """The person stopped there, or it did not want them."""


@dataclass(frozen=True)
class Asked:
    """What we kept for somebody who went to their organisation's sign-in."""

    next: str  # where they were going
    kept: str  # what they had typed, sealed
    nonce: str
    verifier: str  # of the code: PKCE


class _Adapter(OpenIDConnectOAuth2Adapter):
    def __init__(self, request: HttpRequest, provider: IdentityProvider) -> None:
        super().__init__(request, _key(provider))
        self.identity_provider = provider

    def get_provider(self) -> "_Provider":
        provider = self.identity_provider
        settings = {
            "server_url": provider.issuer.rstrip("/"),
            "oauth_pkce_enabled": True,
            "scope": ["openid", "email"],
        }
        app = SocialApp(
            provider="openid_connect",
            provider_id=_key(provider),
            name=str(provider.organisation),
            client_id=provider.client_id,
            secret=provider.secret,
            settings=settings,
        )
        return _Provider(self.request, app=app, adapter=self)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        path = reverse("access:back_from_provider", args=[self.identity_provider.pk])
        return request.build_absolute_uri(path)


class _Provider(OpenIDConnectProvider):
    def __init__(self, request: HttpRequest, app: SocialApp, adapter: _Adapter) -> None:
        super().__init__(request, app=app)
        self.adapter = adapter

    def get_oauth2_adapter(self, request: HttpRequest) -> _Adapter:
        return self.adapter


def _key(provider: IdentityProvider) -> str:
    return f"provider-{provider.pk}"


def way_there(request: HttpRequest, provider: IdentityProvider, *, next: str, kept: str) -> str:
    """The address at the organisation's sign-in to send the person to. ProviderDown when it does not answer."""
    nonce = secrets.token_urlsafe(24)
    adapter = _Adapter(request, provider)
    try:
        _check_who_answers(adapter, provider)
        response = adapter.get_provider().redirect(
            request,
            process="login",
            data={"next": next, "kept": kept, "nonce": nonce},
            auth_params={"nonce": nonce},
        )
    except (RequestException, OAuth2Error, KeyError) as why:
        raise _down(provider, why) from why
    return str(response.url)


def asked(request: HttpRequest, provider: IdentityProvider) -> Asked | None:
    """What we kept for the person who comes back; None when they never went from here. Given once."""
    state = statekit.unstash_state(
        request, provider_id=_key(provider), state_id=request.GET.get("state", "")
    )
    return Asked(**state["data"], verifier=state["pkce_code_verifier"]) if state else None


def answered(request: HttpRequest, provider: IdentityProvider, asked: Asked) -> Vouched:
    """Whom the organisation has signed in. Stopped when nobody; ProviderDown when its answer does not hold."""
    if "code" not in request.GET:
        raise Stopped
    adapter = _Adapter(request, provider)
    try:
        _check_who_answers(adapter, provider)
        app = adapter.get_provider().app
        client = adapter.get_client(request, app)
        answer = adapter.get_access_token_data(
            request, app, client, pkce_code_verifier=asked.verifier
        )
        token = adapter.parse_token(answer)
        told = adapter.complete_login(request, app, token, response=answer).account.extra_data
        return _checked(told, nonce=asked.nonce)
    except (RequestException, OAuth2Error, KeyError, ValueError) as why:
        raise _down(provider, why) from why


def _check_who_answers(adapter: _Adapter, provider: IdentityProvider) -> None:
    """OpenID Connect Discovery 1.0, section 4.3."""
    if adapter.openid_config["issuer"] != provider.issuer:
        raise OAuth2Error("the issuer is another than the one that is set")


def _checked(told: dict, *, nonce: str) -> Vouched:
    """OpenID Connect Core 1.0, sections 3.1.3.7 and 5.3.2: the answer is to our question, and both parts of it
    are about one person."""
    token, more = told["id_token"], told.get("userinfo") or {}
    if not secrets.compare_digest(str(token["nonce"]), nonce):
        raise OAuth2Error("the answer is to another question")
    if more and more["sub"] != token["sub"]:
        raise OAuth2Error("the answer is about two people")
    claims = {**token, **more}
    verified = claims.get("email_verified")
    return Vouched(
        subject=str(token["sub"]),
        email=str(claims.get("email") or ""),
        verified=verified is True or verified == "true",
    )


def _down(provider: IdentityProvider, why: Exception) -> ProviderDown:
    """The log gets the kind of fault and no more: an answer may name a person."""
    log.warning("sign-in %s does not work: %s", provider.pk, type(why).__name__)
    return ProviderDown()
