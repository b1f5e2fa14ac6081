"""Released and signed files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, and see to it that the database itself refuses to change a file."""
    op.create_table(
        "kept_files",
        sa.Column("agreement_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("media_type", sa.String(120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kept", sa.DateTime(), nullable=False),
        sa.Column("municipality_number", sa.String(60), nullable=False),
        sa.Column("police_number", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", "version", "name", name="pk_kept_files"),
        sa.ForeignKeyConstraint(
            ["agreement_id", "version"],
            ["agreement_versions.agreement_id", "agreement_versions.number"],
            name="fk_kept_files_agreement_id",
        ),
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER kept_files_no_{verb.lower()} BEFORE {verb} ON kept_files "
                "BEGIN SELECT RAISE(ABORT, 'rows are only added'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER kept_files_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON kept_files "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
