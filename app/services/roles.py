"""Who may do what: a table of roles and verbs. What is not in it nobody may do.

Every transaction of an open vault passes ``guard`` with its deed's verb, so there is one place where a service can be
refused, and what is refused stands in the audit trail. Roles guard the program, not the key: whoever opened the vault
with another program reads it all.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.errors import WorkstationError
from app.domain.patient import Principal, Role
from app.domain.words import NOTHING, Phrase, say
from app.services.emergencies import acts_as
from app.store import users
from app.store.database import Transaction

EVERYBODY = frozenset(Role)
CARING = frozenset({Role.CLINICIAN, Role.RESEARCHER, Role.ADMINISTRATOR})
LEARNING = frozenset({Role.RESEARCHER, Role.ADMINISTRATOR})
KEEPING = frozenset({Role.ADMINISTRATOR})

TABLE: dict[str, frozenset[Role]] = {
    # the vault and oneself
    "create vault": KEEPING,
    "unlock": EVERYBODY,
    "lock": EVERYBODY,
    "recover vault": EVERYBODY,
    "open despite doubts": EVERYBODY,  # who may not would be without what is left
    "read settings": EVERYBODY,
    "change settings": EVERYBODY,
    "change passphrase": EVERYBODY,
    "keep place": EVERYBODY,
    "turn on keychain": EVERYBODY,
    "turn off keychain": EVERYBODY,
    "list people": EVERYBODY,
    "begin emergency access": EVERYBODY,
    "end emergency access": EVERYBODY,
    # looking
    "list patients": EVERYBODY,
    "list studies": EVERYBODY,
    "list series": EVERYBODY,
    "list instances": EVERYBODY,
    "search": EVERYBODY,
    "index records": EVERYBODY,
    "show thumbnail": EVERYBODY,
    "show series": EVERYBODY,
    "open series": EVERYBODY,
    "open documents": EVERYBODY,
    "list segmentations": EVERYBODY,
    "open segmentation": EVERYBODY,
    "open record": EVERYBODY,
    "plot observations": EVERYBODY,
    "list findings": EVERYBODY,
    "list predictions": EVERYBODY,
    "list models": EVERYBODY,
    "open model": EVERYBODY,
    "open models": EVERYBODY,
    "list imports": EVERYBODY,
    "read watched folder": EVERYBODY,
    # caring for patients
    "import": CARING,
    "clear watched folder": CARING,
    "predict": CARING,
    "draft finding": CARING,
    "mark finding draft": CARING,
    "list measurements": EVERYBODY,
    "measure": CARING,
    "remove measurement": CARING,
    "mark key image": CARING,
    "unmark key image": CARING,
    "report measurements": CARING,
    "report key images": CARING,
    "mark finding confirmed": CARING,
    "mark finding rejected": CARING,
    "export report": CARING,
    "export evaluation": EVERYBODY,
    "explain": CARING,
    "export explanation": CARING,
    "export volume": CARING,
    "export picture": CARING,
    "export TIFF": CARING,
    "export film": CARING,
    "export originals": CARING,
    "export anonymous copies": CARING,
    # learning
    "list cohorts": LEARNING,
    "save cohort": LEARNING,
    "remove cohort": LEARNING,
    "read cohort": LEARNING,
    "look at table": LEARNING,
    "check table": LEARNING,
    "train": LEARNING,
    "list reproductions": EVERYBODY,
    "keep reproduction": LEARNING,
    "list unfinished trainings": LEARNING,
    "export training": LEARNING,
    "evaluate model": LEARNING,
    "export model": LEARNING,
    "register model": LEARNING,
    "remove model": LEARNING,
    # keeping the vault
    "stock shipped models": EVERYBODY,
    "look before deleting": KEEPING,
    "delete patient": KEEPING,
    "delete study": KEEPING,
    "list deletions": EVERYBODY,
    "begin erasing": KEEPING,
    "erase": KEEPING,
    "check": KEEPING,
    "add person": KEEPING,
    "change role": KEEPING,
    "remove person": KEEPING,
    "make recovery code": KEEPING,
    "turn anchor": KEEPING,
    "separate vault": KEEPING,
    "begin changing keys": KEEPING,
    "change keys": KEEPING,
    "change rules": KEEPING,
    "change watched folder": KEEPING,
    "read rules": EVERYBODY,
    "read audit trail": KEEPING,
    "verify audit trail": KEEPING,
    "export audit trail": KEEPING,
    "list backups": EVERYBODY,
    "back up": EVERYBODY,  # due backups are made for whoever has the vault open, where an administrator wants them
    "keep backup": EVERYBODY,
    "rotate backups": EVERYBODY,
    "verify backup": KEEPING,
    "remove backup": KEEPING,
    "change backup plan": KEEPING,
    "restore": KEEPING,
    "list emergencies": KEEPING,
    "review emergency": KEEPING,
}


# every public verb of every service, and the deed that its role is asked for; None: it touches nothing of the vault
VERBS: dict[str, str | None] = {
    "Worklist.patients": "list patients",
    "Worklist.studies": "list studies",
    "Worklist.study_page": "list studies",
    "Worklist.patient_page": "list patients",
    "Worklist.series": "list series",
    "Worklist.instances": "list instances",
    "Worklist.thumbnail": "show thumbnail",
    "Searching.find": "search",
    "Searching.behind": "search",
    "Searching.catch_up": "index records",
    "Deleting.what_goes": "look before deleting",
    "Deleting.delete_patient": "delete patient",
    "Deleting.delete_study": "delete study",
    "Deleting.waiting": "list deletions",
    "Deleting.erase": "begin erasing",
    "Timeline.open": "open record",
    "Timeline.numeric_series": "plot observations",
    "Importing.import_paths": "import",
    "Importing.ledgers": "list imports",
    "Importing.propose_mapping": None,
    "Watching.state": "read watched folder",
    "Watching.change_plan": "change watched folder",
    "Watching.settled": "read watched folder",
    "Watching.take": "import",
    "Viewing.summary": "show series",
    "Viewing.open": "open series",
    "Viewing.read_points": "open series",
    "Viewing.uptake": "show series",
    "Documents.open": "open documents",
    "Documents.tags": "open documents",
    "Documents.series_of": "open documents",
    "Segmentations.listed": "list segmentations",
    "Segmentations.open": "open segmentation",
    "Exporting.export_volume": "export volume",
    "Exporting.export_picture": "export picture",
    "Exporting.export_tiff": "export TIFF",
    "Exporting.export_film": "export film",
    "Measuring.measurements": "list measurements",
    "Measuring.draw": "measure",
    "Measuring.redraw": "measure",
    "Measuring.draw_on_plane": "measure",
    "Measuring.redraw_on_plane": "measure",
    "Measuring.keep": "measure",
    "Measuring.remove": "remove measurement",
    "Measuring.key_images": "list measurements",
    "Measuring.mark_key_image": "mark key image",
    "Measuring.unmark_key_image": "unmark key image",
    "Measuring.report": "report measurements",
    "Measuring.report_key_images": "report key images",
    "HandingOut.hand_out": "export originals",
    "Findings.findings": "list findings",
    "Findings.draft": "draft finding",
    "Findings.mark": "mark finding confirmed",
    "ModelShelf.models": "list models",
    "ModelShelf.find": "open model",
    "ModelShelf.package": "open model",
    "ModelShelf.register": "register model",
    "ModelShelf.register_bytes": "register model",
    "ModelShelf.register_shipped": "stock shipped models",
    "ModelShelf.remove": "remove model",
    "Predicting.device": None,
    "Predicting.fitting": "list models",
    "Predicting.given": "open record",
    "Predicting.preferred": "read settings",
    "Predicting.predict": "predict",
    "Predicting.predict_table": "predict",
    "Predicting.predictions": "list predictions",
    "Cohorts.cohorts": "list cohorts",
    "Cohorts.count": "list cohorts",
    "Cohorts.save": "save cohort",
    "Cohorts.remove": "remove cohort",
    "Cohorts.gather": "read cohort",
    "Training.look": "look at table",
    "Training.look_at": "look at table",
    "Training.examine": "check table",
    "Training.train": "train",
    "Training.learn": "train",
    "Training.unfinished": "list unfinished trainings",
    "Training.resume": "train",
    "Training.finish": "train",
    "Training.prepare": "export training",
    "Training.fetch": "export model",
    "Training.evaluate": "evaluate model",
    "Training.explain": "evaluate model",
    "Training.compare": "evaluate model",
    "Training.collect": "open model",
    "Training.keep": "register model",
    "Training.train_and_register": "train",
    "Explaining.explain": "explain",
    "Explaining.write_one": "export explanation",
    "Explaining.write": "export explanation",
    "Papers.evaluation": "open model",
    "Reproducing.kept": "list reproductions",
    "Reproducing.reproduce": "train",
    "Papers.write": "export evaluation",
    "Papers.write_figure": "export evaluation",
    "Reporting.write_pdf": "export report",
    "People.people": "list people",
    "People.add": "add person",
    "People.change_role": "change role",
    "People.change_passphrase": "change passphrase",
    "People.remove": "remove person",
    "People.new_recovery_code": "make recovery code",
    "People.change_keys": "change keys",
    "People.keychain": None,
    "People.turn_on_keychain": "turn on keychain",
    "People.turn_off_keychain": "turn off keychain",
    "People.turn_anchor": "turn anchor",
    "Emergencies.begin": "begin emergency access",
    "Emergencies.end": "end emergency access",
    "Emergencies.emergencies": "list emergencies",
    "Emergencies.review": "review emergency",
    "BackingUp.state": "list backups",
    "BackingUp.create": "back up",
    "BackingUp.verify": "verify backup",
    "BackingUp.remove": "remove backup",
    "BackingUp.change_plan": "change backup plan",
    "Auditing.entries": "read audit trail",
    "Auditing.verify": "verify audit trail",
    "Auditing.export": "export audit trail",
    "Settings.read": "read settings",
    "Settings.write": "change settings",
    "Settings.rules": "read rules",
    "Settings.change_rules": "change rules",
    "Settings.place": "keep place",
    "Settings.keep_place": "keep place",
}


def guard(tx: Transaction) -> None:
    """Let the transaction's deed pass. Raises WorkstationError where its principal's role does not allow it."""
    principal, verb = tx.deed.principal, tx.deed.verb
    held = replace(principal, role=_role_held(tx, principal))
    if may(held.role, verb) or may(acts_as(tx, held), verb):
        return
    raise WorkstationError(refusal(held.role, verb), say("Ask an administrator of the vault. Nothing was done."))


def _role_held(tx: Transaction, principal: Principal) -> Role:
    """What somebody signed in as, or less where their role was lowered since; more comes with the next sign-in."""
    found = users.get(tx, principal.user)
    known = found.role if found else principal.role
    return min(known, principal.role, key=list(Role).index)


def may(role: Role, verb: str) -> bool:
    return role in TABLE.get(verb, frozenset())


def refusal(role: Role, verb: str) -> Phrase:
    """Why a role may not do a deed, or nothing."""
    if may(role, verb):
        return NOTHING
    allowed = TABLE.get(verb, frozenset())
    return next((words for least, words in _NEEDS if least in allowed), say("Nobody may do this with this program."))


_NEEDS: tuple[tuple[Role, Phrase], ...] = (
    (Role.CLINICIAN, say("Your role may only look: this is for clinicians, researchers and administrators.")),
    (Role.RESEARCHER, say("Your role does not allow this: it is for researchers and administrators.")),
    (Role.ADMINISTRATOR, say("Your role does not allow this: it is for administrators.")),
)
