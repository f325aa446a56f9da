"""What is asked to change the register, and to propose and agree what is shared. Of teams, posts and workers:
in the files beside this one."""

from homeward.partnership.forms.agreement import ExtensionForm, VersionForm
from homeward.partnership.forms.proposing import AgreeForm, TakeBackForm
from homeward.partnership.forms.register import LineForm


__all__ = ["AgreeForm", "ExtensionForm", "LineForm", "TakeBackForm", "VersionForm"]
