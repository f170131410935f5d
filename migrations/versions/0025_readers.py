"""Openings of the library as sums by day; whether the targets of its items answer

Revision ID: 0025
Revises: 0024
"""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KINDS = ("scan", "chat", "page", "file", "click")
AT_ONCE = 5_000


def upgrade() -> None:
    op.create_table(
        "visit_day",
        sa.Column("org_unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("knowledge_item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(kind, sa.Integer(), nullable=False) for kind in KINDS),
        sa.PrimaryKeyConstraint("org_unit_id", "knowledge_item_id", "day", name=op.f("pk_visit_day")),
    )
    _sum_up(op.get_bind())
    op.drop_table("visit")
    op.create_table(
        "target_check",
        sa.Column("knowledge_item_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(1000), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fault", sa.String(16), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("dead_since", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["knowledge_item_id"], ["knowledge_item.id"], name=op.f("fk_target_check_knowledge_item_id")
        ),
        sa.PrimaryKeyConstraint("knowledge_item_id", name=op.f("pk_target_check")),
    )


def _sum_up(connection: sa.Connection) -> None:
    """Each opening into the sums of its office, of all above it and of everybody (0); of its item and of all (0)."""
    sums: dict[tuple[int, int, Any], Counter[str]] = defaultdict(Counter)
    parents = dict(connection.execute(_org_units()).all())
    for office, item, day, kind, count in connection.execute(_days(connection.dialect.name)):
        units = [0]
        while office is not None:
            units.append(office)
            office = parents.get(office)
        for unit in units:
            for one in (0, item):
                sums[unit, one, day][kind] += count
    table = sa.table("visit_day", sa.column("day", sa.Date()), *(sa.column(name) for name in (*KEYS, *KINDS)))
    rows = [
        {"org_unit_id": unit, "knowledge_item_id": item, "day": _date(day)} | {kind: counts[kind] for kind in KINDS}
        for (unit, item, day), counts in sums.items()
    ]
    for start in range(0, len(rows), AT_ONCE):
        connection.execute(table.insert(), rows[start : start + AT_ONCE])


KEYS = ("org_unit_id", "knowledge_item_id")


def _org_units() -> sa.Select[Any]:
    unit = sa.table("org_unit", sa.column("id", sa.Integer()), sa.column("parent_id", sa.Integer()))
    return sa.select(unit.c.id, unit.c.parent_id)


def _days(dialect: str) -> sa.Select[Any]:
    """Bangkok's: it has kept one distance from UTC for as long as there are openings."""
    visit = sa.table(
        "visit",
        *(sa.column(name, sa.Integer()) for name in KEYS),
        sa.column("kind", sa.String()),
        sa.column("at", sa.DateTime(timezone=True)),
    )
    if dialect == "sqlite":
        day = sa.func.date(visit.c.at, "+7 hours")
    else:
        day = sa.cast(sa.func.timezone("Asia/Bangkok", visit.c.at), sa.Date())
    openings = sa.select(visit.c.org_unit_id, visit.c.knowledge_item_id, day.label("day"), visit.c.kind).subquery()
    return sa.select(*openings.c, sa.func.count()).group_by(*openings.c)


def _date(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
