"""Display sets for benchmarks, made by formula: nobody's data."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.patient import Patient
from app.domain.study import DisplaySet, FrameRef, Series, Study
from app.domain.volume import Certificate, Geometry, Volume, Window
from app.services.viewing import OpenedSet, SeriesSummary


def opened_of(voxels: NDArray[Any], window: Window, spacing_mm: float = 0.7, modality: str = "CT") -> OpenedSet:
    """(slices, rows, columns) as the viewer shows them, with all its words around."""
    affine = np.diag([spacing_mm, spacing_mm, spacing_mm, 1.0])
    geometry = Geometry(affine, "1.2.3")
    frames = tuple(FrameRef(f"1.2.{k}", 0) for k in range(len(voxels)))
    shape = (voxels.shape[0], voxels.shape[1], voxels.shape[2])
    certificate = Certificate("regular" if len(voxels) > 1 else "single")
    shown = DisplaySet("1", "1.2", frames, "all images of the series", shape, (spacing_mm,) * 3, geometry, "HU",
                       certificate)  # fmt: skip
    patient = Patient("p", "BENCH-1", "BENCHMARK^BERTA", date(1957, 4, 11), "F")
    study = Study("1.1", "p", "B2026-0301", "CT thorax and abdomen", datetime(2026, 3, 1, 10, 15, tzinfo=UTC))
    series = Series("1.2", "1.1", modality, "CHEST", "Thorax 1.25 B30f", 3, "1.2.3", len(frames))
    summary = SeriesSummary(series, study, patient, (shown,), (), {})
    volume = Volume(voxels, geometry, "HU", certificate, windows=(window,))
    return OpenedSet(summary, shown, volume, ("native",), False, ("L", "P"))


def a_body(slices: int, rows: int, columns: int, seed: int = 7) -> NDArray[np.int16]:
    """(slices, rows, columns) HU: air, an ellipse of soft tissue, noise; no two slices are alike."""
    chance = np.random.default_rng(seed)
    y, x = np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : columns * 1j]
    body = np.where((x / 0.8) ** 2 + (y / 0.6) ** 2 < 1, 40, -1000).astype(np.int16)
    noise = chance.normal(0, 18, (rows + 64, columns + 64)).astype(np.int16)
    voxels = np.empty((slices, rows, columns), np.int16)
    for k, (down, across) in enumerate(chance.integers(0, 64, (slices, 2))):
        voxels[k] = body + noise[down : down + rows, across : across + columns]
    return voxels
