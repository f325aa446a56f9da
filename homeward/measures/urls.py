"""Addresses of measures. The page that shows all of a child’s is `web:measures`."""

from django.urls import path

from homeward.measures.views import correcting, licences, recording


app_name = "measures"
urlpatterns = [
    path("children/<int:child_pk>/sdq/", recording.add_sdq, name="add_sdq"),
    path("children/<int:child_pk>/sdq/answers/", recording.add_answers, name="add_answers"),
    path("children/<int:child_pk>/scores/", recording.add_score, name="add_score"),
    path("children/<int:child_pk>/attendance/", recording.add_attendance, name="add_attendance"),
    path("sdq/<int:pk>/correct/", correcting.correct_sdq, name="correct_sdq"),
    path("scores/<int:pk>/correct/", correcting.correct_score, name="correct_score"),
    path("attendance/<int:pk>/correct/", correcting.correct_attendance, name="correct_attendance"),
    path("sdq/<int:pk>/take-out/", correcting.take_out_sdq, name="take_out_sdq"),
    path("scores/<int:pk>/take-out/", correcting.take_out_score, name="take_out_score"),
    path(
        "attendance/<int:pk>/take-out/", correcting.take_out_attendance, name="take_out_attendance"
    ),
    path("how/", licences.how_scored, name="how_scored"),
    path("licences/", licences.licences, name="licences"),
    path("licences/new/", licences.write_licence, name="write_licence"),
    path("licences/<int:pk>/end/", licences.end_licence, name="end_licence"),
]
