"""How an organisation reviews: how many must approve, by which day, and the changes of the law it has entered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, and let the database refuse changes of the rules."""
    op.create_table(
        "review_rules",
        sa.Column("organisation_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "number", name="pk_review_rules"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_review_rules_organisation_id"),
    )
    op.create_table(
        "review_days",
        sa.Column("organisation_id", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("agreement_id", sa.String(32), nullable=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "subject", name="pk_review_days"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_review_days_organisation_id"),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name="fk_review_days_agreement_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_review_days_agreement_id", "review_days", ["agreement_id"])
    op.create_table(
        "law_changes",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("organisation_id", sa.String(32), nullable=False),
        sa.Column("provision", sa.String(80), nullable=False),
        sa.Column("fate", sa.String(20), nullable=False),
        sa.Column("first_day", sa.String(10), nullable=False),
        sa.Column("successor", sa.String(200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("withdrawn", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_law_changes"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_law_changes_organisation_id"),
    )
    op.create_index("ix_law_changes_organisation_id", "law_changes", ["organisation_id"])
    _refuse_changes("review_rules")


def _refuse_changes(table: str) -> None:
    """See to it that the database itself refuses to change a row."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'rows are only added'); END"
        )
        return
    op.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
