"""The table of long work."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Integer, String, Table

from generator.storage.schema import METADATA, Moment

JOBS = Table(
    "jobs",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("owner", String(200), nullable=False, index=True),
    Column("arguments", JSON, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("done", Integer, CheckConstraint("done >= 0", name="counted"), nullable=False),
    Column("total", Integer, nullable=False),
    Column("cancel", Boolean, nullable=False),
    Column("result", JSON, nullable=False),
    Column("reason", String(400), nullable=False),
    Column("created", Moment, nullable=False, index=True),
    Column("seen", Moment),
    Column("ended", Moment),
)
"""One row for each piece of long work, with how far it has come. Never about a person."""
