"""What the wizard accepts and what it asks for next, without Qt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.problem import Problem
from app.domain.training import Measured, NetworkDescription, Parameter, Progress, RecipeDescription
from app.domain.words import say
from app.features.suspects import Suspect
from app.services.training import ColumnSummary, Examined, Learned, TableSummary
from app.ui.training_wizard.state import (
    WizardState,
    curves_of,
    held_out_of,
    limits_words,
    parameter_trouble,
    time_left,
    ways_of,
)

HIDDEN = Parameter("hidden", "Hidden units", "integer", 16, 1, 256)
RATE = Parameter("rate", "Learning rate", "number", 0.01, 1e-5, 1.0)
RECIPES = (
    RecipeDescription(
        "case_diagnosis",
        "Diagnosis",
        "",
        ("table",),
        (
            NetworkDescription("logistic", "Logistic regression", "", ()),
            NetworkDescription("mlp", "Small network", "", (HIDDEN, RATE)),
        ),
    ),
)


def column(name: str, kind: str = "number") -> ColumnSummary:
    return ColumnSummary(name, kind, 0, 5, 0.0, 9.0, ("1", "2"))


TABLE = TableSummary(
    Path("heart.csv"),
    303,
    (column("patient_id", "identifier"), column("row", "identifier"), column("age"), column("disease", "category")),
    "utf-8",
)


def ready() -> WizardState:
    return WizardState().with_recipes(RECIPES).with_file("table", "heart.csv").with_table(TABLE).with_target("disease")


def test_the_first_recipe_and_its_first_network_are_the_suggestion() -> None:
    state = WizardState().with_recipes(RECIPES)
    assert (state.recipe, state.network, state.parameters) == ("case_diagnosis", "logistic", {})
    assert state.with_network("mlp").parameters == {"hidden": 16, "rate": 0.01}


def test_a_table_brings_its_patient_column_and_leaves_identifiers_out() -> None:
    state = ready()
    assert state.group == "patient_id"
    assert state.drop == {"row"}
    assert [c.name for c in state.inputs()] == ["age"]


def test_each_thing_missing_on_the_data_page_has_its_sentence() -> None:
    state = WizardState().with_recipes(RECIPES)
    assert str(state.data_trouble()) == "Choose a table."
    assert "holds the answer" in str(state.with_file("table", "heart.csv").with_table(TABLE).data_trouble())
    assert "left out" in str(ready().toggled("age").data_trouble())
    assert str(ready().data_trouble()) == ""
    assert ready().toggled("disease") == ready()  # the target is never an input


def a_suspect(is_certain: bool = False) -> Suspect:
    return Suspect("age", "known_after", say("Known only afterwards."), say("Kept."), is_certain)


def test_a_refusal_stops() -> None:
    refused = ready().with_examined(Examined((Problem("disease", say("Only one class."), severity="refusal"),)))
    assert "red" in str(refused.checks_trouble())


def test_a_suspect_is_left_out_or_kept_with_a_reason_before_one_goes_on() -> None:
    found = ready().with_examined(Examined((), suspects=(a_suspect(),)))
    assert "Decide about age" in str(found.checks_trouble())
    assert str(found.leaving_out("age").checks_trouble()) == ""
    assert found.leaving_out("age").request().prepare == {"age": "leave_out"}
    assert "Write why" in str(found.keeping("age", " so ").checks_trouble())
    kept = found.keeping("age", "asked for at admission")
    assert str(kept.checks_trouble()) == ""
    assert kept.request().keep == {"age": "asked for at admission"}
    assert kept.checked == kept.question()  # a decision does not ask for another look at the data


def test_what_is_certain_goes_unless_it_is_kept() -> None:
    found = ready().with_examined(Examined((), suspects=(a_suspect(is_certain=True),)))
    assert str(found.checks_trouble()) == ""
    assert found.decision(a_suspect(is_certain=True)) == "leave_out"


def test_checks_made_for_other_columns_do_not_count() -> None:
    checked = ready().with_examined(Examined(()))
    assert str(checked.checks_trouble()) == ""
    assert "being checked" in str(checked.with_group("").checks_trouble())
    assert "being checked" in str(checked.prepared("age", "category").checks_trouble())


@pytest.mark.parametrize(
    ("reads", "ways"),
    [
        (("table", "sequences"), ("table", "sequences")),
        (("images", "masks"), ("masks",)),
        (("dna", "dosages", "expression"), ("dna", "dna_file", "dosages", "expression")),
    ],
)
def test_each_kind_of_data_a_recipe_reads_can_be_given(reads: tuple[str, ...], ways: tuple[str, ...]) -> None:
    recipe = RecipeDescription("other", "Other", "", reads, RECIPES[0].networks)
    assert tuple(way.name for way in ways_of(recipe)) == ways


def test_files_are_asked_for_one_by_one_and_told_to_the_worker() -> None:
    recipe = RecipeDescription("other", "Other", "", ("dosages",), RECIPES[0].networks)
    state = WizardState().with_recipes((recipe,))
    assert "needed" in str(state.data_trouble())
    state = state.with_file("vcf", "a.vcf").with_file("labels", "b.csv")
    assert state.files().sources == {"vcf": "a.vcf", "labels": "b.csv"}
    assert "being read" in str(state.data_trouble())
    assert state.with_file("vcf", "").missing_slots()[0].option == "vcf"


def test_what_time_is_left_is_told_once_a_part_is_done() -> None:
    assert str(time_left(10, Progress(0, 4))) == ""
    assert "30" in str(time_left(10, Progress(1, 4)))


def test_settings_outside_their_limits_are_named() -> None:
    assert str(parameter_trouble(HIDDEN, 0)) == "Hidden units must be at least 1."
    assert str(parameter_trouble(HIDDEN, 500)) == "Hidden units must be at most 256."
    assert str(parameter_trouble(HIDDEN, 8)) == ""
    assert str(limits_words(HIDDEN)) == "whole number, 1 to 256"
    assert str(limits_words(RATE)) == "number, 0.00001 to 1"


def test_a_model_needs_a_name_and_an_intended_use_before_it_is_trained() -> None:
    state = ready()
    assert "name" in str(state.model_trouble())
    assert "meant for" in str(replace(state, name="Heart").model_trouble())
    named = replace(state, name=" Heart ", intended_use="Teaching")
    assert str(named.model_trouble()) == ""
    request = named.request()
    assert (request.name, request.network, request.group, request.drop) == ("Heart", "logistic", "patient_id", ("row",))


def test_of_two_classes_one_can_be_said_to_be_looked_for() -> None:
    disease = ColumnSummary("disease", "category", 0, 2, None, None, ("no", "yes"))
    table = TableSummary(Path("heart.csv"), 303, (column("age"), disease), "utf-8")
    state = WizardState().with_recipes(RECIPES).with_table(table)
    assert state.with_target("age").two_classes() == ()
    asked = state.with_target("disease").with_positive("no")
    assert asked.two_classes() == ("no", "yes")
    assert asked.with_network("mlp").request().parameters["positive"] == "no"
    assert "positive" not in asked.with_positive("").request().parameters
    assert "positive" not in asked.with_target("age").parameters


def test_live_curves_are_gathered_by_figure_and_held_out_parts_stand_apart() -> None:
    state = ready().measured(Measured(1, {"train_loss": 0.7}, "mlp")).measured(Measured(2, {"train_loss": 0.5}, "mlp"))
    state = state.measured(Measured(1, {"fold_auc": 0.912, "fold_accuracy": 0.8}, "held-out patients"))
    (curve,) = curves_of(state.curve)
    assert (curve.name, curve.epochs, curve.values, curve.is_loss) == ("train_loss", (1, 2), (0.7, 0.5), True)
    assert "0.912" in str(held_out_of(state.curve))
    assert str(held_out_of(())) == ""


def test_a_result_counts_only_for_what_was_asked_when_it_was_trained() -> None:
    state = ready()
    assert "first" in str(state.train_trouble())
    trained = replace(state, result=Learned(b"", {}), trained=state.request())
    assert str(trained.train_trouble()) == ""
    assert "train again" in str(replace(trained, seed=7).train_trouble())


def test_columns_of_the_answers_table_can_be_asked_for_and_are_never_read() -> None:
    table = replace(
        TABLE, columns=(*TABLE.columns, column("died"), column("stay")), answers=frozenset({"died", "stay"})
    )
    state = ready().with_table(table).with_target("died")
    assert state.target == "died"
    assert "stay" not in [one.name for one in state.inputs()]
    assert not state.can_be_read("stay")
    assert state.can_be_read("age")
    assert state.question().drop == ("row",), "what is never read need not be left out"


def test_the_patient_column_is_found_again_after_it_was_the_answer_for_a_moment() -> None:
    state = ready()
    assert state.group == "patient_id"
    passing = state.with_target("patient_id")
    assert passing.group == ""
    assert passing.with_target("disease").group == "patient_id"
    assert state.with_group("").with_target("age").group == "", "who says none is not contradicted"
