"""The forms that a period was reported on, found without the reports

Revision ID: 0035
Revises: 0034
"""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_report_form_version_id_period", "report", ["form_version_id", "period"])


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
