"""What of allauth is ours: its words, its names, and that the secrets of second steps lie enciphered."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from homeward.access.ciphers import under_signing_key


SECOND_STEP = b"second step"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": (
            "Too many tries were wrong. So that nobody can guess their way in, we take no more for 5 minutes. "
            "Wait, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Workers are made by their organisation, never by themselves."""
        return False


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That did not work. Try again, or use another way.",
    }

    def encrypt(self, text: str) -> str:
        return under_signing_key(SECOND_STEP).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return under_signing_key(SECOND_STEP).decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Homeward"}

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())
