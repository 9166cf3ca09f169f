"""What the wizard accepts and what it asks for next, without Qt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.domain.problem import Problem
from app.domain.training import Measured, NetworkDescription, Parameter, RecipeDescription
from app.domain.words import say
from app.services.training import ColumnSummary, Learned, TableSummary
from app.ui.training_wizard.state import WizardState, curves_of, held_out_of, limits_words, parameter_trouble

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
    return WizardState().with_recipes(RECIPES).with_table(TABLE).with_target("disease")


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
    assert "holds the answer" in str(state.with_table(TABLE).data_trouble())
    assert "left out" in str(ready().toggled("age").data_trouble())
    assert str(ready().data_trouble()) == ""
    assert ready().toggled("disease") == ready()  # the target is never an input


def test_a_refusal_stops_and_a_warning_wants_to_be_read() -> None:
    refused = ready().with_problems((Problem("disease", say("Only one class."), severity="refusal"),))
    assert "red" in str(refused.checks_trouble())
    warned = ready().with_problems((Problem("age", say("Suspicious."), severity="warning"),))
    assert "read the warnings" in str(warned.checks_trouble())


def test_checks_made_for_other_columns_do_not_count() -> None:
    checked = ready().with_problems(())
    assert str(checked.checks_trouble()) == ""
    assert "being checked" in str(checked.with_group("").checks_trouble())


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
