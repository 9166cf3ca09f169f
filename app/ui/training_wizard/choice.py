"""The wizard's fifth page: by which network, with which settings, under which name."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
)

from app.domain.training import NetworkDescription
from app.ui.language import tr, tr_english
from app.ui.qt.form import Field, card, column, empty_out, label, row, text_field
from app.ui.qt.panels import scrolling
from app.ui.training_wizard.controls import control_for, inset
from app.ui.training_wizard.desk import Desk, Page
from app.ui.training_wizard.state import OF_THE_QUESTION, WizardState, limits_words, parameter_trouble


class ModelPage(Page):
    """5: the network, its settings, the seed, and what the model will be called and be for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            tr("Which model?"),
            tr("The first is the suggestion. A plain model is always trained beside it: you see what is gained."),
            WizardState.model_trouble,
        )
        self.choices: dict[str, QRadioButton] = {}
        self.fields: dict[str, Field] = {}
        self._group = QButtonGroup(self)
        self._networks = column(gap=8)
        self._parameters = column(gap=10)
        self._built_for: tuple[str, str] = ("", "")
        self._offered: tuple[NetworkDescription, ...] = ()
        self.name_ = text_field(placeholder=tr("for example: Heart disease, Cleveland table"))
        self.use = QPlainTextEdit()
        self.use.setPlaceholderText(tr("for example: Teaching. To compare a small network with logistic regression."))
        self.use.setFixedHeight(desk.shell.theme.px(76))
        self.use.setTabChangesFocus(True)
        self.seed = inset(QSpinBox())
        self.seed.setRange(0, 2_147_483_647)
        seed_help = tr("The same seed, data and settings give the same model again.")
        identity = card(
            Field(tr("Name of the model"), self.name_),
            Field(tr("Intended use"), self.use, tr("Whoever meets the model on the shelf reads this first.")),
            Field(tr("Seed"), self.seed, seed_help),
            None,
            gap=12,
        )
        self.name_.textChanged.connect(lambda text: desk.put(replace(desk.state, name=text)))
        self.use.textChanged.connect(lambda: desk.put(replace(desk.state, intended_use=self.use.toPlainText())))
        self.seed.valueChanged.connect(lambda value: desk.put(replace(desk.state, seed=value)))
        self.name_.setText(desk.state.name)
        self.use.setPlainText(desk.state.intended_use)
        self.seed.setValue(desk.state.seed)
        self._settings = QFrame()
        self._settings.setProperty("kind", "card")
        inside = column(label(tr("Settings"), "strong"), self._parameters, margins=(16, 14, 16, 14))
        self._settings.setLayout(inside)
        left = scrolling(column(self._networks, self._settings, None, margins=(0, 0, 8, 0), gap=10))
        sides = row(left, identity, gap=16)
        sides.setStretch(0, 3)
        sides.setStretch(1, 2)
        self.add(sides, 1)

    def show_state(self, state: WizardState) -> None:
        recipe = state.described_recipe()
        if recipe is None:
            return
        offered = state.networks()
        if self._built_for[0] != recipe.name or self._offered != offered:
            self._offered = offered
            self._build_networks(offered)
        if self._built_for != (recipe.name, state.network):
            self._build_settings(state.described_network())
            self._built_for = (recipe.name, state.network)
        if state.network in self.choices:
            self.choices[state.network].setChecked(True)

    def say_trouble(self) -> None:
        super().say_trouble()
        described = self.desk.state.described_network()
        for parameter in described.parameters if described else ():
            value = self.desk.state.parameters.get(parameter.name, parameter.default)
            if parameter.name in self.fields:
                self.fields[parameter.name].say_wrong(tr(parameter_trouble(parameter, value)))

    def _build_networks(self, offered: tuple[NetworkDescription, ...]) -> None:
        empty_out(self._networks)
        self.choices = {}
        for network in offered:
            choice = QRadioButton(tr_english(network.label))
            self._group.addButton(choice)
            choice.clicked.connect(partial(self._choose, network.name))
            self.choices[network.name] = choice
            self._networks.addWidget(card(choice, label(tr_english(network.help), "dim", wrap=True), gap=4))

    def _choose(self, network: str) -> None:
        self.desk.put(self.desk.state.with_network(network))

    def _build_settings(self, network: NetworkDescription | None) -> None:
        empty_out(self._parameters)
        parameters = [p for p in network.parameters if p.name not in OF_THE_QUESTION] if network else []
        self.fields = {}
        for parameter in parameters:
            limits = tr(limits_words(parameter))
            help_text = "  \N{MIDDLE DOT}  ".join(part for part in (tr_english(parameter.help), limits) if part)
            value = self.desk.state.parameters.get(parameter.name, parameter.default)
            control = control_for(parameter, value, partial(self._set, parameter.name))
            self.fields[parameter.name] = Field(tr_english(parameter.label), control, help_text)
            self._parameters.addWidget(self.fields[parameter.name])
        self._settings.setVisible(bool(parameters))

    def _set(self, name: str, value: object) -> None:
        self.desk.put(self.desk.state.with_parameter(name, value))
