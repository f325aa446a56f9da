"""The pages of how the service is going."""

from homeward.insight.views.equality import equality_counts
from homeward.insight.views.recording import form, recording
from homeward.insight.views.service import export, service


__all__ = ["equality_counts", "export", "form", "recording", "service"]
