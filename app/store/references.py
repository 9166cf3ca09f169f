"""Which originals the rows of records.db name, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator

import sqlcipher3

from app.domain.words import say

_WHOSE = """
    SELECT i.uid, t.uid AS study, p.mrn FROM instances i
    JOIN series s ON s.uid = i.series JOIN studies t ON t.uid = s.study JOIN patients p ON p.id = t.patient
    WHERE i.object = :object
"""


def tables_naming_objects(connection: sqlcipher3.Connection) -> list[str]:
    """Asked of the schema, so that a table added later cannot be forgotten and lose its originals."""
    sql = (
        "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c"
        " WHERE t.type = 'table' AND c.name = 'object'"
    )
    return [str(row[0]) for row in connection.execute(sql)]


def referred(connection: sqlcipher3.Connection) -> Iterator[str]:
    """The ids of the originals that rows name."""
    for table in tables_naming_objects(connection):
        for row in connection.execute(f"SELECT object FROM {table} WHERE object <> ''"):
            yield str(row[0])


def loss(connection: sqlcipher3.Connection, object_id: str) -> str:
    """What a lost original was, as an English sentence."""
    row = connection.execute(_WHOSE, {"object": object_id}).fetchone()
    if row is None:
        return str(say("The original {id} is damaged or missing.", id=object_id))
    uid, study, mrn = row
    said = say("Instance {uid} of study {study}, patient {mrn}, is damaged or missing.", uid=uid, study=study, mrn=mrn)
    return str(said)
