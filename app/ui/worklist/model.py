"""The worklist's tables: which columns, how they sort, how a modality looks."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.figures import day, moment
from app.services import identity
from app.services.importing import ImportResult
from app.services.searching import PLACES, Hit
from app.services.worklist import PatientRow, StudyRow
from app.ui.language import tr
from app.ui.qt.pages import PagesModel
from app.ui.qt.table import Column, RowsModel
from app.ui.theme import Theme
from app.ui.worklist import state


def studies(theme: Theme) -> PagesModel[StudyRow]:
    px = theme.px
    columns = (
        Column[StudyRow](tr("Patient"), lambda r: _name(r.patient.name), order="name", width=px(160), bold=True),
        Column[StudyRow](tr("MRN"), lambda r: r.patient.mrn, order="mrn", width=px(110)),
        Column[StudyRow](tr("Born"), _born_at_study, order="birth_date", width=px(138)),
        Column[StudyRow](tr("Sex"), lambda r: tr(identity.sex_letter(r.patient)), order="sex", tip=_sex, width=px(52)),
        Column[StudyRow](tr("Study date"), lambda r: moment(r.study.started_at), order="moment", width=px(132)),
        Column[StudyRow](tr("Modality"), lambda r: "  ".join(r.modalities), order="modalities", width=px(88)),
        Column[StudyRow](tr("Description"), lambda r: r.study.description, order="description", wide=True),
        Column[StudyRow](tr("Series"), lambda r: f"{r.series:,}", order="series", right=True, width=px(60)),
        Column[StudyRow](tr("Images"), lambda r: f"{r.instances:,}", order="instances", right=True, width=px(64)),
    )
    return PagesModel(columns, "moment")


MODALITY_COLUMN = 5


def patients(theme: Theme) -> PagesModel[PatientRow]:
    px = theme.px
    columns = (
        Column[PatientRow](tr("Patient"), lambda r: _name(r.patient.name), order="name", wide=True, bold=True),
        Column[PatientRow](tr("MRN"), lambda r: r.patient.mrn, order="mrn", width=px(150)),
        Column[PatientRow](tr("Born"), _born_now, order="birth_date", width=px(150)),
        Column[PatientRow](tr("Sex"), lambda r: tr(identity.sex(r.patient)), order="sex", width=px(90)),
        Column[PatientRow](tr("Last activity"), lambda r: day(r.last_at), order="moment", width=px(130)),
        Column[PatientRow](tr("Studies"), lambda r: f"{r.studies:,}", order="studies", right=True, width=px(90)),
        Column[PatientRow](tr("Record entries"), lambda r: f"{r.facts:,}", order="facts", right=True, width=px(120)),
    )
    return PagesModel(columns, "moment")


def found(theme: Theme) -> RowsModel[Hit]:
    px = theme.px
    columns = (
        Column[Hit](tr("Found in"), lambda r: tr(PLACES[r.place]), width=px(120)),
        Column[Hit](tr("Text"), lambda r: _name(r.text) if r.place == "patient" else r.text, wide=True),
        Column[Hit](tr("Patient"), lambda r: _name(r.patient.name), width=px(180), bold=True),
        Column[Hit](tr("MRN"), lambda r: r.patient.mrn, width=px(120)),
        Column[Hit](tr("Date"), lambda r: day(r.at), key=lambda r: r.at, width=px(110)),
    )
    return RowsModel(columns)


def imports(theme: Theme) -> RowsModel[ImportResult]:
    px = theme.px
    columns = (
        Column[ImportResult](tr("When"), lambda r: moment(r.started_at), key=lambda r: r.started_at, width=px(140)),
        Column[ImportResult](tr("From"), lambda r: ", ".join(r.sources), wide=True),
        Column[ImportResult](tr("By"), lambda r: r.user, width=px(110)),
        _count(tr("Files"), px(80), lambda r: r.files),
        _count(tr("Stored"), px(80), lambda r: r.stored),
        _count(tr("Duplicates"), px(96), lambda r: r.duplicate),
        _count(tr("Kept aside"), px(96), lambda r: len(r.kept_aside)),
        _count(tr("Refused"), px(80), lambda r: len(r.refused)),
        Column[ImportResult](tr("State"), lambda r: tr("Finished") if r.finished else tr("Stopped"), width=px(90)),
    )
    return RowsModel(columns)


def outcomes(theme: Theme) -> RowsModel[state.Outcome]:
    px = theme.px
    roles = {"refused": "bad", "kept aside": "warn", "note": "dim"}
    columns = (
        Column[state.Outcome](
            tr("Ended"),
            lambda r: tr(state.KINDS[r.kind]),
            width=px(90),
            colour=lambda r: theme.colour(roles[r.kind]),
        ),
        Column[state.Outcome](tr("File"), lambda r: r.problem.where, width=px(200)),
        Column[state.Outcome](tr("What happened"), lambda r: tr(r.problem.what), wide=True, tip=_both),
        Column[state.Outcome](tr("What to do"), lambda r: tr(r.problem.hint), wide=True, tip=_both),
    )
    return RowsModel(columns)


def _both(outcome: state.Outcome) -> str:
    problem = outcome.problem
    return "\n".join(part for part in (problem.where, tr(problem.what), tr(problem.hint)) if part)


def _count(title: str, width: int, value: Any) -> Column[ImportResult]:
    return Column[ImportResult](title, lambda r: f"{value(r):,}", key=value, right=True, width=width)


def _name(name: str) -> str:
    return identity.person_name(name) or tr("No name stated")


def _sex(row: StudyRow) -> str:
    return tr(identity.sex(row.patient))


def _born_at_study(row: StudyRow) -> str:
    return _born(identity.birth(row.patient), state.age_at_study(row))


def _born_now(row: PatientRow) -> str:
    return _born(identity.birth(row.patient), state.age_now(row, date.today()))


def _born(born: str, age: Any) -> str:
    return f"{born}  ({tr(age)})" if age is not None else born


class Chips(QStyledItemDelegate):
    """Paints the words of a cell as chips: modalities."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        words = str(index.data() or "").split()
        option.text = ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(12))
        rect = option.rect
        left = rect.left() + 8.0
        for word in words:
            width = painter.fontMetrics().horizontalAdvance(word) + 12.0
            if left + width > rect.right():
                painter.setPen(self._theme.colour("dim"))
                painter.drawText(QRectF(left, rect.top(), 20, rect.height()), Qt.AlignmentFlag.AlignVCenter, "…")
                break
            height = painter.fontMetrics().height() + 4.0
            chip = QRectF(left, rect.center().y() - height / 2 + 0.5, width, height)
            painter.setPen(self._theme.colour("edge"))
            painter.setBrush(self._theme.colour("raised"))
            painter.drawRoundedRect(chip, 4, 4)
            painter.setPen(self._theme.colour("text"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, word)
            left += width + 4
        painter.restore()
