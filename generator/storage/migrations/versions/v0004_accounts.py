"""Organisations, accounts, ways in, guests, comments, and whose each agreement is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables. Agreements from before belong to nobody until an administrator says whose they are."""
    _organisations()
    _accounts()
    _ways_in()
    _owners()
    _guests()


def _organisations() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
        sa.CheckConstraint("kind IN ('polis', 'kommun')", name="ck_organisations_known_kind"),
    )
    op.create_table(
        "organisation_municipalities",
        sa.Column("organisation_id", sa.String(32), nullable=False),
        sa.Column("code", sa.String(4), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "code", name="pk_organisation_municipalities"),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name="fk_organisation_municipalities_organisation_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_organisation_municipalities_code", "organisation_municipalities", ["code"])


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("login", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("password_hash", sa.String(200)),
        sa.Column("code_secret", sa.String(400)),
        sa.Column("code_step", sa.Integer()),
        sa.Column("administrator", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("login", name="uq_accounts_login"),
    )
    op.create_table(
        "identities",
        sa.Column("issuer", sa.String(400), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_identities"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_identities_account_id", ondelete="CASCADE"),
    )
    op.create_index("ix_identities_account_id", "identities", ["account_id"])
    op.create_table(
        "memberships",
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("organisation_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(30), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "organisation_id", "role", name="pk_memberships"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_memberships_account_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_memberships_organisation_id", ondelete="CASCADE"
        ),
    )


def _ways_in() -> None:
    op.create_table(
        "invitations",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime()),
        sa.PrimaryKeyConstraint("token_hash", name="pk_invitations"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_invitations_account_id", ondelete="CASCADE"),
    )
    op.create_index("ix_invitations_account_id", "invitations", ["account_id"])
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("login_hash", sa.String(64), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempts"),
    )
    op.create_index("ix_sign_in_attempts_login_hash", "sign_in_attempts", ["login_hash", "moment"])
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("seen", sa.DateTime(), nullable=False),
        sa.Column("awaits_code", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_sessions_account_id", ondelete="CASCADE"),
    )
    op.create_index("ix_sessions_account_id", "sessions", ["account_id"])


def _owners() -> None:
    op.create_table(
        "agreement_organisations",
        sa.Column("agreement_id", sa.String(32), nullable=False),
        sa.Column("organisation_id", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", "organisation_id", name="pk_agreement_organisations"),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name="fk_agreement_organisations_agreement_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_agreement_organisations_organisation_id"
        ),
    )
    op.create_index("ix_agreement_organisations_organisation_id", "agreement_organisations", ["organisation_id"])


def _guests() -> None:
    op.create_table(
        "guest_links",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("agreement_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("revoked", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_guest_links"),
        sa.UniqueConstraint("token_hash", name="uq_guest_links_token_hash"),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name="fk_guest_links_agreement_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_guest_links_agreement_id", "guest_links", ["agreement_id"])
    op.create_table(
        "agreement_comments",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("agreement_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("from_guest", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agreement_comments"),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name="fk_agreement_comments_agreement_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_agreement_comments_agreement_id", "agreement_comments", ["agreement_id"])
