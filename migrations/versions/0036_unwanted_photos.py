"""Photos whose bytes are to be removed, found without all that are gone

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    unwanted = sa.text("state = 'gone' AND key IS NOT NULL")
    op.create_index("ix_attachment_unwanted", "attachment", ["state"], postgresql_where=unwanted, sqlite_where=unwanted)


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
