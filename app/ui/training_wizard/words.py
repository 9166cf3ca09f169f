"""What the learning worker calls its recipes, networks and settings, so that they can be shown in every language.

The worker says them in English (``python -m ml describe``); a test holds this list against what it says.
"""

from __future__ import annotations

from app.domain.words import Phrase, say

READS: dict[str, Phrase] = {"table": say("a table with a case in each row")}

# in the words of the choices, where the worker's own help names them as the command line does
HELP: dict[str, Phrase] = {
    "rare_classes": say("Refuse: say so and stop. Leave out: leave their rows out and say how many."),
    "evaluate": say(
        "The training table itself is for teaching examples of a few rows: its figures say nothing about other"
        " patients."
    ),
}

CHOICES: dict[str, Phrase] = {
    "refuse": say("refuse"),
    "leave_out": say("leave out"),
    "held_out": say("held-out patients"),
    "training_table": say("the training table itself"),
    "average": say("average"),
    "best": say("only the best"),
    "he": say("He"),
    "glorot": say("Glorot"),
    "orthogonal": say("Orthogonal"),
    "adamw": say("AdamW"),
    "adam": say("Adam"),
    "sgd": say("SGD with momentum"),
}

OF_THE_WORKER: tuple[Phrase, ...] = (
    say("Diagnose a case"),
    say("Learns from a table with a patient in each row which of a few classes a new patient belongs to."),
    say("Logistic regression"),
    say("Weighs every input once and adds up. Its reasons can be read exactly; hard to beat on small tables."),
    say("Penalty on large weights (L2)"),
    say("0 lets cross-validation inside the training patients choose it."),
    say("Take logarithms of skewed values"),
    say("Laboratory values with a long tail, such as TSH or creatine kinase, are read on a log scale."),
    say("Treat small whole numbers also as codes"),
    say("1 to 4 for kinds of pain need not rise or fall in steps."),
    say("Classes with fewer than 10 patients"),
    say("refuse: say so and stop; leave_out: leave their rows out and say how many."),
    say("Measure on"),
    say("training_table is for teaching examples of a few rows: its figures say nothing about other patients."),
    say("Small neural network"),
    say("Finds combinations of inputs. Worth it where logistic regression leaves something to be found."),
    say("Units in a layer"),
    say("Layers"),
    say("Dropout"),
    say("Share of units silenced at random."),
    say("Members"),
    say("Networks trained from different starts, each stopped by other patients."),
    say("Use of the members"),
    say("average: their mean answer; best: only the one with the lowest loss."),
    say("First weights"),
    say("Optimiser"),
    say("Learning rate"),
    say("Weight decay"),
    say("Most epochs"),
    say("Patients in a batch"),
    say("Patience"),
    say("Epochs without gain before stopping."),
)
