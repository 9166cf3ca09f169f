"""One archive without code in it: the model, its card, its golden sample, its evaluation and report."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from app.domain.model_card import ModelCard, card_as_json

_STAMP = (1980, 1, 1, 0, 0, 0)  # the same model gives the same bytes, whenever it is packed


def write_package(card: ModelCard, model: bytes, golden: bytes, report: str, evaluation: str) -> bytes:
    """The archive's bytes."""
    written = json.dumps(card_as_json(card), ensure_ascii=False, indent=1)
    parts: dict[str, bytes] = {
        "card.json": written.encode(),
        "model.onnx": model,
        "golden.npz": golden,
        "report.html": report.encode(),
        "evaluation.json": evaluation.encode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def read_entries(package: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """(card.json, every entry's bytes) of an archive of ours."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    card: dict[str, Any] = json.loads(entries["card.json"])
    return card, entries
