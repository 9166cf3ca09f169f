"""Open a model package that may have come from anywhere: nothing in it is run before everything was looked at."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

import jsonschema
import numpy as np

from app import paths
from app.domain.errors import WorkstationError
from app.domain.identifiers import digest_of
from app.domain.model_card import ModelCard, card_from_json
from app.domain.words import Phrase, say
from app.inference.onnx_file import read_onnx, refuse_unusual

MODEL, CARD, GOLDEN, REPORT = "model.onnx", "card.json", "golden.npz", "report.html"
EVALUATION = "evaluation.json"
# entry -> its greatest size in bytes; the first three must be there
_ENTRIES = {MODEL: 2**31, CARD: 4 * 2**20, GOLDEN: 64 * 2**20, REPORT: 32 * 2**20, EVALUATION: 8 * 2**20}
_NEEDED = (MODEL, CARD, GOLDEN)
_MOST_RATIO = 1000  # a text of zeros packs a thousandfold at most
_RUNS_CODE = (".pkl", ".pickle", ".pt", ".pth", ".joblib", ".py", ".pyc", ".so", ".dll", ".npy")


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was looked at. ``golden``: array name -> values."""

    card: ModelCard
    model: bytes
    golden: dict[str, Any]


def open_package(package: bytes, name: str) -> Package:
    """Check entries, sizes, schema, digest and operators. Raises WorkstationError naming what does not hold."""
    entries = _entries(package, name)
    card = _card(entries[CARD])
    if digest_of(entries[MODEL]) != card.digest:
        raise WorkstationError(
            say("The model in {name} is not the one its card describes (the digest differs).", name=name),
            say("The package was changed after it was made. Ask for it again where it came from."),
        )
    facts = read_onnx(entries[MODEL])
    refuse_unusual(facts)
    if facts.opset != card.opset:
        raise WorkstationError(
            say(
                "The card of {name} states opset {stated}, the model has {found}.",
                name=name,
                stated=card.opset,
                found=facts.opset,
            ),
            _DAMAGED,
        )
    return Package(card, entries[MODEL], _golden(entries[GOLDEN]))


_DAMAGED = say("The package is damaged or was changed. Ask for it again where it came from.")


def _entries(package: bytes, name: str) -> dict[str, bytes]:
    if not package.startswith(b"PK\x03\x04"):
        raise _no_package(name)
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            infos = archive.infolist()
            for info in infos:
                _refuse_entry(info, name)
            if len({info.filename for info in infos}) != len(infos) or not set(_NEEDED) <= {i.filename for i in infos}:
                raise _no_package(name)
            return {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise WorkstationError(
            say("The package {name} is damaged.", name=name), _DAMAGED, detail=type(error).__name__
        ) from error


def _refuse_entry(info: zipfile.ZipInfo, name: str) -> None:
    if info.filename.endswith(_RUNS_CODE) or "/data.pkl" in info.filename:
        raise WorkstationError(
            say(
                "{name} holds {entry}, a kind of file that can run code when it is opened.",
                name=name,
                entry=info.filename,
            ),
            say("Only packages of ONNX models are read. Export the model to ONNX where it was trained."),
        )
    most = _ENTRIES.get(info.filename)
    if most is None:
        raise WorkstationError(
            say("{name} holds {entry}, which does not belong in a model package.", name=name, entry=info.filename),
            say("A package holds {names} and nothing else.", names=", ".join(_ENTRIES)),
        )
    is_bomb = info.file_size > 2**20 and info.file_size > _MOST_RATIO * max(1, info.compress_size)
    if info.file_size > most or is_bomb:
        raise WorkstationError(
            say("{entry} in {name} is too large.", entry=info.filename, name=name),
            say("It is refused, as unpacking it could fill the computer's memory."),
        )


def _no_package(name: str) -> WorkstationError:
    return WorkstationError(
        say("{name} is not a model package.", name=name),
        say('A package is one file that holds {names}; "aegle train --out" makes one.', names=", ".join(_NEEDED)),
    )


def _card(data: bytes) -> ModelCard:
    try:
        card = json.loads(data)
        jsonschema.Draft202012Validator(_schema()).validate(card)
    except (ValueError, RecursionError) as error:
        raise WorkstationError(
            say("The model's card cannot be read."), _DAMAGED, detail=type(error).__name__
        ) from error
    except jsonschema.ValidationError as error:
        raise WorkstationError(
            say("The model's card is not valid at {place}.", place=_place(error)),
            say("The package was made by another program or changed by hand. Ask for one that follows the schema."),
            detail=str(error.message)[:300],
        ) from error
    return card_from_json(card)


def _place(error: jsonschema.ValidationError) -> str:
    return "/".join(str(part) for part in error.absolute_path) or str(error.validator)


def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((paths.resources() / "schemas" / "model_card.schema.json").read_text("utf-8"))
    return schema


def _golden(data: bytes) -> dict[str, Any]:
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files[:20]}
    except (ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise WorkstationError(
            say("The golden sample of the package cannot be read."), _DAMAGED, detail=type(error).__name__
        ) from error


def same_answer(difference: float) -> Phrase:
    """What is said where the golden sample was answered otherwise."""
    return say(
        "The model answers its golden sample otherwise on this computer (difference {n}).", n=f"{difference:.2g}"
    )
