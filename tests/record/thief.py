"""A thief's program: what a stolen database opens with somebody's own keys and even the server's secret.

No Django, and no code of ours but the vault.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from evenhand.vault.clerk import Clerk, unwrap_clerk
from evenhand.vault.domains import Domain
from evenhand.vault.errors import VaultError
from evenhand.vault.keyring import COUNCIL, Keyring, open_keyring, open_room_key, open_seed
from evenhand.vault.keys import BoxKey
from evenhand.vault.place import NOWHERE, Place
from evenhand.vault.reader import Reader
from evenhand.vault.rooms import room_key
from evenhand.vault.sealing import open_words


@dataclass
class Thief:
    """Reads a copy of the database."""

    database: Path
    secret: bytes
    box: BoxKey

    def __post_init__(self) -> None:
        self.rows = sqlite3.connect(self.database)
        (self.instance,) = self.rows.execute("SELECT uid FROM people_instance").fetchone()
        (wrapped,) = self.rows.execute("SELECT under_secret FROM people_clerkkey").fetchone()
        self.clerk: Clerk = unwrap_clerk(wrapped, self.secret, Place(self.instance, NOWHERE))

    def place(self, case: bytes) -> Place:
        query = "SELECT c.uid FROM people_community c JOIN record_case r ON r.community_id = c.id WHERE r.uid = ?"
        (community,) = self.rows.execute(query, [case]).fetchone()
        return Place(self.instance, community, case)

    def keyring(self, case: bytes) -> Keyring:
        (blob,) = self.rows.execute("SELECT keyring FROM record_case WHERE uid = ?", [case]).fetchone()
        return open_keyring(blob, self.clerk, self.place(case))

    def keys(self, case: bytes, *keyrings: Keyring) -> dict[tuple[str, int], BoxKey]:
        """Every room's key that these keyrings give to this person, of every epoch."""
        place, found = self.place(case), {}
        for keyring in (self.keyring(case), *keyrings):
            for wrap in keyring.wraps_for(self.box.public):
                if wrap.room is not None:
                    key = open_room_key(wrap, self.box, place.at(room=wrap.room, epoch=wrap.epoch))
                    found[wrap.room, wrap.epoch] = key
                    continue
                seed = open_seed(wrap, self.box, place)
                for room, epoch in keyring.publics:
                    if epoch == wrap.epoch and (room == COUNCIL) == (wrap.circle == COUNCIL):
                        found[room, epoch] = room_key(seed, place.at(room=room, epoch=epoch))
        return found

    def opens(self, case: bytes, *keyrings: Keyring) -> set[int]:
        """The numbers of the entries whose words open."""
        keys, place, opened = self.keys(case, *keyrings), self.place(case), set()
        query = "SELECT e.seq, e.uid, e.fact, w.blob FROM record_entry e JOIN record_words w ON w.entry = e.uid"
        for seq, entry, sealed, words in self.rows.execute(f"{query} WHERE e.case_id = ?", [case]):
            reader = Reader(self.clerk.open(Domain.FACT, place.at(entry=entry), sealed)[:-64])
            reader.framed()
            room, epoch = reader.text(), reader.framed_number()
            try:
                if room:
                    open_words(words, keys[room, epoch], place.at(room=room, epoch=epoch, entry=entry))
                    opened.add(seq)
            except (KeyError, VaultError):
                pass
        return opened
