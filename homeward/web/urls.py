"""Addresses of my day, of my children, of finding a child and of the child's pages."""

from django.urls import path

from homeward.web import looking_back, register, views


app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("children/", views.children, name="children"),
    path("find/", views.find, name="find"),
    path("children/<int:pk>/", views.child, name="child"),
    path("children/<int:pk>/timeline/", views.timeline, name="timeline"),
    path("children/<int:pk>/who-looked/", views.who_looked, name="who_looked"),
    path("panel/looking-back/", looking_back.looking_back, name="looking_back"),
    path("register/", register.register, name="register"),
    path("register/new/", register.change_register, name="change_register"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("keyboard/", views.keyboard, name="keyboard"),
    path("components/", views.components, name="components"),
]
