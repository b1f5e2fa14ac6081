"""The table of what lawyers have said of wordings."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from generator.storage.schema import METADATA, Moment

REVIEWS = Table(
    "wording_reviews",
    METADATA,
    Column("organisation_id", String(32), ForeignKey("organisations.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("agreement_id", String(32), ForeignKey("agreements.id", ondelete="CASCADE"), nullable=True, index=True),
    Column("clause", String(80), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("decision", String(30), nullable=False),
    Column("moment", Moment, nullable=False),
    Column("who", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("by_board", Boolean, nullable=False),
)
"""What somebody in an organisation has said of a wording: the library's, or one agreement's own. Rows are added, never
changed; those about an agreement's own wording go with it."""
