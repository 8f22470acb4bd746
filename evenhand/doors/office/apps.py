from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "evenhand.doors.office"
