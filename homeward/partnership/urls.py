"""Addresses of what holds between the two organisations: the sharing agreement, its versions and proposals."""

from django.urls import path

from homeward.partnership.views import agreement


app_name = "partnership"
urlpatterns = [
    path("", agreement.agreement, name="agreement"),
    path("versions/<int:pk>/", agreement.version, name="version"),
    path("versions/<int:pk>/extend/", agreement.propose_extension, name="propose_extension"),
    path("versions/<int:pk>/follow/", agreement.propose_version, name="propose_version"),
    path("proposals/<int:pk>/", agreement.proposal, name="proposal"),
    path("proposals/<int:pk>/withdraw/", agreement.withdraw_proposal, name="withdraw_proposal"),
]
