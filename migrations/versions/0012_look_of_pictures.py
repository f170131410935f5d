"""What is read off a picture: its hashes, when and where it was taken; and when it first stood in a sent report

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_BANDS = ("band_0", "band_1", "band_2", "band_3")


def upgrade() -> None:
    for column in (
        sa.Column("sent_at", _MOMENT, nullable=True),
        sa.Column("look_version", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in _BANDS),
        sa.Column("fine_hash", sa.String(length=64), nullable=True),
        sa.Column("taken_at", _MOMENT, nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
    ):
        op.add_column("attachment", column)
    # What belongs to a report that was sent counts as sent with it.
    attachment = sa.table("attachment", sa.column("report_id", sa.Integer()), sa.column("sent_at", _MOMENT))
    report = sa.table(
        "report",
        sa.column("id", sa.Integer()),
        sa.column("revision", sa.Integer()),
        sa.column("first_submitted_at", _MOMENT),
    )
    first = sa.select(report.c.first_submitted_at).where(report.c.id == attachment.c.report_id, report.c.revision > 0)
    op.execute(attachment.update().values(sent_at=first.scalar_subquery()))
    # From now on only what is kept has a hash.
    state, sha256 = sa.column("state", sa.String()), sa.column("sha256", sa.String())
    every = sa.table("attachment", state, sha256)
    op.execute(every.update().where(state != "kept").values(sha256=None))
    for name in _BANDS:
        op.create_index(f"ix_attachment_{name}", "attachment", [name])
    unlooked = sa.text("state = 'kept' AND kind = 'image' AND look_version IS NULL")
    op.create_index("ix_attachment_unlooked", "attachment", ["id"], postgresql_where=unlooked, sqlite_where=unlooked)


def downgrade() -> None:
    op.drop_index("ix_attachment_unlooked", "attachment")
    for name in _BANDS:
        op.drop_index(f"ix_attachment_{name}", "attachment")
    for name in ("longitude", "latitude", "taken_at", "fine_hash", *_BANDS, "look_version", "sent_at"):
        op.drop_column("attachment", name)
