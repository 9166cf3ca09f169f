"""Choose patients of the vault by a rule, keep them under a name, and read them as a table of cases to learn from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from numpy.typing import NDArray

from app.domain.cohort import HAS, OF_AGE, OF_SEX, Cohort, Rule
from app.domain.errors import WorkstationError
from app.domain.figures import number
from app.domain.identifiers import digest_of, new_id
from app.domain.patient import Deed, Principal
from app.domain.training import TrainRequest
from app.domain.words import say
from app.domain.work import quietly
from app.features.image import picture_of
from app.features.raw import Kind, Pictures, Raw
from app.features.record import plain_unit
from app.services.material import Cells, Gathered
from app.services.viewing import Viewing
from app.store import cohorts, patients
from app.store.database import Store
from app.store.transaction import Transaction

IMAGE_RECIPES = ("image_diagnosis",)
PATIENT, AGE, SEX = "patient", "age", "sex"
_FEWEST = 5  # patients in whom a value or condition is known, for it to be a column
_MOST_COLUMNS = 400


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a reading is of, and in which unit: values of two measures are not comparable, also under one name."""

    system: str
    code: str
    unit: str = ""


@dataclass(slots=True)
class _Case:
    """A patient: when each condition began (None undated), and each observation's readings in time, by measure."""

    conditions: dict[str, float | None] = field(default_factory=dict)
    readings: dict[str, list[tuple[float | None, str, _Measure]]] = field(default_factory=lambda: defaultdict(list))


class Cohorts:
    def __init__(self, store: Store, viewing: Viewing) -> None:
        self._store = store
        self._viewing = viewing

    def cohorts(self, principal: Principal) -> tuple[Cohort, ...]:
        with self._store.transaction(Deed(principal, "list cohorts")) as tx:
            return cohorts.kept(tx)

    def count(self, principal: Principal, rule: Rule) -> int:
        """How many patients fit today."""
        with self._store.transaction(Deed(principal, "list cohorts")) as tx:
            return len(_fitting(tx, rule))

    def save(self, principal: Principal, name: str, rule: Rule) -> Cohort:
        """Freeze who fits today under a name. Raises WorkstationError where nobody does, or the name is taken."""
        with self._store.transaction(Deed(principal, "save cohort")) as tx:
            here = cohorts.kept(tx)
            if not name.strip() or any(one.name == name.strip() for one in here):
                raise WorkstationError(
                    say("A cohort needs a name of its own."), say("Give one that no other cohort has.")
                )
            members = _fitting(tx, rule)
            if not members:
                raise WorkstationError(
                    say("No patient of this vault fits the rule."), say("Ask for less, or import more patients first.")
                )
            at = datetime.now(UTC).isoformat(timespec="seconds")
            made = Cohort(new_id(), name.strip(), rule, members, at, principal.user)
            cohorts.keep(tx, (*here, made))
            tx.about(made.id)
        return made

    def remove(self, principal: Principal, cohort: str) -> None:
        """Forget a cohort (id or name); its patients stay."""
        with self._store.transaction(Deed(principal, "remove cohort")) as tx:
            here = cohorts.kept(tx)
            gone = _named(here, cohort)
            cohorts.keep(tx, [one for one in here if one.id != gone.id])
            tx.about(gone.id)

    def gather(self, principal: Principal, request: TrainRequest) -> Gathered:
        """A cohort (``request.cohort``, id or name) as cases: a row a patient, or a row a series of images.

        A target "has CONDITION" is asked of what was known before that condition began: later values are not read.
        Raises WorkstationError where the cohort holds nothing to learn from.
        """
        with self._store.transaction(Deed(principal, "read cohort")) as tx:
            chosen = _named(cohorts.kept(tx), request.cohort)
            tx.about(*chosen.members)
            cases, measures = _cases(tx, chosen)
            people = {one: found for one in chosen.members if (found := patients.get(tx, one)) is not None}
            rows = cohorts.series(tx, chosen.members, chosen.rule.modality) if chosen.rule.modality else []
        today = datetime.fromisoformat(chosen.frozen_at).date()
        table = _table(chosen, cases, people, request, today)
        request = _coded(request, measures, table)
        if request.recipe in IMAGE_RECIPES:
            return self._with_images(principal, request, table, rows)
        digest = digest_of("".join(chosen.members).encode())
        return Gathered(table, {}, _asked(request), digest, (chosen.name,))

    def _with_images(self, principal: Principal, request: TrainRequest, table: Cells, rows: Sequence[Any]) -> Gathered:
        """A case for each series that can be opened, with its patient's columns beside it."""
        place = {patient: at for at, patient in enumerate(table[PATIENT])}
        arrays: list[NDArray[Any]] = []
        kept: list[int] = []
        unit = ""
        for row in rows:
            try:
                opened = self._viewing.open(principal, row["uid"], None, quietly)
            except WorkstationError:  # a scout or a document: it holds no image to learn from
                continue
            arrays.append(picture_of(opened.volume.voxels))
            kept.append(place[row["patient"]])
            unit = unit or opened.volume.unit
        if not arrays:
            raise WorkstationError(
                say("No series of this cohort holds images that can be read."),
                say("Save a cohort with a modality, such as CT, whose images are in the vault."),
            )
        raws: dict[Kind, Raw] = {"images": Pictures(tuple(arrays), unit)}
        cells = {name: tuple(column[at] for at in kept) for name, column in table.items()}
        digest = digest_of("".join(row["uid"] for row in rows).encode())
        return Gathered(cells, raws, _asked(request), digest, ("",))


def _asked(request: TrainRequest) -> TrainRequest:
    """Rows of a patient stay together."""
    return replace(request, group=request.group or PATIENT)


def _named(here: Sequence[Cohort], cohort: str) -> Cohort:
    found = [one for one in here if cohort in (one.id, one.name)]
    if not found:
        raise WorkstationError(
            say('There is no cohort "{name}".', name=cohort),
            say("The cohorts are: {names}.", names=", ".join(one.name for one in here) or "-"),
        )
    return found[0]


def _fitting(tx: Transaction, rule: Rule) -> tuple[str, ...]:
    today = datetime.now(UTC).date()
    after = None if rule.oldest is None else _years_before(today, rule.oldest + 1)
    until = None if rule.youngest is None else _years_before(today, rule.youngest)
    return cohorts.fitting(tx, rule, after, until)


def _years_before(day: date, years: int) -> str:
    return f"{day.year - years:04d}-{day.month:02d}-{day.day:02d}"


def _cases(tx: Transaction, cohort: Cohort) -> tuple[dict[str, _Case], dict[str, _Measure]]:
    """What is known of each member, and what each heading stands for: its commonest code and unit. What was measured
    otherwise under the same name is not read.
    """
    cases = {one: _Case() for one in cohort.members}
    met: dict[str, Counter[_Measure]] = defaultdict(Counter)
    spelled: dict[_Measure, str] = {}
    for row in cohorts.facts(tx, cohort.members):
        name, case = row["display"] or row["code"], cases[row["patient"]]
        measure = _Measure(row["system"], row["code"], plain_unit(row["unit"]))
        spelled.setdefault(measure, row["unit"])
        if row["kind"] == "Condition":
            case.conditions.setdefault(name, row["moment"])
            met[HAS + name][measure] += 1
            continue
        value = number(row["value"], 12).replace("\N{MINUS SIGN}", "-") if row["value"] is not None else ""
        case.readings[name].append((row["moment"], value or str(row["value_text"] or ""), measure))
        met[name][measure] += 1
    measures = {name: found.most_common(1)[0][0] for name, found in met.items()}
    for case in cases.values():
        for name, readings in case.readings.items():
            case.readings[name] = [one for one in readings if one[2] == measures[name]]
    return cases, {name: replace(one, unit=spelled[one]) for name, one in measures.items()}


def _coded(request: TrainRequest, measures: Mapping[str, _Measure], table: Cells) -> TrainRequest:
    """With the code and unit of each column for the model's card: by these a record answers it later."""
    known = {AGE: OF_AGE, SEX: OF_SEX, **{name: asdict(one) for name, one in measures.items()}}
    fields = {name: known[name] for name in table if name in known}
    return replace(request, about={**request.about, "fields": {**fields, **request.about.get("fields", {})}})


def _table(
    cohort: Cohort, cases: Mapping[str, _Case], people: Mapping[str, Any], request: TrainRequest, today: date
) -> Cells:
    target = request.target.removeprefix(HAS) if request.target.startswith(HAS) else ""
    until = {one: case.conditions.get(target) if target else None for one, case in cases.items()}
    columns: dict[str, list[str]] = {PATIENT: list(cohort.members)}
    columns[AGE] = [_age(people[one].birth_date, today) for one in cohort.members]
    columns[SEX] = [people[one].sex for one in cohort.members]
    for name in _common(case.readings for case in cases.values()):
        columns[name] = [_newest(cases[one].readings.get(name, ()), until[one]) for one in cohort.members]
    for name in _common(case.conditions for case in cases.values()):
        columns[f"{HAS}{name}"] = [_had(cases[one], name, target, until[one]) for one in cohort.members]
    return {name: tuple(cells) for name, cells in columns.items()}


def _common(kept: Iterator[Mapping[str, Any]] | Any) -> list[str]:
    counts = Counter(name for one in kept for name in one)
    return [name for name, n in counts.most_common(_MOST_COLUMNS) if n >= _FEWEST]


def _newest(readings: Sequence[tuple[float | None, str, _Measure]], until: float | None) -> str:
    """The last value before a moment; one without a date is not known to be before it."""
    known = [v for at, v, _ in readings if until is None or (at is not None and at < until)]
    return known[-1] if known else ""


def _had(case: _Case, name: str, target: str, until: float | None) -> str:
    if name not in case.conditions:
        return "no"
    at = case.conditions[name]
    is_before = name == target or until is None or (at is not None and at < until)
    return "yes" if is_before else "no"


def _age(birth: date | None, today: date) -> str:
    return str(today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))) if birth else ""
