"""When a question that is asked once more was sent before

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversation", sa.Column("shown_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("conversation", "shown_at")
