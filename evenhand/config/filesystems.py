"""On what kind of disk a path lies, as the kernel tells it."""

import re
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
NETWORK = frozenset(
    {
        *("afs", "ceph", "cifs", "coda", "fuse.cephfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
        *("glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"),
    }
)
"""File systems of another machine, where locks are a courtesy. Not 9p: sandboxes have it for their own disk."""


def kind_of(path: Path, mounts: str | None = None) -> str:
    """The type of the file system that a path lies on, such as `ext4`; empty where the kernel does not say."""
    if mounts is None:
        mounts = MOUNTS.read_text("utf-8", "surrogateescape") if MOUNTS.exists() else ""
    place = path.resolve()
    found = [(point, kind) for point, kind in _mounted(mounts) if place.is_relative_to(point)]
    # What is mounted deepest is what one sees, and of two at one place the later.
    return max(enumerate(found), key=lambda one: (len(one[1][0].parts), one[0]))[1][1] if found else ""


def _mounted(mounts: str) -> list[tuple[Path, str]]:
    """Where each file system is mounted and of which type it is (proc_pid_mountinfo(5))."""
    found = []
    for line in mounts.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split(" ")
        if separator and len(fields) > _POINT:
            found.append((Path(_spelled_out(fields[_POINT])), after.split(" ")[0]))
    return found


_POINT = 4


def _spelled_out(escaped: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), escaped)
