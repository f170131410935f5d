"""Which reports a figure is made of, and under what each is added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, true, union_all
from sqlalchemy.orm import aliased

from bot.periods import Period
from models.org_unit import OrgUnit, UnitKind, within
from models.programme import Programme
from models.reporting.report import SENT, Report
from services.access.jurisdiction import Level
from services.aggregation.figures import Figures
from services.aggregation.json_sql import Documents, Entries, Sql
from services.obligations.asked import expected_in


class By(StrEnum):
    """What the figures are added up by. CHILD: the code of the unit directly below; "" for the unit's own."""

    CHILD = "child"
    MONTH = "month"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `months`, the level `awaited` to have approved (or None), whether to `leave_out` the rest."""

    programme: Programme
    unit: OrgUnit
    months: Sequence[Period]
    awaited: Level | None
    leave_out: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. `value` is None where no office said anything: unknown is not zero. `offices` stand behind it,
    `zeros` of them said zero (counted for numbers by CHILD only, where it is shown)."""

    value: Decimal | None = None
    offices: int = 0
    zeros: int = 0


@dataclass(slots=True)
class Sums:
    """`cells` by (path, option or "" for numbers), of `reports` that count, `unapproved` of them by the level."""

    reports: int
    unapproved: int
    cells: dict[tuple[str, str], Cell]


def key_of(documents: Documents, asked: Question, by: By) -> Sql:
    """What a report is added up under, as a column."""
    if by is By.CHILD:
        return documents.first_part(OrgUnit.__table__.c.path, asked.unit.path.count(".") + 2)
    return Report.__table__.c.period if by is By.MONTH else literal("")


def legs_of(inside: str, figures: Figures) -> list[tuple[str, ...]]:
    """The steps from list to list that lead to the rows of a repeat; [] for "", which is no repeat."""
    lists = sorted({one.path for one in figures.repeats if inside == one.path or inside.startswith(f"{one.path}/")})
    path_segments, done = [], ""
    for path in lists:
        path_segments.append(tuple(path.removeprefix(done).strip("/").split("/"))[0 if done else 1 :])
        done = path
    return path_segments


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


def entries_of(documents: Documents, document: Sql, path_segments: Sequence[tuple[str, ...]]) -> list[Entries]:
    """The lists that these legs lead to in turn, one inside the other; the last one's rows are those wanted."""
    lists: list[Entries] = []
    for number, path_segment in enumerate(path_segments):
        lists.append(documents.entries(lists[-1].row if lists else document, path_segment, number))
    return lists


def is_approved(awaited: Level | None) -> ColumnElement[bool]:
    """Whether the awaited level or one above has approved. An office right below its province has no district."""
    if awaited is None:
        return literal(True)
    enough = Report.approved_level.in_([level.value for level in Level if level.rank >= awaited.rank])
    if awaited is not Level.DISTRICT:
        return func.coalesce(enough, False)
    above = aliased(OrgUnit)
    districts = select(above.id).where(above.kind == UnitKind.DISTRICT)
    return or_(func.coalesce(enough, False), OrgUnit.parent_id.not_in(districts))
