"""Deleting on screen: what goes and what stays before, and what is deleted but not yet erased after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from app.domain.figures import day
from app.domain.patient import Changes, Patient
from app.domain.study import Study
from app.domain.words import NOTHING, Phrase, say
from app.domain.work import Report
from app.jobs.job import Job
from app.services import identity
from app.services.deleting import Goes, Waiting
from app.store.backup import BackupNote
from app.ui.job_tray import show_step
from app.ui.language import tr, tr_count
from app.ui.qt.ask import Sheet
from app.ui.qt.form import Field, button, column, enable, label, row, show_if, text_field
from app.ui.qt.panels import Banner
from app.ui.room import Shell

ERASING = say("Erase what was deleted")
_MIB = 2**20


def delete_patient(shell: Shell, parent: QWidget, patient: Patient) -> None:
    """Show what goes and what stays, ask for a reason, then delete a patient."""
    ws = shell.workstation
    name = identity.person_name(patient.name) or patient.mrn

    def delete(why: str) -> None:
        if shell.patient is not None and shell.patient.id == patient.id:
            shell.choose_patient("")
        _run(shell, parent, say("Delete a patient"), lambda: ws.deleting.delete_patient(ws.principal, patient.id, why))

    def ask(goes: Goes) -> None:
        title = tr("Delete {name} from the vault?", name=name)
        DeleteSheet(parent, title, tr("Delete the patient"), goes, delete).open()

    shell.run_job(
        say("Look what goes"), lambda _report: ws.deleting.what_goes(ws.principal, patient.id), ask, owner=parent
    )


def delete_study(shell: Shell, parent: QWidget, study: Study) -> None:
    """Show what goes and what stays, ask for a reason, then delete a study."""
    ws = shell.workstation

    def delete(why: str) -> None:
        _run(shell, parent, say("Delete a study"), lambda: ws.deleting.delete_study(ws.principal, study.uid, why))

    def ask(goes: Goes) -> None:
        name = study.description or tr("without a description")
        title = tr("Delete the study “{name}” of {day} from the vault?", name=name, day=day(study.started_at))
        DeleteSheet(parent, title, tr("Delete the study"), goes, delete).open()

    shell.run_job(
        say("Look what goes"), lambda _report: ws.deleting.what_goes(ws.principal, study=study.uid), ask, owner=parent
    )


def _run(shell: Shell, parent: QWidget, title: Phrase, delete: Callable[[], None]) -> None:
    shell.run_job(
        title, lambda _report: delete(), lambda _done: shell.tell(say("Deleted, not yet erased.")), owner=parent
    )


class DeleteSheet(Sheet):
    """What goes, what stays, which backups still hold it, and the reason. ``delete`` is called with the reason."""

    def __init__(
        self, parent: QWidget, title: str, verb: str, goes: Goes, delete: Callable[[str], None], width: int = 520
    ) -> None:
        self.reason = text_field(placeholder=tr("for example: imported by mistake"))
        words = tr(
            "This cannot be undone. What is left on the disk is erased in a second step, which rewrites the files that "
            "held it under new keys."
        )
        inside = column(*_paragraphs(goes), 4, Field(tr("Reason, kept in the audit trail"), self.reason), gap=6)
        super().__init__(parent, title, words, verb, inside, kind="danger", width=width)
        self.reason.textChanged.connect(lambda _text: self._weigh())
        self.accepted.connect(lambda: delete(self.reason.text().strip()))
        self._weigh()
        self.reason.setFocus()

    def _weigh(self) -> None:
        enable(self.verb, bool(self.reason.text().strip()), tr("A reason is needed."))


def _paragraphs(goes: Goes) -> list[QVBoxLayout]:
    made = [_list(tr("Goes"), what_goes(goes)), _list(tr("Stays"), what_stays())]
    if goes.backups:
        made.append(_list(tr("Still in these backups"), [name_of(one) for one in goes.backups], "warn"))
    return made


def _list(title: str, lines: list[str], kind: str = "") -> QVBoxLayout:
    return column(label(title, "section"), *(label(one, kind, wrap=True) for one in lines), gap=2)


def what_goes(goes: Goes) -> list[str]:
    """How much of everything, without what there is none of."""
    extent = goes.extent
    counted = (
        (extent.studies, tr_count(extent.studies, "{n} study", "{n} studies")),
        (extent.instances, tr_count(extent.instances, "{n} image or object", "{n} images and objects")),
        (extent.facts, tr_count(extent.facts, "{n} record entry", "{n} record entries")),
        (extent.findings, tr_count(extent.findings, "{n} finding", "{n} findings")),
        (extent.predictions, tr_count(extent.predictions, "{n} answer of a model", "{n} answers of models")),
    )
    return [", ".join(words for n, words in counted if n) or tr("The name and number alone")]


def what_stays() -> list[str]:
    return [
        tr("The audit trail: who did what when, with identifiers, without names"),
        tr("The list of imports, with the names of the files that were imported"),
        tr("Models that learned from it, and files outside the vault"),
    ]


def name_of(backup: BackupNote) -> str:
    return tr("{name} in {folder}", name=backup.name, folder=backup.folder)


class ErasingBar(QFrame):
    """What is deleted and not yet erased, for as long as there is such; erases it, shows how far that is, stops it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self._shell = shell
        self.waiting: Waiting | None = None
        self._is_erasing = False
        self.banner = Banner(shell.theme)
        self.erase = button(tr("Erase now"), self._erase)
        shell.for_role(self.erase, "erase")
        self.stop = button(tr("Stop"), self._stop)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(tr("Erasing"))
        self._bar.setMaximumWidth(shell.theme.px(180))
        inside = row(self.banner, self._bar, self.stop, self.erase, gap=8, margins=(14, 4, 14, 4))
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self.hide()
        shell.news.connect(self._hear)
        shell.jobs_moved.connect(self._follow)
        self.read()

    def read(self) -> None:
        ws = self._shell.workstation
        self._shell.run_job(
            say("Look what is deleted and not yet erased"),
            lambda _report: ws.deleting.waiting(ws.principal),
            self._show,
            quiet=True,
            owner=self,
        )

    def _hear(self, changes: Changes) -> None:
        if changes.nouns() & {"deletion", "backup"}:
            self.read()

    def _show(self, waiting: Waiting) -> None:
        self.waiting = waiting
        job = self._job()
        show_if(self, bool(waiting.deletions))
        self.banner.say(" ".join(waiting_words(waiting)) if waiting.deletions else "", "warn")
        for part in (self._bar, self.stop):
            show_if(part, job is not None)
        show_if(self.erase, job is None)
        self.erase.setText(tr("Go on erasing") if waiting.is_begun else tr("Erase now"))
        enable(self.erase, waiting.has_room, tr("There is too little room on the disk."))
        self._follow()

    def _follow(self) -> None:
        """How far the erasing is; once it has ended, however it did, what still waits."""
        job = self._job()
        if job is not None:
            show_step(self._bar, job.step)
            enable(self.stop, not job.is_cancelling, tr("Stopping…"))
            note = tr(job.step.note) if job.step.note != NOTHING else tr("Erasing…")
            self.banner.say(note, "info")
        if self._is_erasing and job is None:
            self._is_erasing = False
            self.read()

    def _job(self) -> Job[Any] | None:
        """The erasing that is under way, also where the window was dressed anew meanwhile."""
        found = next((job for job in self._shell.jobs() if job.title == ERASING), None)
        self._is_erasing = self._is_erasing or found is not None
        return found

    def _erase(self) -> None:
        ws = self._shell.workstation

        def work(report: Report) -> int:
            return ws.deleting.erase(ws.principal, report)

        self._shell.run_job(
            ERASING,
            work,
            lambda _n: self._shell.tell(say("Erased: what is left of it on this disk cannot be read any more.")),
            owner=self,
        )
        if self.waiting is not None:
            self._show(self.waiting)

    def _stop(self) -> None:
        job = self._job()
        if job is not None:
            job.cancel()
            self._follow()


def waiting_words(waiting: Waiting) -> list[str]:
    """What waits, the room it needs where there is too little, and the backups that still hold it."""
    patients = sum(one.kind == "patient" for one in waiting.deletions)
    studies = len(waiting.deletions) - patients
    counted = [
        tr_count(patients, "{n} patient", "{n} patients") if patients else "",
        tr_count(studies, "{n} study", "{n} studies") if studies else "",
    ]
    said = [
        tr(
            "Deleted, not yet erased: {what}. Until then who has the keys could still read what is left on the disk.",
            what=", ".join(filter(None, counted)),
        )
    ]
    if waiting.is_begun:
        said.append(tr("Erasing was stopped before its end; it goes on where it was."))
    if not waiting.has_room:
        needed, free = waiting.needed_bytes // _MIB + 1, waiting.free_bytes // _MIB
        said.append(tr("Erasing needs {n} MiB of free space; there are {free}.", n=needed, free=free))
    if waiting.backups:
        names = "; ".join(name_of(one) for one in waiting.backups)
        said.append(tr("Still in backups: {names}. Remove those in the settings.", names=names))
    return said
