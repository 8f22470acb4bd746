from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "evenhand.doors.council"
