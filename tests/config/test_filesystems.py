"""Fault 24: SQLite on a disk of another machine is refused, because its locks do not hold there."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from evenhand.config import filesystems
from evenhand.config.checks import the_database_is_on_this_machine
from evenhand.config.filesystems import NETWORK, kind_of

MOUNTS = r"""
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 22 0:45 / /srv rw,relatime shared:7 - nfs4 files.example:/srv rw,vers=4.2
41 40 8:1 / /srv/fast rw,relatime - xfs /dev/sda1 rw
42 22 0:46 / /mnt/our\040share rw - cifs //files.example/share rw
43 22 0:47 / /home/ada/far rw master:1 propagate_from:2 - fuse.sshfs ada@files.example: rw
44 22 0:48 / /twice rw - tmpfs tmpfs rw
45 22 0:49 / /twice rw - nfs files.example:/twice rw
a line that is none
"""

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/evenhand", "ext4"),
        ("/srv/evenhand", "nfs4"),
        ("/srvice/evenhand", "ext4"),
        ("/srv/fast/evenhand", "xfs"),
        ("/mnt/our share/evenhand", "cifs"),
        ("/home/ada/far", "fuse.sshfs"),
        ("/home/ada", "ext4"),
        ("/twice/evenhand", "nfs"),
    ],
)
def test_a_path_lies_on_what_is_mounted_deepest_and_last(path: str, kind: str) -> None:
    assert kind == kind_of(Path(path), MOUNTS)


def test_where_the_kernel_says_nothing_nothing_is_known() -> None:
    assert "" == kind_of(Path("/srv"), "")


def test_this_machines_own_disk_is_known_and_none_of_another_machine(tmp_path: Path) -> None:
    assert kind_of(tmp_path) not in {"", *NETWORK}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_server_whose_database_lies_on_another_machine_refuses_to_start(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filesystems, "kind_of", lambda _: kind)

    with pytest.raises(
        SystemCheckError, match=rf"(?s)lies on a disk of another machine \({kind}\).*EVENHAND_DATABASE_URL"
    ):
        call_command("check", databases=["default"])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", ""])
def test_a_disk_of_its_own_is_no_finding(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystems, "kind_of", lambda _: kind)

    assert [] == the_database_is_on_this_machine(["default"])
