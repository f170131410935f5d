"""How far a level's offices are with the month: counts only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from bot.periods import Period
from bot.schedule import Schedule
from models import programme
from models.org_unit import OrgUnit, within
from models.programme import Programme
from models.reporting.report import SENT, Report
from services.obligations.asked import asked_now, expected_in


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the offices below `unit` that are asked for this month, how many have sent (nothing to report included)."""

    programme: Programme
    unit: OrgUnit
    period: str
    due: date
    asked: int
    sent: int


def below(session: Session, units: Sequence[OrgUnit], now: datetime) -> list[Progress]:
    """The month that each programme asks for now, for each of these units; nothing where nobody is asked."""
    found = []
    for one in programme.with_form(session):
        period = asked_now(one, now)
        if period is None:
            continue
        for unit in units:
            asked, sent = _counts(session, one, unit, period)
            if asked:
                due = Schedule.from_json(one.schedule).due(period)
                found.append(Progress(one, unit, str(period), due, asked, sent))
    return found


def _counts(session: Session, asked: Programme, unit: OrgUnit, period: Period) -> tuple[int, int]:
    sent = (
        (Report.programme_id == asked.id)
        & (Report.org_unit_id == OrgUnit.id)
        & (Report.period == str(period))
        & Report.status.in_(SENT)
    )
    query = (
        select(func.count(OrgUnit.id), func.count(Report.id))
        .select_from(OrgUnit)
        .outerjoin(Report, sent)
        .where(within(unit), expected_in(asked, literal(period.last_day)))
    )
    row = session.execute(query).one()
    return row[0], row[1]
