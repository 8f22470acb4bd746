"""The tables of the record. Entries are never changed and never deleted: triggers hold that on both databases."""

from django.db import models

from evenhand.people.models import Community


class Case(models.Model):
    """A case: the head of its chain, its keyring, its rebuildable summary, and the hour in which it wakes."""

    uid = models.BinaryField(max_length=16, primary_key=True)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, db_index=False)  # `case_open` begins with it
    seq = models.PositiveIntegerField(default=0)
    head = models.BinaryField(max_length=32)
    keyring = models.BinaryField()
    summary = models.BinaryField()
    wake_on = models.DateTimeField(null=True)
    touched_on = models.DateField()

    class Meta:
        """The desk asks for the open ones, the clock for those that wake, the log for those touched on a day."""

        indexes = (
            models.Index(fields=("community", "wake_on"), name="case_open"),
            models.Index(fields=("wake_on",), name="case_wakes"),
            models.Index(fields=("community", "touched_on"), name="case_touched"),
        )


class Entry(models.Model):
    """One entry: a clear header, and a fact sealed by the clerk with its author's signature."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False)  # `entry_seq_once` begins with it
    seq = models.PositiveIntegerField()
    uid = models.BinaryField(max_length=16, unique=True)
    previous = models.BinaryField(max_length=32)
    words_hash = models.BinaryField(max_length=32)
    fact = models.BinaryField()
    hour = models.DateTimeField()

    class Meta:
        """A chain has one entry in each place."""

        constraints = (models.UniqueConstraint(fields=("case", "seq"), name="entry_seq_once"),)


class Words(models.Model):
    """What a person wrote, sealed to a room; a row of its own so that a signed tombstone lets it be erased."""

    entry = models.BinaryField(max_length=16, primary_key=True)
    blob = models.BinaryField()


class FilePart(models.Model):
    """A part of a file, sealed under a key that stands in the words of an entry."""

    file = models.BinaryField(max_length=16)
    number = models.PositiveIntegerField()
    blob = models.BinaryField()

    class Meta:
        """A file's parts follow each other."""

        constraints = (models.UniqueConstraint(fields=("file", "number"), name="file_part_once"),)


class Tombstone(models.Model):
    """Names words or a file that a signed entry erased; the only thing that lets such a row go."""

    erased = models.BinaryField(max_length=16, primary_key=True)
    entry = models.BinaryField(max_length=16)


class PartyKey(models.Model):
    """Where a phrase or an invitation leads: the hash of its lookup id, and a record sealed by the clerk."""

    lookup = models.BinaryField(max_length=32, primary_key=True)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, db_index=False)  # asked for by `lookup`
    record = models.BinaryField()


class LogDay(models.Model):
    """One leaf a day: a root over the heads of the cases touched, salted and padded; and its signed checkpoint."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    day = models.DateField()
    leaf = models.BinaryField(max_length=32)
    sealed = models.BinaryField()
    checkpoint = models.BinaryField()

    class Meta:
        """One leaf a day."""

        constraints = (models.UniqueConstraint(fields=("community", "number"), name="log_day_once"),)


class Statement(models.Model):
    """Something said in public: everybody may read it, and nothing here leads to a case (D7)."""

    number = models.BigAutoField(primary_key=True)
    uid = models.BinaryField(max_length=16, unique=True)
    community = models.ForeignKey(Community, on_delete=models.PROTECT)
    day = models.DateField()
    voice = models.CharField(max_length=16)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    earlier = models.BinaryField(max_length=16, null=True)
    withdraws = models.BooleanField(default=False)

    class Meta:
        """The page and the feed ask for a community's newest."""

        indexes = (models.Index(fields=("community", "-number"), name="statement_newest"),)


class Announcement(models.Model):
    """A statement that belongs to no case, from its first text on: who wrote, checked and said it, sealed (D7)."""

    uid = models.BinaryField(max_length=16, primary_key=True)
    community = models.ForeignKey(Community, on_delete=models.PROTECT)
    record = models.BinaryField()
