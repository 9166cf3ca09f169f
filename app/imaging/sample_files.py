"""Real DICOM files that the pydicom package brings: one of every kind the sample library should show."""

from __future__ import annotations

from pathlib import Path

from pydicom.data import get_testdata_file

# CT; MR; MR with an overlay; nuclear medicine, JPEG 2000; ultrasound in RGB, by palette, as a film loop in JPEG; CT in
# JPEG 2000 of a real head; radiotherapy dose; colour by JPEG-LS; big endian. All inside the package, none downloaded.
NAMES = (
    "CT_small.dcm",
    "MR_small.dcm",
    "examples_overlay.dcm",
    "JPEG2000.dcm",
    "examples_rgb_color.dcm",
    "examples_palette.dcm",
    "examples_ybr_color.dcm",
    "693_J2KI.dcm",
    "rtdose.dcm",
    "SC_rgb_jpeg_gdcm.dcm",
    "ExplVR_BigEnd.dcm",
)


def sample_files() -> tuple[Path, ...]:
    """Those of NAMES that this installation has."""
    found = (get_testdata_file(name, download=False) for name in NAMES)
    return tuple(Path(str(path)) for path in found if path is not None)
