"""A form about what somebody else may change while it is open."""

from typing import cast

from django import forms
from django.http import QueryDict

from homeward.forms.fields import HomewardForm


NOT_SAID = "The page did not say which version you saw. Send it again from this page"


class SeenForm(HomewardForm):
    """Carries the version that the person saw, so that the second of two is told and loses nothing."""

    version: forms.Field = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": NOT_SAID, "invalid": NOT_SAID}
    )

    def saw(self, version: int | str) -> None:
        """The page now shows this version: sending it again is meant."""
        if self.is_bound:
            typed = cast(QueryDict, self.data).copy()
            typed[self.add_prefix("version")] = str(version)
            self.data = typed
        else:
            self.initial["version"] = version

    def is_behind(self, version: int | str) -> bool:
        """Whether what is typed was begun on another: as a draft, or because somebody was quicker."""
        name = self.add_prefix("version")
        carried = self.data.get(name) if self.is_bound else self.initial.get("version")
        return carried not in (None, "") and str(carried) != str(version)


class SeenWordsForm(SeenForm):
    """The same, where a version is told by words and not by a number."""

    version: forms.Field = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": NOT_SAID}
    )
