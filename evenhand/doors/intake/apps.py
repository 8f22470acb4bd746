from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "evenhand.doors.intake"
