"""The table of what a municipality answers alike in every document for a person."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table

from generator.storage.schema import METADATA, Moment

STANDING_ANSWERS = Table(
    "standing_answers",
    METADATA,
    Column("organisation_id", String(32), ForeignKey("organisations.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("answers", JSON, nullable=False),
    Column("moment", Moment, nullable=False),
    Column("who", String(200), nullable=False),
)
"""One row each time that somebody has saved them, with all of them. Rows are added, never changed nor removed, so that
what the papers said on a certain day can be told."""
