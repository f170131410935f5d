"""Photos that everybody may see

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "released_photo",
        sa.Column("attachment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_released_photo_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_released_photo_report_id_report")),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_released_photo")),
    )
    op.create_index(op.f("ix_released_photo_report_id"), "released_photo", ["report_id"])


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
