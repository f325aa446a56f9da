"""Every address of Homeward: nouns, then the verb. No name or other personal data is ever in one."""

from django.urls import include, path


urlpatterns = [
    path("", include("homeward.web.urls")),
    path("", include("homeward.access.urls")),
    path("", include("homeward.partnership.urls")),
    path("children/", include("homeward.people.urls")),
    path("", include("homeward.copies.urls")),
    path("", include("homeward.files.urls")),
    path("", include("homeward.letters.urls")),
    path("drafts/", include("homeward.drafts.urls")),
    path("tasks/", include("homeward.tasks.urls")),
    path("referrals/", include("homeward.referrals.urls")),
    path("decisions/", include("homeward.decisions.urls")),
    path("disagreements/", include("homeward.disagreements.urls")),
    path("measures/", include("homeward.measures.urls")),
    path("limits/", include("homeward.limits.urls")),
    path("", include("homeward.governance.urls")),
    path("", include("homeward.voice.urls")),
    path("support/", include("homeward.support.urls")),
    path("going-home/", include("homeward.reunification.urls")),
    path("where-they-stand/", include("homeward.safeguarding.urls")),
    path("family/", include("homeward.family.urls")),
    path("duty/", include("homeward.duty.urls")),
    path("service/", include("homeward.insight.urls")),
    path("returns/", include("homeward.returns.urls")),
]
handler500 = "homeward.web.views.failed"
