"""Addresses of duty: cards, nights, and the file for an outage."""

from django.urls import path

from homeward.duty.views import cards, files, nights


app_name = "duty"
urlpatterns = [
    path("", cards.find_card, name="find_card"),
    path("children/<int:pk>/", cards.card, name="card"),
    path("children/<int:pk>/open/", cards.open_card, name="open_card"),
    path("children/<int:pk>/write/", cards.write_card, name="write_card"),
    path("children/<int:pk>/night/", nights.write_night, name="write_night"),
    path("nights/<int:pk>/take-over/", nights.take_over, name="take_over"),
    path("file/", files.file, name="file"),
    path("file/passphrase/", files.set_passphrase, name="set_passphrase"),
    path("file/give/", files.give_passphrase, name="give_passphrase"),
    path("file/take/", files.take_file, name="take_file"),
]
