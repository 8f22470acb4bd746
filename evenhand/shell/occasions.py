"""The time and the randomness of a request, as acts want them."""

import os
from typing import cast

from django.http import HttpRequest

from evenhand.people.occasion import Occasion
from evenhand.shell.asking import Asking


def occasion(request: HttpRequest) -> Occasion:
    """This request's one reading of the clock, and the system's randomness."""
    return Occasion(cast("Asking", request).moment, os.urandom)
