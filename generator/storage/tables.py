"""The tables, in types that SQLite and PostgreSQL share. A change here needs a migration.

Those about people who use the service stand in ``identity_tables``, that of long work in ``job_table``, that of reviews
in ``review_table``, that of municipalities' own wordings in ``own_wording_table``, that of their standing answers in
``standing_answer_table``; importing this module makes all of them known.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from generator.storage import identity_tables, job_table, own_wording_table, review_table, standing_answer_table
from generator.storage.schema import METADATA, Moment

__all__ = [
    "METADATA",
    "Moment",
    "identity_tables",
    "job_table",
    "own_wording_table",
    "review_table",
    "standing_answer_table",
]

AGREEMENTS = Table(
    "agreements",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("plan", String(80), nullable=False),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False, index=True),
    Column("current_version", Integer, CheckConstraint("current_version >= 1", name="counted"), nullable=False),
    Column("name", String(120), nullable=False, server_default=""),
    Column("origin", String(20), nullable=False, server_default=""),
    Column("origin_agreement", String(32), nullable=False, server_default=""),
    Column("origin_version", Integer, nullable=False, server_default="0"),
)
"""One row per agreement; its id is random. Who may see it stands in ``agreement_organisations``. Its name is given by
people, and empty until somebody has. Its origin is empty, or says that it is a copy or a renewal of a version of
another agreement, which may be gone by now."""

VERSIONS = Table(
    "agreement_versions",
    METADATA,
    Column("agreement_id", String(32), ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("answers", JSON, nullable=False),
    Column("library_version", String(64), nullable=False),
    Column("created", Moment, nullable=False),
    Column("law_day", String(10), nullable=False, server_default=""),
    Column("who", String(200), nullable=False, server_default="lokal"),
    Column("kind", String(20), nullable=False, server_default="svar"),
    Column("source_version", Integer, nullable=False, server_default="0"),
)
"""One row per saved version. Rows are added, never changed. The day whose law counts is empty in old rows."""

STATUSES = Table(
    "agreement_statuses",
    METADATA,
    Column("agreement_id", String(32), ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("status", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("moment", Moment, nullable=False),
    Column("who", String(200), nullable=False),
    Column("day", String(10), nullable=False),
    Column("reason", String(500), nullable=False),
)
"""Every status that an agreement has had. Rows are added, never changed; none means that it is a draft."""

LIBRARY_COPIES = Table(
    "library_copies",
    METADATA,
    Column("version", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("kept", Moment, nullable=False),
)
"""Every library that some version of an agreement was made with, packed whole, so that its text can be made again."""

EVENTS = Table(
    "events",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(40), nullable=False),
    Column("moment", Moment, nullable=False),
    Column("who", String(200), nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
"""Who did what, when. Numbered without gaps, each row sealed with the one before; the database refuses changes."""

CHAIN_HEAD = Table(
    "event_chain",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
"""The last event, kept apart so that events taken off the end are missed."""

TOTALS = Table(
    "totals",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("total", Integer, CheckConstraint("total >= 0", name="counted"), nullable=False),
)
"""How many times something was done, and nothing else: not when, not by whom, not for which document."""

FILES = Table(
    "kept_files",
    METADATA,
    Column("agreement_id", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", String(120), nullable=False),
    Column("media_type", String(120), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("kept", Moment, nullable=False),
    Column("municipality_number", String(60), nullable=False),
    Column("police_number", String(60), nullable=False),
    PrimaryKeyConstraint("agreement_id", "version", "name"),
    ForeignKeyConstraint(
        ["agreement_id", "version"],
        ["agreement_versions.agreement_id", "agreement_versions.number"],
        name="fk_kept_files_agreement_id",
    ),
)
"""Files that were released or signed, as they were. Rows are added, never changed; nor can their version be removed."""
