"""The window's words in the person's language.

Every sentence is written in English where it is shown, as a literal template, and looked up here:

    tr("{n} files were found.", n=3)          a literal of the window's own
    tr(phrase)                                a Phrase that came from below (say("…") in services, store, ingest …)
    tr_count(n, "{n} study", "{n} studies")   one or many; in Chinese both are usually the same sentence
    tr_english(text)                          a whole English sentence that was kept as text (a certificate's reason, a
                                              prediction's warning): its template is found again and translated

Literals only, never f-strings: ``packaging/translate.py`` reads them out of the source. There is one translation
context, ``aegle``, and one file that is the truth, ``resources/translations/aegle_zh_CN.ts`` (Qt Linguist opens it).
To add words without touching XML, and without getting in each other's way (a lock guards the file):

    python packaging/translate.py --missing          prints what has no translation yet, as TOML  "English" = ""
    python packaging/translate.py --add words.toml   takes filled-in pairs into the .ts and compiles the .qm
    python packaging/translate.py                    rereads the source, keeps translations, compiles the .qm
    python packaging/translate.py --check            what the test runs: nothing missing, placeholders equal, .qm fresh

Names, codes, ids and what a patient's record says are data and stay as they are.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app import paths
from app.domain.words import Phrase, Value, say
from app.services.translation import retold

CONTEXT = "aegle"
# names of languages are written in those languages themselves
LANGUAGES = (("", say("Language of this computer").text), ("en", "English"), ("zh_CN", "简体中文"))
TRUTH = "aegle_zh_CN.ts"


def tr(text: str | Phrase, /, **values: Value) -> str:
    """The sentence in the window's language, filled in."""
    phrase = text if isinstance(text, Phrase) else Phrase(text, tuple(values.items()))
    if not phrase.text:
        return ""
    return str(Phrase(QCoreApplication.translate(CONTEXT, phrase.text), phrase.values))


def tr_count(n: int, one: str, many: str, /, **values: Value) -> str:
    """``one`` for a single thing, else ``many``; both may use {n}."""
    return tr(one if n == 1 else many, n=n, **values)


def tr_english(text: str) -> str:
    """An English sentence that was kept as text, in the window's language where its template is known."""
    return retold(text, partial(QCoreApplication.translate, CONTEXT), paths.resources() / "translations" / TRUTH)


class Words:
    """The translators of one running window. Owned by the window; ``use`` may be called again for another language."""

    def __init__(self, resources: Path) -> None:
        self._folder = resources / "translations"
        self._installed: list[QTranslator] = []
        self.language = "en"

    def use(self, language: str) -> str:
        """Show all from now on in ``language`` ("" follows the computer). Returns what it came to: en or zh_CN."""
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed.clear()
        self.language = resolved(language)
        if self.language != "en":
            self._install(f"aegle_{self.language}", self._folder)
            # Qt's own words: wizard buttons, context menus of text fields
            self._install(f"qtbase_{self.language}", Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))
        return self.language

    def _install(self, name: str, folder: Path) -> None:
        translator = QTranslator()
        if translator.load(name, str(folder)):
            QCoreApplication.installTranslator(translator)
            self._installed.append(translator)


def resolved(language: str) -> str:
    """The language a setting comes to: "" is Chinese on a Chinese computer, else English."""
    if language:
        return language
    return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"
