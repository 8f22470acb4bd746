import os
from importlib import import_module

from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "evenhand.config"

    def ready(self) -> None:
        checks = import_module("evenhand.config.checks")  # registers them
        os.register_at_fork(after_in_child=checks.refuse_inherited_connections)
