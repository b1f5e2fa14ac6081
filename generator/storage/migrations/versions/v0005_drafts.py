"""What a draft is called and comes from, the status it has had, and the libraries that versions were made with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns with values that are true of old rows, and two tables."""
    op.add_column("agreements", sa.Column("name", sa.String(120), nullable=False, server_default=""))
    op.add_column("agreements", sa.Column("origin", sa.String(20), nullable=False, server_default=""))
    op.add_column("agreements", sa.Column("origin_agreement", sa.String(32), nullable=False, server_default=""))
    op.add_column("agreements", sa.Column("origin_version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("agreement_versions", sa.Column("law_day", sa.String(10), nullable=False, server_default=""))
    op.add_column("agreement_versions", sa.Column("who", sa.String(200), nullable=False, server_default="lokal"))
    op.add_column("agreement_versions", sa.Column("kind", sa.String(20), nullable=False, server_default="svar"))
    op.add_column("agreement_versions", sa.Column("source_version", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "agreement_statuses",
        sa.Column("agreement_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", "number", name="pk_agreement_statuses"),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name="fk_agreement_statuses_agreement_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "library_copies",
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_library_copies"),
    )
    _refuse_changes("agreement_statuses")
    _refuse_changes("library_copies")


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
