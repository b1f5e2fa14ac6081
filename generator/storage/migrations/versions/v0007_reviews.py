"""What lawyers have said of wordings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, and let the database refuse changes of its rows."""
    op.create_table(
        "wording_reviews",
        sa.Column("organisation_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agreement_id", sa.String(32), nullable=True),
        sa.Column("clause", sa.String(80), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("decision", sa.String(30), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_board", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "number", name="pk_wording_reviews"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_wording_reviews_organisation_id"),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name="fk_wording_reviews_agreement_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_wording_reviews_agreement_id", "wording_reviews", ["agreement_id"])
    _refuse_changes("wording_reviews")


def _refuse_changes(table: str) -> None:
    """See to it that the database itself refuses to change a row. Rows go with the draft they belong to."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'rows are only added'); END"
        )
        return
    op.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
