"""Write what is on the screen to a file outside the vault, where a person chose to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.words import say
from app.services.viewing import OpenedSet
from app.ui import files
from app.ui.language import tr, tr_english
from app.ui.room import Shell
from app.ui.viewer.state import ViewState


def why_no_volume(opened: OpenedSet) -> str:
    """Why a volume cannot be written, or nothing."""
    certificate = opened.shown.certificate
    if opened.volume.is_colour:
        return tr("colour images are no volume")
    if certificate.can_stand:
        return ""
    return tr_english(certificate.reason) or tr("the slices do not stand as a volume needs them")


def picture(
    parent: QWidget,
    shell: Shell,
    opened: OpenedSet | None,
    state: ViewState | None,
    choose: files.Chooser = files.to_write,
) -> None:
    """Ask where, then write the slice as PNG, without words on it."""
    if opened is None or state is None:
        return
    # the name a file gets must not say whose it is
    target = choose(parent, tr("Write the picture"), f"slice-{state.slice_index + 1}.png")
    if target is not None:
        _write_picture(shell, opened, state, target)


def _write_picture(shell: Shell, opened: OpenedSet, state: ViewState, target: Path) -> None:
    ws = shell.workstation
    window = None if opened.volume.is_colour else (state.centre, state.width)
    series, set_id, at = opened.summary.series.uid, opened.shown.id, state.slice_index
    shell.run_job(
        say("Write a picture"),
        lambda report: ws.exporting.export_picture(ws.principal, series, set_id, at, window, None, target, report),
        lambda _done: shell.tell(say("Written: {name}", name=target.name)),
    )


def volume(parent: QWidget, shell: Shell, opened: OpenedSet | None, choose: files.Chooser = files.to_write) -> None:
    """Ask where, then write the volume as NIfTI."""
    if opened is None:
        return
    target = choose(parent, tr("Write the volume"), "volume.nii.gz")
    if target is None:
        return
    ws, series, set_id = shell.workstation, opened.summary.series.uid, opened.shown.id
    shell.run_job(
        say("Write a volume"),
        lambda report: ws.exporting.export_volume(ws.principal, series, set_id, target, report),
        lambda _done: shell.tell(say("Written: {name}", name=target.name)),
    )
