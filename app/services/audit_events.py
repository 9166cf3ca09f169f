"""Audit entries as FHIR R4 AuditEvents, by IHE's Basic Audit Log Patterns where one fits.

Sources: https://profiles.ihe.net/ITI/BALP, DICOM PS3.16 CID 400 to 402 (event codes), PS3.15 A.5.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import __version__
from app.store import trail
from app.store.trail import Epoch

_BALP = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."
_DCM = "http://dicom.nema.org/resources/ontology/DCM"
_REST = "http://hl7.org/fhir/restful-interaction"
_TYPE = "http://terminology.hl7.org/CodeSystem/audit-event-type"
_LIFECYCLE = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"
_PART = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
_ENTITY = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
_ROLE = "http://terminology.hl7.org/CodeSystem/object-role"
_OURS = "https://aegle.invalid/fhir/CodeSystem/"
_HERE = {"display": f"Aegle {__version__}"}
_OUTCOMES = {"done": "0", "refused": "4", "cancelled": "4"}

Coding = dict[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a verb is in FHIR. ``profile`` is BALP's, without and with Patient; empty where none fits."""

    type: Coding
    subtype: tuple[Coding, ...]
    action: str
    profile: str = ""
    patient_profile: str = ""
    user: str = "AUT"


def _coding(system: str, code: str, display: str) -> Coding:
    return {"system": system, "code": code, "display": display}


def _rest(code: str, action: str, profile: str, user: str = "AUT") -> Kind:
    type_ = _coding(_TYPE, "rest", "Restful Operation")
    named = f"Patient{profile}" if profile else ""
    return Kind(type_, (_coding(_REST, code, code),), action, profile, named, user)


def _dicom(code: str, display: str, action: str, *subtype: Coding, patient_profile: str = "") -> Kind:
    return Kind(_coding(_DCM, code, display), subtype, action, patient_profile=patient_profile, user="IRCP")


_DISCLOSE = _coding(_LIFECYCLE, "disclose", "Disclose Record Lifecycle Event")
_CREATE = _rest("create", "C", "Create")
_READ = _rest("read", "R", "Read", "IRCP")
_UPDATE = _rest("update", "U", "Update")
_DELETE = _rest("delete", "D", "Delete", "CST")
_QUERY = _rest("search", "E", "Query", "IRCP")
_OPERATION = _rest("operation", "E", "")
_TRAIL_USED = _dicom("110101", "Audit Log Used", "R")
_SECURITY = _dicom("110113", "Security Alert", "E")
_PEOPLE = _dicom("110113", "Security Alert", "E", _coding(_DCM, "110137", "User security Attributes Changed"))
_OVERRIDE = _dicom("110113", "Security Alert", "E", _coding(_DCM, "110127", "Emergency Override Started"))
_OVERRIDE_ENDED = _dicom("110113", "Security Alert", "E", _coding(_DCM, "110138", "Emergency Override Stopped"))
_IMPORT = _dicom("110107", "Import", "C", _DISCLOSE, patient_profile="PrivacyDisclosure.Recipient")
_EXPORT = _dicom("110106", "Export", "R", _DISCLOSE, patient_profile="PrivacyDisclosure.Source")
_LOGIN = _dicom("110114", "User Authentication", "E", _coding(_DCM, "110122", "Login"))
_LOGOUT = _dicom("110114", "User Authentication", "E", _coding(_DCM, "110123", "Logout"))

# by the whole verb, else by its first word
_WHOLE: dict[str, Kind] = {
    "read audit trail": _TRAIL_USED,
    "verify audit trail": _TRAIL_USED,
    "export audit trail": _TRAIL_USED,
    "add person": _PEOPLE,
    "remove person": _PEOPLE,
    "change passphrase": _PEOPLE,
    "make recovery code": _PEOPLE,
    "change role": _PEOPLE,
    "recover vault": _LOGIN,
    "begin erasing": _DELETE,
    "begin emergency access": _OVERRIDE,
    "end emergency access": _OVERRIDE_ENDED,
}
_FIRST: dict[str, Kind] = {
    "create": _CREATE,
    "draft": _CREATE,
    "register": _CREATE,
    "add": _CREATE,
    "open": _READ,
    "show": _READ,
    "read": _READ,
    "plot": _READ,
    "look": _READ,
    "list": _QUERY,
    "search": _QUERY,
    "index": _OPERATION,
    "find": _QUERY,
    "begin": _UPDATE,
    "change": _UPDATE,
    "turn": _UPDATE,
    "separate": _UPDATE,
    "mark": _UPDATE,
    "unmark": _UPDATE,
    "measure": _CREATE,
    "report": _CREATE,
    "delete": _DELETE,
    "remove": _DELETE,
    "erase": _DELETE,
    "import": _IMPORT,
    "export": _EXPORT,
    "back": _EXPORT,
    "restore": _IMPORT,
    "unlock": _LOGIN,
    "lock": _LOGOUT,
    "alarm": _SECURITY,
    "clock": _SECURITY,
}


def kind_of(verb: str) -> Kind:
    """Verbs that are none of the known are operations: predict, train, check …"""
    return _WHOLE.get(verb) or _FIRST.get(verb.split(" ", 1)[0], _OPERATION)


def bundle(
    entries: Sequence[Mapping[str, Any]], epochs: Sequence[Epoch], patients: Collection[str], at: datetime
) -> dict[str, Any]:
    """Epochs and events in one collection, as ``trail`` verifies them. ``patients`` are the ids that are patients'."""
    resources = [*(_epoch(one) for one in epochs), *(event(one, patients) for one in entries)]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": at.isoformat(timespec="seconds"),
        "entry": [{"fullUrl": f"{_OURS}{r['resourceType']}/{r['id']}", "resource": r} for r in resources],
    }


def event(entry: Mapping[str, Any], patients: Collection[str]) -> dict[str, Any]:
    """One entry. ``about`` is the JSON text of a list, as it is chained."""
    kind = kind_of(entry["verb"])
    ids = json.loads(entry["about"])
    outcome = _OUTCOMES.get(entry["outcome"], "8")
    entities = _entities(kind, entry, ids, patients)
    profile = _profile(kind, entities) if outcome == "0" else ""
    made: dict[str, Any] = {
        "resourceType": "AuditEvent",
        "id": f"entry-{entry['number']}",
        "extension": [{"url": trail.ENTRY_URL, "valueString": json.dumps(dict(entry), ensure_ascii=False)}],
        "type": kind.type,
        "subtype": [*kind.subtype, {"system": f"{_OURS}deed", "code": entry["verb"]}],
        "action": kind.action,
        "recorded": entry["at"],
        "outcome": outcome,
        "outcomeDesc": entry["outcome"],
        "agent": _agents(kind, entry),
        "source": {
            "site": "Aegle",
            "observer": _HERE,
            "type": [_coding("http://terminology.hl7.org/CodeSystem/security-source-type", "1", "User Device")],
        },
    }
    if entities:
        made["entity"] = entities
    if profile:
        made["meta"] = {"profile": [_BALP + profile]}
    if entry["why"]:
        made["purposeOfEvent"] = [{"text": entry["why"]}]
    return made


def _profile(kind: Kind, entities: list[dict[str, Any]]) -> str:
    """The patterns want one patient or none, and one thing of theirs (a disclosure: one or more)."""
    persons = sum(one["type"]["code"] == "1" for one in entities)
    things = len(entities) - persons
    if kind in (_IMPORT, _EXPORT):
        return kind.patient_profile if persons == 1 and things else ""
    if things != 1 or persons > 1:
        return ""
    return kind.patient_profile if persons else kind.profile


def _agents(kind: Kind, entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The person first; then this program, which is both who asks and who answers."""
    user = entry["user"] or "workstation"
    person: dict[str, Any] = {
        "type": {"coding": [{"system": _PART, "code": kind.user}]},
        "who": {"identifier": {"system": f"{_OURS}user", "value": user}},
        "requestor": bool(entry["user"]),
    }
    if entry["user"]:
        person["role"] = [{"coding": [{"system": f"{_OURS}role", "code": entry["role"]}]}]
    return [person, _program("110153", "Source Role ID"), _program("110152", "Destination Role ID")]


def _program(code: str, display: str) -> dict[str, Any]:
    return {
        "type": {"coding": [_coding(_DCM, code, display)]},
        "who": _HERE,
        "requestor": False,
        "network": {"address": "localhost", "type": "1"},
    }


def _entities(
    kind: Kind, entry: Mapping[str, Any], ids: Sequence[str], patients: Collection[str]
) -> list[dict[str, Any]]:
    """What it was about, in order; for a query what was asked, for a deed on a patient alone their record."""
    made = [_entity(one, one in patients) for one in ids]
    if kind is _QUERY:
        asked = base64.b64encode(entry["verb"].encode()).decode()
        made.append({"type": _SYSTEM_OBJECT, "role": _coding(_ROLE, "24", "Query"), "query": asked})
    elif kind.profile and ids and all(one in patients for one in ids):
        made.append(
            {"what": {"display": "record"}, "type": _SYSTEM_OBJECT, "role": _coding(_ROLE, "4", "Domain Resource")}
        )
    return made


_SYSTEM_OBJECT = _coding(_ENTITY, "2", "System Object")


def _entity(one: str, is_patient: bool) -> dict[str, Any]:
    if is_patient:
        what = {"type": "Patient", "identifier": {"system": f"{_OURS}patient", "value": one}}
        return {"what": what, "type": _coding(_ENTITY, "1", "Person"), "role": _coding(_ROLE, "1", "Patient")}
    what = {"identifier": {"system": f"{_OURS}id", "value": one}}
    return {"what": what, "type": _SYSTEM_OBJECT, "role": _coding(_ROLE, "4", "Domain Resource")}


def _epoch(one: Epoch) -> dict[str, Any]:
    signature = base64.b64encode(one.signature).decode() if one.signature else None
    kept = {
        "number": one.number,
        "first": one.first,
        "last": one.last,
        "public_key": one.public_key.hex(),
        "signature": signature,
    }
    return {
        "resourceType": "Basic",
        "id": f"epoch-{one.number}",
        "extension": [{"url": trail.EPOCH_URL, "valueString": json.dumps(kept)}],
        "code": {"coding": [{"system": f"{_OURS}basic", "code": "audit-epoch"}]},
    }
