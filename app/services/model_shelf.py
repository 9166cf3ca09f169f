"""The registry of models in the vault: verify, register, list, remove."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Lock

from app.domain.errors import WorkstationError
from app.domain.identifiers import digest_of
from app.domain.model_card import ModelCard
from app.domain.patient import Deed, Principal
from app.domain.words import say
from app.domain.work import Report, quietly
from app.jobs.workers import Workers
from app.services.asking import VERIFY, in_worker
from app.services.news import News
from app.store import models, settings
from app.store.database import Store
from app.store.models import Shelved
from app.store.transaction import Transaction

PACKAGE_SUFFIX = ".aegle"
_SEEN = "shipped models"  # digests of shipped packages this vault has met: one that was removed stays away
_EVERYONE = ""
_MOST_BYTES = 1 << 31


@dataclass(frozen=True, slots=True)
class ShelvedModel:
    """A registered model: its card, when and by whom it was registered, where it came from, and its package size."""

    card: ModelCard
    registered_at: datetime
    registered_by: str
    origin: str
    size_bytes: int


# what the program brings along may be put on the shelf by whoever comes first
_STOCK = "stock shipped models"


class ModelShelf:
    def __init__(self, store: Store, workers: Workers, news: News, shipped: Path) -> None:
        self._store = store
        self._workers = workers
        self._news = news
        self._shipped = shipped
        self._stocking = Lock()
        self._is_stocked = False

    def models(self, principal: Principal) -> tuple[ShelvedModel, ...]:
        """Registered models, newest first. Shipped ones are registered the first time a vault is asked."""
        self._stock(principal)
        with self._store.transaction(Deed(principal, "list models")) as tx:
            return tuple(map(_shelved, models.all(tx)))

    def find(self, principal: Principal, model: str) -> ShelvedModel:
        """By id, or by name where it is unique. Raises WorkstationError listing what there is."""
        self._stock(principal)
        with self._store.transaction(Deed(principal, "open model")) as tx:
            return _shelved(_found(tx, model))

    def package(self, principal: Principal, model: str) -> bytes:
        """The package of a model by its id. Raises WorkstationError where there is none."""
        with self._store.transaction(Deed(principal, "open model")) as tx:
            found = _found(tx, model)
        return self._store.objects.get(found.object)

    def register(self, principal: Principal, package: Path, report: Report) -> ShelvedModel:
        """Verify a package (schema, digest, operators, golden sample rerun in our own runtime) and keep it.

        Raises WorkstationError naming what does not hold; then nothing is kept. One that is here already is returned.
        """
        return self.register_bytes(principal, read_file(package), package.name, package.name, report)

    def register_bytes(
        self, principal: Principal, package: bytes, name: str, origin: str, report: Report
    ) -> ShelvedModel:
        """Register a package that is in memory. ``name`` is what messages call it, ``origin`` where it came from."""
        return self._register(Deed(principal, "register model"), package, name, origin, report)

    def _register(self, deed: Deed, package: bytes, name: str, origin: str, report: Report) -> ShelvedModel:
        report(0, 2, say("Checking {name}", name=name))
        card: ModelCard = in_worker(self._workers, VERIFY, package, name).card
        deed = replace(deed, about=(card.id,))
        with self._store.transaction(deed) as tx:
            here = models.get(tx, card.id)
            if here is not None:
                return _shelved(_same(here, card))
        report(1, 2, say("Keeping {name}", name=card.name))
        [kept] = self._store.objects.put_many([package])
        with self._store.transaction(deed) as tx:
            model = Shelved(card, kept, tx.at, deed.principal.user, origin, len(package))
            models.put(tx, model)
        self._news.tell(tx.changes)
        report(2, 2)
        return _shelved(model)

    def register_shipped(self, principal: Principal, report: Report) -> tuple[ShelvedModel, ...]:
        """Register every package in resources/models that this vault has not met yet."""
        # the shelf shows what came last first: so they stand in the order of their names
        paths = sorted(self._shipped.glob(f"*{PACKAGE_SUFFIX}"), reverse=True)
        packages = {path: path.read_bytes() for path in paths}
        digests = {path: digest_of(data) for path, data in packages.items()}
        with self._store.transaction(Deed(principal, "list models")) as tx:
            seen: list[str] = settings.get(tx, _EVERYONE, _SEEN) or []
        new = [path for path in packages if digests[path] not in seen]
        if not new:
            return ()
        deed = Deed(principal, _STOCK)
        made = tuple(self._register(deed, packages[p], p.name, "shipped", report) for p in new)
        with self._store.transaction(replace(deed, about=tuple(m.card.id for m in made))) as tx:
            settings.put(tx, _EVERYONE, _SEEN, [*seen, *(digests[path] for path in new)])
        return made

    def remove(self, principal: Principal, model: str) -> None:
        """Take a model off the shelf. Its predictions stay, with its digest."""
        with self._store.transaction(Deed(principal, "remove model")) as tx:
            models.remove(tx, _found(tx, model).card.id)
        self._news.tell(tx.changes)

    def _stock(self, principal: Principal) -> None:
        with self._stocking:
            if not self._is_stocked:
                self.register_shipped(principal, quietly)
                self._is_stocked = True


def read_file(path: Path) -> bytes:
    """A file a person named. Raises WorkstationError where it cannot be read."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise WorkstationError(
                say("The file {name} is larger than any model this program runs (2 GB).", name=str(path)),
                say("Choose a model package."),
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise WorkstationError(say("There is no file {name}.", name=str(path)), say("Check its name.")) from error
    except OSError as error:
        raise WorkstationError(
            say("The file {name} cannot be read.", name=str(path)),
            say("Choose a file, and check that you may read it."),
            detail=error.strerror or "",
        ) from error


def _found(tx: Transaction, model: str) -> Shelved:
    every = models.all(tx)
    by_name = [one for one in every if model in (one.card.name, one.card.id)]
    if len(by_name) == 1:
        tx.about(by_name[0].card.id)
        return by_name[0]
    ids = ", ".join(one.card.id for one in every)
    if model.endswith(PACKAGE_SUFFIX):
        raise WorkstationError(
            say("{name} is a package, not a model on the shelf.", name=model),
            say('Install it first: aegle models install "{name}".', name=model),
        )
    if by_name:
        raise WorkstationError(
            say('More than one model is called "{name}".', name=model), say("Name it by its id: {ids}.", ids=ids)
        )
    raise WorkstationError(
        say('There is no model "{name}" on the shelf.', name=model),
        say("On the shelf: {ids}.", ids=ids) if every else say("Install or train one first."),
    )


def _same(here: Shelved, card: ModelCard) -> Shelved:
    """The model that is here, if the card's is the same one."""
    if here.card.digest != card.digest:
        raise WorkstationError(
            say('Another model with the id "{id}" is on the shelf.', id=card.id),
            say("Remove it first if this one is to take its place."),
        )
    return here


def _shelved(model: Shelved) -> ShelvedModel:
    return ShelvedModel(model.card, model.registered_at, model.registered_by, model.origin, model.size_bytes)
