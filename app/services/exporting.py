"""Write what a person asked for outside the vault; every export is an audited deed."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from app.domain.errors import WorkstationError
from app.domain.patient import Deed, Principal
from app.domain.words import say
from app.domain.work import Report
from app.imaging.render import View, render
from app.jobs.workers import Limits, WorkerFailed, Workers
from app.services.viewing import OpenedSet, Viewing, chosen
from app.store.database import Store


class Exporting:
    def __init__(self, store: Store, viewing: Viewing, workers: Workers) -> None:
        self._store = store
        self._viewing = viewing
        self._workers = workers

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
            raise _not_written(target, failed.kind) from failed

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
        if not 0 <= slice_index < count:
            raise WorkstationError(
                say("There is no slice {n}.", n=slice_index),
                say("This display set has {count} slices, numbered from 0 to {last}.", count=count, last=count - 1),
            )
        centre, width = window or (None, None)
        view = View(slice_index, size, centre, width, shows_overlays=shows_overlays, shows_shutter=shows_shutter)
        pixels = render(opened.volume, view)
        with self._store.transaction(_deed(principal, "export picture", opened)):
            try:
                Image.fromarray(pixels).save(target, "PNG")
            except OSError as error:
                raise _not_written(target, type(error).__name__) from error
        return opened.decoders


def _deed(principal: Principal, verb: str, opened: OpenedSet) -> Deed:
    return Deed(principal, verb, (opened.summary.series.uid, opened.summary.patient.id))


def _not_written(target: Path, detail: str) -> WorkstationError:
    return WorkstationError(
        say("The file could not be written: {path}", path=str(target)),
        say("Check that the folder exists, that you may write there, and that the disk has room."),
        detail=detail,
    )
