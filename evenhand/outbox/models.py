"""What waits to leave: letters and notices, each sealed by the clerk, each with its idempotency key."""

from django.db import models

from evenhand.people.models import Community


class Waiting(models.Model):
    """One thing that waits to leave. It was committed with the act that caused it."""

    uid = models.BinaryField(max_length=16, primary_key=True)
    community = models.ForeignKey(Community, on_delete=models.PROTECT)
    blob = models.BinaryField()
    after = models.DateTimeField(db_index=True)
    until = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
