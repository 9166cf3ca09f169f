"""Who a patient is, in words: the same in the top bar, in lists, on the image, in dialogs and on paper."""

from __future__ import annotations

from datetime import date

from app.domain.patient import Patient
from app.domain.words import NOTHING, Phrase, say
from app.services.worklist import age_at

# an older patient is a de-identified one, whose birth date was replaced
OLDEST = 125

SEXES = {"F": say("Female"), "M": say("Male"), "O": say("Other sex")}


def person_name(name: str) -> str:
    """A DICOM person name as it is written: ``Doe^John^Q^Dr`` -> ``Doe, John Q (Dr)``; other names stay as they are.

    PS3.5 6.2.1.1: component groups alphabetic=ideographic=phonetic; family, given, middle, prefix, suffix.
    """
    groups = [group for group in (_group(part) for part in name.split("=")[:2]) if group]
    if len(groups) == 2 and groups[0] != groups[1]:
        return f"{groups[0]} ({groups[1]})"
    return groups[0] if groups else ""


def _group(text: str) -> str:
    if "^" not in text:
        return text.strip()
    family, given, middle, prefix, suffix = ([part.strip() for part in text.split("^")] + [""] * 5)[:5]
    is_ideographic = any("\u3400" <= letter <= "\u9fff" for letter in family + given)
    if is_ideographic:
        return f"{family}{given}{middle}"
    first = " ".join(part for part in (given, middle) if part)
    titles = ", ".join(part for part in (prefix, suffix) if part)
    named = ", ".join(part for part in (family, first) if part)
    return f"{named} ({titles})" if named and titles else named or titles


def sex(patient: Patient) -> Phrase:
    return SEXES.get(patient.sex, say("Sex not stated"))


LETTERS = {"F": say("F"), "M": say("M"), "O": say("O")}


def sex_letter(patient: Patient) -> Phrase:
    """For narrow columns, beside a heading that says what it is."""
    return LETTERS.get(patient.sex, NOTHING)


def age(birth_date: date | None, day: date) -> Phrase | None:
    """Age on a day: years from two on, months before, days in the first month."""
    years = age_at(birth_date, day)
    if years is None or birth_date is None or years > OLDEST:
        return None
    if years >= 2:
        return say("{n} y", n=years)
    months = (day.year - birth_date.year) * 12 + day.month - birth_date.month - (day.day < birth_date.day)
    return say("{n} mo", n=months) if months >= 1 else say("{n} d", n=(day - birth_date).days)


def birth(patient: Patient) -> str:
    """The birth date as ISO 8601, or empty."""
    return patient.birth_date.isoformat() if patient.birth_date else ""
