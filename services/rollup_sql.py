"""The figures of many reports, added up by the database in one pass over their documents.

Two steps: the answers are taken out of each document once, then added up. Over several months, and in repeats, there
is a step between that brings together what one office said, so that offices are counted once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any

import structlog
from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session, aliased

from bot.schedule import Period
from models.org_unit import OrgUnit, UnitKind, within
from models.programme import Programme
from models.report import SENT, Report
from services import rollup_documents
from services.reach import Level
from services.rollup_documents import Documents, Entries, Sql
from services.rollup_figures import Figure, Figures, How
from services.tallies import expected_in

log = structlog.get_logger(__name__)

# PostgreSQL gives back 1,664 columns at most; a number and each choice of a question take three.
SLOTS_AT_ONCE = 400
_DIGITS = 6  # of decimals that SQLite's doubles keep
_ALL = 2**62  # rows; SQLite knows no OFFSET without a LIMIT


class By(StrEnum):
    """What the figures are added up by. CHILD: the code of the unit directly below; "" for the unit's own."""

    CHILD = "child"
    MONTH = "month"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. `value` is None where no office said anything: unknown is not nought. `offices` stand behind it,
    `zeros` of them said nought (counted for numbers by CHILD only, where it is shown)."""

    value: Decimal | None = None
    offices: int = 0
    zeros: int = 0


@dataclass(slots=True)
class Sums:
    """`cells` by (path, option); the option is "" for numbers. `reports` are those that count in the figures, of which
    `unapproved` were not approved by the level that must."""

    reports: int
    unapproved: int
    cells: dict[tuple[str, str], Cell]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the database. `months` the programme asks for. `awaited` is the level that must have approved,
    None for none; `leave_out` leaves out what it has not."""

    programme: Programme
    unit: OrgUnit
    months: Sequence[Period]
    awaited: Level | None
    leave_out: bool


def sums(session: Session, asked: Question, figures: Figures, by: By) -> dict[str, Sums]:
    """Key (as `by` says) → its figures. A key under which nothing was reported is absent. A query for the questions
    outside repeats, one for each repeat."""
    *hasty, careful = rollup_documents.readers(session)
    for documents in hasty:
        try:
            with session.begin_nested():
                return _sums(session, documents, asked, figures, by)
        except DataError:
            log.warning("documents that are not as their form says", programme=asked.programme.code)
    return _sums(session, careful, asked, figures, by)


def _sums(session: Session, documents: Documents, asked: Question, figures: Figures, by: By) -> dict[str, Sums]:
    found: dict[str, Sums] = {}
    if not asked.months:
        return found
    every = sorted((*figures.numbers, *figures.choices), key=lambda one: one.inside)
    for inside, group in groupby(every, key=lambda one: one.inside):
        for some in _batches([*group]):
            query = _Query(documents, asked, some, legs_of(inside, figures), by)
            for row in session.execute(query.statement):
                key, reports, unapproved, *values = row
                mine = found.setdefault(key, Sums(0, 0, {}))
                if not inside:
                    mine.reports, mine.unapproved = reports, unapproved
                mine.cells.update(query.cells(values))
    return found


def legs_of(inside: str, figures: Figures) -> list[tuple[str, ...]]:
    """The steps from list to list that lead to the rows of a repeat; [] for "", which is no repeat."""
    lists = sorted({one.path for one in figures.repeats if inside == one.path or inside.startswith(f"{one.path}/")})
    legs, done = [], ""
    for path in lists:
        legs.append(tuple(path.removeprefix(done).strip("/").split("/"))[0 if done else 1 :])
        done = path
    return legs


def counted(asked: Question, *columns: Any, lists: Sequence[Entries] = ()) -> Select[Any]:
    """These columns of the reports that count, joined to their offices, and to the rows of `lists` where there are."""
    each = [select(literal(str(one)).label("period"), literal(one.last_day).label("last_day")) for one in asked.months]
    months = union_all(*each).subquery("months")
    query = (
        select(*columns)
        .select_from(Report)
        .join(OrgUnit, Report.org_unit_id == OrgUnit.id)
        .join(months, Report.period == months.c.period)
    )
    for rows in lists:
        query = query.join(rows.table, true())
    query = query.where(
        Report.programme_id == asked.programme.id,
        # Said twice, so that the planner knows how few months are meant.
        Report.period.in_([str(one) for one in asked.months]),
        Report.status.in_(SENT),
        within(asked.unit),
        expected_in(asked.programme, months.c.last_day),
    )
    return query.where(is_approved(asked.awaited)) if asked.leave_out and asked.awaited else query


def entries_of(documents: Documents, document: Sql, legs: Sequence[tuple[str, ...]]) -> list[Entries]:
    """The lists that these legs lead to in turn, one inside the other; the last one's rows are those wanted."""
    lists: list[Entries] = []
    for number, leg in enumerate(legs):
        lists.append(documents.entries(lists[-1].row if lists else document, leg, number))
    return lists


def is_approved(awaited: Level | None) -> ColumnElement[bool]:
    """Whether the level that must has approved this revision, or one above it. An office that hangs under its
    province has no district that could."""
    if awaited is None:
        return literal(True)
    enough = Report.approved_level.in_([level.value for level in Level if level.rank >= awaited.rank])
    if awaited is not Level.DISTRICT:
        return func.coalesce(enough, False)
    above = aliased(OrgUnit)
    districts = select(above.id).where(above.kind == UnitKind.DISTRICT)
    return or_(func.coalesce(enough, False), OrgUnit.parent_id.not_in(districts))


def _batches(figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    some: list[Figure] = []
    for one in figures:
        if some and sum(len(each.choices) or 1 for each in (*some, one)) > SLOTS_AT_ONCE:
            yield some
            some = []
        some.append(one)
    if some:
        yield some


class _Query:
    """One statement for some figures, and how its rows are read."""

    def __init__(
        self,
        documents: Documents,
        asked: Question,
        figures: Sequence[Figure],
        legs: Sequence[tuple[str, ...]],
        by: By,
    ) -> None:
        self._documents = documents
        self._by = by
        self._slots = [(at, option, one) for at, one in enumerate(figures) for option in (one.choices or ("",))]
        answers = self._answers(asked, figures, legs, by)
        is_one_each = not legs and (by is By.MONTH or len(asked.months) == 1)
        self.statement = self._added(answers) if is_one_each else self._of_offices(self._by_office(answers))

    def cells(self, values: Sequence[Any]) -> Iterator[tuple[tuple[str, str], Cell]]:
        for number, (_, option, figure) in enumerate(self._slots):
            value, offices, zeros = values[3 * number : 3 * number + 3]
            yield (figure.path, option), Cell(None if value is None else _exact(value), offices, zeros)

    def _answers(self, asked: Question, figures: Sequence[Figure], legs: Sequence[tuple[str, ...]], by: By) -> Subquery:
        """A row a report, or a row of a repeat, with the figures' answers taken out."""
        key: Sql = literal("")
        if by is By.CHILD:
            key = self._documents.first_part(OrgUnit.__table__.c.path, asked.unit.path.count(".") + 2)
        elif by is By.MONTH:
            key = Report.__table__.c.period
        document: Sql = Report.__table__.c.answers
        lists = entries_of(self._documents, document, legs)
        if lists:
            document = lists[-1].row
        query = counted(
            asked,
            key.label("key"),
            OrgUnit.id.label("office"),
            Report.period.label("period"),
            case((is_approved(asked.awaited), 0), else_=1).label("unapproved"),
            *(self._taken(document, figure).label(f"a{at}") for at, figure in enumerate(figures)),
            lists=lists,
        )
        # Without OFFSET the planner would take each answer out anew wherever it is used.
        return query.limit(_ALL).offset(0).subquery("answers")

    def _taken(self, document: Sql, figure: Figure) -> Sql:
        if figure.how is How.ROWS:
            return literal(1)
        if figure.how is How.CHOICES:
            return self._documents.value(document, figure.steps)
        return self._documents.number(document, figure.steps, whole=figure.whole)

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
                # The month stands in front, so that the largest text is the newest month's.
                said = func.max(answers.c.period.concat(" ").concat(cast(answer, String)))
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


def _reports(answers: Subquery) -> tuple[Sql, Sql]:
    return func.count(answers.c.office), func.sum(answers.c.unapproved)


def _exact(value: Any) -> Decimal:
    return Decimal(repr(round(value, _DIGITS))) if isinstance(value, float) else Decimal(value)
