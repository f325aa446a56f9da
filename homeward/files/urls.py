"""Addresses of files: of a child, of what they are added to, and of each."""

from django.urls import path

from homeward.files import views


app_name = "files"
urlpatterns = [
    path("children/<int:pk>/files/", views.files, name="files"),
    path("children/<int:pk>/files/add/", views.add, name="add"),
    path("files/add-to/<slug:kind>/<int:pk>/", views.add_to, name="add_to"),
    path("files/<int:pk>/", views.file, name="file"),
    path("files/<int:pk>/download/", views.download, name="download"),
    path("files/<int:pk>/picture/", views.picture, name="picture"),
    path("files/<int:pk>/remove/", views.remove, name="remove"),
]
