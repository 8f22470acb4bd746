"""The office's addresses."""

from django.urls import URLPattern, path

from evenhand.doors.office import rehearsal_views, roster_views, views

app_name = "office"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("roster/", roster_views.roster_list, name="roster"),
    path("roster/invite/", roster_views.invite, name="invite"),
    path("roster/rota/", roster_views.rota, name="rota"),
    path("roster/person/<str:member>/", roster_views.person, name="person"),
    path("roster/person/<str:member>/admit/", roster_views.admit, name="admit"),
    path("roster/person/<str:member>/second/", roster_views.second, name="second"),
    path("roster/person/<str:member>/roles/", roster_views.roles, name="roles"),
    path("roster/person/<str:member>/away/", roster_views.away, name="away"),
    path("roster/person/<str:member>/link/", roster_views.link, name="link"),
    path("roster/person/<str:member>/take-back/", roster_views.take_back, name="take-back"),
    path("roster/person/<str:member>/open-again/", roster_views.open_again, name="open-again"),
    path("roster/person/<str:member>/left/", roster_views.left, name="left"),
    path("manual/", views.manual, name="manual"),
    path("texts/", views.texts, name="texts"),
    path("publish/", views.publish, name="publish"),
    path("tests/", rehearsal_views.tests, name="tests"),
    path("tests/letter/", rehearsal_views.test_letter, name="test-letter"),
    path("tests/report/", rehearsal_views.test_report, name="test-report"),
    path("lost/", views.lost, name="lost"),
    path("letters/", views.letters, name="letters"),
]
