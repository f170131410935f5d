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
from models.membership.membership import SUPERVISING_ROLES, Membership, Role
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.programme import Programme
from models.reporting.extension import Extension
from services.access.jurisdiction import LEVEL_OF, Level, acting_for
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
    `people` are told, each by one counted message; `left` is what LINE would take before it. `newest` is the moment at
    which the last of it was granted, None for nothing."""

    window: Window
    offices: tuple[OfficeLine, ...]
    people: int
    left: Left
    newest: datetime | None = None

    @property
    def seen(self) -> str:
        """What a button keeps of it, so that it is known whether more was granted since."""
        return self.newest.isoformat() if self.newest else ""


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
    grants = _grants(session, asked, period, lines, unit)
    # What somebody takes back in this instant is no longer among the grants.
    offices = tuple(line for line in lines if line.unit.id in grants and grants[line.unit.id][1] <= level.rank)
    people = len(offices_of(session, unit, {line.unit.id for line in offices}))
    newest = max((grants[line.unit.id][0] for line in offices), default=None)
    return TakenBack(window, offices, people, quota.left(session, now), newest)


def take_back(
    session: Session,
    asked: Programme,
    period: str,
    unit: OrgUnit,
    level: Level,
    by: Person,
    now: datetime,
    only: Collection[str] | None = None,
    *,
    seen: str,
) -> TakenBack | None:
    """Takes it back for whoever `preview` would name now, and tells their people. Again, it changes and tells nothing.
    None where that is not what was looked at, by its `seen`: more time was given or has gone since.

    The caller has asked `services/access/jurisdiction` whether the area is theirs, and at which `level`."""
    wanted = preview(session, asked, period, unit, level, now, only)
    if wanted.newest is None:
        return wanted
    if wanted.seen != seen:
        return None
    ids = {line.unit.id for line in wanted.offices}
    gone = extensions.take_back(session, asked, period, ids, wanted.window.due, wanted.newest)
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


def _grants(
    session: Session, asked: Programme, period: str, lines: Sequence[OfficeLine], unit: OrgUnit
) -> dict[int, tuple[datetime, int]]:
    """Office's id → when its later day was granted, and the rank of the highest level that its granter held over `unit`
    at that moment, whatever they hold by now; -1 for none."""
    if not lines:
        return {}
    held = (
        (Membership.person_id == Extension.granted_by)
        & Membership.role.in_(SUPERVISING_ROLES)
        & Membership.org_unit_id.in_([one.id for one in (unit, *unit.up())])
        & (Membership.from_at <= Extension.granted_at)
        & (Membership.to_at.is_(None) | (Membership.to_at >= Extension.granted_at))
    )
    query = (
        select(Extension.org_unit_id, Extension.granted_at, Membership.role)
        .outerjoin(Membership, held)
        .where(
            Extension.programme_id == asked.id,
            Extension.period == period,
            Extension.org_unit_id.in_([line.unit.id for line in lines]),
        )
    )
    found: dict[int, tuple[datetime, int]] = {}
    for unit_id, at, role in session.execute(query):
        rank = LEVEL_OF[Role(role)].rank if role else -1
        found[unit_id] = max(found.get(unit_id, (at, -1)), (at, rank))
    return found
