"""Whether a picture is nothing but the uncompressed pixels in its file, and where those lie."""

from __future__ import annotations

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian

from app.domain.study import PlainPixels
from app.ingest.dicom_values import text, whole

_LITTLE = (str(ImplicitVRLittleEndian), str(ExplicitVRLittleEndian))
_PET = "1.2.840.10008.5.1.4.1.1.128"
# what has a part in the picture beside the pixels, or says that they are more than one plain frame after the other
_MORE = (
    "ModalityLUTSequence",
    "VOILUTSequence",
    "RealWorldValueMappingSequence",
    "RedPaletteColorLookupTableDescriptor",
    "ShutterShape",
    "SharedFunctionalGroupsSequence",
    "PerFrameFunctionalGroupsSequence",
    "FloatPixelData",
    "DoubleFloatPixelData",
)
_OVERLAYS = range(0x6000, 0x6020)


def plain_pixels(ds: Dataset, transfer_syntax: str, frames: int) -> PlainPixels | None:
    """Where the pixels lie, or None where showing them takes more than that."""
    raw = ds.get_item(BaseTag(0x7FE00010))
    if transfer_syntax not in _LITTLE or not isinstance(raw, RawDataElement) or raw.length == 0xFFFFFFFF:
        return None
    if any(keyword in ds for keyword in _MORE) or any(tag.group in _OVERLAYS for tag in ds.keys()):  # noqa: SIM118
        return None
    allocated, stored, high = (whole(ds, keyword) for keyword in ("BitsAllocated", "BitsStored", "HighBit"))
    if allocated not in (8, 16) or stored is None or not 1 <= stored <= allocated or high != stored - 1:
        return None
    sign = whole(ds, "PixelRepresentation")
    if sign not in (0, 1):
        return None
    is_grey = text(ds, "PhotometricInterpretation") in ("MONOCHROME1", "MONOCHROME2")
    if not is_grey or (whole(ds, "SamplesPerPixel") or 1) != 1 or text(ds, "SOPClassUID") == _PET:
        return None
    size = (whole(ds, "Rows") or 0) * (whole(ds, "Columns") or 0) * frames * allocated // 8
    if not 0 < size <= len(raw.value or b""):
        return None
    return PlainPixels(raw.value_tell, allocated, stored, sign == 1)
