"""Run by test_torch_absent in a Python that has neither torch nor ml: import, predict, train's refusal, the window."""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.domain.errors import WorkstationError
from app.domain.prediction import Subject
from app.domain.work import quietly
from app.main import door
from app.services import sample
from app.store.keyring import Cost
from app.ui.window import Window

ABSENT = ("torch", "ml", "onnx", "onnxscript", "sklearn", "safetensors")


def main() -> None:
    said: dict[str, object] = {"absent": [name for name in ABSENT if importlib.util.find_spec(name) is None]}
    with tempfile.TemporaryDirectory() as name:
        before = door(cost=Cost(memory_kib=64, passes=1, lanes=1))
        station = before.create(Path(name) / "vault", "ann", "correct horse battery")
        who = station.principal
        station.model_shelf.register_shipped(who, quietly)
        shelved = station.model_shelf.find(who, "breast-aspirate-wisconsin")
        record = Path(name) / "record.json"
        record.write_text(json.dumps(sample.hartmann_record(shelved.card.fields)), encoding="utf-8")
        said["stored"] = station.importing.import_paths(who, (record,), None, quietly).stored
        patient = station.timeline.open(who, sample.HARTMANN.mrn).patient
        answer = station.predicting.predict(who, shelved.card.id, Subject("patient", patient.id), quietly)
        said["probabilities"] = sum(score.value for score in answer.scores)
        said["training"] = station.training.is_available()
        try:
            station.training.recipes()
        except WorkstationError as error:
            said["refusal"] = str(error)
        station.close()
        application = QApplication([])
        window = Window(before, application)
        window.show()
        application.processEvents()
        said["window"] = window.isVisible()
        window.close()
    said["loaded"] = sorted(set(ABSENT) & set(sys.modules))
    print(json.dumps(said))


if __name__ == "__main__":
    main()
