"""What the settings room shows and changes. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.domain.patient import Role
from app.domain.words import NOTHING, Phrase, say
from app.services.people import Person
from app.services.settings import Preferences
from app.services.unlocking import VaultInfo

THEMES: tuple[tuple[str, Phrase], ...] = (("dark", say("Dark")), ("light", say("Light")))
DEVICES: tuple[tuple[str, Phrase], ...] = (
    ("auto", say("Automatic: the graphics card when it works, else the processor")),
    ("cpu", say("Processor only")),
)
# megabytes that the window's images may take; 0: half of the computer's memory
IMAGE_MEMORY_MB: tuple[int, ...] = (0, 1024, 2048, 4096, 8192, 16384, 32768, 65536)
SCALES: tuple[float, ...] = (0.9, 1.0, 1.1, 1.25, 1.5)

# what the program is built from; licences are read from the parts themselves
PARTS: tuple[str, ...] = (
    "PySide6-Essentials",
    "pyqtgraph",
    "numpy",
    "pydicom",
    "pyjpegls",
    "pylibjpeg",
    "pylibjpeg-openjpeg",
    "pylibjpeg-rle",
    "python-gdcm",
    "pillow",
    "SimpleITK",
    "numba",
    "sqlcipher3",
    "argon2-cffi",
    "cryptography",
    "keyring",
    "filelock",
    "platformdirs",
    "jsonschema",
    "reportlab",
    "onnxruntime-gpu",
    "onnxruntime",
    "torch",
    "onnx",
    "onnxscript",
    "scikit-learn",
    "safetensors",
)

# parts whose package does not state its licence; read from the licence file it brings
STATED_IN_FILES = {"sqlcipher3": "Zlib; SQLCipher: BSD-3-Clause"}

ROLES: tuple[tuple[Role, Phrase, Phrase], ...] = (
    (Role.READER, say("Reader"), say("looks at images and records, changes nothing")),
    (Role.CLINICIAN, say("Clinician"), say("imports, reads, predicts, confirms findings")),
    (Role.RESEARCHER, say("Researcher"), say("as clinician, and trains models")),
    (Role.ADMINISTRATOR, say("Administrator"), say("as researcher, and manages people")),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A library this program is built from."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class SettingsState:
    preferences: Preferences = field(default_factory=Preferences)
    people: tuple[Person, ...] = ()
    vault: VaultInfo | None = None
    device: tuple[str, str] = ("", "")

    def with_preferences(self, preferences: Preferences) -> SettingsState:
        return replace(self, preferences=preferences)


def role_words(role: Role) -> Phrase:
    return next(label for one, label, _ in ROLES if one == role)


def new_person_trouble(people: tuple[Person, ...], user: str, passphrase: str, again: str) -> Phrase:
    """Why a person cannot be added yet, or nothing. Strength is judged by the vault itself."""
    if not user.strip():
        return say("Give the new person a user name.")
    if any(person.user.casefold() == user.strip().casefold() for person in people):
        return say("{user} is already a user of this vault.", user=user.strip())
    return passphrase_trouble(passphrase, again)


def passphrase_trouble(passphrase: str, again: str) -> Phrase:
    if not passphrase:
        return say("Give a passphrase.")
    if passphrase != again:
        return say("The two passphrases are not the same.")
    return NOTHING
