"""What the findings room shows: answers of models beside what people say of them. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.codes import Coding
from app.domain.figures import MINUS, natural_frequency, number, percent, seconds, stamp, with_unit
from app.domain.finding import Finding, Status
from app.domain.model_card import ModelCard
from app.domain.patient import Patient
from app.domain.prediction import Prediction, Score, Subject
from app.domain.words import NOTHING, Phrase, say

# A person's word on a prediction is a finding whose code is the prediction's id under this system.
ON_PREDICTION = "urn:aegle:prediction"

STATUS_WORDS: dict[Status, Phrase] = {
    "draft": say("Draft"),
    "confirmed": say("Confirmed"),
    "rejected": say("Rejected"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A score: ``share`` (0-1) is how far the bar reaches; a quantity has no bar (share None)."""

    name: str
    share: float | None
    text: str
    frequency: Phrase
    is_decision: bool


@dataclass(frozen=True, slots=True)
class Push:
    """One input's part in the answer: ``share`` (-1 to 1) of the largest part met."""

    name: Phrase
    given: str
    amount: str
    share: float


@dataclass(frozen=True, slots=True)
class PredictionCard:
    """A prediction as one card. ``decision`` is the likeliest answer where none was decided (``is_decided`` False);
    ``verdict`` is the newest word a person gave on it.
    """

    prediction: Prediction
    title: str
    version: str
    about: Phrase
    decision: str
    is_decided: bool
    bars: tuple[Bar, ...]
    at_threshold: Phrase
    pushes: tuple[Push, ...]
    pushes_towards: str
    provenance: tuple[tuple[Phrase, str], ...]
    verdict: Finding | None


@dataclass(frozen=True, slots=True)
class FindingsState:
    """The open patient (and series, where one is), their predictions and findings, newest first."""

    patient: Patient | None = None
    series: str = ""
    predictions: tuple[Prediction, ...] = ()
    findings: tuple[Finding, ...] = ()
    cards: tuple[ModelCard, ...] = ()
    status: Status | None = None

    def prediction_cards(self) -> tuple[PredictionCard, ...]:
        return tuple(card_of(p, self.cards, self.findings) for p in self.predictions)

    def shown_findings(self) -> tuple[Finding, ...]:
        newest_first = sorted(self.findings, key=lambda f: f.at, reverse=True)
        return tuple(f for f in newest_first if self.status in (None, f.status))

    def counts(self) -> dict[Status, int]:
        return {status: sum(f.status == status for f in self.findings) for status in STATUS_WORDS}


def card_of(prediction: Prediction, cards: tuple[ModelCard, ...], findings: tuple[Finding, ...]) -> PredictionCard:
    card = next((c for c in cards if c.id == prediction.model), None)
    positive = card.operating_point.positive if card and card.operating_point else ""
    return PredictionCard(
        prediction=prediction,
        title=prediction.model_name or prediction.model,
        version=card.version if card else "",
        about=about_words(prediction.about),
        decision=prediction.decision or _likeliest(prediction.scores),
        is_decided=bool(prediction.decision),
        bars=tuple(_bar(s, prediction.decision) for s in prediction.scores),
        at_threshold=_threshold_words(card),
        pushes=pushes_of(prediction, card),
        pushes_towards=positive or (card.outputs[-1] if card and len(card.outputs) == 2 else ""),
        provenance=provenance_of(prediction),
        verdict=verdict_on(prediction, findings),
    )


def about_words(about: Subject) -> Phrase:
    match about.kind:
        case "patient":
            return say("About the patient's record")
        case "series":
            return say("About series {uid}", uid=about.id)
        case _:
            return say("About a row of a table")


def verdict_on(prediction: Prediction, findings: tuple[Finding, ...]) -> Finding | None:
    """The newest finding in which a person spoke about this prediction."""
    spoken = [f for f in findings if f.code.system == ON_PREDICTION and f.code.code == prediction.id]
    return max(spoken, key=lambda f: f.at, default=None)


def coding_for(prediction: Prediction) -> Coding:
    """The code of the finding in which a person confirms or rejects this prediction."""
    answer = prediction.decision or _likeliest(prediction.scores)
    said = f"{prediction.model_name}: {answer}" if answer else prediction.model_name
    return Coding(ON_PREDICTION, prediction.id, said)


_PART = re.compile(r"(text|smiles|dna|images) (\d+)(?:, (\d+))?(?:, (\d+))?")
_PARTS = {"text": say("Word {n}"), "smiles": say("Atom {n}"), "dna": say("Base {n}")}


def input_words(name: str) -> Phrase:
    """What a person calls an input: a column by its name, a part of a report, molecule or picture by its place."""
    match = _PART.fullmatch(name)
    if match is None:
        return Phrase("{name}", (("name", name),))
    if match[1] in _PARTS:
        return Phrase(_PARTS[match[1]].text, (("n", match[2]),))
    if match[4]:
        return say("Place {slice}, {row}, {column}", slice=match[2], row=match[3], column=match[4])
    return say("Place in row {row}, column {column}", row=match[2], column=match[3] or "")


def pushes_of(prediction: Prediction, card: ModelCard | None = None) -> tuple[Push, ...]:
    """Contributions with their values and units, the strongest first, scaled to the strongest."""
    units = {field.name: field.unit for field in card.fields} if card else {}
    ordered = sorted(prediction.contributions, key=lambda c: abs(c.amount), reverse=True)
    largest = max((abs(c.amount) for c in ordered), default=0.0) or 1.0
    return tuple(
        Push(input_words(c.name), f"{c.given} {units.get(c.name, '')}".strip() if c.given else "", _signed(c.amount),
             c.amount / largest) for c in ordered
    )  # fmt: skip


def provenance_of(prediction: Prediction) -> tuple[tuple[Phrase, str], ...]:
    """Where the answer came from: enough to make it again."""
    return tuple(
        (label, value)
        for label, value in (
            (say("Made at"), stamp(prediction.made_at)),
            (say("Model id"), prediction.model),
            (say("Model digest (SHA-256)"), prediction.model_digest),
            (say("Input digests (SHA-256)"), "\n".join(prediction.input_digests)),
            (say("Device"), prediction.device),
            (say("Why this device"), prediction.device_reason),
            (say("ONNX Runtime"), prediction.runtime),
            (say("Time taken"), seconds(prediction.seconds)),
            (say("Prediction id"), prediction.id),
        )
        if value
    )


def _bar(score: Score, decision: str) -> Bar:
    if not score.is_probability:
        return Bar(score.name, None, with_unit(score.value, score.unit), NOTHING, score.name == decision)
    share = min(max(score.value, 0.0), 1.0)
    return Bar(score.name, share, percent(score.value), natural_frequency(score.value), score.name == decision)


def _likeliest(scores: tuple[Score, ...]) -> str:
    best = max((s for s in scores if s.is_probability), key=lambda s: s.value, default=None)
    return best.name if best else ""


def _signed(amount: float) -> str:
    return f"+{number(amount, 3)}" if amount > 0 else number(amount, 3) if amount < 0 else "0"


def _threshold_words(card: ModelCard | None) -> Phrase:
    if card is None or card.operating_point is None:
        return NOTHING
    point = card.operating_point
    return say(
        "Decided as {positive} from {threshold} on. That threshold was chosen where {prevalence} had it; "
        "where it is rarer, fewer of those decided as {positive} really have it.",
        positive=point.positive,
        threshold=percent(point.threshold),
        prevalence=percent(point.prevalence),
    )


def is_negative(amount: str) -> bool:
    """True for the text of a contribution that speaks against."""
    return amount.startswith(MINUS)
