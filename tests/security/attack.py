"""What somebody does who was taken out of a case and has the whole database, the server's secret and their own keys.

It knows no Django and none of our acts: SQLite, the vault, and a memory of every key that was ever theirs. For each
person of the given list it counts the entries whose words they open, before and after they were taken out.
"""

import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from evenhand.vault.chain import unpack_fact  # noqa: E402 - the path comes first
from evenhand.vault.clerk import Clerks, unwrap_clerk  # noqa: E402
from evenhand.vault.domains import Domain  # noqa: E402
from evenhand.vault.errors import VaultError  # noqa: E402
from evenhand.vault.keyring import open_keyring, open_room_key, open_seed  # noqa: E402
from evenhand.vault.keys import BoxKey  # noqa: E402
from evenhand.vault.place import NOWHERE, Place  # noqa: E402
from evenhand.vault.reader import Reader  # noqa: E402
from evenhand.vault.rooms import Seed, room_key  # noqa: E402
from evenhand.vault.sealing import open_words  # noqa: E402

Person = dict[str, str | int | list[str]]


def main(database: str, people: str, secret: str) -> None:
    """Try everybody, and print how much each of them opened of what is old and of what is new."""
    rows = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    instance = rows.execute("SELECT uid FROM people_instance").fetchone()[0]
    wrapped = rows.execute("SELECT under_secret FROM people_clerkkey ORDER BY generation").fetchall()
    opened = [unwrap_clerk(blob, bytes.fromhex(secret), Place(instance, NOWHERE)) for (blob,) in wrapped]
    clerks = Clerks(opened[-1], opened[:-1])
    found = [_tries(rows, clerks, instance, one) for one in json.loads(Path(people).read_text("utf-8"))]
    print(json.dumps({"found": found, "django": "django" in sys.modules}))  # noqa: T201 - this is a program


def _tries(rows: sqlite3.Connection, clerks: Clerks, instance: bytes, person: Person) -> dict[str, int]:
    case, box = bytes.fromhex(str(person["case"])), BoxKey.from_raw(bytes.fromhex(str(person["box"])))
    community, keyring = rows.execute(
        "SELECT c.uid, r.keyring FROM record_case r JOIN people_community c ON c.id = r.community_id WHERE r.uid = ?",
        (case,),
    ).fetchone()
    place = Place(instance, community, case)
    seeds = [Seed.from_raw(bytes.fromhex(seed)) for seed in _texts(person["remembered"])]
    keys = [box]
    for wrap in open_keyring(keyring, clerks, place).wraps_for(box.public):
        if wrap.room is None:
            seeds.append(open_seed(wrap, box, place))
        else:
            keys.append(open_room_key(wrap, box, place.at(room=wrap.room, epoch=wrap.epoch)))
    counted = {"old": 0, "new": 0}
    for seq, entry, fact, blob in rows.execute(
        "SELECT e.seq, e.uid, e.fact, w.blob FROM record_entry e JOIN record_words w ON w.entry = e.uid "
        "WHERE e.case_id = ? ORDER BY e.seq",
        (case,),
    ):
        raw, _ = unpack_fact(clerks.open(Domain.FACT, place.at(entry=entry), fact))
        reader = Reader(raw)
        _, room, epoch = reader.framed(), reader.text(), reader.framed_number()
        at = place.at(room=room, epoch=epoch, entry=entry)
        if any(_opens(blob, key, at) for key in _all_keys(keys, seeds, at)):
            counted["new" if seq > int(str(person["since"])) else "old"] += 1
    return counted


def _all_keys(keys: list[BoxKey], seeds: list[Seed], at: Place) -> Iterator[BoxKey]:
    """Every key that can be had: one's own, the rooms', and what each seed gives for this room in any epoch."""
    yield from keys
    for seed in seeds:
        for epoch in range(1, at.epoch + 1):
            yield room_key(seed, at.at(epoch=epoch))


def _opens(blob: bytes, key: BoxKey, at: Place) -> bool:
    try:
        open_words(blob, key, at)
    except VaultError:
        return False
    return True


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


if __name__ == "__main__":
    main(*sys.argv[1:])
