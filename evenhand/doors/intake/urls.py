"""Addresses that need no account: the community's front page, the report form, the page behind every mail's link."""

from django.urls import path

from evenhand.doors.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.front, name="front"),
    path("report/", views.report, name="report"),
    path("complaint/", views.complaint, name="complaint"),
    path("report/phrase/", views.typed, name="typed"),
    path("continue/", views.continue_, name="continue"),
]
