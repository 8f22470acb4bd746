from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "evenhand.doors.portal"
