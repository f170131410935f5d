"""The figures of many reports, added up by the database in one pass over their documents.

Two steps: the answers are taken out of each document once, then added up. Over several months, and in repeats, there
is a step between that brings together what one office said, so that offices are counted once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

import structlog
from sqlalchemy import (
    Select,
    String,
    Subquery,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from models.org_unit import OrgUnit
from models.reporting.report import Report
from services.aggregation import cache, json_sql
from services.aggregation.cache import Keys
from services.aggregation.figures import Figure, Figures, How
from services.aggregation.json_sql import Documents, Sql
from services.aggregation.query import By, Cell, Question, Sums, counted, entries_of, is_approved, key_of, legs_of

log = structlog.get_logger(__name__)

# PostgreSQL gives back 1,664 columns at most; a number and each choice of a question take three.
SLOTS_AT_ONCE = 400
_DIGITS = 6  # of decimals that SQLite's doubles keep
_ALL = 2**62  # rows; SQLite knows no OFFSET without a LIMIT


def sums(session: Session, asked: Question, figures: Figures, by: By) -> dict[str, Sums]:
    """Key (as `by` says) → its figures. A key under which nothing was reported is absent. A query for the reports and
    their questions outside repeats, one for each repeat; of the country only what has changed is added up again."""
    return cache.recalled(session, asked, figures, by, lambda keys: _added_up(session, asked, figures, by, keys))


def _added_up(session: Session, asked: Question, figures: Figures, by: By, keys: Keys) -> dict[str, Sums]:
    *hasty, careful = json_sql.readers(session)
    for documents in hasty:
        try:
            with session.begin_nested():
                return _sums(session, documents, asked, figures, by, keys)
        except DataError:
            log.warning("documents that are not as their form says", programme=asked.programme.code)
    return _sums(session, careful, asked, figures, by, keys)


def _sums(
    session: Session, documents: Documents, asked: Question, figures: Figures, by: By, keys: Keys
) -> dict[str, Sums]:
    found: dict[str, Sums] = {}
    if not asked.months:
        return found
    every = sorted((*figures.numbers, *figures.choices), key=lambda one: one.inside)
    # Reports are counted where nothing in them is a figure, or only the rows of lists are.
    groups = {"": list[Figure]()} | {inside: [*group] for inside, group in groupby(every, key=lambda one: one.inside)}
    for inside, group in groups.items():
        for some in _batches(group):
            query = _Query(documents, asked, some, legs_of(inside, figures), by, keys)
            for row in session.execute(query.statement):
                key, reports, unapproved, *values = row
                mine = found.setdefault(key, Sums(0, 0, {}))
                if not inside:
                    mine.reports, mine.unapproved = reports, unapproved
                mine.cells.update(query.cells(values))
    return found


def _batches(figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    """At least one, empty for none."""
    some: list[Figure] = []
    for one in figures:
        if some and sum(len(each.choices) or 1 for each in (*some, one)) > SLOTS_AT_ONCE:
            yield some
            some = []
        some.append(one)
    yield some


class _Query:
    """One statement for some figures, and how its rows are read."""

    def __init__(
        self,
        documents: Documents,
        asked: Question,
        figures: Sequence[Figure],
        path_segments: Sequence[tuple[str, ...]],
        by: By,
        keys: Keys,
    ) -> None:
        self._documents = documents
        self._by = by
        self._slots = [(at, option, one) for at, one in enumerate(figures) for option in (one.choices or ("",))]
        answers = self._answers(asked, figures, path_segments, by, keys)
        is_one_each = not path_segments and (by is By.MONTH or len(asked.months) == 1)
        self.statement = self._added(answers) if is_one_each else self._of_offices(self._by_office(answers))

    def cells(self, values: Sequence[Any]) -> Iterator[tuple[tuple[str, str], Cell]]:
        for number, (_, option, figure) in enumerate(self._slots):
            value, offices, zeros = values[3 * number : 3 * number + 3]
            yield (figure.path, option), Cell(None if value is None else _exact(value), offices, zeros)

    def _answers(
        self, asked: Question, figures: Sequence[Figure], path_segments: Sequence[tuple[str, ...]], by: By, keys: Keys
    ) -> Subquery:
        """A row a report, or a row of a repeat, with the figures' answers taken out."""
        key = key_of(self._documents, asked, by)
        document: Sql = Report.__table__.c.answers
        lists = entries_of(self._documents, document, path_segments)
        if lists:
            document = lists[-1].row
        groups = self._groups(figures)
        reports = counted(
            asked,
            key.label("key"),
            OrgUnit.id.label("office"),
            Report.period.label("period"),
            case((is_approved(asked.awaited), 0), else_=1).label("unapproved"),
            _stands(asked).label("stands"),
            *(self._documents.value(document, steps).label(f"g{at}") for at, steps in enumerate(groups)),
            *(self._taken(document, one, one.steps).label(f"a{at}") for at, one in self._elsewhere(figures, groups)),
            lists=lists,
        )
        if keys is not None:
            reports = reports.where(key.in_(keys))
        # Without OFFSET the planner would take each answer out anew wherever it is used.
        whole = reports.limit(_ALL).offset(0).subquery("groups" if groups else "answers")
        if not groups:
            return whole
        return (
            select(
                *(whole.c[name] for name in ("key", "office", "period", "unapproved", "stands")),
                *(whole.c[f"a{at}"] for at, _ in self._elsewhere(figures, groups)),
                *(
                    self._taken(whole.c[f"g{groups.index(one.steps[:-1])}"], one, one.steps[-1:]).label(f"a{at}")
                    for at, one in enumerate(figures)
                    if one.steps[:-1] in groups
                ),
            )
            .limit(_ALL)
            .offset(0)
            .subquery("answers")
        )

    def _groups(self, figures: Sequence[Figure]) -> list[tuple[str, ...]]:
        """The ways to groups of several figures: each group is taken out once, its answers out of the group."""
        ways = Counter(one.steps[:-1] for one in figures if len(one.steps) > 1)
        return [way for way, times in ways.items() if times > 1] if self._documents.by_group else []

    def _elsewhere(self, figures: Sequence[Figure], groups: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, Figure]]:
        return ((at, one) for at, one in enumerate(figures) if one.steps[:-1] not in groups)

    def _taken(self, document: Sql, figure: Figure, steps: tuple[str, ...]) -> Sql:
        if figure.how is How.ROWS:
            return literal(1)
        if figure.how is How.CHOICES:
            return self._documents.value(document, steps)
        return self._documents.number(document, steps, whole=figure.whole)

    def _added(self, answers: Subquery) -> Select[Any]:
        """Where every row is another office's: added up at once."""
        columns: list[Sql] = []
        for at, option, figure in self._slots:
            answer = answers.c[f"a{at}"]
            if figure.how is How.CHOICES:
                times = func.count(answers.c.office).filter(self._documents.names(answer, option))
                columns += [times, times, literal(0)]
            else:
                columns += [func.sum(answer), func.count(answer), self._zeros(answer)]
        return select(answers.c.key, *_reports(answers), *columns).group_by(answers.c.key)

    def _by_office(self, answers: Subquery) -> Subquery:
        columns: list[Sql] = []
        said: Sql
        for number, (at, option, figure) in enumerate(self._slots):
            answer = answers.c[f"a{at}"]
            if figure.how is How.CHOICES:
                said = func.count(answers.c.office).filter(self._documents.names(answer, option))
            elif figure.how is How.LAST:
                # The period stands in front, always seven characters: the largest text is the newest period's.
                newest = answers.c.period.concat(" ").concat(cast(answer, String))
                said = func.max(case((answers.c.stands, newest)))
            else:
                said = func.sum(answer)
            columns.append(said.label(f"s{number}"))
        reports, unapproved = _reports(answers)
        return (
            select(answers.c.key, answers.c.office, reports.label("reports"), unapproved.label("unapproved"), *columns)
            .group_by(answers.c.key, answers.c.office)
            .subquery("said")
        )

    def _of_offices(self, said: Subquery) -> Select[Any]:
        columns: list[Sql] = []
        for number, (_, _, figure) in enumerate(self._slots):
            value: Sql = said.c[f"s{number}"]
            if figure.how is How.LAST:
                value = self._documents.to_number(func.substr(value, len("2026-10 ") + 1))
            if figure.how is How.CHOICES:
                columns += [func.sum(value), func.count(value).filter(value > 0), literal(0)]
            else:
                columns += [func.sum(value), func.count(value), self._zeros(value)]
        return select(said.c.key, func.sum(said.c.reports), func.sum(said.c.unapproved), *columns).group_by(said.c.key)

    def _zeros(self, value: Sql) -> Sql:
        return func.count(value).filter(value == 0) if self._by is By.CHILD else literal(0)


def _stands(asked: Question) -> Sql:
    """Whether the office is there at the end of all: what stood at one that is no more stands at another by then."""
    return or_(OrgUnit.open_to.is_(None), OrgUnit.open_to > max(month.last_day for month in asked.months))


def _reports(answers: Subquery) -> tuple[Sql, Sql]:
    return func.count(answers.c.office), func.sum(answers.c.unapproved)


def _exact(value: Any) -> Decimal:
    return Decimal(repr(round(value, _DIGITS))) if isinstance(value, float) else Decimal(value)
