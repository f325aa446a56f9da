"""Addresses of who a child is, and of the family."""

from django.urls import path

from homeward.people.views import about, equality, family


app_name = "people"
urlpatterns = [
    path("<int:pk>/background/", equality.equality, name="equality"),
    path("<int:pk>/about/", about.about, name="about"),
    path("<int:pk>/family/", family.family, name="family"),
    path("<int:pk>/family/add/", family.add_relative, name="add_relative"),
    path("<int:pk>/family/ties/add/", family.add_tie, name="add_tie"),
    path("<int:pk>/family/ties/<int:tie_pk>/", family.change_tie, name="change_tie"),
    path("<int:pk>/family/ties/<int:tie_pk>/take-out/", family.untie, name="untie"),
    path("relationships/<int:pk>/", family.change_relative, name="change_relative"),
    path("relationships/<int:pk>/end/", family.end_relative, name="end_relative"),
]
