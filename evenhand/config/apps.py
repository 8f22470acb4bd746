from importlib import import_module

from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "evenhand.config"

    def ready(self) -> None:
        import_module("evenhand.config.checks")  # registers them
