"""Files that a form reads: lists of choices beside the workbook

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_version_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["form_version_id"], ["form_version.id"], name=op.f("fk_form_file_form_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_file")),
        sa.UniqueConstraint("form_version_id", "name", name=op.f("uq_form_file_form_version_id_name")),
    )


def downgrade() -> None:
    op.drop_table("form_file")
