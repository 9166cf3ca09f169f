"""The table of commands that keys, bar and help are made from."""

from __future__ import annotations

from collections import Counter

from app.ui.viewer.commands import COMMANDS, keys_of


def test_no_two_commands_have_a_name_or_a_key_in_common() -> None:
    names = Counter(command.name for command in COMMANDS)
    keys = Counter(key for command in COMMANDS for key in command.keys)
    assert [name for name, count in names.items() if count > 1] == []
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_command_has_a_key_and_says_what_it_does() -> None:
    assert all(command.keys and str(command.words) for command in COMMANDS)
    assert keys_of("invert") == "I"
