"""Write what is on the screen to a file outside the vault, where a person chose to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QWidget

from app.domain.cine import Pace, pace_of
from app.domain.words import say
from app.imaging import film
from app.imaging.tiff import Line
from app.ingest.anonymity import Option
from app.services.handing_out import Anonymous, Handed
from app.services.viewing import OpenedSet
from app.ui import files
from app.ui.language import tr, tr_english
from app.ui.qt.ask import Sheet
from app.ui.qt.form import column, enable, label, text_field
from app.ui.room import Shell
from app.ui.viewer.canvas import look as canvas_look
from app.ui.viewer.state import ViewState

Folders = Callable[[QWidget, str], Path | None]


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


def pages(parent: QWidget, shell: Shell, opened: OpenedSet | None, choose: files.Chooser = files.to_write) -> None:
    """Ask where, then write every slice as a page of a TIFF file, with its values."""
    if opened is None:
        return
    target = choose(parent, tr("Write the values"), "values.tif")
    if target is None:
        return
    ws, series, set_id = shell.workstation, opened.summary.series.uid, opened.shown.id

    def told(line: Line) -> None:
        if line.is_exact:
            shell.tell(say("Written: {name}", name=target.name))
        else:
            shell.tell(say("Written: {name}. The values were rounded to 16 bits; the file says how.", name=target.name))

    shell.run_job(
        say("Write TIFF pages"),
        lambda report: ws.exporting.export_tiff(ws.principal, series, set_id, target, report),
        told,
    )


def why_no_film(opened: OpenedSet) -> str:
    """Why a film cannot be written, or nothing."""
    return "" if len(opened.volume.voxels) > 1 else tr("There is only one image.")


class FilmSheet(Sheet):
    """Ask how fast and whether named."""

    def __init__(self, parent: QWidget | None, pace: Pace) -> None:
        self.per_second = QDoubleSpinBox()
        self.per_second.setRange(0.5, 120)
        self.per_second.setDecimals(1)
        self.per_second.setValue(pace.per_second)
        self.per_second.setSuffix(" " + tr("frames a second"))
        self.as_filed = QCheckBox(
            tr("Each frame as long as the file says: {least} to {most} ms",
               least=f"{min(pace.durations_ms):.0f}", most=f"{max(pace.durations_ms):.0f}")
        )  # fmt: skip
        self.as_filed.setChecked(not pace.is_even)
        self.named = QCheckBox(tr("Write the patient's name, number and the day on every frame"))
        words = tr(
            "Every slice becomes a frame, as it is looked at now. Nothing is written on the frames unless you ask for "
            "it; what the device burned into the pictures stays in them. Look at it before you hand it on."
        )
        fields = [self.per_second, self.named] if pace.is_even else [self.as_filed, self.per_second, self.named]
        inside = column(*fields, *self._what_it_becomes(), gap=10)
        super().__init__(parent, tr("Write a film"), words, tr("Choose a place…"), inside, width=520)
        self.as_filed.toggled.connect(lambda _on: self.weigh())
        self.weigh()

    @property
    def rate(self) -> float | None:
        """The pace chosen; None is that of the file."""
        return None if self.as_filed.isChecked() else self.per_second.value()

    def weigh(self) -> None:
        is_free = not self.as_filed.isChecked()
        enable(self.per_second, is_free, tr("Each frame stands as long as the file says."))

    def _what_it_becomes(self) -> list[QWidget]:
        why = film.why_no_mp4()
        if why is None:
            return []
        told = tr("The film becomes an animated PNG file: larger, exact in every pixel, played by browsers.")
        return [label(f"{tr(why)} {told}", "small", wrap=True)]


def as_film(
    parent: QWidget,
    shell: Shell,
    opened: OpenedSet | None,
    state: ViewState | None,
    choose: files.Chooser = files.to_write,
) -> None:
    """Ask how fast and whether named, then where; film the set as it is looked at now."""
    if opened is None or state is None:
        return
    sheet = FilmSheet(parent, pace_of(opened.summary.header, len(opened.volume.voxels)))
    if not sheet.exec():
        return
    target = choose(parent, tr("Write a film"), f"film{film.ANIMATED if film.why_no_mp4() else film.MP4}")
    if target is not None:
        write_film(shell, opened, state, target, sheet.rate, sheet.named.isChecked())


def write_film(
    shell: Shell, opened: OpenedSet, state: ViewState, target: Path, rate: float | None, with_name: bool
) -> None:
    ws, series, set_id = shell.workstation, opened.summary.series.uid, opened.shown.id
    look = replace(canvas_look(state, (0, 0)), size=None, zoom=1.0, pan=(0.0, 0.0))
    shell.run_job(
        say("Write a film"),
        lambda report: ws.exporting.export_film(ws.principal, series, set_id, target, report, look, rate, with_name),
        lambda _done: shell.tell(say("Written: {name}", name=target.name)),
    )


def originals(parent: QWidget, shell: Shell, opened: OpenedSet | None, choose: Folders = files.folder) -> None:
    """Ask for an empty folder, then write the study's DICOM files into it with a DICOMDIR."""
    _hand_out(parent, shell, opened, None, choose)


def of_nobody(parent: QWidget, shell: Shell, opened: OpenedSet | None, choose: Folders = files.folder) -> None:
    """Say what is taken out and what is held back, ask for an empty folder, then write copies of nobody."""
    if opened is None:
        return
    kept = [(option, QCheckBox(words)) for option, words in _kept()]
    pictured = QCheckBox(tr("I looked at every picture: none shows a name. Hand out those that may, too."))
    inside = column(
        label(tr("Keep, beside the images themselves:"), "section"), *(box for _, box in kept), pictured, gap=6
    )
    words = tr(
        "Names, numbers, dates, places and private attributes are taken out (DICOM PS3.15, Basic profile), UIDs are "
        "replaced by others. Pictures that may show a name in their pixels, such as ultrasound, are held back."
    )
    sheet = Sheet(parent, tr("Write anonymous copies"), words, tr("Choose a folder…"), inside, width=560)
    if sheet.exec():
        options = tuple(option for option, box in kept if box.isChecked())
        _hand_out(parent, shell, opened, Anonymous("", options, pictured.isChecked()), choose)


class PackSheet(Sheet):
    """Ask for the passphrase of an encrypted ZIP file, twice, and whether the person goes out with the files."""

    def __init__(self, parent: QWidget | None) -> None:
        self.passphrase = text_field("", tr("Passphrase"), secret=True)
        self.again = text_field("", tr("The same once more"), secret=True)
        self.nobody = QCheckBox(tr("Anonymous copies: without the person (PS3.15, Basic profile)"))
        self.trouble = label("", "bad", wrap=True)
        words = tr(
            "The files are packed into a ZIP file that opens with this passphrase only (AES-256). Give it to the "
            "receiver by another way than the file. Nobody can restore it."
        )
        inside = column(self.passphrase, self.again, self.nobody, self.trouble, gap=8)
        super().__init__(parent, tr("Encrypted ZIP file"), words, tr("Choose a place…"), inside, width=520)
        for field in (self.passphrase, self.again):
            field.textChanged.connect(lambda _text: self.weigh())
        self.weigh()

    def weigh(self) -> None:
        same = self.passphrase.text() == self.again.text()
        self.trouble.setText("" if same or not self.again.text() else tr("The two passphrases are not the same."))
        enable(self.verb, bool(self.passphrase.text()) and same, tr("Give a passphrase, twice the same."))


def packed(parent: QWidget, shell: Shell, opened: OpenedSet | None, choose: files.Chooser = files.to_write) -> None:
    """Ask for a passphrase and a place, then write the study's DICOM files into an encrypted ZIP file."""
    if opened is None:
        return
    sheet = PackSheet(parent)
    if not sheet.exec():
        return
    target = choose(parent, tr("Encrypted ZIP file"), "study.zip")
    if target is not None:
        anonymous = Anonymous() if sheet.nobody.isChecked() else None
        _write_out(shell, opened, target, anonymous, sheet.passphrase.text())


def _kept() -> tuple[tuple[Option, str], ...]:
    return (
        ("patient-characteristics", tr("age, sex, size and weight")),
        ("dates", tr("dates, all moved by the same span")),
        ("device", tr("the device that made them")),
        ("institution", tr("the institution")),
        ("descriptors", tr("descriptions that name nobody")),
        ("uids", tr("the original UIDs")),
    )


def _hand_out(
    parent: QWidget, shell: Shell, opened: OpenedSet | None, anonymous: Anonymous | None, choose: Folders
) -> None:
    if opened is None:
        return
    target = choose(parent, tr("Choose an empty folder"))
    if target is not None:
        _write_out(shell, opened, target, anonymous)


def _write_out(
    shell: Shell, opened: OpenedSet, target: Path, anonymous: Anonymous | None, passphrase: str = ""
) -> None:
    ws, study = shell.workstation, opened.summary.study.uid

    def told(handed: Handed) -> None:
        if handed.held or handed.refused:
            shell.tell(
                say("{n} files written, {held} held back because their picture may show a name, {refused} refused.",
                    n=handed.files, held=len(handed.held), refused=len(handed.refused))
            )  # fmt: skip
        else:
            shell.tell(say("{n} files written.", n=handed.files))

    shell.run_job(
        say("Write DICOM files"),
        lambda report: ws.handing_out.hand_out(ws.principal, [study], target, report, anonymous, passphrase),
        told,
    )
