"""A model's papers: its evaluation as a report in the reader's language, and what a person states on its card."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.errors import WorkstationError
from app.domain.evaluation import html
from app.domain.evaluation.checklist import STATEMENTS
from app.domain.evaluation.paper import Paper, paper_of
from app.domain.identifiers import digest_of
from app.domain.model_card import ModelCard, card_as_json, card_from_json
from app.domain.patient import Deed, Principal
from app.domain.words import say
from app.domain.work import Report
from app.jobs.workers import Workers
from app.services.asking import VERIFY, in_worker
from app.services.model_shelf import ModelShelf, read_file
from app.services.translation import Translation
from app.services.written import write_report
from app.store.database import Store

_CARD, _EVALUATION, _REPORT = "card.json", "evaluation.json", "report.html"
_STAMP = (1980, 1, 1, 0, 0, 0)
_MOST_BYTES = 64 << 20


class Papers:
    """``resources``: where fonts and translations are."""

    def __init__(self, store: Store, shelf: ModelShelf, workers: Workers, resources: Path) -> None:
        self._store = store
        self._shelf = shelf
        self._workers = workers
        self._resources = resources

    def evaluation(self, principal: Principal, model: str) -> tuple[ModelCard, dict[str, Any]]:
        """Card and figures of a model on the shelf (id or name), or of a package file.

        Raises WorkstationError where the package holds no evaluation: it was made elsewhere, or before there was one.
        """
        path = Path(model)
        if path.is_file():
            package = read_file(path)
        else:
            package = self._shelf.package(principal, self._shelf.find(principal, model).card.id)
        in_worker(self._workers, VERIFY, package, model)
        return _opened(package, model)

    def write(self, principal: Principal, model: str | bytes, language: str, target: Path, report: Report) -> None:
        """Write the report of a model (id, name, package file, or a package's bytes) in ``language`` to ``target``,
        a .pdf or an .html file; an audited export. Raises WorkstationError where it cannot be written.
        """
        report(0, 2, say("Reading the evaluation"))
        card, figures = _opened(model, "") if isinstance(model, bytes) else self.evaluation(principal, model)
        report(1, 2, say("Drawing the pages"))
        made = self._made(card, figures, language, target.suffix.lower())
        with self._store.transaction(Deed(principal, "export evaluation", (card.id, digest_of(made)))):
            write_report(target, made)
        report(2, 2)

    def write_figure(self, principal: Principal, data: bytes, target: Path) -> None:
        """Write a figure of an evaluation, as a picture or as numbers; an audited export."""
        with self._store.transaction(Deed(principal, "export evaluation", (digest_of(data),))):
            write_report(target, data)

    def _made(self, card: ModelCard, figures: Mapping[str, Any], language: str, suffix: str) -> bytes:
        words = Translation(self._resources / "translations", language)
        try:
            paper = paper_of(card, figures)
            if suffix == ".pdf":
                return _as_pdf(paper, words, self._resources / "fonts")
            if suffix in (".html", ".htm"):
                return html.page(paper, html.Voice(language, words, words.english)).encode()
        except (KeyError, TypeError, ValueError, AttributeError) as error:  # what a package says is foreign
            raise _no_evaluation(card.name, type(error).__name__) from error
        raise WorkstationError(say("A report is a PDF or an HTML file."), say("Name it .pdf or .html."))


def _as_pdf(paper: Paper, words: Translation, fonts: Path) -> bytes:
    # late: the drawing library takes a third of the program's whole start, and most starts make no report
    from app.services.evaluation_pages import pages

    return pages(paper, words, fonts)


def stated(package: bytes, statements: Mapping[str, str]) -> bytes:
    """The package with what a person answered on its card, and its report told anew. The model stays what it is."""
    entries = _entries(package)
    card = card_from_json(json.loads(entries[_CARD]))
    said = {name: text.strip() for name, text in statements.items() if text.strip()}
    extra = {**{k: v for k, v in card.extra if k != STATEMENTS}, **({STATEMENTS: said} if said else {})}
    card = replace(card, extra=tuple(extra.items()))
    entries[_CARD] = json.dumps(card_as_json(card), ensure_ascii=False, indent=1).encode()
    if _EVALUATION in entries:
        entries[_REPORT] = html.page(paper_of(card, json.loads(entries[_EVALUATION]))).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def _opened(package: bytes, name: str) -> tuple[ModelCard, dict[str, Any]]:
    entries = _entries(package)
    card = card_from_json(json.loads(entries[_CARD]))
    if _EVALUATION not in entries:
        raise _no_evaluation(card.name or name)
    try:
        figures = json.loads(entries[_EVALUATION])
    except (ValueError, RecursionError) as error:
        raise _no_evaluation(card.name, type(error).__name__) from error
    if not isinstance(figures, dict):
        raise _no_evaluation(card.name)
    return card, figures


def _entries(package: bytes) -> dict[str, bytes]:
    """Of a package that was verified."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        if sum(info.file_size for info in archive.infolist() if info.filename != "model.onnx") > _MOST_BYTES:
            raise _no_evaluation("")
        return {name: archive.read(name) for name in archive.namelist()}


def _no_evaluation(name: str, detail: str = "") -> WorkstationError:
    return WorkstationError(
        say("{name} holds no evaluation that can be read.", name=name),
        say("It was made elsewhere, or by an older version: its card says what was measured. Train it again for more."),
        detail=detail,
    )
