"""P6: the database and the server's secret without any passphrase, nothing waiting to leave: not one word."""

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from evenhand.casework import (
    access,
    conflicts,
    drafts,
    filing,
    keychanges,
    portal,
    recording,
    reported,
    talking,
    triage,
)
from evenhand.casework.staging import Stage
from evenhand.outbox import queue
from evenhand.people import sessions
from evenhand.procedure import facts as f
from evenhand.vault.clerk import Clerks, unwrap_clerk
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.place import NOWHERE, Place
from evenhand.vault.suites import Kind
from tests.cast import REPORTER, START, Walk
from tests.chapters import stories

SAID = "canary{}zwitscher"


def walked(stage: Stage) -> list[str]:
    """A case in which every text that a person can write is a canary."""
    words = (SAID.format(number) for number in itertools.count())
    said: list[str] = []

    def word() -> str:
        said.append(next(words))
        return said[-1]

    walk = Walk(stage)
    walk.report(
        word(),
        who=word(),
        name=word(),
        address=f"{word()}@elsewhere.example",
        when=word(),
        where=word(),
        links=word(),
        others_affected=word(),
        not_to_contact=word(),
        minor=True,
    )
    keychanges.answer_conflict(walk.seat("bo"), walk.occasion, stays=True, text=word())
    keychanges.write_names(walk.seat("bo"), walk.occasion, word())
    keychanges.answer_conflict(walk.seat("chidi"), walk.occasion)
    conflicts.question(walk.seat("bo"), walk.occasion, walk.member("chidi"), word())
    conflicts.declare_hard(walk.seat("chidi"), walk.occasion, word())
    keychanges.open_room(walk.seat("bo"), walk.occasion, "identity", word())
    letter = talking.Letter(word(), f.Via.MAIL, why_other_way=word())
    talking.write(walk.seat("bo"), walk.occasion, f.LetterKind.ACKNOWLEDGEMENT, REPORTER, letter)
    triage.triage(walk.seat("bo"), walk.occasion, severe=False, what=word())
    recording.write_note(walk.seat("bo"), walk.occasion, word())
    recording.log_talk(walk.seat("bo"), walk.occasion, walk.now, word())
    evidence = recording.Evidence(f.EvidenceKind.LINK, word(), word(), word())
    recording.file_evidence(walk.seat("bo"), walk.occasion, evidence)
    talking.propose_contact(walk.seat("bo"), walk.occasion, f.Role.REPORTED, word())
    portal.write(walk.party(), walk.occasion, word())
    access.ask(walk.party(), walk.occasion, word())
    access.prepare(walk.seat("bo"), walk.occasion, REPORTER, word(), word())
    access.refuse(walk.seat("bo"), walk.occasion, REPORTER, access.Told(word(), other_way=word()))
    access.record(walk.seat("bo"), walk.occasion, REPORTER, walk.now, word())
    asker = access.record_asker(walk.seat("bo"), walk.occasion, walk.now, word())
    access.record_taken_back(walk.seat("bo"), walk.occasion, asker, word())
    drafts.keep(walk.seat("bo"), "note", {"text": word()}, walk.occasion)
    sessions.begin(walk.community, walk.member("bo"), stage.player("bo").keys, walk.occasion)
    reached = filing.Reached(f.Way.CALL, START, reported.Report(word(), who=word()))
    filing.file_report(stage.signed_in("bo", walk.occasion), reached, walk.occasion)
    keychanges.recuse(walk.seat("bo"), walk.occasion, word())
    moments = [moment.name for _, moment in stories(Walk(stage), word)]
    assert moments[-1] == "an alternate is called in"
    return said


def blobs(rows: sqlite3.Connection) -> Iterator[tuple[dict[str, object], bytes]]:
    """Every blob of every table, with the row in which it stands."""
    rows.row_factory = sqlite3.Row
    for (table,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in rows.execute(f"SELECT * FROM {table}"):  # noqa: S608 - the database's own names
            values = dict(row)
            yield from ((values, value) for value in values.values() if isinstance(value, bytes))


def opened(rows: sqlite3.Connection, clerks: Clerks, instance: bytes) -> Iterator[bytes]:
    """Whatever the clerk's key opens, each blob tried for every purpose in every place that its row could mean."""
    found = list(blobs(rows))
    community = rows.execute("SELECT uid FROM people_community").fetchone()[0]
    domains = [domain for domain in Domain if domain.binding.kind is Kind.BY_THE_CLERK]
    case_of = {row["uid"]: row["case_id"] for row, _ in found if "case_id" in row}
    for row, blob in found:
        ids = [value for value in row.values() if isinstance(value, bytes) and len(value) in {16, 32}]
        cases = [case for case in (case_of.get(one) for one in ids) if isinstance(case, bytes)]
        whose = {value for value in (*ids, *cases) if len(value) == 16}
        places = [Place(instance, community, case, entry=entry) for case in (NOWHERE, *whose) for entry in (b"", *ids)]
        for domain in domains:
            for place in places:
                try:
                    yield clerks.open(domain, place, blob)
                except VaultError:
                    continue


@pytest.mark.once
def test_the_database_and_the_servers_secret_give_nobodys_words(committed_stage: Stage) -> None:
    said = walked(committed_stage)
    waiting = [queue.waiting(committed_stage.community)]
    queue.drain()
    connection.close()
    path = str(connection.settings_dict["NAME"])
    rows = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    instance = rows.execute("SELECT uid FROM people_instance").fetchone()[0]
    wrapped = rows.execute("SELECT under_secret FROM people_clerkkey").fetchall()
    (clerk,) = (unwrap_clerk(blob, settings.EVENHAND_SECRET, Place(instance, NOWHERE)) for (blob,) in wrapped)

    plain = list(opened(rows, Clerks(clerk), instance))
    files = [one.read_bytes() for one in Path(path).parent.rglob("*") if one.is_file()]

    assert len(said) >= 70
    assert len(plain) > 50
    assert any(said[3] in mail.mail.to for mails in waiting for mail in mails)
    assert [] == [word for word in said for text in (*plain, *files) if word.encode() in text]
