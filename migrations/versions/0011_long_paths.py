"""A question's path may be long: groups within groups, named by programs

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report_event", schema=None) as batch_op:
        batch_op.alter_column("field", existing_type=sa.String(length=200), type_=sa.Text(), existing_nullable=True)


def downgrade() -> None:
    with op.batch_alter_table("report_event", schema=None) as batch_op:
        batch_op.alter_column("field", existing_type=sa.Text(), type_=sa.String(length=200), existing_nullable=True)
