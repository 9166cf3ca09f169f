"""A vault of every version opens with its passphrase, is brought to today's form, and loses nothing."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import WorkstationError
from app.main import door
from app.services import unlocking
from app.store import migrate

VAULTS = Path(__file__).resolve().parents[1] / "data" / "vaults"
KEPT = {int(path.stem.removeprefix("schema-")): path for path in sorted(VAULTS.glob("schema-*.zip"))}
WORDS = "correct horse battery"
MADE = datetime(2026, 11, 22, 20, tzinfo=UTC)


@pytest.fixture(params=KEPT, ids=sorted(KEPT))
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def vault(version: int, tmp_path: Path) -> Path:
    if datetime.now(UTC) < MADE:
        pytest.skip("this computer's clock is before the days the kept vaults were made: they would be refused")
    with zipfile.ZipFile(KEPT[version]) as kept:
        kept.extractall(tmp_path / "vault")
    return tmp_path / "vault"


def test_every_older_version_is_kept() -> None:
    assert set(KEPT) >= set(range(1, len(migrate.MIGRATIONS)))


def test_a_kept_vault_opens_migrates_and_has_everything(vault: Path) -> None:
    for _ in range(2):
        station = door().unlock(vault, "ann", WORDS)
        rows = station.worklist.patients(station.principal, "")
        assert {row.patient.mrn for row in rows} >= {"KEPT-1"}
        assert len(rows) == 2
        assert station.check() == ()
        assert station.auditing.verify(station.principal).wrong == ()
        station.close()
        assert not list(vault.glob("records.before*"))


def test_the_old_file_is_back_when_the_new_one_does_not_pass(
    vault: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: the same vault opens once the check passes again."""
    _skip_todays(version)
    before = (vault / "records.db").read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(migrate, "_is_sound", lambda _connection: False)
        with pytest.raises(WorkstationError, match="could not be brought"):
            unlocking.unlock(vault, "ann", WORDS)
    assert (vault / "records.db").read_bytes() == before
    opened = unlocking.unlock(vault, "ann", WORDS)
    assert opened.store.alarms == ()
    unlocking.lock(opened)


def test_a_crash_between_the_upgrade_and_its_check_is_made_up_for(
    vault: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _skip_todays(version)
    with monkeypatch.context() as crash:
        crash.setattr(migrate, "_is_sound", _crash)
        with pytest.raises(SystemExit):
            unlocking.unlock(vault, "ann", WORDS)
    assert (vault / "records.before.db").exists()
    opened = unlocking.unlock(vault, "ann", WORDS)
    assert opened.store.alarms == ()
    assert not (vault / "records.before.db").exists()
    unlocking.lock(opened)


def _skip_todays(version: int) -> None:
    if version == len(migrate.MIGRATIONS):
        pytest.skip("this version is today's: nothing is upgraded")


def _crash(_connection: object) -> bool:
    raise SystemExit
