"""Every image of a series accounted for: what is on screen, and why the rest is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.services.viewing import OpenedSet
from app.ui.language import tr, tr_count, tr_english
from app.ui.qt.ask import Sheet
from app.ui.qt.form import column, label
from app.ui.viewer import corners


def line(opened: OpenedSet) -> str:
    """``40 of 41 images shown``."""
    shown = opened.summary.displayable - len(opened.problems)
    return tr("{shown} of {received} images shown", shown=shown, received=len(opened.summary.account))


def warnings(opened: OpenedSet) -> tuple[str, ...]:
    """What the banner above the image says."""
    missing = len(opened.summary.not_shown)
    if not missing:
        return corners.warnings(opened)
    words = tr_count(missing, "{n} image of this series cannot be shown.", "{n} images of this series cannot be shown.")
    return (*corners.warnings(opened), words)


def show_missing(parent: QWidget, opened: OpenedSet) -> None:
    """Every image that is not on screen, with its reason."""
    problems = (*opened.summary.not_shown, *opened.problems)
    lines = [f"{one.where}: {tr(one.what)} {tr(one.hint)}".strip() for one in problems]
    _show(parent, tr("Images that are not shown"), "", lines)


def show_all(parent: QWidget, opened: OpenedSet) -> None:
    """Every image received: in which display set it is, or why in none."""
    summary, said = opened.summary, []
    for one in summary.sets:
        count = sum(one.id in each.sets for each in summary.account)
        words = tr_count(count, "{n} image", "{n} images")
        said.append(f"{tr('Display set')} {one.id}: {words} · {tr_english(one.reason)}")
    said += [
        f"{tr('Not shown')}: {each.number if each.number is not None else each.uid} – {tr(each.why_not)}"
        for each in summary.account
        if not each.sets
    ]
    said += [f"{tr('Not shown')}: {tr(one.what)}" for one in opened.problems]
    _show(parent, tr("Every image of this series"), line(opened), said)


_MOST = 60


def _show(parent: QWidget, title: str, words: str, lines: Sequence[str]) -> None:
    inside = column(*(label(text, wrap=True, selectable=True) for text in lines[:_MOST]), gap=6)
    if len(lines) > _MOST:
        inside.addWidget(label(tr("… and {n} more", n=len(lines) - _MOST), "dim"))
    Sheet(parent, title, words, inside=inside, width=560).exec()
