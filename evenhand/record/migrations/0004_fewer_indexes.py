"""Three indexes that nothing asks: each was one more page to write and to flush in every report."""

import django.db.models.deletion
from django.db import migrations, models

UNASKED = (
    ("record_case_community_id_88440fe7", "record_case", "community_id"),
    ("record_entry_case_id_9b1f8562", "record_entry", "case_id"),
    ("record_partykey_community_id_2a4cacf3", "record_partykey", "community_id"),
)


class Migration(migrations.Migration):
    """The tables stay as they are, with their triggers: SQLite would build them anew for a changed field."""

    dependencies = [("record", "0003_statements")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f'DROP INDEX "{name}"', f'CREATE INDEX "{name}" ON "{table}" ("{column}")')
                for name, table, column in UNASKED
            ],
            state_operations=[
                migrations.AlterField(
                    "case",
                    "community",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="people.community"
                    ),
                ),
                migrations.AlterField(
                    "entry",
                    "case",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="record.case"),
                ),
                migrations.AlterField(
                    "partykey",
                    "community",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="people.community"
                    ),
                ),
            ],
        )
    ]
