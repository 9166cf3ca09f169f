"""What is said of an explanation: what each drawing shows, how it was found, how far it holds, what it cannot show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.figures import number
from app.domain.words import NOTHING, Phrase, say

HEADS: dict[str, Phrase] = {
    "kinds": say("Each kind of data as a whole"),
    "activation": say("Where the network looks (class activation map)"),
    "integrated_gradients": say("What each place adds (integrated gradients)"),
    "images": say("Each place covered in turn"),
    "smiles": say("Atoms of the molecule"),
    "dna": say("Bases of the sequence"),
    "text": say("Words of the report"),
    "sequences": say("Moments and variables of the course"),
    "table": say("Values of the table"),
    "dosages": say("Variants of the genome"),
    "expression": say("Genes by their expression"),
}
METHODS: dict[str, Phrase] = {
    "exact": say(
        "Exact: the model adds its inputs up, and each bar is what one of them adds to the answer (in log-odds, or in"
        " the unit of the value)."
    ),
    "shapley": say(
        "Found by asking: typical values are turned into this patient's own one after the other, in many orders, and"
        " each bar is the mean change at its turn (sampled Shapley values, in log-odds or in the unit of the value)."
    ),
    "activation": say(
        "The network's own map, put out by the exported model: what each place adds in its last layer. It is coarse: a"
        " place stands for all that its layer saw around it."
    ),
    "integrated_gradients": say(
        "The gradient along each place, added up on the way from an evenly grey picture to this one; taken by"
        " differences in the exported model."
    ),
    "images": say(
        "Each place is made as bright as the picture's mean and the model asked again; the colour is how far the answer"
        " moved."
    ),
    "kinds": say("Each kind of data is taken away altogether and the model asked again."),
}
HIDDEN = say("Each part is hidden in turn and the model asked again; the colour or bar is how far the answer moved.")
CANNOT = say(
    "It shows what this model's answer hangs on: not what causes a disease, and not that the answer is right. Parts"
    " that count only together look smaller than they are."
)
WITHHELD = say("The drawings are withheld: what they would name does not hold.")


def colours(towards: str) -> Phrase:
    """The legend; ``towards``: the class or value that is explained."""
    return (
        say("Red moves the answer towards “{name}”, blue away from it.", name=towards)
        if towards
        else say("Red moves the answer up, blue down.")
    )


def method_of(kind: str) -> Phrase:
    return METHODS.get(kind, HIDDEN)


def held_words(held: Mapping[str, Any] | None) -> Phrase:
    """How far single parts can be believed, as it was tested on this very case; NOTHING where it was not."""
    if held is None:
        return NOTHING
    if held["is_faithful"] is None:
        return say("There are too few parts to test whether this holds.")
    shown = {"named": number(held["deletion"], 3), "chance": number(held["random"], 3), "beaten": held["beaten"],
             "n": held["n"]}  # fmt: skip
    if held["is_faithful"]:
        return say(
            "Tested on this case: hiding what is named first moves the answer by {named}, hiding parts at random by"
            " {chance}; it was ahead of {beaten} of {n} random orders.", **shown
        )  # fmt: skip
    return say(
        "Tested on this case, it does not hold: hiding what is named first moves the answer by {named}, hiding parts at"
        " random by {chance}; it was ahead of only {beaten} of {n} random orders.", **shown
    )  # fmt: skip


def complete_words(gradients: Mapping[str, Any]) -> Phrase:
    return say("The places add up to {sum}; the whole way from grey to this picture is {whole}.",
               sum=number(gradients["sum"], 3), whole=number(gradients["whole"], 3))  # fmt: skip


def is_withheld(case: Mapping[str, Any]) -> bool:
    """Whether the drawings of single parts were tested on the case and found not to hold."""
    held = case.get("held_up")
    return bool(case.get("withheld")) or (held is not None and held["is_faithful"] is False)


def input_words(one: Mapping[str, Any]) -> str:
    """A value of a table as it was given: name, value, unit."""
    return " ".join(part for part in (str(one["input"]), str(one.get("given", "")), str(one.get("unit", ""))) if part)


def changes_words(changes: Sequence[Mapping[str, Any]]) -> tuple[Phrase, ...]:
    """What would change the answer, a sentence a step."""
    return tuple(
        say("{input}: {instead} instead of {given}", input=str(one["input"]), instead=_with_unit(one, "instead"),
            given=_with_unit(one, "given")) if one["given"] else
        say("{input}: {instead} instead of nothing", input=str(one["input"]), instead=_with_unit(one, "instead"))
        for one in changes
    )  # fmt: skip


def _with_unit(one: Mapping[str, Any], which: str) -> str:
    return f"{one[which]} {one.get('unit', '')}".strip() if one[which] else "\N{EN DASH}"
