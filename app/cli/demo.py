"""aegle demo: the main job done on a sample library, step by step, in a vault of its own."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from app.cli.command import Command, Context
from app.domain import figures
from app.domain.codes import Coding
from app.domain.errors import WorkstationError
from app.domain.patient import Patient
from app.domain.prediction import Prediction, Score, Subject
from app.domain.training import Event, Measured, TrainRequest
from app.domain.words import say
from app.services.workstation import Door, Workstation

T = TypeVar("T")

USER, PASSPHRASE = "demo", "sample library, nothing real"
SIZE = (1440, 900)
LOOKS = (("en", "dark"), ("en", "light"), ("zh_CN", "dark"), ("zh_CN", "light"))


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=Path("demo-output"), help="folder for reports and screenshots")
    parser.add_argument("--keep", action="store_true", help="keep the sample vault there as well")
    parser.add_argument("--no-window", action="store_true", help="do not open the window at the end")


def _run(context: Context, arguments: argparse.Namespace) -> int:
    out = _empty_folder(arguments.out)
    with tempfile.TemporaryDirectory(prefix="aegle-demo-", ignore_cleanup_errors=True) as name:
        scratch = Path(name)
        vault = (out if arguments.keep else scratch) / "vault"
        door = replace(context.door, doorstep=scratch / "doorstep.json", vault=vault)
        demo = _Demo(context, door, out, scratch)
        demo.play()
        context.emit(demo.as_json(), demo.summary(arguments.keep))
        if not arguments.no_window and has_display() and vault.exists():
            context.say(f"The window opens on the sample vault. Passphrase: {PASSPHRASE}")
            context.open_window(door, [])
    return 0 if all(step.done for step in demo.steps) else 2


def _empty_folder(out: Path) -> Path:
    """The folder for what the demo makes, without what an earlier one left."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for old in (*out.glob("*.pdf"), *out.glob("screenshots/*.png"), *out.glob("*.csv")):
            old.unlink()
        if (out / "vault").exists():
            shutil.rmtree(out / "vault")
    except OSError as error:
        raise WorkstationError(
            say("The folder {path} cannot be written to.", path=str(out)),
            say("Name another one with --out."),
            str(error.strerror),
        ) from error
    return out.resolve()


def has_display() -> bool:
    """Whether a window can be seen."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


@dataclass(slots=True)
class _Step:
    """One thing the demo does; ``said`` is what came of it, or why it could not be done."""

    what: str
    seconds: float = 0.0
    done: bool = False
    said: str = ""


@dataclass(slots=True)
class _Demo:
    """The steps in their order. One that cannot be done says so, and the others go on where they can."""

    context: Context
    door: Door
    out: Path
    scratch: Path
    steps: list[_Step] = field(default_factory=list)
    made: list[Path] = field(default_factory=list)

    def play(self) -> None:
        with self._step("Make a fresh vault") as step:
            assert self.door.vault is not None
            step.said = "encrypted, one user"
            station = self.door.create(self.door.vault, USER, PASSPHRASE)
        if not step.done:
            return
        try:
            self._fill(station)
            self._show(station)
            with self._step("Check and lock the vault") as step:
                problems = station.check()
                step.said = " ".join(problems) or "every object and the audit trail are whole"
                step.done = not problems
        finally:
            station.close()

    def _fill(self, station: Workstation) -> None:
        """Import the library, ask the shipped model, learn a new one."""
        who = station.principal
        with self._step("Register the shipped models") as step:
            station.model_shelf.register_shipped(who, self.context.report())
            step.said = ", ".join(one.card.name for one in station.model_shelf.models(who))
        with self._step("Draw the sample library") as step:
            paths = self._library(station)
            count = sum(path.is_file() for folder in paths for path in folder.rglob("*"))
            step.said = f"{count} files: a CT, an MR, real DICOM that pydicom brings, two FHIR records"
        if not step.done:
            return
        with self._step("Import it") as step:
            result = station.importing.import_paths(who, paths, None, self.context.report())
            step.said = (
                f"{result.files} files: {result.stored} stored, {result.duplicate} duplicate, "
                f"{len(result.kept_aside)} kept aside, {len(result.refused)} refused; {result.patients} patients, "
                f"{result.series} series, {sum(result.records.values())} facts"
            )
        with self._step("Ask the shipped model about the sample patient") as step:
            step.said = _answer(self._ask(station))
        with self._step("Train a small model and register it") as step:
            step.said = self._train(station)
        with self._step("Note a finding") as step:
            step.said = self._note(station)

    def _show(self, station: Workstation) -> None:
        """What can be handed on: reports and pictures of every screen."""
        for number, language in (("AEG-000117", "en"), ("AEG-000117", "zh_CN"), ("AEG-000201", "zh_CN")):
            with self._step(f"Write the report of {number} ({language})") as step:
                target = self.out / f"report_{number}_{language}.pdf"
                patient = self._patient(station, number).id
                station.reporting.write_pdf(station.principal, patient, language, target, self.context.report())
                self.made.append(target)
                step.said = f"{target.name}, {figures.size(target.stat().st_size)}"
        for language, theme in LOOKS:
            with self._step(f"Take a picture of every screen ({language}, {theme})") as step:
                folder = self.out / "screenshots"
                taken = self.context.screenshots(self.door, station, folder, language, theme, SIZE)
                self.made += taken
                step.said = f"{len(taken)} pictures"

    def _library(self, station: Workstation) -> tuple[Path, ...]:
        # late: drawing needs pydicom, which no other command of the terminal should wait for
        from app.services import sample

        shelf = station.model_shelf.models(station.principal)
        card = next((one.card for one in shelf if len(one.card.fields) == len(sample.ASPIRATE)), None)
        table = self.out / sample.TABLE_NAME
        table.write_text(sample.training_table(), encoding="utf-8")
        self.made.append(table)
        return sample.write_library(self.scratch / "library", card, self.context.report())

    def _ask(self, station: Workstation) -> Prediction:
        about = Subject("patient", self._patient(station, "AEG-000117").id)
        fits = station.predicting.fitting(station.principal, about)
        fitting = next((one for one in fits if one.fits), None)
        if fitting is None:
            reasons = " ".join(str(one.reason) for one in fits)
            raise WorkstationError(say("No model fits the sample patient: {reasons}", reasons=reasons))
        return station.predicting.predict(station.principal, fitting.model.card.id, about, self.context.report())

    def _train(self, station: Workstation) -> str:
        table = next(path for path in self.made if path.suffix == ".csv")
        request = TrainRequest(
            recipe="case_diagnosis",
            table=str(table),
            target="admitted",
            group="patient",
            network="logistic",
            name="Admission from the emergency room (made-up data)",
            intended_use="A sample for learning the workstation. The table is made up.",
        )
        heard: list[Measured] = []

        def listen(event: Event) -> None:
            if isinstance(event, Measured):
                heard.append(event)

        result = station.training.train_and_register(station.principal, request, listen, self.context.report())
        card = result.shelved.card if result.shelved else None
        area = next((m for m in card.metrics if "auc" in m.name.lower()), None) if card else None
        measured = (
            f"{area.name} {area.value:.3f} (95 % {area.low:.3f} to {area.high:.3f}, n = {area.n})" if area else ""
        )
        return f"{card.network if card else ''}, {len(heard)} epochs reported; {measured}".strip("; ")

    def _note(self, station: Workstation) -> str:
        patient = self._patient(station, "AEG-000117")
        chest = next(iter(station.worklist.series(station.principal, patient=patient.id)), None)
        code = Coding("http://snomed.info/sct", "427359005", "Solitary nodule of lung")
        note = "16 mm, right lung; control advised"
        uid = chest.uid if chest else ""
        drafted = station.findings.draft(station.principal, patient.id, uid, code, note)
        confirmed = station.findings.mark(station.principal, drafted.id, "confirmed")
        return f"{confirmed.code}, {confirmed.status}"

    def _patient(self, station: Workstation, number: str) -> Patient:
        return station.timeline.open(station.principal, number).patient

    @contextmanager
    def _step(self, what: str) -> Iterator[_Step]:
        """Say what is done, then how long it took; a foreseen failure is told and counted, and the demo goes on."""
        step = _Step(what, done=True)
        self.steps.append(step)
        self.context.say(f"{len(self.steps):2d}  {what} …")
        began = time.monotonic()
        try:
            yield step
        except WorkstationError as error:
            step.done, step.said = False, str(error)
        step.seconds = time.monotonic() - began
        self.context.say(f"    {step.seconds:6.1f} s   {step.said if step.done else 'Not done. ' + step.said}")

    def as_json(self) -> dict[str, Any]:
        return {
            "out": str(self.out),
            "seconds": round(sum(step.seconds for step in self.steps), 1),
            "steps": [
                {"what": step.what, "seconds": round(step.seconds, 2), "done": step.done, "said": step.said}
                for step in self.steps
            ],
            "files": [str(path) for path in self.made],
        }

    def summary(self, kept: bool) -> list[str]:
        failed = [step for step in self.steps if not step.done]
        pictures = [path for path in self.made if path.suffix == ".png"]
        lines = [
            "",
            f"{len(self.steps) - len(failed)} of {len(self.steps)} steps done in "
            f"{figures.seconds(sum(step.seconds for step in self.steps))}. In {self.out}:",
            *(f"  {path.name}" for path in self.made if path.suffix != ".png"),
            f"  screenshots{os.sep}  {len(pictures)} pictures of every screen in both languages and themes",
        ]
        if kept:
            lines.append(f"  vault{os.sep}        the sample vault, passphrase: {PASSPHRASE}")
        lines += [f"Not done: {step.what}. {step.said}" for step in failed]
        return lines


def _answer(prediction: Prediction) -> str:
    scores = ", ".join(f"{score.name} {_figure(score)}" for score in prediction.scores)
    return f"{prediction.model_name}: {scores} ({prediction.device}, {figures.seconds(prediction.seconds)})"


def _figure(score: Score) -> str:
    return figures.percent(score.value) if score.is_probability else figures.with_unit(score.value, score.unit)


COMMANDS = (Command("demo", "show the main job on a sample library, in a vault of its own", _add_arguments, _run),)
