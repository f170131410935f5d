"""How fast all processes together may speak to LINE, and since when LINE wants silence: rows of one table.

A bucket is kept as the moment at which it will be full again (GCRA): who takes calls moves that moment on, and is told
how long to wait before making them. Nobody is refused, and nobody asks for each call by itself. The clock is the
database's own, the one that all processes share."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Float,
    String,
    bindparam,
    case,
    cast,
    extract,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.put import insert_into

# More than this cannot have been taken ahead: the clock of the database was set back.
LONGEST = 10.0  # seconds
_PUSHES = "push"


class SendBudget(Base):
    """`name` is the kind of call. `full_at`: seconds since 1970 by the database's clock at which all that was taken has
    been used up. `paused_until`: until when no push of any kind may be made, by the product's clock; None for no pause.
    """

    __tablename__ = "send_budget"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    full_at: Mapped[float]
    paused_until: Mapped[datetime | None]


def take(session: Session, name: str, calls: int, a_second: float) -> float:
    """Takes so many calls out of the bucket of this name; seconds to wait, from the commit, before making them."""
    now: ColumnElement[float] = (
        cast(extract("epoch", func.clock_timestamp()), Float)
        if session.get_bind().dialect.name == "postgresql"
        else literal_column("((julianday('now') - 2440587.5) * 86400.0)", Float)
    )
    takes = bindparam("takes", calls / a_second, Float)
    begins = case((or_(SendBudget.full_at < now, SendBudget.full_at > now + LONGEST), now), else_=SendBudget.full_at)
    statement = insert_into(session, SendBudget).values(name=name, full_at=now + takes)
    statement = statement.on_conflict_do_update(
        index_elements=[SendBudget.name], set_={SendBudget.full_at: begins + takes}
    )
    waits = session.execute(statement.returning(SendBudget.full_at - takes - now)).scalar_one()
    return max(0.0, waits)


def pause(session: Session, until: datetime) -> None:
    """No push, by whatever process, before `until`."""
    statement = insert_into(session, SendBudget).values(name=_PUSHES, full_at=0.0, paused_until=until)
    session.execute(
        statement.on_conflict_do_update(index_elements=[SendBudget.name], set_={SendBudget.paused_until: until})
    )


def is_paused(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """SQL: whether pushes have to wait."""
    return select(SendBudget.name).where(SendBudget.paused_until > now).exists()
