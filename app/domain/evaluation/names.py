"""What measured figures and networks are called and how figures are written, on screen and on paper."""

from __future__ import annotations

import math
from collections.abc import Callable

from app.domain.figures import MINUS
from app.domain.model_card import Metric
from app.domain.words import Phrase, Value, say

METRIC_WORDS: dict[str, Phrase] = {
    "auc": say("Area under the ROC curve"),
    "accuracy": say("Accuracy"),
    "balanced_accuracy": say("Balanced accuracy"),
    "sensitivity": say("Sensitivity"),
    "specificity": say("Specificity"),
    "ppv": say("Positive predictive value"),
    "npv": say("Negative predictive value"),
    "f1": say("F1 score"),
    "macro_f1": say("F1 score, mean over classes"),
    "macro_auc": say("Area under the ROC curve, mean over classes"),
    "brier": say("Brier score (0 is best)"),
    "log_loss": say("Log loss (0 is best)"),
    "ece": say("Expected calibration error (0 is best)"),
    "calibration_slope": say("Calibration slope (1 is best)"),
    "calibration_intercept": say("Calibration intercept (0 is best)"),
    "prevalence": say("Prevalence"),
    "mcc": say("Matthews correlation"),
    "average_precision": say("Average precision"),
    "rmse": say("Root mean squared error (0 is best)"),
    "mae": say("Mean absolute error (0 is best)"),
    "r2": say("Share of the spread explained (R²)"),
    "correlation": say("Correlation"),
    "dice": say("Dice"),
    "iou": say("Intersection over union"),
    "precision": say("Precision of pixels"),
    "recall": say("Recall of pixels"),
    "explained": say("Share of the spread explained"),
    "reconstruction_error": say("Reconstruction error (0 is best)"),
}
NETWORK_WORDS: dict[str, Phrase] = {
    "logistic": say("Logistic regression"),
    "mlp": say("Small neural network"),
    "best": say("Chosen inside the training patients"),
    "linear": say("Linear regression"),
    "trees": say("Gradient-boosted trees"),
    "forest": say("Random forest"),
    "average": say("Mean of several models"),
    "rnn": say("Recurrent network"),
    "cnn": say("Convolutional network"),
    "support_vectors": say("Support vectors"),
    "message_passing": say("Message passing on atoms and bonds"),
    "unet": say("U-Net"),
    "autoencoder": say("Autoencoder"),
    "gated": say("A tower for each kind of data, weighed by gates"),
}
# figures that are shares of patients and read best as percentages
SHARES = frozenset(("accuracy", "balanced_accuracy", "sensitivity", "specificity", "ppv", "npv", "prevalence"))


def metric_words(name: str) -> Phrase:
    """The metric's name in words; an unknown one shows as it is written in the card."""
    return METRIC_WORDS.get(name, Phrase("{name}", (("name", name),)))


def network_words(name: str) -> Phrase:
    return NETWORK_WORDS.get(name, Phrase("{name}", (("name", name),)))


def figure(name: str, value: float) -> str:
    """A metric's value: a percentage for shares of patients, else three decimals."""
    if math.isnan(value):
        return "\N{EN DASH}"
    return f"{value * 100:.1f}\N{NO-BREAK SPACE}%" if name in SHARES else _decimals(value)


def figure_interval(metric: Metric) -> str:
    """``(0.981–1.000)``, or nothing where no interval could be had."""
    if math.isnan(metric.low) or math.isnan(metric.high):
        return ""
    if metric.name in SHARES:
        return f"({metric.low * 100:.1f}\N{EN DASH}{metric.high * 100:.1f}\N{NO-BREAK SPACE}%)"
    # a dash beside a minus sign would be misread
    dash = " \N{EN DASH} " if metric.low < 0 else "\N{EN DASH}"
    return f"({_decimals(metric.low)}{dash}{_decimals(metric.high)})"


def _decimals(value: float) -> str:
    return f"{value:.3f}".replace("-", MINUS)


def named(phrase: Phrase, translated: Callable[[Phrase], str], english: Callable[[str], str] = str) -> Phrase:
    """A phrase whose values name metrics or networks in English, with those names in the reader's language. ``english``
    translates sentences that were kept as text, one a line; such a value is called text or what.
    """
    return Phrase(phrase.text, tuple((name, _each(name, value, translated, english)) for name, value in phrase.values))


def _each(name: str, value: Value, translated: Callable[[Phrase], str], english: Callable[[str], str]) -> Value:
    if not isinstance(value, str):
        return value
    if name in ("text", "what"):
        return " ".join(english(part) for part in value.split("\n"))
    return "; ".join(translated(_KNOWN[part]) if part in _KNOWN else part for part in value.split("; "))


_KNOWN = {words.text: words for words in (*METRIC_WORDS.values(), *NETWORK_WORDS.values())}
