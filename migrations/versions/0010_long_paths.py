"""A question's path may be long: groups within groups, named by programs

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report_event", schema=None) as batch_op:
        batch_op.alter_column("field", existing_type=sa.String(length=200), type_=sa.Text(), existing_nullable=True)


def downgrade() -> None:
    with op.batch_alter_table("report_event", schema=None) as batch_op:
        batch_op.alter_column("field", existing_type=sa.Text(), type_=sa.String(length=200), existing_nullable=True)
