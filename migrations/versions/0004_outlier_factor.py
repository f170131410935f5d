"""How far a figure may be from the office's usual one

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("programme", sa.Column("outlier_factor", sa.Float(), nullable=True))
    programme = sa.table("programme", sa.column("outlier_factor", sa.Float()))
    op.execute(programme.update().values(outlier_factor=5.0))
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.alter_column("outlier_factor", existing_type=sa.Float(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_column("outlier_factor")
