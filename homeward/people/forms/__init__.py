"""What is asked about a child, and about the family."""

from homeward.people.forms.about import AboutForm, as_read
from homeward.people.forms.equality import EqualityForm
from homeward.people.forms.family import (
    EndForm,
    PartnersForm,
    RelativeForm,
    TieForm,
    UntieForm,
    as_known,
)


__all__ = [
    "AboutForm",
    "EndForm",
    "EqualityForm",
    "PartnersForm",
    "RelativeForm",
    "TieForm",
    "UntieForm",
    "as_known",
    "as_read",
]
