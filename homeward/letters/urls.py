"""Addresses of letters: of a child, of each, and of the words of an organisation."""

from django.urls import path

from homeward.letters.views import letters, templates


app_name = "letters"
urlpatterns = [
    path("children/<int:pk>/letters/", letters.letters, name="letters"),
    path("children/<int:pk>/letters/<slug:kind>/new/", letters.begin, name="begin"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/change/", letters.change, name="change"),
    path("letters/<int:pk>/issue/", letters.issue, name="issue"),
    path("letters/<int:pk>/throw-away/", letters.throw_away, name="throw_away"),
    path("letters/words/", templates.templates, name="templates"),
    path("letters/words/<int:pk>/<slug:kind>/", templates.template, name="template"),
    path(
        "letters/words/<int:pk>/<slug:kind>/new/", templates.write_template, name="write_template"
    ),
    path("letters/words/versions/<int:pk>/", templates.template_version, name="template_version"),
]
