"""What municipalities have decided about wordings for all their agreements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, and let the database refuse to change or remove its rows."""
    op.create_table(
        "own_wordings",
        sa.Column("organisation_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("clause", sa.String(80), nullable=False),
        sa.Column("heading", sa.String(300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("base", sa.String(64), nullable=False),
        sa.Column("base_text", sa.Text(), nullable=False),
        sa.Column("after", sa.String(80), nullable=False),
        sa.Column("plan", sa.String(80), nullable=False),
        sa.Column("first_day", sa.String(10), nullable=False),
        sa.Column("last_day", sa.String(10), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "number", name="pk_own_wordings"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_own_wordings_organisation_id"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER own_wordings_no_{verb.lower()} BEFORE {verb} ON own_wordings "
                "BEGIN SELECT RAISE(ABORT, 'rows are only added'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER own_wordings_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON own_wordings "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
