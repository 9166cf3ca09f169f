"""The audit room: every deed, who did it and when, and the proof that the trail is whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSplitter, QVBoxLayout, QWidget

from app.domain.errors import WorkstationError
from app.domain.patient import AuditEntry, Patient
from app.domain.words import say
from app.services.auditing import Proof
from app.services.workstation import Workstation
from app.ui import files
from app.ui.audit.state import AuditState, about_text, at_text, fields_of, outside_words, verified_words
from app.ui.emergency import ReviewSheet
from app.ui.language import tr, tr_count, tr_english
from app.ui.qt.form import button, column, empty_out, label, row, text_field
from app.ui.qt.panels import Banner, PageHead, scrolling
from app.ui.qt.table import Column, RowsModel, Table
from app.ui.qt.texts import value
from app.ui.room import Shell
from app.ui.theme import Theme

_PAUSE_MS = 300


class View(QWidget):
    """The trail as a table, newest first; the chosen entry in full."""

    def __init__(self, workstation: Workstation, shell: Shell, ask_target: files.Chooser = files.to_write) -> None:
        super().__init__()
        self._ask_target = ask_target
        self._workstation = workstation
        self._shell = shell
        self.state = AuditState()
        self.refresh = button(tr("Read again"), self.read, icon=shell.theme.icon("refresh", "text"))
        self.verify = button(
            tr("Verify the trail"), self.verify_trail, "primary", shell.theme.icon("check", "on_accent")
        )
        self.code = text_field(placeholder=tr("Head code from paper (optional)"))
        self.code.setAccessibleName(tr("Head code from paper"))
        self.code.setToolTip(
            tr("A code that was written down earlier proves that nothing up to it was cut off or replaced since.")
        )
        self.code.setFixedWidth(shell.theme.px(250))
        self.export = button(tr("Export…"), self._choose_target, icon=shell.theme.icon("export", "text"))
        self.emergencies = button(tr("Emergency access …"), self._list_emergencies)
        for control, verb in (
            (self.emergencies, "list emergencies"),
            (self.refresh, "read audit trail"),
            (self.export, "export audit trail"),
            (self.verify, "verify audit trail"),
        ):
            shell.for_role(control, verb)
        self.head = PageHead(
            tr("Audit trail"),
            tr("Every deed in this vault, reading included; also this look."),
            self.emergencies,
            self.refresh,
            self.export,
            self.code,
            self.verify,
        )
        self.verdict = Banner(shell.theme)
        self.search = text_field(placeholder=tr("Search user, deed, ids, reason"))
        self.search.setClearButtonEnabled(True)
        self.only = QCheckBox()
        self._count = label("", "small")
        self.outside = label("", "small", wrap=True)
        self.model = RowsModel[AuditEntry](_columns(shell.theme))
        self.table = Table(self.model, tr("Audit entries, newest first"), row_height=shell.theme.px(28))
        self._details = QGridLayout()
        self._lay_out()
        self._connect()
        self._name_patient(shell.patient)

    def _lay_out(self) -> None:
        self._details.setHorizontalSpacing(16)
        self._details.setVerticalSpacing(6)
        self._details.setColumnStretch(1, 1)
        inside = column(label(tr("Entry"), "section"), self._details, None, margins=(16, 12, 16, 12))
        right = scrolling(inside)
        left = QWidget()
        search = row(self.search, self.only, self._count, gap=14)
        body = column(search, self.table, self.outside, gap=10, margins=(16, 12, 16, 12))
        body.setStretch(1, 1)
        left.setLayout(body)
        for pane in (left, right):
            pane.setProperty("kind", "surface")
            pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(left)
        sides.addWidget(right)
        sides.setStretchFactor(0, 1)
        sides.setSizes([960, 400])
        sides.setChildrenCollapsible(False)
        around = column(self.verdict, margins=(16, 10, 16, 0))
        self._verdict_place = QWidget()
        self._verdict_place.setLayout(around)
        self._verdict_place.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self._verdict_place)
        layout.addWidget(sides, 1)

    def _connect(self) -> None:
        # every look is an entry of its own: wait until the typing pauses
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.read)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.only.toggled.connect(lambda _: self.read())
        self.table.chosen.connect(self._show_entry)
        self._shell.patient_opened.connect(self._name_patient)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.read()
        ws = self._workstation
        self._shell.run_job(
            say("Look at the keychain"),
            lambda _: ws.people.keychain(ws.principal),
            lambda found: self.outside.setText(tr(outside_words(found))),
            quiet=True,
            owner=self,
        )

    def _name_patient(self, patient: Patient | None) -> None:
        self.only.setVisible(patient is not None)
        self.only.setText(tr("only about the open patient"))
        if patient is None:
            self.only.setChecked(False)

    # --- reading --------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the trail as it is filtered now. This look becomes an entry too, seen at the next."""
        self._pause.stop()
        patient = self._shell.patient
        about = patient.id if patient is not None and self.only.isChecked() else ""
        self.state = self.state.searched(self.search.text().strip()).narrowed(about)
        ws, asked = self._workstation, self.state
        self._shell.run_job(
            say("Read the audit trail"),
            lambda _: asked.filled(ws.auditing.entries(ws.principal, asked.search, asked.about, asked.limit)),
            self._show,
            failed=self._refused,
            quiet=True,
            owner=self,
        )

    def _list_emergencies(self) -> None:
        ws = self._workstation
        self._shell.run_job(
            say("List emergency access"),
            lambda _: ws.emergencies.emergencies(ws.principal),
            lambda found: ReviewSheet(self, self._shell, found).open(),
            quiet=True,
            owner=self,
        )

    def _refused(self, error: BaseException) -> None:
        """Who may not read the trail sees why in its place, not in a box at every visit."""
        if not isinstance(error, WorkstationError):
            self._shell.show_error(error)
            return
        said = " ".join(part for part in (tr(error.what), tr(error.hint)) if part)
        self.verdict.say(said, "warn")
        self._verdict_place.show()

    def _show(self, state: AuditState) -> None:
        if (state.search, state.about) != (self.state.search, self.state.about):
            return  # asked anew meanwhile
        kept = self.table.current()
        self.state = state
        self.model.set_rows(state.entries)
        shown = tr_count(len(state.entries), "{n} entry", "{n} entries")
        self._count.setText(tr("the newest {n}; search to find older ones", n=state.limit) if state.is_cut else shown)
        if not (kept is not None and self.table.choose(lambda e: e.number == kept.number)):
            self.table.selectRow(0)
        if not state.entries:
            self._show_entry(None)

    def _show_entry(self, entry: AuditEntry | None) -> None:
        empty_out(self._details)
        if entry is None:
            words = tr("No entry matches.") if not self.state.entries else tr("Choose an entry to see all of it.")
            self._details.addWidget(label(words, "dim", wrap=True), 0, 0, 1, 2)
            return
        for at, (name, text) in enumerate(fields_of(entry)):
            if text:
                self._details.addWidget(label(tr(name), "dim"), at, 0, Qt.AlignmentFlag.AlignTop)
                self._details.addWidget(value(tr_english(text)), at, 1)

    # --- proof ----------------------------------------------------------------------------------------------------

    def verify_trail(self) -> None:
        """Check every entry and signature, and that the trail holds the head code that was given."""
        ws, code = self._workstation, self.code.text().strip()
        self._shell.run_job(
            say("Verify the audit trail"),
            lambda _: ws.auditing.verify(ws.principal, code),
            self._say_verified,
            owner=self,
        )

    def _say_verified(self, proof: Proof) -> None:
        lines = [tr(verified_words(proof)), *(tr_english(one) for one in proof.wrong)]
        lines.append(tr("Head code now: {code}. On paper, it proves the trail up to here later.", code=proof.code))
        self.verdict.say("\n".join(lines), "bad" if proof.wrong else "good")
        self._verdict_place.show()
        self.read()

    def _choose_target(self) -> None:
        target = self._ask_target(self, tr("Export the audit trail"), f"aegle-audit-{date.today():%Y-%m-%d}.json")
        if target is not None:
            self.export_trail(target)

    def export_trail(self, target: Path) -> None:
        """Write the whole trail as FHIR AuditEvents, for somebody outside to verify."""
        ws = self._workstation
        self._shell.run_job(
            say("Export the audit trail"),
            lambda _: ws.auditing.export(ws.principal, target),
            lambda n: self._shell.tell(say("{n} entries were written to {file}.", n=n, file=target.name)),
            owner=self,
        )


def _columns(theme: Theme) -> tuple[Column[AuditEntry], ...]:
    px = theme.px
    return (
        Column("#", lambda e: str(e.number), key=lambda e: e.number, right=True, width=px(64)),
        Column(tr("At"), at_text, key=lambda e: e.at, width=px(150)),
        Column(tr("User"), lambda e: e.user, width=px(110)),
        Column(tr("Deed"), lambda e: tr_english(e.verb), width=px(180)),
        Column(tr("About"), about_text, wide=True),
        Column(
            tr("Outcome"),
            lambda e: tr_english(e.outcome),
            width=px(110),
            colour=lambda e: None if e.outcome in ("", "done") else theme.colour("warn"),
        ),
    )
