"""The papers cannot lie: what README, CHANGELOG and ARCHITECTURE speak of is there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.run import COMMANDS
from app.ingest.column_mapping import parse_mapping

ROOT = Path(__file__).resolve().parents[2]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_is_in_the_readme_and_has_a_help_line(command: object) -> None:
    name, words = getattr(command, "name", ""), getattr(command, "help", "")
    assert re.search(rf"`?aegle {name}\b|\|{name}\b|{name}\|", text("README.md")), f"aegle {name} is not in README.md"
    assert len(words) > 8


def test_every_command_that_the_readme_names_exists() -> None:
    named = {
        word for group in re.findall(r"^aegle ([a-z|-]+)", text("README.md"), re.MULTILINE) for word in group.split("|")
    }
    assert named
    assert named <= {command.name for command in COMMANDS}


def test_the_readme_names_the_commands_of_the_bootstrap() -> None:
    for command in ("demo", "test", "run"):
        assert f"python3 packaging/bootstrap.py {command}" in text("README.md")


def test_the_mapping_that_the_readme_shows_is_one() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", text("README.md"), re.DOTALL)
    assert parse_mapping(example).patient == "mrn"


def test_the_import_that_the_readme_shows_adds_up() -> None:
    blocks = re.findall(r"```json\n(.*?)```", text("README.md"), re.DOTALL)
    (example,) = (block for block in blocks if '"stored"' in block)
    said = json.loads(example)
    assert said["files"] == said["stored"] + said["duplicate"] + len(said["kept_aside"]) + len(said["refused"])


def test_every_picture_and_file_that_the_readme_links_is_there() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"):
        links = re.findall(r"\]\(([^)#:]+)\)", text(name))
        assert [link for link in links if not (ROOT / link).exists()] == [], name


def test_every_migration_is_in_the_changelog() -> None:
    migrations = sorted((ROOT / "app" / "store" / "migrations").glob("*.sql"))
    assert migrations
    assert [path.stem for path in migrations if path.stem not in text("CHANGELOG.md")] == []


def test_the_version_is_in_the_changelog() -> None:
    from app import __version__

    assert f"## [{__version__}]" in text("CHANGELOG.md")


def test_every_room_is_on_the_map() -> None:
    rooms = {path.parent.name if path.name == "__init__.py" else path.stem for path in _rooms()}
    assert [room for room in sorted(rooms) if not re.search(rf"\b{room}\b", text("ARCHITECTURE.md"))] == []


def _rooms() -> list[Path]:
    """The rooms of app and ml: folders with an __init__, and the files that are a room of their own."""
    folders = [*(ROOT / "app").glob("*/__init__.py"), *(ROOT / "app" / "ui").glob("*/__init__.py")]
    files = [ROOT / "app" / name for name in ("main.py", "paths.py", "sealed.py")]
    return [*folders, *files, *(ROOT / "ml").glob("*/__init__.py")]


def test_the_papers_name_no_machine_and_no_tool_that_wrote_them() -> None:
    private = re.compile(r"/work/|/root/|/home/\w|\bclaude\b|\bLLM\b|\bchatgpt\b", re.IGNORECASE)
    names = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "packaging/bootstrap.py")
    assert [name for name in names if private.search(text(name))] == []


def test_help_is_printed_without_a_vault() -> None:
    done = subprocess.run([sys.executable, "-m", "app", "--help"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0
    for command in COMMANDS:
        assert command.name in done.stdout
