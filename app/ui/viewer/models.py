"""What models said of the series on screen, and the menu that asks them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.domain.prediction import Prediction, Subject
from app.domain.words import say
from app.services.predicting import Fit
from app.services.workstation import Workstation
from app.ui.language import tr, tr_english
from app.ui.room import Shell
from app.ui.viewer.predictions import PredictionStrip

Said = tuple[str, tuple[Prediction, ...], tuple[Fit, ...]]


class Models(QObject):
    """Keeps ``menu`` and ``strip`` on one series."""

    def __init__(self, workstation: Workstation, shell: Shell, menu: QMenu, strip: PredictionStrip) -> None:
        super().__init__(menu)
        self._ws = workstation
        self._shell = shell
        self._menu = menu
        self._strip = strip
        self._series = ""

    def show_series(self, series: str) -> None:
        """Read what there is of a series; an empty UID shows nothing."""
        if series == self._series:
            return
        self._series = series
        self._strip.show_predictions(())
        self.read()

    def read(self) -> None:
        ws, series = self._ws, self._series
        if not series:
            return
        about = Subject("series", series)

        def work(_report: object) -> Said:
            said = ws.predicting.predictions(ws.principal, series=series)
            return series, said, ws.predicting.fitting(ws.principal, about)

        self._shell.run_job(say("Read predictions"), work, self._show, quiet=True, owner=self)

    def _show(self, read: Said) -> None:
        series, said, fits = read
        if series != self._series:
            return
        self._strip.show_predictions(said)
        self._menu.clear()
        for fit in sorted(fits, key=lambda one: not one.fits):
            self._add(fit, series)
        if not fits:
            nothing = self._menu.addAction(tr("No model is registered. Models are added in the room Models."))
            nothing.setEnabled(False)

    def _add(self, fit: Fit, series: str) -> QAction:
        card = fit.model.card
        name = f"{card.name} {card.version}"
        act = self._menu.addAction(name if fit.fits else f"{name}  –  {tr(fit.reason)}")
        act.setEnabled(fit.fits)
        act.setToolTip(tr_english(card.intended_use) if fit.fits else tr(fit.reason))
        act.triggered.connect(lambda: self._ask(card.id, card.name, series))
        return act

    def _ask(self, model: str, name: str, series: str) -> None:
        ws = self._ws
        self._shell.run_job(
            say("Ask {model}", model=name),
            lambda report: ws.predicting.predict(ws.principal, model, Subject("series", series), report),
            lambda _answer: self._shell.tell(say("{model} has answered.", model=name)),
            owner=self,
        )
