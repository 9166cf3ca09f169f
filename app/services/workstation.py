"""An unlocked workstation: the verbs a person can use, built once by ``app.main`` and handed to window or terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.patient import Principal
from app.domain.words import Phrase
from app.domain.work import Report
from app.services.auditing import Auditing
from app.services.backing_up import BackingUp
from app.services.cohorts import Cohorts
from app.services.deleting import Deleting
from app.services.documents import Documents
from app.services.emergencies import Emergencies
from app.services.explaining import Explaining
from app.services.exporting import Exporting
from app.services.findings import Findings
from app.services.handing_out import HandingOut
from app.services.importing import Importing
from app.services.measuring import Measuring
from app.services.model_shelf import ModelShelf
from app.services.news import News
from app.services.papers import Papers
from app.services.people import People
from app.services.predicting import Predicting
from app.services.reporting import Reporting
from app.services.reproducing import Reproducing
from app.services.restoring import Wish
from app.services.searching import Searching
from app.services.segmentations import Segmentations
from app.services.settings import Settings
from app.services.timeline import Timeline
from app.services.training import Training
from app.services.unlocking import VaultInfo
from app.services.viewing import Viewing
from app.services.watching import Watching
from app.services.worklist import Worklist


@dataclass(frozen=True, slots=True)
class Workstation:
    """``close`` locks the vault and stops the workers; it may be called twice. ``check`` is ``unlocking.check``.
    ``take_recovery_code`` gives the code of a vault just made, once; then and otherwise it gives "".
    ``alarms``: what was found at unlocking that no crash explains.
    """

    folder: Path
    principal: Principal
    news: News
    worklist: Worklist
    searching: Searching
    timeline: Timeline
    importing: Importing
    watching: Watching
    deleting: Deleting
    viewing: Viewing
    exporting: Exporting
    measuring: Measuring
    documents: Documents
    segmentations: Segmentations
    handing_out: HandingOut
    findings: Findings
    model_shelf: ModelShelf
    predicting: Predicting
    explaining: Explaining
    training: Training
    papers: Papers
    reproducing: Reproducing
    cohorts: Cohorts
    reporting: Reporting
    people: People
    emergencies: Emergencies
    auditing: Auditing
    backing_up: BackingUp
    settings: Settings
    check: Callable[[], tuple[str, ...]]
    close: Callable[[], None]
    take_recovery_code: Callable[[], str]
    alarms: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """A vault put back from the backup ``name``, and English sentences about what is lost in it."""

    workstation: Workstation
    name: str
    made_at: str
    losses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """What is offered before a vault is open. ``look`` gives a folder's public facts or None.

    These give the workstation or raise WorkstationError: ``create`` and ``unlock`` take (folder, user, passphrase),
    ``unlock_by_keychain`` (folder, user), ``recover`` (folder, user, recovery code, new passphrase), ``separate``
    (folder, user, passphrase) opens a copy of a vault as a vault of its own, ``unlock_despite`` (the same) one
    that ``unlock`` refuses with a Doubt.

    ``restore`` makes a vault of a backup. ``mend`` (folder, user, passphrase) puts the kept copy of the keyring back.
    ``wait_s`` says how long wrong passphrases make the next try wait. ``vault`` is the folder named on the command
    line, or None.
    """

    doorstep: Path
    default_vault: Path
    resources: Path
    look: Callable[[Path], VaultInfo | None]
    create: Callable[[Path, str, str], Workstation]
    unlock: Callable[[Path, str | None, str], Workstation]
    unlock_by_keychain: Callable[[Path, str | None], Workstation]
    unlock_despite: Callable[[Path, str | None, str], Workstation]
    separate: Callable[[Path, str | None, str], Workstation]
    recover: Callable[[Path, str | None, str, str], Workstation]
    mend: Callable[[Path, str | None, str], None]
    wait_s: Callable[[Path], float]
    restore: Callable[[Wish, Report], Brought]
    vault: Path | None = None
