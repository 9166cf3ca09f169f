"""Which column of a table is what: read from a mapping file, or guessed from the columns' names."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from app.domain.errors import WorkstationError
from app.domain.words import say
from app.ingest.delimited import Delimited
from app.ingest.reader import ColumnMapping

_COLUMNS = ("patient", "name", "birth_date", "sex", "at", "code", "display", "value", "unit", "system")
_TEXTS = (*_COLUMNS, "encoding", "delimiter")
_README = say("The user's guide shows a mapping file under “Import a table”.")
# names under which columns are found, folded to letters and digits
_NAMES: dict[str, tuple[str, ...]] = {
    "patient": ("mrn", "patientid", "patientnumber", "patient", "patid", "personid", "subjectid", "hospitalnumber",
                "病历号", "住院号", "患者id", "患者编号", "病人id"),
    "name": ("name", "patientname", "fullname", "姓名", "患者姓名"),
    "birth_date": ("birthdate", "dateofbirth", "dob", "born", "出生日期", "生日"),
    "sex": ("sex", "gender", "性别"),
    "at": ("at", "date", "datetime", "time", "timestamp", "effectivedate", "collectedat", "measuredat", "takenat",
           "observationdate", "resultdate", "日期", "时间", "检验时间", "采样时间"),
    "code": ("code", "loinc", "loinccode", "testcode", "itemcode", "项目代码"),
    "display": ("display", "test", "testname", "item", "analyte", "description", "parameter", "observation",
                "项目", "项目名称", "检验项目"),
    "value": ("value", "result", "resultvalue", "valuenumeric", "结果", "数值", "检验结果"),
    "unit": ("unit", "units", "uom", "单位"),
    "system": ("system", "codesystem", "vocabulary"),
}  # fmt: skip
_WITH_UNIT = re.compile(r"(.+?)\s*[\[(（]([^\])）]+)[\])）]\s*")


def parse_mapping(written: str) -> ColumnMapping:
    """A mapping from TOML. Raises WorkstationError naming the line or key that is wrong."""
    try:
        data = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        raise WorkstationError(
            say("The mapping file is not TOML: line {line} cannot be read.", line=at[1] if at else "?"),
            _README,
            detail=str(error),
        ) from error
    unknown = sorted(set(data) - set(_TEXTS) - {"values"})
    if unknown:
        raise WorkstationError(
            say("The mapping file has a key that means nothing here: {key}.", key=unknown[0]),
            say("It may hold: {keys}.", keys=", ".join((*_TEXTS, "values"))),
        )
    for key in _TEXTS:
        if not isinstance(data.get(key, ""), str):
            raise WorkstationError(
                say("“{key}” in the mapping file must be text in quotation marks.", key=key), _README
            )
    texts = {key: data.get(key, "") for key in _TEXTS}
    mapping = ColumnMapping(**texts, values=_values(data.get("values", {})))
    _refuse_incomplete(mapping)
    return mapping


def _values(data: Any) -> dict[str, tuple[str, str]]:
    """``column = ["display", "unit"]``, or ``column = "unit"``, or ``column = {display = …, unit = …}``."""
    if not isinstance(data, dict):
        raise WorkstationError(say("“{key}” in the mapping file must be a section.", key="values"), _README)
    found: dict[str, tuple[str, str]] = {}
    for column, said in data.items():
        match said:
            case str():
                found[column] = (column, said)
            case [str(display), str(unit)]:
                found[column] = (display, unit)
            case {"display": str(display), "unit": str(unit)} if len(said) == 2:
                found[column] = (display, unit)
            case _:
                raise WorkstationError(
                    say("The column “{column}” in the mapping file needs a name and a unit.", column=column),
                    say('Write it as: "{column}" = ["name to show", "unit"]', column=column),
                )
    return found


def _refuse_incomplete(mapping: ColumnMapping) -> None:
    if not mapping.patient:
        raise WorkstationError(
            say("The mapping file does not say which column holds the patient's hospital number."),
            say('Add a line such as: patient = "mrn"'),
        )
    if not mapping.values and not (mapping.value and (mapping.code or mapping.display)):
        raise WorkstationError(
            say("The mapping file does not say which columns hold values."),
            say("Name “value” with “code” or “display”, or list the columns with their units under [values]."),
        )


def guess_mapping(table: Delimited) -> ColumnMapping:
    """The mapping that the columns' names suggest: long form where there is a value column, else every other numeric
    column as a value of its own. ``patient`` is "" where no name says it.
    """
    folded = {_folded(column): column for column in reversed(table.columns)}
    found = {what: next((folded[n] for n in names if n in folded), "") for what, names in _NAMES.items()}
    is_long = bool(found["value"] and (found["code"] or found["display"]))
    if not is_long:
        found.update(dict.fromkeys(("value", "code", "display", "unit", "system"), ""))
    taken = {column for column in found.values() if column}
    wide = {} if is_long else {c: _named(c) for c in table.columns if c not in taken and _is_numeric(table.column(c))}
    return ColumnMapping(**found, values=wide, encoding=table.encoding, delimiter=table.delimiter)


def _folded(column: str) -> str:
    return "".join(c for c in column.casefold() if c.isalnum())


def _named(column: str) -> tuple[str, str]:
    """(display, unit): "Glucose (mmol/L)" says both."""
    match = _WITH_UNIT.fullmatch(column)
    return (match[1], match[2]) if match else (column, "")


def _is_numeric(cells: tuple[str, ...]) -> bool:
    filled = [c for c in cells if c]
    return bool(filled) and sum(_is_number(c) for c in filled) >= 0.8 * len(filled)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
