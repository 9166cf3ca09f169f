"""Search that knows no case: in the lists' own text, and in everything that is said of patients.

Each distinct text is indexed once (``texts``, and FTS5 in ``words``), and who it is said of is kept beside it
(``mentions``): five million observations have a few hundred names. The full text knows no Chinese words, so Chinese is
indexed in pairs of characters, which finds any run of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

import sqlcipher3

from app.domain.patient import Patient
from app.store.patients import patient_of
from app.store.times import at_moment
from app.store.transaction import Transaction
from app.store.words import CHINESE, folded, folded_name, words

_CANDIDATES = 500
_SHORTEST = 2
_SNIPPET = 120
_BEFORE = 30

# the places of a text in the order they are shown, and by what they are read
_IMAGES = ("patient", "accession", "study", "series")
_FACTS = ("Condition", "Report", "Procedure", "Medication", "Encounter", "Observation")
_FINDINGS = ("finding",)
PLACES = ("patient", "accession", "study", "finding", "Condition", "Report", "Procedure", "Medication", "series",
          "Encounter", "Observation")  # fmt: skip

_IMAGE_TEXTS = """
    SELECT 'patient' AS place, trim(name || '  ' || mrn) AS text, '' AS code, '' AS about, NULL AS moment
    FROM patients WHERE id = :patient
    UNION ALL SELECT 'accession', accession, '', uid, moment FROM studies WHERE patient = :patient
    UNION ALL SELECT 'study', description, '', uid, moment FROM studies WHERE patient = :patient
    UNION ALL SELECT 'series', s.description, s.body_part, min(s.uid), t.moment
    FROM series s JOIN studies t ON t.uid = s.study WHERE t.patient = :patient
    GROUP BY s.study, s.description, s.body_part
"""
_FACT_TEXTS = """
    SELECT kind AS place, display AS text, code, '' AS about, max(moment) AS moment FROM facts
    WHERE patient = :patient GROUP BY kind, display, code
    UNION ALL SELECT kind, CASE kind WHEN 'Report' THEN text ELSE display || ': ' || text END, '', '', max(moment)
    FROM facts WHERE patient = :patient AND text <> '' GROUP BY kind, display, text
    UNION ALL SELECT kind, display || ': ' || value_text, '', '', max(moment) FROM facts
    WHERE patient = :patient AND value_text <> '' GROUP BY kind, display, value_text
"""
_FINDING_TEXTS = """
    SELECT 'finding' AS place, trim(coalesce(json_extract(body, '$.code.display'), '') || '  '
           || coalesce(json_extract(body, '$.note'), '')) AS text, '' AS code, series AS about, moment
    FROM findings WHERE patient = :patient
"""
# what a transaction touched -> which of a patient's texts it may have changed
_READ: tuple[tuple[frozenset[str], tuple[str, ...], str], ...] = (
    (frozenset({"patient", "study", "series"}), _IMAGES, _IMAGE_TEXTS),
    (frozenset({"fact"}), _FACTS, _FACT_TEXTS),
    (frozenset({"finding"}), _FINDINGS, _FINDING_TEXTS),
)
_ALL = frozenset({"patient", "fact", "finding"})

Said = tuple[int, str]  # the number of a text, and what it is about


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that holds what was searched. ``about``: the study or series that it opens, empty for the record."""

    place: str
    text: str
    patient: Patient
    about: str
    at: datetime | None


def find(tx: Transaction, search: str, limit: int = 200) -> tuple[Hit, ...]:
    """Texts that hold every word (the last letters of a word may be missing), the closest first."""
    asked = _expression(search)
    if not asked:
        return ()
    rows = tx.rows(
        "SELECT t.number, t.place, t.text FROM (SELECT rowid FROM words WHERE words MATCH :asked"
        " ORDER BY rowid DESC LIMIT :candidates) w JOIN texts t ON t.number = w.rowid",
        {"asked": asked, "candidates": _CANDIDATES},
    )
    texts = sorted((_closeness(row["place"], row["text"], words(search)), row["number"]) for row in rows)
    shown = {row["number"]: (row["place"], _around(row["text"], words(search))) for row in rows}
    found: list[Hit] = []
    each = max(5, limit // max(len(texts), 1))
    for _, number in texts:
        found += _mentions(tx, number, *shown[number], min(each, limit - len(found)))
        if len(found) >= limit:
            break
    return tuple(found)


def is_searchable(search: str) -> bool:
    return bool(_expression(search))


def follow(tx: Transaction, touched: dict[str, frozenset[str]]) -> None:
    """Bring the full text to what the transaction made of patients. ``touched``: ids by noun."""
    patients = set(touched.get("patient", ()))
    patients |= _of_studies(tx, touched.get("study", frozenset()))
    for patient in sorted(patients):
        index(tx, patient, frozenset(touched))


def index(tx: Transaction, patient: str, nouns: frozenset[str] = _ALL) -> None:
    """Bring to the full text what is said of a patient; of one who is gone nothing is left."""
    row = tx.row("SELECT number FROM patient_list WHERE patient = :patient", {"patient": patient})
    if row is None:
        return
    is_here = tx.row("SELECT 1 FROM patients WHERE id = :patient", {"patient": patient}) is not None
    for when, places, sql in _READ:
        if not is_here or when & nouns:
            _bring(tx, row["number"], places, tx.rows(sql, {"patient": patient}) if is_here else ())
    if not is_here:
        tx.run("DELETE FROM patient_list WHERE number = :number", {"number": row["number"]})
    elif nouns == _ALL:
        tx.run("DELETE FROM unsearched WHERE patient = :patient", {"patient": patient})


def unsearched(tx: Transaction, limit: int = 0) -> tuple[tuple[str, ...], int]:
    """(``limit`` patients whose texts an older version did not index yet, how many there are)."""
    rows = tx.rows("SELECT patient FROM unsearched LIMIT :limit", {"limit": limit})
    left = tx.rows("SELECT count(*) AS n FROM unsearched")[0]["n"]
    return tuple(row["patient"] for row in rows), int(left)


# ---- keeping --------------------------------------------------------------------------------------------------------


def _bring(tx: Transaction, patient: int, places: tuple[str, ...], rows: Iterable[sqlcipher3.Row]) -> None:
    """Make the mentions of a patient in ``places`` those of ``rows``; what is the same already is left alone."""
    names = ", ".join(f"'{place}'" for place in places)
    before: dict[Said, float | None] = {
        (row["text"], row["about"]): row["moment"]
        for row in tx.rows(
            "SELECT m.text, m.about, m.moment FROM mentions m JOIN texts t ON t.number = m.text"
            f" WHERE m.patient = :patient AND t.place IN ({names})",
            {"patient": patient},
        )
    }
    now = _said(tx, rows)
    gone = [one for one in before if one not in now]
    tx.run_many(
        "DELETE FROM mentions WHERE text = :text AND patient = :patient AND about = :about",
        [{"text": text, "patient": patient, "about": about} for text, about in gone],
    )
    tx.run_many(
        "INSERT OR REPLACE INTO mentions (text, patient, about, moment) VALUES (:text, :patient, :about, :moment)",
        [
            {"text": text, "patient": patient, "about": about, "moment": moment}
            for (text, about), moment in now.items()
            if (text, about) not in before or before[text, about] != moment
        ],
    )
    for number in dict.fromkeys(text for text, _ in gone):
        _drop(tx, number)


def _said(tx: Transaction, rows: Iterable[sqlcipher3.Row]) -> dict[Said, float | None]:
    found: dict[Said, float | None] = {}
    for row in rows:
        place, text, code, about, moment = row
        if text or code:
            said = _number(tx, place, text or code, code), about
            found[said] = max((m for m in (found.get(said), moment) if m is not None), default=None)
    return found


def _number(tx: Transaction, place: str, text: str, code: str) -> int:
    """The number of a text; one that is new is indexed."""
    digest = blake2b("\0".join((place, text, code)).encode(), digest_size=16).digest()
    row = tx.row("SELECT number FROM texts WHERE digest = :digest", {"digest": digest})
    if row is not None:
        return int(row["number"])
    values = {"place": place, "text": text, "code": code, "digest": digest, "said": _indexed(text, code)}
    tx.run("INSERT INTO texts (place, text, code, digest) VALUES (:place, :text, :code, :digest)", values)
    number = int(tx.rows("SELECT last_insert_rowid() AS number")[0]["number"])
    tx.run("INSERT INTO words (rowid, said) VALUES (:number, :said)", {**values, "number": number})
    return number


def _drop(tx: Transaction, number: int) -> None:
    """Forget a text that nobody has any more; its words leave the index."""
    if tx.row("SELECT 1 FROM mentions WHERE text = :number LIMIT 1", {"number": number}) is not None:
        return
    row = tx.rows("SELECT text, code FROM texts WHERE number = :number", {"number": number})[0]
    tx.run(
        "INSERT INTO words (words, rowid, said) VALUES ('delete', :number, :said)",
        {"number": number, "said": _indexed(row["text"], row["code"])},
    )
    tx.run("DELETE FROM texts WHERE number = :number", {"number": number})


def _of_studies(tx: Transaction, studies: frozenset[str]) -> set[str]:
    sql = "SELECT patient FROM studies WHERE uid = :uid"
    return {row["patient"] for uid in studies for row in tx.rows(sql, {"uid": uid})}


# ---- words ----------------------------------------------------------------------------------------------------------


def _indexed(text: str, code: str) -> str:
    return " ".join(_paired(folded_name(text, code)))


def _paired(text: str) -> Iterator[str]:
    """A folded text's words; a run of Chinese as its pairs of characters and the last one by itself."""
    for part in re.findall(f"{CHINESE}+|[^\\s{CHINESE[1:-1]}]+", text):
        if re.match(CHINESE, part):
            yield from (part[at : at + 2] for at in range(len(part)))
        else:
            yield part


def _expression(search: str) -> str:
    """What FTS5 is asked: every word, its pairs of Chinese characters one after the other. Empty: nothing to ask."""
    asked, is_enough = [], False
    for part in (one for word in words(search) for one in re.findall(f"{CHINESE}+|[^{CHINESE[1:-1]}]+", word)):
        if re.match(CHINESE, part):
            pairs = [part[at : at + 2] for at in range(max(len(part) - 1, 1))]
            asked.append(f'"{" ".join(pairs)}"{" *" if len(part) == 1 else ""}')
            is_enough = True
        elif letters := sum(map(str.isalnum, part)):
            # one letter stands for itself: it begins too many words
            quoted = part.replace('"', " ")
            asked.append(f'"{quoted}"{" *" if letters >= _SHORTEST else ""}')
            is_enough |= letters >= _SHORTEST
    return " AND ".join(asked) if is_enough else ""


# ---- what is shown --------------------------------------------------------------------------------------------------


def _closeness(place: str, text: str, asked: tuple[str, ...]) -> tuple[int, int, int]:
    """Sorts texts: those that begin with what was asked, then by place, then the shorter."""
    begins = 0 if folded(text).startswith(asked[:1]) else 1
    return begins, PLACES.index(place), len(text)


def _around(text: str, asked: tuple[str, ...]) -> str:
    """A long text shortened to what stands around the first word that was found."""
    plain = " ".join(text.split())
    if len(plain) <= _SNIPPET:
        return plain
    low = unicodedata.normalize("NFC", plain).lower()
    at = next((found for word in asked if (found := low.find(word)) >= 0), 0)
    start = max(0, at - _BEFORE)
    cut = plain[start : start + _SNIPPET].strip()
    return f"{'…' if start else ''}{cut}{'…' if start + _SNIPPET < len(plain) else ''}"


def _mentions(tx: Transaction, number: int, place: str, text: str, limit: int) -> list[Hit]:
    rows = tx.rows(
        "SELECT m.about, m.moment AS at, p.id, p.mrn, p.name, p.birth_date, p.sex FROM mentions m"
        " JOIN patient_list l ON l.number = m.patient JOIN patients p ON p.id = l.patient"
        " WHERE m.text = :number ORDER BY m.patient DESC LIMIT :limit",
        {"number": number, "limit": limit},
    )
    return [Hit(place, text, patient_of(row), row["about"], at_moment(row["at"])) for row in rows]
