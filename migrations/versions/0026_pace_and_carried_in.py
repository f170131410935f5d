"""How fast each person has been writing; which reply a reminder went with

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("busy_until", sa.DateTime(timezone=True)))
    op.add_column("person", sa.Column("is_put_aside", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("reminder", sa.Column("carried_in", sa.Integer()))


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
