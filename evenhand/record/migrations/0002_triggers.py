"""The record is append-only from its first row."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from evenhand.record import triggers


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """Create the triggers of every table that exists."""
    triggers.create(editor.connection)


class Migration(migrations.Migration):
    """Triggers on the record's and the roster's tables."""

    dependencies = (("record", "0001_initial"), ("people", "0001_initial"))
    operations = (migrations.RunPython(create, migrations.RunPython.noop),)
