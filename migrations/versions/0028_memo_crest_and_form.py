"""The garuda on papers, and whether an area writes a memo or a letter

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("memo_style", sa.Column("crest", sa.LargeBinary()))
    op.add_column("memo_style", sa.Column("form", sa.String(8), server_default="", nullable=False))


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
