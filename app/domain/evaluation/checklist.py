"""What a reviewer asks of a study of prediction: TRIPOD+AI, CLAIM for images, PROBAST+AI for the risk of bias.

In our own words after Collins 2024 (whose numbers TRIPOD+AI's items carry), Tejani 2024 and Moons 2025 (shortened, with
numbers of our own). What was done here is answered from what was measured; the rest waits for the person, and is shown
in red until it is answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.domain.evaluation.names import figure, metric_words, network_words
from app.domain.model_card import ModelCard
from app.domain.words import NOTHING, Phrase, say

Guideline = Literal["TRIPOD+AI", "CLAIM", "PROBAST+AI"]
STATEMENTS = "statements"  # where a card keeps what a person answered


@dataclass(frozen=True, slots=True)
class Item:
    """One thing asked. ``answer``: NOTHING where only the person knows; ``by_person``: answered by them."""

    guideline: Guideline
    number: str
    asks: Phrase
    answer: Phrase = NOTHING
    by_person: bool = False

    @property
    def id(self) -> str:
        return f"{self.guideline} {self.number}"

    @property
    def is_open(self) -> bool:
        return not self.answer.text


def checklist(card: ModelCard, figures: Mapping[str, Any]) -> tuple[Item, ...]:
    """Every item, answered as far as it can be from what was done and from what the person stated on the card."""
    stated = dict(card.extra).get(STATEMENTS)
    given: Mapping[str, Any] = stated if isinstance(stated, dict) else {}
    items = [*_tripod(card, figures), *_probast(card, figures)]
    if _reads_images(card):
        items += _claim(figures)
    return tuple(_with_statement(item, str(given.get(item.id, "")).strip()) for item in items)


def open_items(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.is_open)


def _with_statement(item: Item, text: str) -> Item:
    return replace(item, answer=Phrase("{text}", (("text", text),)), by_person=True) if text else item


def _reads_images(card: ModelCard) -> bool:
    return any(one.kind == "images" for one in card.inputs)


# ---- TRIPOD+AI ------------------------------------------------------------------------------------------------------


def _tripod(card: ModelCard, figures: Mapping[str, Any]) -> Iterator[Item]:
    split = figures.get("split") or {}
    for number, asks, answer in (
        ("1", say("Title: that a prediction model was developed, for whom and what"), _title(card, figures)),
        ("2", say("Summary of the study"), _summary(figures)),
        ("3a", say("Medical context, and why the model is wanted"), NOTHING),
        ("3b", say("Whom it is for, where in care, and who uses it"), _text(_intended(card))),
        ("3c", say("Known inequalities between groups of people"), NOTHING),
        ("4", say("Aim: development, evaluation, or both"), say("Development, with internal validation.")),
        ("5a", say("Where the data come from, and whether they stand for the patients it is meant for"), NOTHING),
        ("5b", say("From when to when patients were seen"), NOTHING),
        ("6a", say("Setting: kind, number and place of centres"), NOTHING),
        ("6b", say("Which patients were taken in"), NOTHING),
        ("6c", say("Treatments received, and how they were dealt with"), NOTHING),
        ("7", say("How data were prepared, also for groups of people"), _prepared(figures)),
        ("8a", say("What is predicted, and over which time"), _outcome(figures)),
        ("8b", say("Who judged the outcome, with which training"), NOTHING),
        ("8c", say("Whether the judges knew the predictors"), NOTHING),
        ("9a", say("How predictors were chosen beforehand"), _predictors(figures)),
        ("9b", say("How and when predictors were measured"), NOTHING),
        ("9c", say("Who judged predictors, with which training"), NOTHING),
        ("10", say("How large the study is, and why"), _size(split, figures)),
        ("11", say("How missing values were dealt with"), _missing(card)),
        ("12a", say("How data were divided"), _said(split, "said")),
        ("12b", say("How predictors were transformed"), _transformed(card)),
        ("12c", say("Kind of model, how it was built, and how settings were chosen"), _model(card, figures)),
        ("12d", say("Differences between clusters such as hospitals"), _clusters(split)),
        ("12e", say("Measures of performance"), _measures(figures)),
        ("12f", say("Updating of the model"), say("Not applicable: nothing was updated.")),
        ("12g", say("How predictions are computed where it is evaluated"), _computed(figures)),
        ("13", say("Imbalance of classes"), _imbalance(split)),
        ("14", say("Fairness: what was done and measured"), _fairness(figures)),
        ("15", say("What the model puts out, and how thresholds were chosen"), _output(card)),
        ("16", say("Differences between data of development and evaluation"), _same_source(split)),
        ("17", say("Approval by an ethics committee, consent"), NOTHING),
        ("18a", say("Funding"), NOTHING),
        ("18b", say("Conflicts of interest"), NOTHING),
        ("18c", say("Protocol"), NOTHING),
        ("18d", say("Registration of the study"), NOTHING),
        ("18e", say("Whether the data can be had"), NOTHING),
        ("18f", say("Whether the code can be had"), _code(card, figures)),
        ("19", say("Part of patients and public in the study"), NOTHING),
        ("20a", say("Flow of patients"), _flow(figures)),
        ("20b", say("Characteristics of patients"), _characteristics(card)),
        ("21", say("Numbers of patients and events in each analysis"), _numbers(split)),
        ("22", say("The whole model"), say("The package holds the whole model with its preparation (ONNX).")),
        ("23a", say("Performance with intervals, also in groups"), _performance(figures)),
        ("23b", say("Differences of performance between clusters"), _parts(figures)),
        ("24", say("Results of updating"), say("Not applicable: nothing was updated.")),
        ("25", say("What the results mean, also for fairness and beside other studies"), NOTHING),
        ("26", say("Limitations"), _text("\n".join(card.limits))),
        ("27a", say("Input that is poor or missing when it is used"), _poor_input(card)),
        (
            "27b",
            say("What users must know and do"),
            say("Not for: {what}", what=card.not_for) if card.not_for else NOTHING,
        ),
        ("27c", say("Next steps, and where it may hold"), NOTHING),
    ):
        yield Item("TRIPOD+AI", number, asks, answer)


def _text(text: str) -> Phrase:
    return Phrase("{text}", (("text", text),)) if text else NOTHING


def _intended(card: ModelCard) -> str:
    return "" if card.intended_use.startswith("Not stated") else card.intended_use


def _said(data: Mapping[str, Any], name: str) -> Phrase:
    words = data.get(f"{name}_words")
    return Phrase.from_json(words) if isinstance(words, dict) else _text(str(data.get(name) or ""))


def _title(card: ModelCard, figures: Mapping[str, Any]) -> Phrase:
    target = str(figures.get("target") or "")
    if not target:
        return say("Development of {name}", name=card.name)
    return say("Development of {name}: a model that predicts {target}", name=card.name, target=target)


def _summary(figures: Mapping[str, Any]) -> Phrase:
    return _said(figures.get("baseline") or {}, "verdict")


def _prepared(figures: Mapping[str, Any]) -> Phrase:
    left = [str(one["column"]) for one in figures.get("left_out") or ()]
    if left:
        return say("Fitted on training patients only and kept inside the model. Left out: {names}.",
                   names=", ".join(left[:20]))  # fmt: skip
    return say("Fitted on training patients only and kept inside the model. No column was left out.")


def _outcome(figures: Mapping[str, Any]) -> Phrase:
    target, classes = str(figures.get("target") or ""), [str(c) for c in figures.get("classes") or ()]
    if target and classes and figures.get("answers") == "classes":
        return say('The column "{target}": {classes}.', target=target, classes=", ".join(classes[:12]))
    if target:
        return say('The column "{target}".', target=target)
    if figures.get("answers") == "masks":
        return say("The structures painted in the masks.")
    return say("The input itself: nothing is predicted.") if figures.get("answers") == "itself" else NOTHING


def _predictors(figures: Mapping[str, Any]) -> Phrase:
    inputs = [str(one) for one in figures.get("inputs") or ()]
    if not inputs:
        return NOTHING
    return say("All {n} inputs that were given and not left out: {names}.", n=len(inputs), names=", ".join(inputs[:12]))


def _size(split: Mapping[str, Any], figures: Mapping[str, Any]) -> Phrase:
    cases = split.get("cases") or {}
    inputs = len(figures.get("inputs") or ())
    if cases:
        rare = min(cases.values())
        return say("{patients} patients, {rare} in the rarest class, {inputs} inputs. The size was what there was.",
                   patients=int(split.get("patients", 0)), rare=rare, inputs=inputs)  # fmt: skip
    return say("{patients} patients, {inputs} inputs. The size was what there was.",
               patients=int(split.get("patients", 0)), inputs=inputs)  # fmt: skip


def _missing(card: ModelCard) -> Phrase:
    if card.fields:
        return say("Numbers: the training median with an indicator; categories: a class of their own.")
    if any(one.kind == "sequences" for one in card.inputs):
        return say("In time: what is not measured is told apart from what is, with the gap since the last value.")
    return say("Cases without the input were left out.")


def _transformed(card: ModelCard) -> Phrase:
    if card.fields:
        return say("Skewed numbers by logarithm, then mean 0 and deviation 1; categories one by one.")
    return say("As the card's input specification says; the same in training and in use.")


def _model(card: ModelCard, figures: Mapping[str, Any]) -> Phrase:
    settings = {**(figures.get("settings") or {}), **(figures.get("chosen") or {})}
    shown = ", ".join(f"{k} {v}" for k, v in list(settings.items())[:14])
    name = str(network_words(card.network))
    return say("{network}; {settings}; seed {seed}.", network=name, settings=shown or "-", seed=figures.get("seed", 0))


def _clusters(split: Mapping[str, Any]) -> Phrase:
    if split.get("method") == "site":
        return say('Each value of "{column}" was held out in turn.', column=str(split.get("column")))
    return NOTHING


def _measures(figures: Mapping[str, Any]) -> Phrase:
    names = "; ".join(str(metric_words(name)) for name in list(figures.get("metrics") or {})[:8])
    return say("{names}; 95 % intervals from 2,000 draws of patients.", names=names) if names else NOTHING


def _computed(figures: Mapping[str, Any]) -> Phrase:
    parity = figures.get("parity") or {}
    if not parity:
        return NOTHING
    return say("By ONNX Runtime from the exported graph; largest difference to training {difference}.",
               difference=f"{parity.get('largest_difference', 0):.1e}")  # fmt: skip


def _imbalance(split: Mapping[str, Any]) -> Phrase:
    cases = split.get("cases") or {}
    if not cases:
        return say("Not applicable: no classes.")
    shown = ", ".join(f"{name} {n}" for name, n in list(cases.items())[:12])
    return say("Classes: {cases}. Cases were not resampled; splits keep the shares.", cases=shown)


def _fairness(figures: Mapping[str, Any]) -> Phrase:
    groups = figures.get("subgroups") or []
    names = ", ".join(dict.fromkeys(str(g["column"]) for g in groups))
    return say("Measured in groups by: {names}.", names=names) if names else NOTHING


def _output(card: ModelCard) -> Phrase:
    point = card.operating_point
    if point is not None:
        return say("Calibrated probabilities; decided at {threshold} for {positive} (share in the data {share}).",
                   threshold=point.threshold, positive=point.positive, share=f"{point.prevalence:.3f}")  # fmt: skip
    return {
        "classes": say("Calibrated probabilities of each class; the likeliest is named."),
        "values": say("A value with its interval."),
        "flags": say("A probability for each question."),
        "masks": say("A class for each pixel."),
    }.get(card.answers, say("A few numbers for each case, and how unlike the training cases it is."))


def _same_source(split: Mapping[str, Any]) -> Phrase:
    if split.get("method") in ("site", "time", "given"):
        return _said(split, "said")
    return say("Both come from the same source; other places and times are still to be tried.")


def _code(card: ModelCard, figures: Mapping[str, Any]) -> Phrase:
    return say("{made_with}; recipe {recipe}, seed {seed}: the same data give the same model.",
               made_with=card.made_with, recipe=card.task, seed=figures.get("seed", 0))  # fmt: skip


def _flow(figures: Mapping[str, Any]) -> Phrase:
    flow = figures.get("flow") or {}
    if not flow:
        return NOTHING
    return say("{given} cases given, {left} left out, {used} used of {patients} patients.", given=flow["given"],
               left=flow["given"] - flow["used"], used=flow["used"], patients=flow["patients"])  # fmt: skip


def _characteristics(card: ModelCard) -> Phrase:
    return say("Ranges and categories of every input stand on the card.") if card.fields else NOTHING


def _numbers(split: Mapping[str, Any]) -> Phrase:
    return say("Learned from {train} rows, measured on {test}.", train=int(split.get("train", 0)),
               test=int(split.get("test", 0))) if split else NOTHING  # fmt: skip


def _performance(figures: Mapping[str, Any]) -> Phrase:
    for name, one in (figures.get("metrics") or {}).items():
        if one.get("value") is not None and one.get("low") is not None:
            return say("{name} {value} ({low} to {high}); the others stand in the table.", name=str(metric_words(name)),
                       value=figure(name, one["value"]), low=figure(name, one["low"]),
                       high=figure(name, one["high"]))  # fmt: skip
    return NOTHING


def _parts(figures: Mapping[str, Any]) -> Phrase:
    folds = figures.get("folds") or []
    name = next((n for n in ("auc", "rmse", "dice", "accuracy") if folds and folds[0].get(n) is not None), "")
    values = [f[name] for f in folds if name and f.get(name) is not None]
    if len(values) < 2:
        return NOTHING
    return say("{name} in {n} held-out parts: {low} to {high}.", name=str(metric_words(name)), n=len(values),
               low=f"{min(values):.3f}", high=f"{max(values):.3f}")  # fmt: skip


def _poor_input(card: ModelCard) -> Phrase:
    if card.fields:
        return say("Missing values are read as such; values outside the training range are marked where it is used.")
    return say("Input that does not fit the card is refused with the reason.")


# ---- CLAIM: what images ask beyond it -------------------------------------------------------------------------------


def _claim(figures: Mapping[str, Any]) -> Iterator[Item]:
    settings = figures.get("settings") or {}
    turned = {k: v for k, v in settings.items() if k in ("rotation", "scale", "shift", "mirror", "contrast")}
    shown = ", ".join(f"{k} {v}" for k, v in turned.items())
    for number, asks, answer in (
        ("1", say("How images were acquired: devices, protocols"), NOTHING),
        ("2", say("How images were prepared"), say("Resampled to the card's size; grey values by a fixed window.")),
        ("3", say("How they were made anonymous"), say("Training saw pixels and answers, and no names or numbers.")),
        ("4", say("Reference standard, and why it was chosen"), NOTHING),
        ("5", say("Who annotated, with which experience and tools"), NOTHING),
        ("6", say("Agreement between annotators"), NOTHING),
        ("7", say("The network, layer by layer"), say("The package holds the graph; the card names the network.")),
        ("8", say("How weights were initialised"), _text(str(settings.get("initialisation") or settings.get("start")
                                                               or ""))),
        ("9", say("How it was trained: augmentation, loss, optimiser, stopping"), _text(shown)),
        ("10", say("Robustness and sensitivity"), NOTHING),
        ("11", say("How its answers can be explained"), say("By what changes the answer when it is taken away.")),
        ("12", say("Cases it failed on, and why"), NOTHING),
    ):  # fmt: skip
        yield Item("CLAIM", number, asks, answer)


# ---- PROBAST+AI: the risk of bias -----------------------------------------------------------------------------------


def _probast(card: ModelCard, figures: Mapping[str, Any]) -> Iterator[Item]:
    yes, no = say("Yes."), say("No.")
    split, leakage = figures.get("split") or {}, figures.get("leakage") or []
    kept = [s for s in leakage if s.get("kind") in ("known_after", "gives_away") and "Kept" in str(s.get("action"))]
    rare = min((split.get("cases") or {}).values(), default=0)
    inputs = max(1, len(figures.get("inputs") or ()))
    is_teaching = split.get("method") == "training_table"
    calibrated = bool({"brier", "calibration_slope"} & set(figures.get("metrics") or {}))
    for number, asks, answer in (
        ("1.1", say("Were the right sources of data used?"), NOTHING),
        ("1.2", say("Were the right patients taken in and left out?"), NOTHING),
        ("2.1", say("Were predictors measured in the same way for everybody?"), NOTHING),
        ("2.2", say("Were predictors judged without knowing the outcome?"), NOTHING),
        ("2.3", say("Are all predictors known when the model is asked?"), _after(kept)),
        ("3.1", say("Was the outcome judged well and in the same way for everybody?"), NOTHING),
        ("3.2", say("Was the outcome judged without the predictors?"), NOTHING),
        ("3.3", say("Was the time between predictors and outcome right?"), NOTHING),
        ("4.1", say("Are there enough patients with the outcome?"),
         say("{n} in the rarest class, {each} for each input.", n=rare, each=f"{rare / inputs:.1f}") if rare
         else NOTHING),
        ("4.2", say("Were missing values dealt with rightly?"), _missing(card)),
        ("4.3", say("Were all patients analysed?"), _flow(figures)),
        ("4.4", say("Was choosing among inputs and settings part of the validation?"), no if is_teaching else yes),
        ("4.5", say("Were both discrimination and calibration measured?"),
         yes if calibrated else NOTHING if figures.get("answers") == "classes" else say("Not applicable.")),
        ("4.6", say("Was optimism accounted for?"),
         say("No: measured on the rows it learned from.") if is_teaching else
         say("Yes: every figure is of patients the model had not seen.")),
        ("4.7", say("Was leakage looked for?"), say("Yes. Suspects named: {n}.", n=len(leakage))),
        ("4.8", say("Was it compared with a plain model?"), _summary(figures)),
        ("4.9", say("Was fairness between groups looked at?"), _fairness(figures)),
    ):  # fmt: skip
        yield Item("PROBAST+AI", number, asks, answer)


def _after(kept: list[Any]) -> Phrase:
    if not kept:
        return NOTHING
    return say("In doubt for: {names}.", names=", ".join(str(s.get("column")) for s in kept[:12]))
