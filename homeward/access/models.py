"""The sign-in that an organisation has of its own (OpenID Connect). Whoever has none signs in with a password."""

import os

from django.db import models
from django.db.models import Q


class IdentityProvider(models.Model):
    """Where the workers of one organisation sign in. Its secret is not here, and in no backup: it is in the
    environment, under the name that stands here."""

    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    organisation = models.OneToOneField(
        "partnership.Organisation", models.PROTECT, related_name="identity_provider"
    )
    issuer = models.CharField(max_length=200)
    client_id = models.CharField(max_length=200)
    secret_variable = models.CharField(max_length=60)
    # For a provider that says nothing of whether an address is checked, and in which only the organisation
    # itself gives addresses out.
    vouches_for_addresses = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="identity_provider_speaks_tls",
                condition=Q(issuer__startswith="https://")
                | Q(issuer__regex=r"^http://localhost(:[0-9]+)?(/|$)"),
            ),
        )

    def __str__(self) -> str:
        return f"the sign-in of {self.organisation}"

    @property
    def secret(self) -> str:
        return os.environ.get(self.secret_variable, "")
