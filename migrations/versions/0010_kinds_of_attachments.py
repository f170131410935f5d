"""What kind of attachment: a picture, a sound, a film, a paper

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
    op.add_column("attachment", sa.Column("kind", sa.String(length=8), nullable=True))
    op.execute(sa.table("attachment", sa.column("kind", sa.String())).update().values(kind="image"))
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.alter_column("kind", existing_type=sa.String(length=8), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_column("kind")
