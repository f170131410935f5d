"""When a message was first tried

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of what was tried before, the time when it was written stands for it.
    op.add_column("outbox", sa.Column("tried_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
