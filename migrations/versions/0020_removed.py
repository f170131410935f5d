"""Whoever was removed is known for it; codes that make a supervisor live 72 hours and are for one person

Revision ID: 0020
Revises: 0019
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_SUPERVISING = ("district", "province", "department", "admin")
_LIFE = timedelta(hours=72)


def upgrade() -> None:
    op.add_column("membership", sa.Column("removed", sa.Boolean(), server_default=sa.false(), nullable=False))
    membership, audit = _membership(), _audit_log()
    ended_by_another = sa.select(audit.c.id).where(
        audit.c.action == "join.end",
        audit.c.subject == "membership:" + sa.cast(membership.c.id, sa.String()),
        sa.or_(audit.c.person_id.is_(None), audit.c.person_id != membership.c.person_id),
    )
    op.execute(
        membership.update()
        .where(membership.c.state == "ended", membership.c.from_at.is_not(None), ended_by_another.exists())
        .values(removed=sa.true())
    )
    _shorten(op.get_bind())


def _shorten(connection: sa.Connection) -> None:
    """Counted from when each was made: nothing here depends on the day of the upgrade."""
    invite = sa.table(
        "invite",
        sa.column("id", sa.Integer()),
        sa.column("role", sa.String()),
        sa.column("uses_left", sa.Integer()),
        sa.column("created_at", sa.DateTime(timezone=True)),
        sa.column("expires_at", sa.DateTime(timezone=True)),
    )
    long = sa.select(invite.c.id, invite.c.created_at, invite.c.expires_at, invite.c.uses_left)
    for row in connection.execute(long.where(invite.c.role.in_(_SUPERVISING), invite.c.uses_left > 0)).all():
        shorter = {"expires_at": min(row.expires_at, row.created_at + _LIFE), "uses_left": min(row.uses_left, 1)}
        connection.execute(invite.update().where(invite.c.id == row.id).values(shorter))


def _membership() -> sa.TableClause:
    return sa.table(
        "membership",
        sa.column("id", sa.Integer()),
        sa.column("person_id", sa.Integer()),
        sa.column("state", sa.String()),
        sa.column("from_at", sa.DateTime(timezone=True)),
        sa.column("removed", sa.Boolean()),
    )


def _audit_log() -> sa.TableClause:
    return sa.table(
        "audit_log",
        sa.column("id", sa.Integer()),
        sa.column("action", sa.String()),
        sa.column("subject", sa.String()),
        sa.column("person_id", sa.Integer()),
    )


def downgrade() -> None:
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_column("removed")
