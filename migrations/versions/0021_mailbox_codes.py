"""Codes sent to offices' mailboxes

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mailbox_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org_unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(32), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True)),
        sa.Column("error", sa.String(200)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("membership_id", sa.Integer()),
        sa.Column("objected_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["org_unit_id"], ["org_unit.id"], name=op.f("fk_mailbox_code_org_unit_id_org_unit")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mailbox_code_person_id_person")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_mailbox_code_membership_id_membership")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox_code")),
        sa.UniqueConstraint("nonce", name=op.f("uq_mailbox_code_nonce")),
    )
    op.create_index("ix_mailbox_code_org_unit_id_created_at", "mailbox_code", ["org_unit_id", "created_at"])
    op.create_index("ix_mailbox_code_state_next_try_at", "mailbox_code", ["state", "next_try_at"])
    op.create_index(op.f("ix_mailbox_code_created_at"), "mailbox_code", ["created_at"])
    op.create_index(op.f("ix_mailbox_code_membership_id"), "mailbox_code", ["membership_id"])


def downgrade() -> None:
    op.drop_table("mailbox_code")
