"""How the rooms write numbers, dates and codes: the house's own way, see ``app.domain.figures``."""

from app.domain.figures import (
    MINUS,
    SYSTEMS,
    day,
    interval,
    moment,
    natural_frequency,
    number,
    percent,
    plain_unit,
    seconds,
    size,
    stamp,
    system_name,
    value_text,
    with_unit,
)

__all__ = [
    "MINUS",
    "SYSTEMS",
    "day",
    "interval",
    "moment",
    "natural_frequency",
    "number",
    "percent",
    "plain_unit",
    "seconds",
    "size",
    "stamp",
    "system_name",
    "value_text",
    "with_unit",
]
