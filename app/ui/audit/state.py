"""What the audit room shows: the deeds, filtered. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.patient import AuditEntry
from app.domain.words import Phrase, say
from app.services.auditing import Proof
from app.services.people import KeychainState

# what services write into the trail, so that it can be read in every language; the entries themselves stay as they are
DEEDS: tuple[Phrase, ...] = (
    say("create vault"),
    say("unlock"),
    say("lock"),
    say("check"),
    say("read audit trail"),
    say("verify audit trail"),
    say("list findings"),
    say("draft finding"),
    say("mark finding draft"),
    say("mark finding confirmed"),
    say("mark finding rejected"),
    say("list measurements"),
    say("measure"),
    say("remove measurement"),
    say("mark key image"),
    say("unmark key image"),
    say("report measurements"),
    say("report key images"),
    say("list people"),
    say("add person"),
    say("remove person"),
    say("change passphrase"),
    say("read settings"),
    say("change settings"),
    say("list patients"),
    say("list studies"),
    say("list series"),
    say("list instances"),
    say("list imports"),
    say("search"),
    say("index records"),
    say("list models"),
    say("list predictions"),
    say("show thumbnail"),
    say("show series"),
    say("open series"),
    say("read watched folder"),
    say("change watched folder"),
    say("clear watched folder"),
    say("open documents"),
    say("list segmentations"),
    say("open segmentation"),
    say("export TIFF"),
    say("export film"),
    say("export originals"),
    say("export anonymous copies"),
    say("open record"),
    say("open model"),
    say("open models"),
    say("plot observations"),
    say("import"),
    say("look before deleting"),
    say("delete patient"),
    say("delete study"),
    say("list deletions"),
    say("begin erasing"),
    say("erase"),
    say("predict"),
    say("register model"),
    say("remove model"),
    say("look at table"),
    say("check table"),
    say("train"),
    say("list unfinished trainings"),
    say("list reproductions"),
    say("keep reproduction"),
    say("export training"),
    say("evaluate model"),
    say("export model"),
    say("export report"),
    say("export evaluation"),
    say("explain"),
    say("export explanation"),
    say("list cohorts"),
    say("save cohort"),
    say("remove cohort"),
    say("read cohort"),
    say("export volume"),
    say("export picture"),
    say("change role"),
    say("make recovery code"),
    say("recover vault"),
    say("change rules"),
    say("read rules"),
    say("keep place"),
    say("begin emergency access"),
    say("end emergency access"),
    say("list emergencies"),
    say("review emergency"),
    say("export audit trail"),
    say("recover vault"),
    say("change role"),
    say("make recovery code"),
    say("begin changing keys"),
    say("turn on keychain"),
    say("turn off keychain"),
    say("turn anchor"),
    say("separate vault"),
    say("open despite doubts"),
    say("by the keychain"),
    say("change keys"),
    say("read rules"),
    say("change rules"),
    say("keep place"),
    say("begin emergency access"),
    say("end emergency access"),
    say("list emergencies"),
    say("review emergency"),
    say("stock shipped models"),
    say("stock shipped models"),
    say("clock"),
    say("list backups"),
    say("back up"),
    say("keep backup"),
    say("rotate backups"),
    say("verify backup"),
    say("remove backup"),
    say("change backup plan"),
    say("restore"),
)
ROLES: tuple[Phrase, ...] = (say("reader"), say("clinician"), say("researcher"), say("administrator"))
OUTCOMES: tuple[Phrase, ...] = (say("done"), say("failed"), say("refused"), say("cancelled"))


@dataclass(frozen=True, slots=True)
class AuditState:
    """``about`` is a patient id to which the list is narrowed; ``search`` is asked of the service, not of the rows."""

    entries: tuple[AuditEntry, ...] = ()
    search: str = ""
    about: str = ""
    limit: int = 1000

    def searched(self, search: str) -> AuditState:
        return replace(self, search=search)

    def narrowed(self, about: str) -> AuditState:
        return replace(self, about=about)

    def filled(self, entries: tuple[AuditEntry, ...]) -> AuditState:
        return replace(self, entries=entries)

    @property
    def is_cut(self) -> bool:
        """True when there may be more than the list shows."""
        return len(self.entries) >= self.limit


def verified_words(proof: Proof) -> Phrase:
    """The result of verifying the trail, as one sentence."""
    if proof.wrong:
        return say("The trail does not hold:")
    if proof.entries == 1:
        return say("The trail is whole: 1 entry checked; it has not been changed.")
    return say("The trail is whole: {n} entries checked, none changed, none missing.", n=proof.entries)


def outside_words(found: KeychainState) -> Phrase:
    """Whether anything outside of the vault's folder knows how far the trail is."""
    if found.is_anchored:
        return say(
            "Outside anchor: on. The head of the trail is kept in the keychain of this computer account ({name}); a "
            "vault that is put back as a whole is noticed at the next unlock.",
            name=found.name,
        )
    return say(
        "Outside anchor: off. A vault that is put back as a whole shows only by a head code on paper. An administrator "
        "turns the anchor on in the settings."
    )


def fields_of(entry: AuditEntry) -> tuple[tuple[Phrase, str], ...]:
    return (
        (say("Number"), str(entry.number)),
        (say("At"), f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S %z}"),
        (say("User"), entry.user),
        (say("Role"), entry.role),
        (say("Deed"), entry.verb),
        (say("About"), "\n".join(entry.about)),
        (say("Reason"), entry.why),
        (say("Outcome"), entry.outcome),
        (say("Chain digest (SHA-256)"), entry.digest),
    )


def about_text(entry: AuditEntry) -> str:
    """The ids an entry is about, short enough for a table cell."""
    if not entry.about:
        return ""
    more = f" +{len(entry.about) - 1}" if len(entry.about) > 1 else ""
    return entry.about[0] + more


def at_text(entry: AuditEntry) -> str:
    """To the second, in this computer's time."""
    return f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}"
