"""Volumes as NIfTI files: values in their unit, world positions from our own affine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import SimpleITK

from app.domain.errors import WorkstationError
from app.domain.volume import Volume
from app.domain.words import Phrase, say
from app.imaging.straighten import straightened


def write(volume: Volume, path: Path) -> None:
    """Write ``path`` (.nii or .nii.gz). SimpleITK turns LPS into the RAS that NIfTI wants.

    Raises WorkstationError when the volume is not certified, or the file cannot be written.
    """
    if not path.name.endswith((".nii", ".nii.gz")):
        raise WorkstationError(
            say("A volume is written as NIfTI: the file must end in .nii or .nii.gz."),
            say("Choose another name, such as {name}.nii.gz.", name=path.stem),
        )
    volume = straightened(volume)
    if volume.is_colour or volume.geometry is None or not volume.certificate.is_volume:
        raise WorkstationError(
            say("These images do not stand as a volume, so their voxels have no certain place: {reason}",
                reason=str(_reason(volume))),
            say("Choose another display set of the series (--set), or export single pictures."),
        )  # fmt: skip
    image: Any = SimpleITK.GetImageFromArray(np.ascontiguousarray(volume.voxels))
    affine = volume.geometry.affine
    spacing = np.linalg.norm(affine[:3, :3], axis=0)
    image.SetSpacing([float(s) for s in spacing])
    image.SetDirection([float(d) for d in (affine[:3, :3] / spacing).reshape(-1)])
    image.SetOrigin([float(o) for o in affine[:3, 3]])
    image.SetMetaData("xyzt_units", "2")  # millimetres
    try:
        SimpleITK.WriteImage(image, str(path), useCompression=path.name.endswith(".gz"))
    except RuntimeError as error:
        raise WorkstationError(
            say("The file could not be written: {path}", path=str(path)),
            say("Check that the folder exists, that you may write there, and that the disk has room."),
            detail=type(error).__name__,
        ) from error


def _reason(volume: Volume) -> Phrase:
    if volume.is_colour:
        return say("They are in colour.")
    return Phrase(volume.certificate.reason) if volume.certificate.reason else say("They have no geometry.")
