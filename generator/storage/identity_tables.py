"""The tables about people who use the service: organisations, accounts, ways in, guests. Secrets only as hashes."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from generator.storage.schema import METADATA, Moment

ORGANISATIONS = Table(
    "organisations",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("kind", String(20), CheckConstraint("kind IN ('polis', 'kommun')", name="known_kind"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("created", Moment, nullable=False),
)
"""One row per authority that works here. Only an administrator adds or changes one."""

ORGANISATION_MUNICIPALITIES = Table(
    "organisation_municipalities",
    METADATA,
    Column("organisation_id", String(32), ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True),
    Column("code", String(4), primary_key=True, index=True),
)
"""Which municipality a municipal organisation is, and which ones a police organisation covers."""

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("login", String(200), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("password_hash", String(200)),
    Column("code_secret", String(400)),
    Column("code_step", Integer),
    Column("administrator", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created", Moment, nullable=False),
)
"""One row per person. The secret of one-time codes is encrypted; ``code_step`` is the last code's time, used once."""

IDENTITIES = Table(
    "identities",
    METADATA,
    Column("issuer", String(400), primary_key=True),
    Column("subject", String(255), primary_key=True),
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
)
"""Who somebody is at another service that signs people in for us."""

MEMBERSHIPS = Table(
    "memberships",
    METADATA,
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation_id", String(32), ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(30), primary_key=True),
)
"""What somebody is in an organisation. The only source of access to anything."""

INVITATIONS = Table(
    "invitations",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("used", Moment),
)
"""Links that let somebody choose a password, once."""

SIGN_IN_ATTEMPTS = Table(
    "sign_in_attempts",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("login_hash", String(64), nullable=False),
    Column("moment", Moment, nullable=False),
    Index("ix_sign_in_attempts_login_hash", "login_hash", "moment"),
)
"""Attempts that have not succeeded. People type passwords in the wrong field, so what they typed is a keyed hash."""

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("awaits_code", Boolean, nullable=False),
)
"""Who is signed in. Nothing about what they look at."""

AGREEMENT_ORGANISATIONS = Table(
    "agreement_organisations",
    METADATA,
    Column("agreement_id", String(32), ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation_id", String(32), ForeignKey("organisations.id"), primary_key=True, index=True),
    Column("reason", String(20), nullable=False),
)
"""Whose an agreement is: of those who made it, were given it, or take part in it."""

GUEST_LINKS = Table(
    "guest_links",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("agreement_id", String(32), ForeignKey("agreements.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("created", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("revoked", Moment),
)
"""Links that let a named person read and comment on one agreement until a day."""

COMMENTS = Table(
    "agreement_comments",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("agreement_id", String(32), ForeignKey("agreements.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("author", String(200), nullable=False),
    Column("from_guest", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("created", Moment, nullable=False),
)
"""What people have said about an agreement. Never printed in a document."""
