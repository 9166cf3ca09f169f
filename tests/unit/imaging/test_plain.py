"""Pixels that need no decoder come out exactly as the decoder gives them."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pydicom
import pytest

from app.domain.study import Instance, PlainPixels
from app.imaging.decode import decode
from app.imaging.frames import Decoded, Request
from app.imaging.plain import decode_plain
from app.ingest.reader import Item, Options
from app.ingest.reading import read
from tests.dicom_files import a_header, as_bytes, with_pixels


def instance_of(data: bytes) -> tuple[Instance | None, bytes]:
    found = read("a.dcm", data, Options())
    return (found.image.instance, found.original) if isinstance(found, Item) and found.image else (None, data)


def both(instance: Instance, data: bytes) -> tuple[Decoded | str, Decoded]:
    frames = tuple(range(instance.frames))
    assert instance.plain is not None
    plain = decode_plain(data, instance, instance.plain, frames)
    return plain, decode(Request(data, instance.transfer_syntax, frames))


def assert_same(plain: Decoded | str, decoded: Decoded) -> None:
    assert isinstance(plain, Decoded)
    assert plain.stored.dtype == decoded.stored.dtype
    assert np.array_equal(plain.stored, decoded.stored)
    # and nothing else is in the picture
    assert beside_pixels(decoded) == beside_pixels(plain)


def beside_pixels(found: Decoded) -> dict[str, object]:
    return {field.name: getattr(found, field.name) for field in fields(found) if field.name != "stored"}


def files_of(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size < 4 << 20]


def test_every_plain_file_of_the_library_and_of_pydicom(sample_library: tuple[Path, ...]) -> None:
    plain = 0
    library = [one for path in sample_library for one in (files_of(path) if path.is_dir() else [path])][::5]
    for path in [*library, *files_of(Path(pydicom.__file__).parent / "data" / "test_files")]:
        instance, data = instance_of(path.read_bytes())
        if instance is not None and instance.plain is not None:
            assert_same(*both(instance, data))
            plain += 1
    assert plain > 20


def test_every_plain_file_of_the_real_ones(shared_data: Path) -> None:
    plain = 0
    for path in files_of(shared_data / "imaging")[::25]:
        instance, data = instance_of(path.read_bytes())
        if instance is not None and instance.plain is not None:
            assert_same(*both(instance, data))
            plain += 1
    assert plain > 2


@pytest.mark.parametrize(("kind", "bits"), [("u2", 12), ("i2", 12), ("u2", 16), ("i2", 16), ("u1", 8), ("i1", 8)])
def test_every_width_and_sign_also_with_other_things_in_the_unused_bits(kind: str, bits: int) -> None:
    pixels = np.arange(-60, 60).astype(kind).reshape(3, 5, 8)
    instance, data = instance_of(as_bytes(with_pixels(a_header(), pixels, bits_stored=bits)))
    assert instance is not None
    assert instance.plain is not None
    assert_same(*both(instance, data))
    whole = np.frombuffer(np.arange(240, dtype=np.uint8).tobytes(), f"<{kind}")[:120].reshape(3, 5, 8)
    instance, data = instance_of(as_bytes(with_pixels(a_header(), whole, bits_stored=bits)))
    assert instance is not None
    assert_same(*both(instance, data))


def test_single_frames_of_many_are_taken() -> None:
    instance, data = instance_of(as_bytes(with_pixels(a_header(), np.arange(60, dtype=np.uint16).reshape(3, 4, 5))))
    assert instance is not None
    assert instance.plain is not None
    found = decode_plain(data, instance, instance.plain, (2,))
    assert isinstance(found, Decoded)
    assert found.stored.shape == (1, 4, 5)
    assert found.stored[0, 0, 0] == 40


@pytest.mark.parametrize(
    "more",
    [
        {"PhotometricInterpretation": "PALETTE COLOR", "RedPaletteColorLookupTableDescriptor": [4, 0, 16]},
        {"ShutterShape": "RECTANGULAR"},
        {"HighBit": 11},
        {"OverlayRows": 4},
        {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.128"},
    ],
)
def test_what_takes_more_than_its_pixels_goes_to_the_decoder(more: dict[str, object]) -> None:
    """Control: the same file without it is plain."""
    ds = with_pixels(a_header(), np.arange(20, dtype=np.uint16).reshape(4, 5))
    assert (found := instance_of(as_bytes(ds))[0]) is not None
    assert found.plain is not None
    if "OverlayRows" in more:
        ds.add_new(0x60000010, "US", 4)
    else:
        for name, value in more.items():
            setattr(ds, name, value)
    assert (found := instance_of(as_bytes(ds))[0]) is not None
    assert found.plain is None


def test_a_place_outside_of_the_file_is_a_word_not_a_crash() -> None:
    instance, data = instance_of(as_bytes(with_pixels(a_header(), np.arange(20, dtype=np.uint16).reshape(4, 5))))
    assert instance is not None
    for plain in (PlainPixels(len(data) - 4, 16, 16, False), PlainPixels(-5, 16, 16, False)):
        assert decode_plain(data, instance, plain, (0,)) == "size"
