"""Where a vault may lie: on a disk of this computer that can be written."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import sys
from pathlib import Path

from app.domain.errors import WorkstationError
from app.domain.words import say

_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
# file systems whose locks and whose order of writing another computer decides
_SHARED = (
    "nfs nfs3 nfs4 cifs smb smb2 smb3 smbfs ncpfs ncp afs auristorfs coda afpfs webdav davfs davfs2 ceph glusterfs"
    " lustre beegfs gpfs ocfs2 gfs2 orangefs pvfs2 moosefs ftp fuse.sshfs fuse.davfs fuse.rclone fuse.curlftpfs"
    " fuse.glusterfs fuse.ceph fuse.s3fs fuse.smbnetfs fuse.gvfsd-fuse fuse.juicefs"
)
_WINDOWS_REMOTE = 4
_MAC_LOCAL = 0x1000


def refuse_shared(folder: Path) -> None:
    """Raises WorkstationError for a folder on a network share."""
    kind = shared_kind(folder)
    if kind:
        raise WorkstationError(
            say("This vault lies on a network share ({kind}).", kind=kind),
            say(
                "There another computer decides about locks and about what is really written, so entries could be"
                " lost. Keep the vault on a disk of this computer; backups may lie on the share."
            ),
        )


def is_read_only(error: OSError) -> bool:
    return error.errno in _READ_ONLY


def read_only(detail: str = "") -> WorkstationError:
    return WorkstationError(
        say("This vault lies where nothing can be written, so that even looking at a patient could not be audited."),
        say("Copy the vault's folder to a disk where you may write, then open it there. Nothing was changed."),
        detail,
    )


def sync(folder: Path) -> None:
    """Put a folder's new entry on the disk. Windows has no such call and does it by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def shared_kind(folder: Path) -> str:
    """The kind of network file system a folder lies on, or empty for a disk of this computer."""
    there = folder.resolve()
    if sys.platform == "win32":
        return _windows_kind(there)
    if sys.platform == "darwin":
        return _mac_kind(there)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    kind = kind_in(mounts, there)
    return kind if kind in _SHARED.split() else ""


def kind_in(mounts: str, folder: Path) -> str:
    """The file system of a folder by Linux's table of mounts: the deepest mount, the last one where two are equal."""
    found, depth = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), fields[1]))
        if folder.is_relative_to(point) and len(point.parts) >= depth:
            found, depth = fields[2], len(point.parts)
    return found


def _windows_kind(folder: Path) -> str:
    if folder.drive.startswith("\\\\"):
        return "SMB"
    drive_type = getattr(ctypes, "windll").kernel32.GetDriveTypeW  # noqa: B009 - only there on Windows
    return "SMB" if drive_type(folder.anchor) == _WINDOWS_REMOTE else ""


class _MacStatfs(ctypes.Structure):
    _fields_ = (
        ("sizes", ctypes.c_uint32 * 2),
        ("blocks", ctypes.c_uint64 * 5),
        ("fsid", ctypes.c_int32 * 2),
        ("owner_and_type", ctypes.c_uint32 * 2),
        ("flags", ctypes.c_uint32),
        ("subtype", ctypes.c_uint32),
        ("type_name", ctypes.c_char * 16),
        ("names", ctypes.c_char * 2048),
        ("reserved", ctypes.c_uint32 * 8),
    )


def _mac_kind(folder: Path) -> str:
    system = ctypes.CDLL(None, use_errno=True)
    # on Intel the function with 64-bit inodes has a name of its own
    statfs = getattr(system, "statfs$INODE64", None) or system.statfs
    found = _MacStatfs()
    if statfs(os.fsencode(folder), ctypes.byref(found)) != 0:
        return ""
    return "" if found.flags & _MAC_LOCAL else found.type_name.decode(errors="replace")
