"""Addresses of my day, of my children, of finding a child of the child's pages, and of who sees whom."""

from django.urls import path

from homeward.web import (
    chronology,
    leaving,
    looking_back,
    measures,
    partnership,
    register,
    statuses,
    trail_state,
    views,
)
from homeward.web.sight import asking, closing, ending, glass


app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("children/", views.children, name="children"),
    path("find/", views.find, name="find"),
    path("children/<int:pk>/", views.child, name="child"),
    path("children/<int:pk>/timeline/", views.timeline, name="timeline"),
    path("children/<int:pk>/chronology/", chronology.chronology, name="chronology"),
    path("children/<int:pk>/measures/", measures.measures, name="measures"),
    path("children/<int:pk>/where-they-stand/", statuses.statuses, name="statuses"),
    path("children/without-sdq/", measures.without_sdq, name="without_sdq"),
    path("children/<int:pk>/who-looked/", views.who_looked, name="who_looked"),
    path("children/<int:pk>/who-could/", asking.who_could, name="who_could"),
    path("children/<int:pk>/break-the-glass/", glass.break_glass, name="break_glass"),
    path("children/<int:pk>/close/", closing.close_record, name="close_record"),
    path("children/<int:pk>/end-work/<int:team_pk>/", ending.end_work, name="end_work"),
    path("restrictions/<int:pk>/open/", closing.open_record, name="open_record"),
    path("broken-glass/", glass.glasses, name="glasses"),
    path("broken-glass/<int:pk>/", glass.review_glass, name="review_glass"),
    path("what-could/", asking.what_could, name="what_could"),
    path("panel/looking-back/", looking_back.looking_back, name="looking_back"),
    path("partnership/", partnership.partnership, name="partnership"),
    path("partnership/choose/", partnership.choose_partnership, name="choose_partnership"),
    path("register/", register.register, name="register"),
    path("register/new/", register.change_register, name="change_register"),
    path("trail/", trail_state.trail_state, name="trail_state"),
    path("posts/<int:pk>/end/", leaving.end_post, name="end_post"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("keyboard/", views.keyboard, name="keyboard"),
    path("components/", views.components, name="components"),
]
