"""Puts the workstation together: the only file that sees every floor."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock

from app import paths, secrecy
from app.cli import run
from app.domain.work import Report
from app.jobs import child
from app.jobs.workers import Workers
from app.services import restoring, unlocking
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
from app.services.outside import Outside
from app.services.papers import Papers
from app.services.people import People
from app.services.predicting import Predicting
from app.services.reporting import Reporting
from app.services.reproducing import Reproducing
from app.services.searching import Searching
from app.services.segmentations import Segmentations
from app.services.settings import Settings
from app.services.throttle import Throttle
from app.services.timeline import Timeline
from app.services.training import Training
from app.services.unlocking import Opened
from app.services.viewing import Viewing
from app.services.watching import Watching
from app.services.worklist import Worklist
from app.services.workstation import Brought, Door, Workstation
from app.store.keychain import Keychain
from app.store.keyring import FLOOR, Cost

# what a child imports ahead of its first call when a window opens; the command line waits for no import it may not need
_WARM = ("app.ingest.reading", "app.imaging.decode")
_WARM_AFTER_S = 1.0  # the first page of the worklist goes before


def main(argv: list[str] | None = None) -> int:
    """The window without a command, the command line with one."""
    secrecy.hide()
    if argv is None:
        secrecy.speak_of_places_only()
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["--worker"]:  # the frozen program is its own child process
        return child.main()
    return run.run(arguments, door(), screenshots, open_window)


def door(cost: Cost | None = None, is_warm: bool = False, keychain: Keychain | None = None) -> Door:
    """What is offered before a vault is open. ``cost`` is what a passphrase costs to try in a new vault, and the least
    it may cost in one that is opened; None: measured on this computer, and never below ``keyring.FLOOR``.
    """
    throttle = Throttle(paths.doorstep().with_name("sign-in.json"))
    outside = Outside(paths.doorstep().with_name("vaults.json"), keychain or Keychain())
    floor = cost or FLOOR

    def made(opened: Opened) -> Workstation:
        return build(opened, is_warm, cost)

    def restore(wish: restoring.Wish, report: Report) -> Brought:
        done = restoring.restore(wish, report, cost, floor, throttle)
        return Brought(made(unlocking.made_known(done.opened, outside)), done.name, done.made_at, done.losses)

    return Door(
        doorstep=paths.doorstep(),
        default_vault=paths.default_vault(),
        resources=paths.resources(),
        look=lambda folder: unlocking.look(folder, outside),
        create=lambda folder, user, passphrase: made(unlocking.create(folder, user, passphrase, cost, outside=outside)),
        unlock=lambda folder, user, passphrase: made(
            unlocking.unlock(folder, user, passphrase, floor=floor, throttle=throttle, outside=outside)
        ),
        unlock_despite=lambda folder, user, passphrase: made(
            unlocking.unlock(folder, user, passphrase, floor=floor, throttle=throttle, outside=outside, despite=True)
        ),
        unlock_by_keychain=lambda folder, user: made(
            unlocking.unlock_by_keychain(folder, user, outside, floor=floor, throttle=throttle)
        ),
        separate=lambda folder, user, passphrase: made(
            unlocking.separate(folder, user, passphrase, floor=floor, throttle=throttle, outside=outside)
        ),
        recover=lambda folder, user, code, passphrase: made(
            unlocking.recover(folder, user, code, passphrase, cost, throttle=throttle, outside=outside)
        ),
        mend=lambda folder, user, passphrase: unlocking.mend(folder, user, passphrase, floor),
        wait_s=lambda folder: unlocking.wait_s(folder, throttle),
        restore=restore,
    )


def build(opened: Opened, is_warm: bool = False, cost: Cost | None = None) -> Workstation:
    """The workstation on an unlocked vault. ``is_warm``: child processes are started soon, not at the first call."""
    store, news = opened.store, News()
    workers = Workers(max(2, min(4, os.cpu_count() or 2)))
    if is_warm:
        workers.warm(*_WARM, after_s=_WARM_AFTER_S)
    viewing = Viewing(store, workers, news)
    shelf = ModelShelf(store, workers, news, paths.resources() / "models")
    timeline, findings = Timeline(store, news), Findings(store, news)
    people = People(store, cost, opened.outside)
    predicting = Predicting(store, workers, shelf, viewing, news)
    cohorts = Cohorts(store, viewing)
    training = Training(store, shelf, store.folder / "training", workers, cohorts)
    importing = Importing(store, workers, news)
    return Workstation(
        folder=store.folder,
        principal=opened.principal,
        news=news,
        worklist=Worklist(store, news),
        searching=Searching(store),
        timeline=timeline,
        importing=importing,
        watching=Watching(store, importing),
        deleting=Deleting(store, people, news),
        viewing=viewing,
        exporting=Exporting(store, viewing, workers, paths.resources() / "fonts"),
        measuring=Measuring(store, workers, news),
        documents=Documents(store, workers),
        segmentations=Segmentations(store, workers),
        handing_out=HandingOut(store, workers),
        findings=findings,
        model_shelf=shelf,
        predicting=predicting,
        training=training,
        reproducing=Reproducing(store, training),
        cohorts=cohorts,
        explaining=Explaining(store, workers, shelf, predicting, paths.resources()),
        papers=Papers(store, shelf, workers, paths.resources()),
        reporting=Reporting(store, timeline, viewing, predicting, findings, paths.resources() / "fonts"),
        people=people,
        emergencies=Emergencies(store),
        auditing=Auditing(store),
        backing_up=BackingUp(store, news),
        settings=Settings(store),
        check=partial(unlocking.check, opened),
        close=_Closing(opened, workers, viewing.memory.forget),
        take_recovery_code=_Once(opened.recovery_code),
        alarms=store.alarms,
    )


class _Once:
    """Says a secret the first time it is asked, then forgets it."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def __call__(self) -> str:
        said, self._secret = self._secret, ""
        return said


class _Closing:
    """Lock the vault and stop the workers, once."""

    def __init__(self, opened: Opened, workers: Workers, forget: Callable[[], None]) -> None:
        self._opened = replace(opened, recovery_code="")
        self._forget = forget
        self._workers = workers
        self._lock = Lock()
        self._is_closed = False

    def __call__(self) -> None:
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
        self._workers.close()
        self._forget()
        unlocking.lock(self._opened)


def open_window(before: Door, argv: list[str]) -> int:
    """The window. Its child processes start as soon as a vault is open."""
    # late: Qt is loaded only where a window opens, so that the command line starts at once and runs without it
    from app.ui.window import open_window

    warm = door(is_warm=True)
    opened = replace(
        before,
        create=warm.create,
        unlock=warm.unlock,
        unlock_despite=warm.unlock_despite,
        unlock_by_keychain=warm.unlock_by_keychain,
        separate=warm.separate,
        recover=warm.recover,
        wait_s=warm.wait_s,
        restore=warm.restore,
    )
    return open_window(opened, argv)


def screenshots(
    before: Door, workstation: Workstation, folder: Path, language: str, theme: str, size: tuple[int, int]
) -> list[Path]:
    """Pictures of every room, as files in ``folder``."""
    # late, as above
    from app.ui.screenshots import take

    return take(before, workstation, folder, language, theme, size)
