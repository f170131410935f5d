"""What a covering memo says: every placeholder of `bot.texts.exporting.memo.PLACEHOLDERS` with its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from bot.periods import Period
from bot.schedule import Schedule, local_day
from bot.spans import Span
from bot.tally import Tally
from bot.texts.desk import rollup as rollup_words
from bot.texts.desk.desk import place_name
from bot.texts.exporting import memo as words
from bot.texts.exporting.export import with_unit
from bot.thai.area import RAI, write_area
from bot.thai.dates import write_date, write_period, write_short_date
from bot.thai.digits import to_arabic, to_thai
from bot.thai.numbers import write_number
from bot.thai.periods import how_often, of_period, same_of_year_before
from bot.thai.units import short_name
from models.exporting import memo_style
from models.exporting.memo_style import MemoStyle
from models.org_unit import OrgUnit, UnitKind
from models.programme import Programme
from models.reporting.report import SENT, ReportStatus
from services.aggregation.figures import Figure
from services.aggregation.rollup import Column, RollUp, roll_up
from services.exporting import month
from services.progress import overview, tallies

AREAS = (UnitKind.DEPARTMENT, UnitKind.PROVINCE, UnitKind.DISTRICT)
# A list of more offices than this is a workbook's matter.
MOST_OFFICES = 400
_FIGURES_A_TABLE = 5
# What XML 1.0 cannot carry.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Facts = dict[str, Any]


def facts(session: Session, programme: Programme, unit: OrgUnit, period: str, now: datetime) -> Facts:
    """Placeholder → text, or a list of such mappings. Digits are those that the unit's style asks for.

    Raises ValueError for a unit that is no area, and for what is no period.
    """
    if unit.kind not in AREAS:
        raise ValueError(f"a memo covers an area, not an office: {unit.code}")
    style = memo_style.of(session, unit) or MemoStyle(thai_digits=True)
    found = roll_up(session, programme, unit, Span.alone(Period.parse(period)), now)
    whole = tallies.tally(session, programme, period, unit, now)
    children = tallies.by_child(session, programme, period, unit, now)
    counted, unapproved = found.total.counts.counted, _unapproved(found)
    said = {
        **_heading(programme, unit, period, style, now),
        **_sending(whole),
        "counted": write_number(counted),
        "unapproved": unapproved,
        "made_of": words.made_of(counted, unapproved),
        "which": found.which,
        "child_word": words.CHILD_WORDS[unit.kind],
        "figures": [_figure(at, one, found) for at, one in enumerate(found.figures.numbers if counted else (), 1)],
        "choices": [row for figure in found.figures.choices for row in _choices(figure, found)],
        "children": [
            {"number": write_number(at), "name": place_name(child), **_sending(tally)}
            for at, (child, tally) in enumerate(children, 1)
        ],
        "tables": _tables(found),
        "offices": _offices(session, programme, unit, period, now),
    }
    return _finished(said, to_thai if style.thai_digits else to_arabic)


def _heading(programme: Programme, unit: OrgUnit, period: str, style: MemoStyle, now: datetime) -> Facts:
    # An office is named from the top down; the circular's is referred to by its first name alone.
    issuing = (programme.issuing_office.split() or [""])[0]
    day = write_date(programme.circular_date) if programme.circular_date else ""
    return {
        "office": style.office or words.own_name(unit),
        "own_name": words.own_name(unit),
        "number": style.number or words.DOTS,
        "date": write_date(local_day(now)),
        "to": style.addressee or words.to_whom(unit),
        "signer_name": style.signer_name or words.SIGN_DOTS,
        "signer_position": style.signer_position or words.position(unit),
        "programme": programme.title,
        "reference": words.reference(issuing, programme.circular_number, day),
        "refers": words.reference(issuing, programme.circular_number, day) if programme.circular_number else "",
        "area": place_name(unit),
        "within": words.within(unit, place_name(unit)),
        "month": write_period(period),
        "of_period": of_period(period),
        "how_often": how_often(period),
        "year_before": same_of_year_before(period),
        "due": write_date(Schedule.from_json(programme.schedule).due(Period.parse(period))),
        "made_on": write_date(local_day(now)),
    }


def _sending(tally: Tally) -> Facts:
    numbers = {name: write_number(getattr(tally, name)) for name in words.SENDING_HEADS if name != "rate"}
    return {**numbers, "rate": _percent(tally.rate), "on_time_rate": _percent(tally.on_time_rate)}


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f}"


def _unapproved(found: RollUp) -> str:
    if found.awaited is None:
        return ""
    level = rollup_words.LEVELS[found.awaited]
    left_out = found.programme.leave_out_unapproved
    return words.unapproved(found.total.counts.unapproved, level, left_out=left_out)


def _figure(at: int, figure: Figure, found: RollUp) -> Facts:
    cell = found.total.cell(figure)
    before = found.before.cell(figure).value if found.before else None
    return {
        "number": write_number(at),
        "label": figure.label,
        "value": _in_full(cell.value, figure.unit),
        # An area says its units itself.
        "unit": "" if figure.unit == RAI and cell.value is not None else figure.unit,
        "offices": write_number(cell.offices),
        "before": "" if before is None else _in_full(before, figure.unit),
        "definition": figure.definition,
    }


def _in_full(found: Decimal | None, unit: str) -> str:
    """In a sentence an area is written as in the chat: 7 ไร่ 2 งาน 50 ตารางวา."""
    return write_area(round(found, 6)) if unit == RAI and found is not None else rollup_words.value(found, unit)


def _choices(figure: Figure, found: RollUp) -> list[Facts]:
    return [
        {
            "label": figure.label,
            "choice": label,
            "value": rollup_words.value(found.total.cell(figure, option).value),
            "before": rollup_words.value(found.before.cell(figure, option).value) if found.before else "",
        }
        for option, label in figure.choices.items()
    ]


def _tables(found: RollUp) -> list[Facts]:
    """The figures by area, a few a table so that it fits on paper."""
    numbers = found.figures.numbers
    tables = -(-len(numbers) // _FIGURES_A_TABLE)
    size = -(-len(numbers) // tables) if tables else 1
    return [
        {
            "heads": [with_unit(one.label, one.unit) for one in some],
            "rows": [{"name": place_name(child), "cells": _values(column, some)} for child, column in found.children],
            "totals": _values(found.total, some),
        }
        for some in (numbers[at : at + size] for at in range(0, len(numbers), size))
    ]


def _values(column: Column, figures: Sequence[Figure]) -> list[str]:
    return [rollup_words.value(column.cell(one).value, one.unit) for one in figures]


def _offices(session: Session, programme: Programme, unit: OrgUnit, period: str, now: datetime) -> list[Facts]:
    """The offices one by one, what is missing first; none where there are too many for paper."""
    if month.office_count(session, programme, unit, period) > MOST_OFFICES:
        return []
    lines = [line for line in overview.offices(session, programme, period, unit, now) if line.is_expected]
    order = list(words.STATES)
    states = {line.unit.id: _state(line) for line in lines}
    lines.sort(key=lambda line: order.index(states[line.unit.id]))
    return [
        {
            "number": write_number(at),
            "name": short_name(line.unit),
            "district": line.district or words.NONE,
            "state": words.STATES[states[line.unit.id]],
            "sent_on": write_short_date(local_day(line.submitted_at)) if line.submitted_at else words.NONE,
        }
        for at, line in enumerate(lines, 1)
    ]


def _state(line: overview.OfficeLine) -> str:
    if line.status == ReportStatus.RETURNED:
        return "returned"
    if line.status not in SENT:
        return "missing"
    if line.is_nothing:
        return "nothing_late" if line.on_time is False else "nothing"
    return "late" if line.on_time is False else "on_time"


def _finished(value: Any, digits: Any) -> Any:
    """Every text in the digits that are wanted, without what a document cannot hold."""
    if isinstance(value, str):
        return digits(_UNPRINTABLE.sub("", value))
    if isinstance(value, list):
        return [_finished(one, digits) for one in value]
    return {key: _finished(one, digits) for key, one in value.items()} if isinstance(value, dict) else value
