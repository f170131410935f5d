"""The desk

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

DOCUMENT = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("leads_to", sa.String(length=300), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_desk_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_link")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_desk_link_token_sha256")),
    )
    with op.batch_alter_table("desk_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "desk_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_desk_visit_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_visit")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_desk_visit_token_sha256")),
    )
    with op.batch_alter_table("desk_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_visit_person_id"), ["person_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("wanted", DOCUMENT, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_job_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_job_state"), ["state"], unique=False)

    op.add_column("programme", sa.Column("levels", DOCUMENT, nullable=True))
    op.add_column("programme", sa.Column("leave_out_unapproved", sa.Boolean(), nullable=True))
    programme = sa.table("programme", sa.column("levels", DOCUMENT), sa.column("leave_out_unapproved", sa.Boolean()))
    op.execute(programme.update().values(levels=["district", "province", "department"], leave_out_unapproved=False))
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.alter_column("levels", existing_type=DOCUMENT, nullable=False)
        batch_op.alter_column("leave_out_unapproved", existing_type=sa.Boolean(), nullable=False)

    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("approved_level", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("content", DOCUMENT, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_column("content")
        batch_op.drop_column("approved_level")

    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_column("leave_out_unapproved")
        batch_op.drop_column("levels")

    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_state"))
        batch_op.drop_index(batch_op.f("ix_job_person_id"))

    op.drop_table("job")
    with op.batch_alter_table("desk_visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_visit_person_id"))

    op.drop_table("desk_visit")
    with op.batch_alter_table("desk_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_link_person_id"))

    op.drop_table("desk_link")
