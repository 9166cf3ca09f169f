"""Write what a person asked for outside the vault; every export is an audited deed."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from app.domain.cine import Pace, pace_of, steady
from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Patient, Principal
from app.domain.words import say
from app.domain.work import Report
from app.imaging import film, tiff
from app.imaging.render import View, render
from app.jobs.workers import Limits, WorkerFailed, Workers
from app.services.viewing import OpenedSet, Viewing, chosen
from app.services.written import whole
from app.store.database import Store


class Exporting:
    """``fonts``: the folder of the fonts that words on films are written in."""

    def __init__(self, store: Store, viewing: Viewing, workers: Workers, fonts: Path) -> None:
        self._store = store
        self._viewing = viewing
        self._workers = workers
        self._fonts = fonts

    def export_volume(
        self, principal: Principal, series: str, set_id: str | None, target: Path, report: Report
    ) -> None:
        """Write a display set as NIfTI (.nii, .nii.gz) in its unit, with the affine in RAS as NIfTI wants it.

        Raises WorkstationError when the certificate does not allow a volume, saying why.
        """
        if not target.name.endswith((".nii", ".nii.gz")):
            raise WorkstationError(
                say("A volume is written as NIfTI: the file must end in .nii or .nii.gz."),
                say("Choose another name, such as {name}.nii.gz.", name=target.stem),
            )
        shown = chosen(self._viewing.summary(principal, series), set_id)
        if not shown.certificate.can_stand:
            raise WorkstationError(
                say("These images do not stand as a volume: {reason}", reason=shown.certificate.reason),
                say("Their voxels have no certain place. Choose another display set, or export single pictures."),
            )
        opened = self._viewing.open(principal, series, set_id, report)
        with self._store.transaction(_deed(principal, "export volume", opened)):
            self._write(opened, target)

    def _write(self, opened: OpenedSet, target: Path) -> None:
        # SimpleITK is large and C++: it is loaded in a child, never in the program itself
        size_mb = opened.volume.voxels.nbytes >> 20
        limits = Limits(seconds=120 + size_mb, memory_mb=2048 + 6 * size_mb, may="write")
        try:
            self._workers.run("app.imaging.nifti:write", opened.volume, target.absolute(), limits=limits)
        except WorkerFailed as failed:
            raise _not_written(target, failed) from failed

    def export_picture(
        self,
        principal: Principal,
        series: str,
        set_id: str | None,
        slice_index: int,
        window: tuple[float, float] | None,
        size: tuple[int, int] | None,
        target: Path,
        report: Report,
        shows_overlays: bool = True,
        shows_shutter: bool = True,
    ) -> tuple[str, ...]:
        """Write the pixels the viewer paints as PNG, without text or graphics. ``size`` is (width, height).

        Returns the names of the decoders that gave them.
        """
        opened = self._viewing.open(principal, series, set_id, report)
        count = len(opened.volume.voxels)
        _check_slice(slice_index, count)
        centre, width = window or (None, None)
        view = View(slice_index, size, centre, width, shows_overlays=shows_overlays, shows_shutter=shows_shutter)
        pixels = render(opened.volume, view)
        with self._store.transaction(_deed(principal, "export picture", opened)):
            try:
                Image.fromarray(pixels).save(target, "PNG")
            except OSError as error:
                raise _not_written(target, error) from error
        return opened.decoders

    def export_tiff(
        self,
        principal: Principal,
        series: str,
        set_id: str | None,
        target: Path,
        report: Report,
        slice_index: int | None = None,
    ) -> tiff.Line:
        """Write a display set, or one slice of it, as TIFF: a page a slice, its values in 16 bits (colour in 8).

        Returns how stored numbers become values; the same stands in the file. No name is written into it.
        """
        _check_ending(target, (".tif", ".tiff"))
        opened = self._viewing.open(principal, series, set_id, report)
        count = len(opened.volume.voxels)
        _check_slice(slice_index or 0, count)
        slices = range(count) if slice_index is None else (slice_index,)
        self._note(principal, "export TIFF", opened)
        with whole(target, _not_written) as part:
            return tiff.write(opened.volume, opened.shown, slices, part, report)

    def export_film(
        self,
        principal: Principal,
        series: str,
        set_id: str | None,
        target: Path,
        report: Report,
        look: View | None = None,
        rate: float | None = None,
        with_name: bool = False,
    ) -> tuple[int, Pace]:
        """Write a display set as a film as ``look`` shows it, a frame a slice: MP4, or an animated PNG by its ending.

        ``rate`` (frames a second): None lets each frame stand as long as the files say, else usually long; the pace is
        given back with the number of frames. ``with_name`` burns the patient into every frame; without it nothing is
        written on the pictures, but what a device burned into them stays.
        """
        _check_ending(target, (film.MP4, film.ANIMATED))
        if rate is not None and not 0.1 <= rate <= 120:
            raise WorkstationError(
                say("A film runs with 0.1 to 120 frames a second; {rate} were asked for.", rate=f"{rate:g}"),
                say("Choose a rate between."),
            )
        opened = self._viewing.open(principal, series, set_id, report)
        count = len(opened.volume.voxels)
        used = steady(rate, count) if rate else pace_of(opened.summary.header, count)
        caption = self._caption(opened) if with_name else None
        self._note(principal, "export film", opened)
        with whole(target, _not_written) as part:
            return film.write(opened.volume, look or View(), used, part, report, caption), used

    def _note(self, principal: Principal, verb: str, opened: OpenedSet) -> None:
        """Long exports are noted before they begin: nobody waits for the vault while they are written."""
        with self._store.transaction(_deed(principal, verb, opened)):
            pass

    def _caption(self, opened: OpenedSet) -> film.Caption:
        who, study = opened.summary.patient, opened.summary.study
        day = study.started_at.date().isoformat() if study.started_at is not None else ""
        lines = (_name(who), who.mrn, day)
        return film.Caption(tuple(line for line in lines if line), self._fonts / "AegleSans-Regular.ttf")


def _name(patient: Patient) -> str:
    family, _, rest = patient.name.partition("^")
    return ", ".join(part for part in (family, rest.replace("^", " ").strip()) if part)


def _check_ending(target: Path, endings: tuple[str, ...]) -> None:
    if target.suffix.lower() not in endings:
        raise WorkstationError(
            say("The name of this file must end in {ending}.", ending=endings[0]),
            say("Choose another name, such as {name}{ending}.", name=target.stem, ending=endings[0]),
        )


def _check_slice(at: int, count: int) -> None:
    if not 0 <= at < count:
        raise WorkstationError(
            say("There is no slice {n}.", n=at),
            say("This display set has {count} slices, numbered from 0 to {last}.", count=count, last=count - 1),
        )


def _deed(principal: Principal, verb: str, opened: OpenedSet) -> Deed:
    return Deed(principal, verb, (opened.summary.series.uid, opened.summary.patient.id))


def _not_written(target: Path, error: OSError | WorkerFailed) -> WorkstationError:
    return WorkstationError(
        say("The file could not be written: {path}", path=str(target)),
        say("Check that the folder exists, that you may write there, and that the disk has room."),
        detail=error.kind if isinstance(error, WorkerFailed) else type(error).__name__,
    )
