"""Figures of the country that were added up before, by province or month: added up again only where something behind
them has changed since.

What a report or an office says now is told by PostgreSQL's own mark of the transaction that wrote its row last
(`xmin`): whoever changes anything, in whatever way, leaves another mark. To look at the marks of a month takes a
tenth of the time that its documents take. Areas are small enough to be added up each time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, Engine, String, cast, func, literal_column
from sqlalchemy.orm import Session

from models.reporting.report import Report
from services.aggregation import json_sql
from services.aggregation.figures import Figures
from services.aggregation.query import By, Question, Sums, counted, key_of

# Some 25 MB: the country's month by province has ten thousand.
MOST_CELLS = 100_000

Keys = Collection[str] | None
"""Those to add up; None for all there are."""
Marks = tuple[Any, ...]
"""What all rows behind one key said when they were added up."""


@dataclass(slots=True)
class SumsCache:
    """Question → key → marks and figures, the question that was asked last at the end."""

    lock: Lock = field(default_factory=Lock)
    known: OrderedDict[Any, Mapping[str, tuple[Marks, Sums]]] = field(default_factory=OrderedDict)

    def recall(self, question: Any) -> Mapping[str, tuple[Marks, Sums]]:
        with self.lock:
            return self.known.get(question, {})

    def keep(self, question: Any, found: Mapping[str, tuple[Marks, Sums]]) -> None:
        with self.lock:
            self.known[question] = found
            self.known.move_to_end(question)
            while self.known and sum(map(_cells, self.known.values())) > MOST_CELLS:
                self.known.popitem(last=False)


_memories: WeakKeyDictionary[Engine, SumsCache] = WeakKeyDictionary()


def recalled(
    session: Session, asked: Question, figures: Figures, by: By, add_up: Callable[[Keys], dict[str, Sums]]
) -> dict[str, Sums]:
    """What `add_up` gives for all keys; the country is asked only for those whose rows have changed since."""
    engine = session.get_bind().engine
    # All that one transaction writes bears the same mark: what a writer sees half-done is not kept.
    can_tell = engine.dialect.name == "postgresql" and engine.get_execution_options().get("reading", False)
    if asked.unit.parent_id is not None or not can_tell or not asked.months:
        return add_up(None)
    months = tuple(map(str, asked.months))
    # The figures in full: a form that counts something else is another question.
    question = (asked.programme.id, asked.unit.path, months, asked.awaited, asked.leave_out, by, repr(figures))
    memory = _memories.setdefault(engine, SumsCache())
    known = memory.recall(question)
    # Before the figures: what is written in between shows in the figures, and next time in the marks.
    marks = _marks(session, asked, by)
    stale = {key for key, mark in marks.items() if key not in known or known[key][0] != mark}
    fresh = add_up(None if len(stale) == len(marks) else stale) if stale else {}
    found = {
        key: (mark, fresh.get(key, Sums(0, 0, {})) if key in stale else known[key][1]) for key, mark in marks.items()
    }
    memory.keep(question, found)
    return {key: figures_of for key, (_, figures_of) in found.items()}


def _marks(session: Session, asked: Question, by: By) -> dict[str, Marks]:
    *_, documents = json_sql.readers(session)
    key = key_of(documents, asked, by)
    rows = (func.count(), func.sum(Report.id), func.sum(_written("report")), func.sum(_written("org_unit")))
    return {row[0]: tuple(row[1:]) for row in session.execute(counted(asked, key, *rows).group_by(key))}


def _written(table: str) -> Any:
    return cast(cast(literal_column(f"{table}.xmin"), String), BigInteger)


def _cells(found: Mapping[str, tuple[Marks, Sums]]) -> int:
    return sum(len(figures.cells) for _, figures in found.values())
