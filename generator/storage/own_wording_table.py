"""The table of what municipalities have decided about wordings for all their agreements."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from generator.storage.schema import METADATA, Moment

OWN_WORDINGS = Table(
    "own_wordings",
    METADATA,
    Column("organisation_id", String(32), ForeignKey("organisations.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("act", String(20), nullable=False),
    Column("clause", String(80), nullable=False),
    Column("heading", String(300), nullable=False),
    Column("text", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("base", String(64), nullable=False),
    Column("base_text", Text, nullable=False),
    Column("after", String(80), nullable=False),
    Column("plan", String(80), nullable=False),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
    Column("moment", Moment, nullable=False),
    Column("who", String(200), nullable=False),
)
"""One row for each act: a wording adopted, replaced, added or withdrawn. Rows are added, never changed nor removed; the
last day is empty until further notice."""
