"""What a file of cases held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.features.raw import Kind, Raw


@dataclass(frozen=True, slots=True)
class Found:
    """``ids``: who or what each case is, as the file names it. ``columns``: what the file itself says of each case (the
    folder it lay in, the part it belongs to, what was written once). ``raws``: the rest, one entry a case.
    ``targets``: columns that answer where nobody names another; ``split``: the column that divides.
    """

    ids: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    raws: Mapping[Kind, Raw] = field(default_factory=dict)
    targets: tuple[str, ...] = ()
    split: str = ""
