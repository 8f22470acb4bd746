"""The tables of people: who is here, by sealed rows. Nothing in clear says who anybody is."""

from django.db import models


class Instance(models.Model):
    """One row: this installation's random id, bound into everything that is sealed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    uid = models.BinaryField(max_length=16)


class ClerkKey(models.Model):
    """One generation of the clerk's key, wrapped under the server secret and under the printed sheet."""

    generation = models.PositiveIntegerField(primary_key=True)
    under_secret = models.BinaryField()
    under_sheet = models.BinaryField()


class Community(models.Model):
    """A community. What is here stands on its public pages anyway."""

    uid = models.BinaryField(max_length=16, unique=True)
    slug = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=200)
    zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=10, default="en")
    leave_to = models.URLField(max_length=300, default="about:blank")
    public = models.JSONField(default=dict)
    manual = models.CharField(max_length=64, blank=True, default="")
    is_published = models.BooleanField(default=False)
    acts = models.PositiveBigIntegerField(default=0)


class ManualVersion(models.Model):
    """The bytes of a manual file as they were adopted: a case keeps the version it was opened under."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64)
    source = models.BinaryField()

    class Meta:
        """A version is stored once."""

        constraints = (models.UniqueConstraint(fields=("community", "digest"), name="manual_version_once"),)


class Account(models.Model):
    """An account: found by a MAC of its login, its record sealed by the clerk, its keys by a passphrase.

    What is called new was made behind a new link, and waits beside what counts until two members have signed for it.
    """

    uid = models.BinaryField(max_length=16, unique=True)
    community = models.ForeignKey(Community, on_delete=models.PROTECT)
    lookup = models.BinaryField(max_length=32, unique=True)
    record = models.BinaryField()
    keys = models.BinaryField(null=True)
    recovery = models.BinaryField(null=True)
    totp = models.BinaryField(null=True)
    totp_used = models.BinaryField(null=True)
    invitation = models.BinaryField(max_length=32, null=True, unique=True)
    new_keys = models.BinaryField(null=True)
    new_recovery = models.BinaryField(null=True)
    new_totp = models.BinaryField(null=True)
    new_totp_used = models.BinaryField(null=True)


class RosterEntry(models.Model):
    """One signed act on the roster, sealed by the clerk and chained."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT)
    seq = models.PositiveIntegerField()
    uid = models.BinaryField(max_length=16)
    previous = models.BinaryField(max_length=32)
    fact = models.BinaryField()

    class Meta:
        """The roster is a chain."""

        constraints = (models.UniqueConstraint(fields=("community", "seq"), name="roster_seq_once"),)


class Calendar(models.Model):
    """A member's secret address for a calendar program: a MAC of the secret, and whose it is, as a MAC too."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT)
    lookup = models.BinaryField(max_length=32, unique=True)
    owner = models.BinaryField(max_length=32, unique=True)


class Session(models.Model):
    """A signed-in member: the hash of a cookie, and keys that only cookie and server secret open."""

    cookie = models.BinaryField(max_length=32, primary_key=True)
    community = models.ForeignKey(Community, on_delete=models.PROTECT)
    member = models.BinaryField(max_length=32, db_index=True)
    owner = models.BinaryField()
    keys = models.BinaryField(null=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    proved_at = models.DateTimeField()


class Throttle(models.Model):
    """How often something was tried lately, by a MAC that is no address of anybody."""

    lookup = models.BinaryField(max_length=32, primary_key=True)
    tries = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)


class Draft(models.Model):
    """An unfinished text, sealed to its author's own key."""

    lookup = models.BinaryField(max_length=32, primary_key=True)
    of_case = models.BinaryField(max_length=32, db_index=True)
    words = models.BinaryField()
    kept_at = models.DateTimeField()
