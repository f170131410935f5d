"""When an invitation went to its office's mailbox

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invite", sa.Column("mailed_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
