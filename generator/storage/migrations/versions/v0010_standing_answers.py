"""What a municipality answers alike in every document for a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, and let the database refuse to change or remove its rows."""
    op.create_table(
        "standing_answers",
        sa.Column("organisation_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "number", name="pk_standing_answers"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_standing_answers_organisation_id"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER standing_answers_no_{verb.lower()} BEFORE {verb} ON standing_answers "
                "BEGIN SELECT RAISE(ABORT, 'rows are only added'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER standing_answers_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON standing_answers "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
