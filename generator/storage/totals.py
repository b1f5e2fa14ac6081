"""Totals that say how many and nothing more. In a small municipality even a time would tell about somebody."""

from __future__ import annotations

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from generator.errors import StorageError
from generator.storage.database import reading, writing
from generator.storage.tables import TOTALS

_PERSON_DOCUMENTS = "handlingar-for-person"


def count_person_document(engine: Engine) -> None:
    """Add one. Raises StorageError."""
    try:
        _add_one(engine)
    except StorageError as error:
        # Two that counted the very first one at once: now there is a row to add to.
        if not isinstance(error.__cause__, IntegrityError):
            raise
        _add_one(engine)


def _add_one(engine: Engine) -> None:
    with writing(engine) as connection:
        more = update(TOTALS).where(TOTALS.c.name == _PERSON_DOCUMENTS).values(total=TOTALS.c.total + 1)
        if not connection.execute(more).rowcount:
            connection.execute(insert(TOTALS).values(name=_PERSON_DOCUMENTS, total=1))


STEP = 10
"""How coarsely the total is told. Whoever could see it grow by one would know when a document was made."""


def person_documents_at_least(engine: Engine) -> int:
    """How many documents for a person have been made, rounded down to whole steps. Raises StorageError."""
    return person_documents(engine) // STEP * STEP


def person_documents(engine: Engine) -> int:
    """How many documents for a person have been made: for proofs, never for a page. Raises StorageError."""
    with reading(engine) as connection:
        return connection.execute(select(TOTALS.c.total).where(TOTALS.c.name == _PERSON_DOCUMENTS)).scalar() or 0
