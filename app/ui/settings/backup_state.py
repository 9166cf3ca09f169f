"""What the card of backups shows. No Qt."""

from __future__ import annotations

from datetime import datetime

from app.domain.figures import stamp
from app.domain.words import NOTHING, Phrase, say
from app.services.backing_up import BackupState
from app.store.backup import BackupNote

EVERY: tuple[tuple[int, Phrase], ...] = (
    (4, say("Every 4 hours")),
    (12, say("Every 12 hours")),
    (24, say("Every day")),
    (168, say("Every week")),
    (0, say("By hand only")),
)
KEPT = (1, 2, 3, 5, 7, 10, 14, 21, 30, 50, 100)


def kept_choices(keep: int) -> tuple[int, ...]:
    """What may be chosen, with what was set elsewhere."""
    return tuple(sorted({*KEPT, keep}))


def summary(state: BackupState, now: datetime) -> tuple[Phrase, str]:
    """The state of the backups in one sentence, and how it is to be taken: good, info, warn or bad."""
    alarm = state.alarm(now)
    if not state.plan.folder:
        return say(
            "No backups are made: choose a folder for them, best on another disk."
        ), "bad" if alarm.text else "warn"
    if state.trouble.text:
        return state.trouble, "bad" if alarm.text else "warn"
    if alarm.text:
        return alarm, "bad"
    if state.last is None:
        return say("There is no backup yet."), "warn"
    at = stamp(datetime.fromisoformat(state.last.made_at))
    return say("The last whole backup was made on {at}.", at=at), "good"


def whole_words(note: BackupNote) -> Phrase:
    if not note.is_whole:
        return say("Damaged")
    return say("Whole on {at}", at=stamp(datetime.fromisoformat(note.verified_at)))


def held_words(note: BackupNote) -> Phrase:
    """Whom it still holds who was deleted from the vault."""
    if not note.held:
        return NOTHING
    if len(note.held) == 1:
        return say("1 deleted patient")
    return say("{n} deleted patients", n=len(note.held))


def held_lines(note: BackupNote) -> tuple[Phrase, ...]:
    """One line for each; their names are gone, the audit trail knows who deleted them and why."""
    return tuple(
        say("Deleted on {at}: {patient}", at=stamp(datetime.fromisoformat(one.deleted_at)), patient=one.patient)
        for one in note.held
    )
