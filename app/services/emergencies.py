"""Emergency access ("break glass"): for an hour a reader may do what a clinician may, and everybody will know why.

It needs a reason, is shown in a banner while it lasts, ends by itself, and stays on a list until an administrator has
reviewed it. Begin and end are deeds of the trail; an end that a crash or a lock left out is written at the next start.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from app.domain.errors import WorkstationError
from app.domain.identifiers import new_id
from app.domain.patient import Deed, Principal, Role
from app.domain.words import say
from app.store import settings
from app.store.audit import ticking_ms
from app.store.database import Store, Transaction

REASON_LETTERS = 10
LASTS = timedelta(minutes=60)
_NAME = "emergencies"


@dataclass(frozen=True, slots=True)
class Emergency:
    """``ended`` and ``reviewed_by`` are empty until it is so. Times are ISO 8601; ``counter`` is what a clock that is
    never set showed when it began (ms).
    """

    id: str
    user: str
    why: str
    began: str
    ends: str
    ended: str = ""
    reviewed_by: str = ""
    counter: int = 0

    def lasts(self, at: datetime) -> bool:
        is_now = datetime.fromisoformat(self.began) <= at < datetime.fromisoformat(self.ends)
        # a clock that is set back does not make it longer
        passed = timedelta(milliseconds=ticking_ms() - self.counter)
        return not self.ended and is_now and timedelta() <= passed < LASTS


class Emergencies:
    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self, principal: Principal, why: str) -> Emergency:
        """Let this person act as a clinician for an hour. Raises WorkstationError without a real reason."""
        if len(why.strip()) < REASON_LETTERS:
            raise WorkstationError(
                say("Emergency access needs a reason of at least {n} characters.", n=REASON_LETTERS),
                say("Write what happened. It is kept in the audit trail and reviewed."),
            )
        with self._store.transaction(Deed(principal, "begin emergency access", why=why.strip())) as tx:
            at = tx.at
            made = Emergency(new_id(), principal.user, why.strip(), _text(at), _text(at + LASTS), counter=ticking_ms())
            _put(tx, (*_closed(tx, principal.user), made))
            tx.about(made.id)
        return made

    def end(self, principal: Principal) -> None:
        """End this person's emergency access; nothing to do where there is none."""
        with self._store.transaction(Deed(principal, "end emergency access")) as tx:
            open_ones = [one for one in _all(tx) if one.user == principal.user and not one.ended]
            _put(tx, _closed(tx, principal.user))
            tx.about(*(one.id for one in open_ones))

    def emergencies(self, principal: Principal) -> tuple[Emergency, ...]:
        """All there were, newest first."""
        with self._store.transaction(Deed(principal, "list emergencies")) as tx:
            return tuple(reversed(_all(tx)))

    def review(self, principal: Principal, emergency: str) -> None:
        """Note that an administrator looked at what was done. Nobody reviews their own."""
        with self._store.transaction(Deed(principal, "review emergency", (emergency,))) as tx:
            found = next((one for one in _all(tx) if one.id == emergency), None)
            if found is None:
                raise WorkstationError(say("There is no such emergency access in this vault."))
            if found.user == principal.user:
                raise WorkstationError(
                    say("Your own emergency access is reviewed by somebody else."), say("Ask another administrator.")
                )
            reviewed = replace(found, reviewed_by=principal.user)
            _put(tx, tuple(reviewed if one.id == emergency else one for one in _all(tx)))


def acts_as(tx: Transaction, principal: Principal) -> Role:
    """The role a person has at this moment: a clinician's during emergency access."""
    if principal.role is Role.READER and any(one.user == principal.user and one.lasts(tx.at) for one in _all(tx)):
        return Role.CLINICIAN
    return principal.role


def left_open(tx: Transaction, user: str = "") -> tuple[str, ...]:
    """Whose emergency access (or whether this user's) has no end yet."""
    return tuple({one.user: None for one in _all(tx) if not one.ended and user in ("", one.user)})


def end_for(store: Store, users: tuple[str, ...]) -> None:
    """Write the ends that a lock, a crash or the hour's end left out."""
    for user in users:
        Emergencies(store).end(Principal(user, Role.READER))


def _all(tx: Transaction) -> tuple[Emergency, ...]:
    return tuple(Emergency(**one) for one in settings.get(tx, "", _NAME) or ())


def _put(tx: Transaction, emergencies: tuple[Emergency, ...]) -> None:
    settings.put(tx, "", _NAME, [asdict(one) for one in emergencies])


def _closed(tx: Transaction, user: str) -> tuple[Emergency, ...]:
    """All of them, with this user's ended."""
    at = _text(tx.at)
    return tuple(replace(one, ended=at) if one.user == user and not one.ended else one for one in _all(tx))


def _text(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
