"""Where files lie in a DICOM file-set, and what its directory says of each. Light: pydicom is not imported here."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Described:
    """What a directory says of one file: the file's ``uid`` and its ``records`` (a DICOM sequence, highest first).

    ``why_not``: why it has none, "" where it has. ``with_head``: the file with a DICOM head where it came without.
    """

    uid: str
    records: bytes
    why_not: str = ""
    with_head: bytes | None = None


@dataclass(slots=True)
class FileSet:
    """A set that grows file by file, a folder a series. ``records`` by the path of each file that its directory names;
    ``beside``: how many it cannot name (a value its record must have is missing, or another has its identifier).
    """

    records: dict[str, bytes] = field(default_factory=dict)
    beside: int = 0
    _series: dict[str, int] = field(default_factory=dict)
    _named: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        return len(self.records) + self.beside

    def place(self, series: str, about: Described) -> str:
        """The path of the next file, parts set apart by / (PS3.10 8.2: eight capitals and digits each)."""
        if about.why_not or about.uid in self._named:
            self.beside += 1
            return f"OTHER/IM{self.beside:06d}"
        self._named.add(about.uid)
        folder = self._series.setdefault(series, len(self._series) + 1)
        path = f"DICOM/SE{folder:06d}/IM{len(self.records) + 1:06d}"
        self.records[path] = about.records
        return path
