"""A conversation knows its last words again when it hears them, without keeping them

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversation", sa.Column("heard", sa.String(16)))


def downgrade() -> None:
    op.drop_column("conversation", "heard")
