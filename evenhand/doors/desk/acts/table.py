"""Every act of the desk, once."""

from __future__ import annotations

from collections.abc import Mapping

from evenhand.doors.desk.acts import (
    access,
    access_files,
    contacting,
    deadlock,
    deciding,
    ending,
    informing,
    joining,
    law,
    letters,
    looking,
    public,
    recording,
    reports,
    resting,
    severe,
    withdrawing,
    worry,
)
from evenhand.doors.desk.acts.base import Entry
from evenhand.procedure.next_steps import Act

CHAPTERS = (
    joining,
    severe,
    reports,
    letters,
    contacting,
    recording,
    resting,
    deciding,
    deadlock,
    ending,
    public,
    withdrawing,
    worry,
    law,
    informing,
    access,
    access_files,
    looking,
)
"""The modules that hold an act's form beside what it calls, in the manual's order."""

ENTRIES: Mapping[Act, Entry] = {act: entry for chapter in CHAPTERS for act, entry in chapter.ENTRIES.items()}
