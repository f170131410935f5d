"""Counters that all processes share: each adds from time to time what it has counted."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import BigInteger, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.database import Database
from models.put import insert_of

Counted = tuple[str, tuple[str, ...]]  # a counter's name, and the values of its labels


class Figure(Base):
    """`labels` are the values of the counter's labels in its order, as a JSON list."""

    __tablename__ = "figure"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    labels: Mapped[str] = mapped_column(String(200), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


def add(database: Database, counts: Mapping[Counted, int]) -> None:
    """Adds these to what stands there, in one statement. `counts` must not be empty."""
    # In one order: two processes that lock the same rows must not wait for each other.
    rows = [
        {"name": name, "labels": json.dumps(labels), "value": count} for (name, labels), count in sorted(counts.items())
    ]
    statement = insert_of(database.engine, Figure).values(rows)
    value = Figure.value + statement.excluded.value
    with database.statement(patient=True) as connection:
        connection.execute(statement.on_conflict_do_update(index_elements=["name", "labels"], set_={"value": value}))


def totals(session: Session, name: str) -> dict[tuple[str, ...], int]:
    """What all processes have counted under this name, by the values of its labels."""
    query = select(Figure.labels, Figure.value).where(Figure.name == name).order_by(Figure.labels)
    return {tuple(json.loads(labels)): value for labels, value in session.execute(query)}
