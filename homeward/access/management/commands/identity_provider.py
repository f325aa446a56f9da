"""`homeward identity_provider`: an organisation's own sign-in, set or ended."""

import os
from argparse import ArgumentParser

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from homeward.access.actions import end_provider, set_provider
from homeward.access.models import IdentityProvider


class Command(BaseCommand):
    help = "Set the sign-in (OpenID Connect) of an organisation; list them; or end one with --end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", help="its name")
        parser.add_argument(
            "--partnership", help="its name, when several have such an organisation"
        )
        parser.add_argument("--issuer", help="address of the sign-in, exactly as it names itself")
        parser.add_argument("--client-id", help="what the sign-in calls Homeward")
        parser.add_argument(
            "--secret-in",
            metavar="VARIABLE",
            help="name of the environment variable that holds the client secret",
        )
        parser.add_argument(
            "--vouches-for-addresses",
            action="store_true",
            help="it says nothing of checked addresses, and only the organisation gives them out",
        )
        parser.add_argument("--end", action="store_true", help="passwords again, from now on")

    def handle(self, *, organisation: str | None, end: bool, **told) -> None:
        if organisation is None:
            self._list()
            return
        whose = self._organisation(organisation, told["partnership"])
        if end:
            end_provider(self._provider(whose))
            self.stdout.write(f"The workers of {whose} sign in with a password from now on.")
            return
        if not (told["issuer"] and told["client_id"] and told["secret_in"]):
            raise CommandError(
                "The issuer, the client id or the name of the secret's variable is missing, so nothing was set. "
                "Give all of --issuer, --client-id and --secret-in."
            )
        try:
            provider = set_provider(
                whose,
                issuer=told["issuer"],
                client_id=told["client_id"],
                secret_variable=told["secret_in"],
                vouches_for_addresses=told["vouches_for_addresses"],
            )
        except IntegrityError:
            raise CommandError(
                f"{told['issuer']} does not begin with https://, so passwords and secrets could be read on the "
                "way there, and nothing was set. Give the address that does."
            ) from None
        self.stdout.write(f"The workers of {whose} sign in with {provider.issuer} from now on.")
        self.stdout.write(
            f"There, allow this address to come back to: https://YOUR-HOMEWARD/sign-in/back/{provider.pk}/"
        )
        if told["secret_in"] not in os.environ:
            self.stdout.write(
                f"{told['secret_in']} is not set here. Set it where Homeward is served, or nobody gets through."
            )

    def _list(self) -> None:
        providers = IdentityProvider.objects.select_related("organisation").order_by("pk")
        for provider in providers:
            self.stdout.write(
                f"{provider.pk}: {provider.organisation} signs in at {provider.issuer}"
            )
        if not providers:
            self.stdout.write(
                "No organisation has a sign-in of its own. Set one with --organisation."
            )

    def _organisation(self, name: str, partnership: str | None):
        known = apps.get_model("partnership.Organisation").objects.all()
        found = known.filter(name__iexact=name)
        if partnership:
            found = found.filter(partnership__name__iexact=partnership)
        if len(found) == 1:
            return found[0]
        if found:
            raise CommandError(
                f"Several partnerships have an organisation called {name}, so nothing was done. "
                "Say which with --partnership."
            )
        names = ", ".join(known.order_by("name").values_list("name", flat=True)[:20])
        raise CommandError(
            f"There is no organisation called {name}, so nothing was done. There are: {names or 'none'}."
        )

    def _provider(self, organisation) -> IdentityProvider:
        provider = IdentityProvider.objects.filter(organisation=organisation).first()
        if provider is None:
            raise CommandError(
                f"{organisation} has no sign-in of its own, so there is none to end. "
                "`homeward identity_provider` lists them."
            )
        return provider
