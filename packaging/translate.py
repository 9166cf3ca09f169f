"""Keep the window's translation in step with the source.

The truth is one Qt Linguist file, resources/translations/aegle_zh_CN.ts (context "aegle"); aegle_zh_CN.qm is compiled
from it. Sentences are the literal first arguments of say(), tr() and tr_count() in app/ and ml/.

    python packaging/translate.py                    reread the source: new sentences come in unfinished, translations
                                                     are kept, those no longer said as vanished; compile the .qm
    python packaging/translate.py --tidy             the same, and drop what is no longer said
    python packaging/translate.py --missing          print what is not translated as TOML lines  "English" = ""
    python packaging/translate.py --add words.toml   take translations from such lines, then do as without arguments
    python packaging/translate.py --check            change nothing; exit 1 and say what is missing, has other places to
                                                     fill than the English, or was not compiled

Several people may run it at once: a lock file lets one go after the other. Translating in Qt Linguist works as well:
open the .ts, translate, save, run this without arguments.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
TS = FOLDER / "aegle_zh_CN.ts"
QM = FOLDER / "aegle_zh_CN.qm"
CONTEXT = "aegle"
CALLS = {"say": 1, "tr": 1, "tr_count": 2}

_PLACE = re.compile(r"\{(\w+)[^}]*\}")


@dataclass(frozen=True, slots=True)
class Trouble(Exception):  # noqa: N818 - a sentence for the person at the terminal
    """What is wrong, as lines."""

    lines: tuple[str, ...]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Keep the window's translation in step with the source.")
    parser.add_argument("--missing", action="store_true", help="print what is not translated yet, as TOML")
    parser.add_argument("--add", type=Path, metavar="TOML", help="take translations from this file")
    parser.add_argument("--check", action="store_true", help="change nothing, say what is wrong")
    parser.add_argument("--tidy", action="store_true", help="drop translations of what is no longer said")
    asked = parser.parse_args(arguments)
    found = sentences()
    if asked.check:
        return _print_trouble(trouble(found))
    if asked.missing:
        kept = read_ts(TS)
        print("\n".join(f'{json.dumps(text, ensure_ascii=False)} = ""' for text in found if not kept.get(text)))
        return 0
    with _alone():
        kept = read_ts(TS)
        if asked.add is not None:
            kept |= {text: words for text, words in _read_pairs(asked.add).items() if words}
        if asked.tidy:
            kept = {text: words for text, words in kept.items() if text in found}
        write_ts(TS, found, kept)
        compile_qm(TS, QM)
    missing = [text for text in found if not kept.get(text)]
    print(f"{len(found)} sentences, {len(missing)} without a translation.")
    return 0


def sentences(root: Path = ROOT) -> dict[str, str]:
    """Every sentence the window can say -> the file it is first met in, sorted by file and place.

    The command line speaks English, so what only it says is left out.
    """
    found: dict[str, str] = {}
    for folder in ("app", "ml"):
        for file in sorted((root / folder).rglob("*.py")):
            if file.is_relative_to(root / "app" / "cli"):
                continue
            for text in _sentences_in(file):
                found.setdefault(text, file.relative_to(root).as_posix())
    return found


def _sentences_in(file: Path) -> Iterator[str]:
    try:
        tree = ast.parse(file.read_text("utf-8"))
    except SyntaxError as error:
        raise Trouble((f"{file} cannot be read: {error}",)) from error
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        if name not in CALLS:
            continue
        literals = call.args[:1] if CALLS[name] == 1 else call.args[1:3]
        for literal in literals:
            if isinstance(literal, ast.Constant) and isinstance(literal.value, str) and literal.value.strip():
                yield literal.value


def trouble(found: dict[str, str], ts: Path = TS, qm: Path = QM) -> list[str]:
    """Everything that keeps the translation from being whole, as sentences."""
    kept = read_ts(ts)
    wrong = [f"not translated: {text!r} ({file})" for text, file in found.items() if not kept.get(text)]
    for text in found:
        words = kept.get(text, "")
        if words and sorted(set(_PLACE.findall(text))) != sorted(set(_PLACE.findall(words))):
            wrong.append(f"other places to fill: {text!r} -> {words!r}")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.qm"
        compile_qm(ts, fresh)
        if not qm.is_file() or fresh.read_bytes() != qm.read_bytes():
            wrong.append("the compiled .qm is older than the .ts: run python packaging/translate.py")
    return wrong


def _print_trouble(lines: list[str]) -> int:
    print("\n".join(lines) if lines else "Every sentence is translated.")
    return 1 if lines else 0


def read_ts(file: Path) -> dict[str, str]:
    """Sentence -> translation ("" where unfinished), vanished ones included."""
    if not file.is_file():
        return {}
    kept = {}
    for message in ElementTree.parse(file).iter("message"):
        given = message.find("translation")
        unfinished = given is None or given.get("type") == "unfinished"
        kept[message.findtext("source") or ""] = "" if given is None or unfinished else (given.text or "")
    return kept


def write_ts(file: Path, found: dict[str, str], kept: dict[str, str]) -> None:
    """Write the Linguist file whole, beside the old one first, so that a stop leaves one of the two."""
    ts = ElementTree.Element("TS", version="2.1", language="zh_CN", sourcelanguage="en")
    context = ElementTree.SubElement(ts, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text in [*found, *(text for text, words in kept.items() if words and text not in found)]:
        message = ElementTree.SubElement(context, "message")
        if text in found:
            ElementTree.SubElement(message, "location", filename=f"../../{found[text]}")
        ElementTree.SubElement(message, "source").text = text
        words = ElementTree.SubElement(message, "translation")
        words.text = kept.get(text) or None
        if text not in found or not words.text:
            words.set("type", "unfinished" if text in found else "vanished")
    ElementTree.indent(ts, "    ")
    body = ElementTree.tostring(ts, encoding="unicode")
    fresh = file.with_suffix(".fresh")
    fresh.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")
    fresh.replace(file)


def compile_qm(ts: Path, qm: Path) -> None:
    """Compile with Qt's own lrelease. Unfinished sentences are left out and stay English."""
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    command = [str(tool), "-silent", "-nounfinished", str(ts), "-qm", str(qm)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble((f"lrelease failed: {done.stderr.strip() or done.stdout.strip()}",))


def _read_pairs(file: Path) -> dict[str, str]:
    pairs = tomllib.loads(file.read_text("utf-8"))
    wrong = tuple(f"not a sentence: {text!r}" for text, words in pairs.items() if not isinstance(words, str))
    wrong += tuple(
        f"other places to fill: {text!r} -> {words!r}"
        for text, words in pairs.items()
        if isinstance(words, str) and words and set(_PLACE.findall(text)) != set(_PLACE.findall(words))
    )
    if wrong:
        raise Trouble(wrong)
    return {text: str(words) for text, words in pairs.items()}


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time: wait for another run to end, at most half a minute."""
    lock = TS.with_suffix(".lock")
    for _ in range(300):
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            time.sleep(0.1)
    else:
        raise Trouble((f"another run has held {lock.name} for half a minute; delete it if none is running",))
    try:
        yield
    finally:
        lock.unlink()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble_met:
        sys.exit("\n".join(trouble_met.lines))
