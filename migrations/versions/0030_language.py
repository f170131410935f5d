"""The language in which somebody wants forms

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("language", sa.String(32), nullable=False, server_default=""))


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
