from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "evenhand.record"
    default_auto_field = "django.db.models.BigAutoField"
