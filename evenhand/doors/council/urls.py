"""The council's addresses."""

from django.urls import URLPattern, path

from evenhand.doors.council import views

app_name = "council"
urlpatterns: list[URLPattern] = [
    path("", views.reports, name="list"),
    path("after/<str:after>/", views.reports, name="list-after"),
    path("report/<str:number>/", views.report, name="report"),
    path("report/<str:number>/open/", views.open_names, name="open"),
    path("report/<str:number>/answer/", views.answer, name="answer"),
    path("report/<str:number>/ask/", views.ask_look, name="ask-look"),
    path("report/<str:number>/determine/", views.determine, name="determine"),
    path("report/<str:number>/decide/", views.decide, name="decide"),
    path("report/<str:number>/position/", views.position, name="position"),
]
