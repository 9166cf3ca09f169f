"""A vault lies on a disk of this computer that can be written, and no program that died keeps it."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal, Role
from app.store import database, place
from app.store.database import Store

ROOT = Path(__file__).resolve().parents[3]
DEED = Deed(Principal("ann", Role.CLINICIAN), "open record", ("p1",))
MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/ward nfs4 rw 0 0
//server/share /mnt/my\\040share cifs rw 0 0
tmpfs /mnt/ward/local tmpfs rw 0 0
me@host: /home/ann/far fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ann/vault", "ext4"),
        ("/mnt/ward/vault", "nfs4"),
        ("/mnt/wards/vault", "ext4"),
        ("/mnt/my share/a/vault", "cifs"),
        ("/mnt/ward/local/vault", "tmpfs"),
        ("/home/ann/far", "fuse.sshfs"),
    ],
)
def test_the_deepest_mount_says_what_a_folder_lies_on(folder: str, kind: str) -> None:
    assert place.kind_in(MOUNTS, Path(folder)) == kind


def test_a_vault_on_a_network_share_is_refused_with_the_reason(
    store: Store, folder: Path, key: bytearray, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    assert place.shared_kind(folder) == ""  # control: it opens where it is
    Store.open(folder, key).close()
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    monkeypatch.setattr(place, "shared_kind", lambda _folder: "nfs4")
    with pytest.raises(WorkstationError, match=r"network share \(nfs4\)"):
        Store.open(folder, key)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads Linux's table of mounts")
def test_linux_shares_are_found_in_the_table_of_mounts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.read_text
    table = f"/dev/sda1 / ext4 rw 0 0\nserver:/x {folder.resolve()} nfs rw 0 0\n"
    monkeypatch.setattr(
        Path, "read_text", lambda self, **given: table if self.name == "mounts" else real(self, **given)
    )
    assert place.shared_kind(folder) == "nfs"


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_a_vault_that_cannot_be_written_is_refused_since_a_look_could_not_be_audited(
    store: Store, folder: Path, key: bytearray, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    store.close()
    real = os.open

    def refuse(path: os.PathLike[str] | str, flags: int, *rest: int) -> int:
        if str(path).startswith(str(folder)) and flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(code, os.strerror(code))
        return real(path, flags, *rest)

    with monkeypatch.context() as media:
        media.setattr(os, "open", refuse)
        with pytest.raises(WorkstationError, match="could not be audited"):
            Store.open(folder, key)
    Store.open(folder, key).close()


@pytest.mark.skipif(not shutil.which("mount") or os.name != "posix", reason="mounts a file system")
def test_a_real_read_only_mount_is_refused(store: Store, folder: Path, key: bytearray) -> None:
    store.close()
    bound = subprocess.run(["mount", "--bind", str(folder), str(folder)], capture_output=True, check=False)
    if bound.returncode != 0:
        pytest.skip("this system does not let us mount")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], capture_output=True, check=True)
        before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        with pytest.raises(WorkstationError, match="could not be audited"):
            Store.open(folder, key)
        assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    finally:
        subprocess.run(["umount", str(folder)], capture_output=True, check=True)
    Store.open(folder, key).close()


_HOLDER = """
import sys, time
from pathlib import Path
from app.store.database import Store
store = Store.open(Path(sys.argv[1]), bytearray.fromhex(sys.argv[2]))
print("open", flush=True)
time.sleep(60)
"""


def test_a_program_that_was_killed_keeps_nobody_out(store: Store, folder: Path, key: bytearray) -> None:
    store.close()
    command = [sys.executable, "-c", _HOLDER, str(folder), key.hex()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"open"
        with pytest.raises(WorkstationError, match="open in another window or program"):  # control: while it lives
            Store.open(folder, key)
        holder.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    assert (folder / database.LOCK).exists()
    again = Store.open(folder, key)
    assert again.alarms == ()
    again.close()


def test_a_lock_file_left_by_a_reboot_keeps_nobody_out(store: Store, folder: Path, key: bytearray) -> None:
    with store.transaction(DEED):
        pass
    store.close()
    (folder / database.LOCK).write_text("pid 4711 on another computer")
    Store.open(folder, key).close()
