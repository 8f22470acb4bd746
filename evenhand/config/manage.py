"""Django's own tools behind our command, for operators and for writing migrations."""

from collections.abc import Sequence

from django.core.management import execute_from_command_line


def main(arguments: Sequence[str]) -> int:
    """Hand the arguments to Django."""
    execute_from_command_line(["evenhand manage", *arguments])
    return 0
