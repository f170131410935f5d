"""A later due day taken back: the programme's own is in force again for offices that have not sent yet.

What was sent stays as it was counted, and a report that was sent back keeps the days it has for its correction. Nobody
takes back what a level above has given.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.messages import Card
from bot.periods import Period
from bot.schedule import Schedule, Window
from bot.texts.reminding import taking_back as words
from bot.thai.units import office_name
from models import audit_log
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.programme import Programme
from models.reporting.extension import Extension
from services.access.jurisdiction import Level, acting_for, jurisdiction_of
from services.messaging import quota
from services.messaging.quota import Left
from services.obligations import extensions
from services.progress import overview
from services.progress.overview import OfficeLine
from services.reminding import reminders
from services.reminding.extending import offices_of, tell


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking it back does, or did. `window` is the period's without it; `offices` have the later day no more.
    `people` are told, each by one counted message; `left` is what LINE would take before it."""

    window: Window
    offices: tuple[OfficeLine, ...]
    people: int
    left: Left


def preview(
    session: Session,
    asked: Programme,
    period: str,
    unit: OrgUnit,
    level: Level,
    now: datetime,
    only: Collection[str] | None = None,
) -> TakenBack:
    """What `take_back` would do at this moment for the offices of `unit`, or those of these codes. Changes nothing.
    Raises ValueError for no period."""
    window = Schedule.from_json(asked.schedule).window(Period.parse(period))
    lines = [line for line in overview.offices(session, asked, period, unit, now) if _is_later(line, window.due)]
    lines = [line for line in lines if only is None or line.unit.code in only]
    given = _given_above(session, asked, period, lines, unit, level)
    offices = tuple(line for line in lines if line.unit.id not in given)
    people = len(offices_of(session, unit, {line.unit.id for line in offices}))
    return TakenBack(window, offices, people, quota.left(session, now))


def take_back(
    session: Session,
    asked: Programme,
    period: str,
    unit: OrgUnit,
    level: Level,
    by: Person,
    now: datetime,
    only: Collection[str] | None = None,
) -> TakenBack:
    """Takes it back for whoever `preview` would name now, and tells their people. Again, it changes and tells nothing.

    The caller has asked `services/access/jurisdiction` whether the area is theirs, and at which `level`."""
    wanted = preview(session, asked, period, unit, level, now, only)
    gone = extensions.take_back(session, asked, period, {line.unit.id for line in wanted.offices}, wanted.window.due)
    offices = tuple(line for line in wanted.offices if line.unit.id in gone)
    if not offices:
        return TakenBack(wanted.window, (), 0, wanted.left)
    # What waits to be sent names a day that no longer holds.
    reminders.stop_for(session, asked.id, sorted(gone), period, now)
    office = office_name(acting_for(session, by, unit))

    def card(names: Sequence[tuple[str, str]]) -> Card:
        return words.told(office, names, wanted.window, now, programme=asked.code, subject=asked.title)

    people = tell(session, unit, offices, card, now, (asked, wanted.window))
    audit_log.note(
        session,
        now,
        "extend.back",
        person_id=by.id,
        unit_id=unit.id,
        subject=f"org_unit:{unit.id}",
        programme=asked.code,
        period=period,
        offices=len(offices),
        people=people,
    )
    return TakenBack(wanted.window, offices, people, wanted.left)


def _is_later(line: OfficeLine, due: date) -> bool:
    """Whether the office has more time than others and has never sent."""
    return line.is_extended and line.is_expected and line.status is None and line.due > due


def _given_above(
    session: Session, asked: Programme, period: str, lines: Sequence[OfficeLine], unit: OrgUnit, level: Level
) -> set[int]:
    """Ids of those of the offices whose later day a level above `level` has given."""
    if not lines:
        return set()
    query = (
        select(Extension.org_unit_id, Person)
        .join(Person, Extension.granted_by == Person.id)
        .where(
            Extension.programme_id == asked.id,
            Extension.period == period,
            Extension.org_unit_id.in_([line.unit.id for line in lines]),
        )
    )
    by_office: dict[int, Person] = {row[0]: row[1] for row in session.execute(query)}
    levels = {granter.id: jurisdiction_of(session, granter).level_over(unit) for granter in set(by_office.values())}
    above = {person_id for person_id, given in levels.items() if given is not None and given.rank > level.rank}
    return {unit_id for unit_id, granter in by_office.items() if granter.id in above}
