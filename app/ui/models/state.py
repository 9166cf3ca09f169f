"""What the models room shows: the shelf, and a card in a clinician's words. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.evaluation.names import figure, figure_interval, metric_words
from app.domain.figures import interval, number, percent
from app.domain.model_card import InputField, Metric, ModelCard
from app.domain.prediction import Prediction
from app.domain.words import Phrase, say
from app.services.model_shelf import ShelvedModel

TASK_WORDS: dict[str, Phrase] = {
    "case_diagnosis": say("Diagnosis of a case from a table or record"),
    "drug_effect": say("Effect of a compound"),
    "report_reading": say("Reading of a written report"),
    "image_diagnosis": say("Diagnosis from an image"),
    "image_segmentation": say("Outlining a structure in an image"),
    "genome_phenotype": say("Trait from a genome"),
}


_KIND_WORDS: dict[str, Phrase] = {
    "images": say("Pictures or volumes"),
    "sequences": say("Measurements in the course of time"),
    "text": say("The text of a report"),
    "smiles": say("A molecule, written as SMILES"),
    "dosages": say("Genotypes, from a VCF file"),
    "expression": say("Gene expression"),
    "dna": say("A DNA sequence"),
}


def kind_words(kind: str) -> Phrase:
    """What a model reads beside the fields of a table or record."""
    return _KIND_WORDS.get(kind, Phrase(kind))


@dataclass(frozen=True, slots=True)
class ModelsState:
    """``chosen`` is a model's id, or empty."""

    models: tuple[ShelvedModel, ...] = ()
    chosen: str = ""
    text: str = ""

    def shown(self) -> tuple[ShelvedModel, ...]:
        words = self.text.casefold().split()
        return tuple(m for m in self.models if all(word in _needle(m.card) for word in words))

    def filled(self, models: tuple[ShelvedModel, ...]) -> ModelsState:
        """New models; the choice stays where its model is still there, else falls on the first."""
        ids = [m.card.id for m in models]
        return replace(self, models=models, chosen=self.chosen if self.chosen in ids else ids[0] if ids else "")

    def model(self) -> ShelvedModel | None:
        return next((m for m in self.models if m.card.id == self.chosen), None)


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A figure with its interval, beside the plain baseline's."""

    name: Phrase
    subgroup: str
    value: str
    interval: str
    n: str
    baseline: str


@dataclass(frozen=True, slots=True)
class InputRow:
    name: str
    reads: Phrase
    unit: str
    range: str
    code: str


def metric_rows(card: ModelCard) -> tuple[MetricRow, ...]:
    baseline = {(m.name, m.subgroup): m for m in card.baseline}
    return tuple(_metric_row(m, baseline.get((m.name, m.subgroup))) for m in card.metrics)


def _metric_row(metric: Metric, baseline: Metric | None) -> MetricRow:
    beside = ""
    if baseline:
        beside = " ".join(part for part in (figure(metric.name, baseline.value), figure_interval(baseline)) if part)
    return MetricRow(
        metric_words(metric.name),
        "" if metric.subgroup == "all" else metric.subgroup,
        figure(metric.name, metric.value),
        figure_interval(metric),
        str(metric.n),
        beside,
    )


def input_rows(card: ModelCard) -> tuple[InputRow, ...]:
    return tuple(_input_row(field) for field in card.fields)


def _input_row(field: InputField) -> InputRow:
    if field.kind == "category":
        return InputRow(field.name, say("one of"), "", " · ".join(field.categories), _code(field))
    return InputRow(field.name, say("number"), field.unit, interval(field.low, field.high), _code(field))


def _code(field: InputField) -> str:
    from_system = {"http://loinc.org": "LOINC", "http://snomed.info/sct": "SNOMED CT"}
    return " ".join(part for part in (from_system.get(field.system, field.system), field.code) if part)


def operating_words(card: ModelCard) -> Phrase:
    """The threshold with the prevalence it was chosen at: the one without the other misleads."""
    point = card.operating_point
    if point is None:
        return say("No decision threshold: the likeliest class is named.")
    return say(
        "{positive} from a probability of {threshold} on, chosen where {prevalence} of patients had it. "
        "Where it is rarer, fewer of those called {positive} really have it; where it is commoner, more are missed.",
        positive=point.positive,
        threshold=percent(point.threshold),
        prevalence=percent(point.prevalence),
    )


def _needle(card: ModelCard) -> str:
    return f"{card.name} {card.version} {card.task} {card.network} {card.id} {' '.join(card.outputs)}".casefold()


# --- answers for a table -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of the table asked about: its number from 1, the decision, and every score."""

    row: int
    decision: str
    scores: tuple[str, ...]
    warnings: tuple[str, ...]


def answer_rows(predictions: tuple[Prediction, ...]) -> tuple[AnswerRow, ...]:
    return tuple(
        AnswerRow(
            index,
            p.decision,
            tuple(percent(s.value) if s.is_probability else number(s.value) for s in p.scores),
            p.warnings,
        )
        for index, p in enumerate(predictions, start=1)
    )


def answer_columns(predictions: tuple[Prediction, ...]) -> tuple[str, ...]:
    return tuple(s.name for s in predictions[0].scores) if predictions else ()
