"""Results of an area added up: numbers summed, choices counted, by district, province or nation, and over time.

Calculated from the reports at the moment of asking: what was sent a second ago is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, lazyload

from bot.engine.definition.form import Form
from bot.spans import Span
from bot.tally import Tally
from bot.texts.desk import rollup as words
from models import form_version
from models.form_version import FormVersion
from models.org_unit import OrgUnit, UnitKind
from models.programme import Programme
from models.reporting.report import Report
from services.access.jurisdiction import Level
from services.aggregation import sql
from services.aggregation.figures import Figure, Figures, How, figures_of
from services.aggregation.query import By, Cell, Question, Sums
from services.forms.compiled import compiled
from services.obligations.asked import asked_periods
from services.progress.tallies import trend, trends_by_child

_LEVEL_OF = {
    UnitKind.DISTRICT: Level.DISTRICT,
    UnitKind.PROVINCE: Level.PROVINCE,
    UnitKind.DEPARTMENT: Level.DEPARTMENT,
}
_UNKNOWN, _NONE = Cell(), Cell(Decimal(0))


@dataclass(frozen=True, slots=True)
class Counts:
    """Reports of some months: `expected` = `sent` + `returned` + `missing`; `nothing` (said that there was nothing to
    report) and `late` are among `sent`. `counted` are those that the figures are made of; `unapproved` those that the
    level below has not approved: among `counted` where they are marked, not where they are left out."""

    expected: int = 0
    sent: int = 0
    late: int = 0
    nothing: int = 0
    returned: int = 0
    missing: int = 0
    counted: int = 0
    unapproved: int = 0

    @property
    def on_time(self) -> int:
        return self.sent - self.late


@dataclass(frozen=True, slots=True)
class Column:
    """The figures of one unit, or one month."""

    counts: Counts
    cells: Mapping[tuple[str, str], Cell] = field(default_factory=dict)

    def cell(self, figure: Figure, option: str = "") -> Cell:
        """`option` is a choice's value. A number that nobody gave is unknown (None); a choice that nobody made, and
        rows that nobody wrote, are zero where anybody reported."""
        known = figure.how in (How.CHOICES, How.ROWS) and self.counts.counted
        return self.cells.get((figure.path, option), _NONE if known else _UNKNOWN)


@dataclass(frozen=True, slots=True)
class RollUp:
    """`children` are the units directly below in which something was expected, by code, with their figures; empty for
    a local office. `before` are the same months of the year before, None where the programme did not ask for them all.
    `awaited` is the level whose approval counts here, None where there is none below. `which` says in words which
    reports count."""

    programme: Programme
    unit: OrgUnit
    figures: Figures
    total: Column
    before: Column | None
    children: tuple[tuple[OrgUnit, Column], ...]
    awaited: Level | None
    which: str


def roll_up(session: Session, programme: Programme, unit: OrgUnit, span: Span, now: datetime) -> RollUp:
    """The figures of a subtree over a span; months that the programme does not ask for, or that have not opened at
    `now`, count for nothing. About ten queries however large the area is."""
    asked = question(programme, unit, span.periods, now)
    figures = figures_of(forms_of(session, asked))
    by_child = sql.sums(session, asked, figures, By.CHILD)
    children = tuple(
        (child, _column(tallies, by_child.get(child.code), asked))
        for child, tallies in trends_by_child(session, programme, asked_for(asked), unit, now)
    )
    return RollUp(
        programme=programme,
        unit=unit,
        figures=figures,
        total=_total(session, asked, children, by_child, now),
        before=_before(session, asked, span.year_before, figures, now),
        children=children,
        awaited=asked.awaited,
        which=words.which_reports(awaits=asked.awaited or "", leaves_out=asked.leave_out),
    )


def history(
    session: Session, programme: Programme, unit: OrgUnit, periods: Sequence[str], now: datetime
) -> tuple[Figures, list[Column]]:
    """The unit's numbers (no choices) month by month, in the order of `periods`."""
    asked = question(programme, unit, periods, now)
    known = figures_of(forms_of(session, asked))
    figures = replace(known, choices=())
    by_month = sql.sums(session, asked, figures, By.MONTH)
    tallies = trend(session, programme, periods, unit, now)
    columns = [_column([tally], by_month.get(period), asked) for period, tally in zip(periods, tallies, strict=True)]
    return figures, columns


def awaited_by(programme: Programme, unit: OrgUnit) -> Level | None:
    """The level that must have approved before a report counts for `unit` without a mark: the nearest one below it
    that this programme's ladder has. None for a district and for a local office."""
    own = _LEVEL_OF.get(UnitKind(unit.kind))
    below = [Level(one) for one in programme.levels if own is not None and Level(one).rank < own.rank]
    return max(below, key=lambda level: level.rank, default=None)


def asked_for(asked: Question) -> list[str]:
    return [str(one) for one in asked.months]


def question(programme: Programme, unit: OrgUnit, periods: Sequence[str], now: datetime) -> Question:
    """What is to be added up: those of `periods` that the programme asks for and that have opened at `now`."""
    months = asked_periods(programme, periods, now)
    awaited = awaited_by(programme, unit)
    return Question(programme, unit, months, awaited, programme.leave_out_unapproved and awaited is not None)


def forms_of(session: Session, asked: Question) -> list[Form]:
    """The forms these months were reported on, newest first; the form of now where nobody has."""
    reported_on = exists().where(
        Report.form_version_id == FormVersion.id, Report.period.in_([str(one) for one in asked.months])
    )
    query = (
        select(FormVersion)
        .where(FormVersion.programme_id == asked.programme.id, reported_on)
        .order_by(FormVersion.number.desc())
    )
    newest = form_version.newest(session, asked.programme)
    found = list(session.scalars(query)) or ([newest] if newest else [])
    return [compiled(version) for version in found]


def _before(session: Session, now_asked: Question, span: Span | None, figures: Figures, now: datetime) -> Column | None:
    """None also where fewer periods were asked for than now: a part of a year beside a whole one would be no growth."""
    programme, unit = now_asked.programme, now_asked.unit
    asked = question(programme, unit, span.periods, now) if span else None
    if asked is None or len(asked.months) < max(1, len(now_asked.months)):
        return None
    found = sql.sums(session, asked, figures, By.NOTHING)
    return _column(trend(session, programme, asked_for(asked), unit, now), found.get(""), asked)


def _column(tallies: Iterable[Tally], sums: Sums | None, asked: Question) -> Column:
    months = list(tallies)
    sent = sum(one.sent for one in months)
    counted = sums.reports if sums else 0
    counts = Counts(
        expected=sum(one.expected for one in months),
        sent=sent,
        late=sum(one.late for one in months),
        nothing=sum(one.nothing for one in months),
        returned=sum(one.returned for one in months),
        missing=sum(one.missing for one in months),
        counted=counted,
        unapproved=sent - counted if asked.leave_out else sums.unapproved if sums else 0,
    )
    return Column(counts, sums.cells if sums else {})


def _added(parts: Iterable[Sums]) -> Sums:
    """Every office stands in one part only, so offices add up too."""
    whole = Sums(0, 0, {})
    for part in parts:
        whole.reports += part.reports
        whole.unapproved += part.unapproved
        for key, cell in part.cells.items():
            known = whole.cells.get(key, _UNKNOWN)
            value = cell.value if known.value is None else known.value + (cell.value or 0)
            whole.cells[key] = Cell(value, known.offices + cell.offices, known.zeros + cell.zeros)
    return whole


def _total(
    session: Session,
    asked: Question,
    children: Sequence[tuple[OrgUnit, Column]],
    by_child: Mapping[str, Sums],
    now: datetime,
) -> Column:
    whole = _added(by_child.values())
    if not children:
        return _column(trend(session, asked.programme, asked_for(asked), asked.unit, now), whole, asked)
    parts = [column.counts for _, column in children]
    return Column(Counts(*(sum(getattr(part, name) for part in parts) for name in _COUNTS)), whole.cells)


_COUNTS = tuple(one.name for one in fields(Counts))


def children(session: Session, unit: OrgUnit) -> Sequence[OrgUnit]:
    """The units directly below, closed ones too, by code."""
    query = select(OrgUnit).where(OrgUnit.parent_id == unit.id).order_by(OrgUnit.code)
    return session.scalars(query.options(lazyload(OrgUnit.parent))).all()
