"""The two things that may end a verb early: a foreseen failure and a person's cancel. Anything else raised is a bug."""

from __future__ import annotations

from app.domain.words import NOTHING, Phrase


class WorkstationError(Exception):
    """A foreseen failure, told to a clinician: what happened and what it means, then what to do.

    ``detail`` is for the curious (a library's own words); it must never hold anything about a patient.
    """

    def __init__(self, what: Phrase, hint: Phrase = NOTHING, detail: str = "") -> None:
        super().__init__(str(what))
        self.what = what
        self.hint = hint
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.what} {self.hint}".strip()


class Cancelled(Exception):  # noqa: N818 - a wish, not an error
    """The person asked running work to stop. Shows nothing."""
