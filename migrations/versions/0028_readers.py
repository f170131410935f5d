"""Openings of the library as sums by day; whether the targets of its items answer

Revision ID: 0028
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0024"
branch_labels = None
depends_on = None

ITEM = "knowledge_item"


def upgrade() -> None:
    op.create_table(
        "visit_day",
        sa.Column("org_unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("knowledge_item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([f"{ITEM}_id"], [f"{ITEM}.id"], name=op.f(f"fk_visit_day_{ITEM}_id")),
        sa.PrimaryKeyConstraint("org_unit_id", "day", "knowledge_item_id", "kind", name=op.f("pk_visit_day")),
    )
    _sum_up()
    op.create_index("ix_visit_day_day", "visit_day", ["day", "org_unit_id"])
    op.drop_table("visit")
    op.create_table(
        "target_check",
        sa.Column("knowledge_item_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(1000), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fault", sa.String(16), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("dead_since", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint([f"{ITEM}_id"], [f"{ITEM}.id"], name=op.f(f"fk_target_check_{ITEM}_id")),
        sa.PrimaryKeyConstraint("knowledge_item_id", name=op.f("pk_target_check")),
    )


def _sum_up() -> None:
    """The openings so far, by Bangkok's day: it has kept one distance from UTC for as long as there are any."""
    numbers = ("org_unit_id", "knowledge_item_id")
    visit = sa.table(
        "visit",
        *(sa.column(name, sa.Integer()) for name in numbers),
        sa.column("kind", sa.String()),
        sa.column("at", sa.DateTime(timezone=True)),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    day = sa.func.date(visit.c.at, "+7 hours") if is_sqlite else sa.func.timezone("Asia/Bangkok", visit.c.at)
    openings = sa.select(
        sa.func.coalesce(visit.c.org_unit_id, 0).label("org_unit_id"),
        (day if is_sqlite else sa.cast(day, sa.Date())).label("day"),
        visit.c.knowledge_item_id,
        visit.c.kind,
    ).subquery()
    keys = [openings.c[name] for name in ("org_unit_id", "day", "knowledge_item_id", "kind")]
    days = sa.table("visit_day", *(sa.column(one.name) for one in keys), sa.column("count"))
    summed = sa.select(*keys, sa.func.count()).group_by(*keys)
    op.execute(days.insert().from_select([*(one.name for one in keys), "count"], summed))


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
