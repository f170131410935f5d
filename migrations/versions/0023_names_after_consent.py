"""Names that were asked of LINE before anybody had agreed to the privacy notice are taken out

Revision ID: 0023
Revises: 0022
"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE person SET name = '' WHERE consent_at IS NULL AND name <> ''")


def downgrade() -> None:
    """There is no way back, and nothing to bring back."""
