"""The tables of review: what lawyers have said of wordings, how they review, and by which day."""

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

RULES = Table(
    "review_rules",
    METADATA,
    Column("organisation_id", String(32), ForeignKey("organisations.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("persons", Integer, nullable=False),
    Column("moment", Moment, nullable=False),
    Column("who", String(200), nullable=False),
)
"""How many persons of an organisation must approve a wording, from a moment. Rows are added, never changed."""

DAYS = Table(
    "review_days",
    METADATA,
    Column("organisation_id", String(32), ForeignKey("organisations.id"), primary_key=True),
    Column("subject", String(64), primary_key=True),
    Column("agreement_id", String(32), ForeignKey("agreements.id", ondelete="CASCADE"), nullable=True, index=True),
    Column("day", String(10), nullable=False),
    Column("moment", Moment, nullable=False),
    Column("who", String(200), nullable=False),
)
"""By which day an organisation is to have reviewed something; what is about an agreement goes with it."""

LAW_CHANGES = Table(
    "law_changes",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("organisation_id", String(32), ForeignKey("organisations.id"), nullable=False, index=True),
    Column("provision", String(80), nullable=False),
    Column("fate", String(20), nullable=False),
    Column("first_day", String(10), nullable=False),
    Column("successor", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Column("moment", Moment, nullable=False),
    Column("who", String(200), nullable=False),
    Column("withdrawn", Moment, nullable=True),
    Column("withdrawn_by", String(200), nullable=False),
)
"""A change of the law that an organisation has entered, so that what rests on it is reviewed again."""
