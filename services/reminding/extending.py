"""A later due day for one office or an area, with its reason: previewed, granted once, told once to each officer.

Only offices that have still to send get it; what was sent or approved keeps its state. An approved report is unlocked
by it where its office alone was asked about, by a level that may unlock it. A month that is locked opens again until
the new day. Nothing is ever brought forward.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bot.ladder import next_hour, rung_on
from bot.line.render import render
from bot.messages import Card
from bot.schedule import Window, local_day
from bot.texts.reminding import extending as words
from bot.thai.units import office_name, short_name
from models import audit_log
from models.membership.membership import REPORTING_ROLES, Membership, MembershipState
from models.membership.person import Person
from models.messaging.outbox import Outbox
from models.org_unit import OrgUnit, within
from models.programme import Programme
from models.put import insert_into
from models.reminding.reminder import Reminder
from models.reporting.report import Report
from services.access.jurisdiction import Level, acting_for
from services.messaging import quota
from services.messaging.outbox import address_of
from services.messaging.quota import Left
from services.obligations.extensions import move_later
from services.progress import overview
from services.progress.overview import OfficeLine
from services.reminding import reminders
from services.reviewing import decisions
from services.reviewing.points import ReviewRefused

# Days from today: longer is no extension but another schedule.
LONGEST = timedelta(days=60)
LONGEST_REASON = 200


class ExtendRefused(Exception):
    """Nothing was changed. `reason` is one of:

    past: the day has passed · too_far: it is more than `LONGEST` away · no_reason: this needs a reason · nobody: no
    office of the area has still to send this month.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Extended:
    """What a later due day does, or did. `gets` are offices that get it, `has` those whose due day is that one or later
    already; `settled` counts offices that have sent. `people` are told, each by one counted message; `left` is what
    LINE would take before it."""

    programme: Programme
    period: str
    unit: OrgUnit
    due_on: date
    gets: tuple[OfficeLine, ...]
    has: tuple[OfficeLine, ...]
    settled: int
    people: int
    left: Left


def waiting(
    session: Session,
    asked: Programme,
    period: str,
    unit: OrgUnit,
    now: datetime,
    only: Collection[str] | None = None,
    level: Level | None = None,
) -> list[OfficeLine]:
    """The offices that could get a later day from `level`, or those of these codes. ValueError for no month."""
    lines = overview.offices(session, asked, period, unit, now)
    return [line for line in lines if _could_get(line, unit, level) and (only is None or line.unit.code in only)]


def preview(
    session: Session,
    asked: Programme,
    period: str,
    unit: OrgUnit,
    due_on: date,
    now: datetime,
    only: Collection[str] | None = None,
    level: Level | None = None,
) -> Extended:
    """What `grant` would do at this moment. Changes nothing. Raises ExtendRefused."""
    _check(due_on, now)
    lines = overview.offices(session, asked, period, unit, now)
    lines = [line for line in lines if line.is_expected and (only is None or line.unit.code in only)]
    waits = [line for line in lines if _could_get(line, unit, level)]
    if not waits:
        raise ExtendRefused("nobody")
    gets = tuple(line for line in waits if line.due < due_on)
    return Extended(
        programme=asked,
        period=period,
        unit=unit,
        due_on=due_on,
        gets=gets,
        has=tuple(line for line in waits if line.due >= due_on),
        settled=len(lines) - len(waits),
        people=len(offices_of(session, unit, {line.unit.id for line in gets})),
        left=quota.left(session, now),
    )


def grant(
    session: Session,
    asked: Programme,
    period: str,
    unit: OrgUnit,
    by: Person,
    due_on: date,
    reason: str,
    now: datetime,
    only: Collection[str] | None = None,
    level: Level | None = None,
) -> Extended:
    """Gives the later day to whoever `preview` would name now. Granting it again changes and tells nothing (`gets` is
    empty); of two supervisors at once the later day stands. Raises ExtendRefused.

    The caller has asked `services/access/jurisdiction` whether the area is theirs, and at which `level`.
    """
    why = tidy_reason(reason)
    if not why:
        raise ExtendRefused("no_reason")
    wanted = preview(session, asked, period, unit, due_on, now, only, level)
    granted = move_later(session, asked, period, {line.unit.id for line in wanted.gets}, due_on, why, by, now)
    gets = tuple(line for line in wanted.gets if line.unit.id in granted)
    had = tuple(line for line in wanted.gets if line.unit.id not in granted)
    if gets:
        # What waits to be sent names a day that no longer holds; the new one has reminders of its own.
        reminders.stop_for(session, asked.id, sorted(granted), period, now)
    people = _tell(session, wanted, [line for line in gets if line.waits], by, why, now)
    people += sum(_unlock(session, line, by, level, why, due_on, now) for line in gets if not line.waits)
    if gets:
        audit_log.note(
            session,
            now,
            "extend",
            person_id=by.id,
            unit_id=unit.id,
            subject=f"org_unit:{unit.id}",
            programme=asked.code,
            period=period,
            due_on=due_on.isoformat(),
            offices=len(gets),
            people=people,
        )
    return Extended(asked, period, unit, due_on, gets, wanted.has + had, wanted.settled, people, wanted.left)


def tidy_reason(reason: str) -> str:
    """One line of printable words, not too long."""
    return " ".join("".join(c if c.isprintable() else " " for c in reason).split())[:LONGEST_REASON]


def _could_get(line: OfficeLine, unit: OrgUnit, level: Level | None) -> bool:
    """Whether more time would change anything: it has still to send, or `level` may unlock what it asked about."""
    if line.waits or not line.is_expected or line.unit.id != unit.id or level is None:
        return line.waits
    return line.approved_level is not None and Level(line.approved_level).rank <= level.rank


def _unlock(
    session: Session, line: OfficeLine, by: Person, level: Level | None, reason: str, until: date, now: datetime
) -> int:
    """How many of the office's people were told that they can amend their approved report."""
    assert line.report_id is not None and level is not None
    try:
        return decisions.unlock(session, session.get_one(Report, line.report_id), by, level, reason, now, until=until)
    except ReviewRefused:
        # Unlocked or sent back by somebody else in this instant: the office has heard of that.
        return 0


def _check(due_on: date, now: datetime) -> None:
    if due_on < local_day(now):
        raise ExtendRefused("past")
    if due_on > local_day(now) + LONGEST:
        raise ExtendRefused("too_far")


def _tell(
    session: Session, wanted: Extended, gets: Sequence[OfficeLine], by: Person, reason: str, now: datetime
) -> int:
    """One message to each of these offices' people, in office hours; how many."""
    asked, office = wanted.programme, office_name(acting_for(session, by, wanted.unit))

    def card(offices: Sequence[tuple[str, str]]) -> Card:
        return words.told(
            office, offices, wanted.period, wanted.due_on, reason, programme=asked.code, subject=asked.title
        )

    return tell(session, wanted.unit, gets, card, now)


def tell(
    session: Session,
    unit: OrgUnit,
    lines: Sequence[OfficeLine],
    card: Callable[[Sequence[tuple[str, str]]], Card],
    now: datetime,
    month: tuple[Programme, Window] | None = None,
) -> int:
    """One counted message to each person who reports for these offices of `unit`, in office hours: the card that
    `card` makes of the person's offices (code, short name). How many people.

    Where it says how a `month` stands, it says what the ladder would of that on the same day."""
    names = {line.unit.id: (line.unit.code, short_name(line.unit)) for line in lines}
    at = next_hour(now)
    offices = offices_of(session, unit, set(names))
    messages = [
        {
            "person_id": person_id,
            "purpose": "notice",
            "messages": render([card([names[unit_id] for unit_id in unit_ids])], address_of(session)),
            "must_arrive": True,
            "retry_key": str(uuid4()),
            "next_try_at": at,
            "created_at": now,
        }
        for person_id, unit_ids in offices.items()
    ]
    if messages:
        rows = session.execute(insert(Outbox).returning(Outbox.person_id, Outbox.id), messages).all()
        if at <= now:
            session.info.setdefault("queued", []).extend((person_id, outbox_id) for person_id, outbox_id in rows)
        if month and (rung := rung_on(month[1], local_day(at))):
            said = [
                {
                    "person_id": person_id,
                    "programme_id": month[0].id,
                    "org_unit_id": unit_id,
                    "period": str(month[1].period),
                    "kind": rung.kind,
                    "planned_at": at,
                    "carried_at": at,
                    "carried_in": outbox_id,
                }
                for person_id, outbox_id in rows
                for unit_id in offices[person_id]
            ]
            session.execute(insert_into(session, Reminder).on_conflict_do_nothing(), said)
    return len(messages)


def offices_of(session: Session, unit: OrgUnit, unit_ids: Collection[int]) -> Mapping[int, list[int]]:
    """Reachable person → those of these offices that they report for, in order."""
    query = (
        select(Membership.person_id, Membership.org_unit_id)
        .join(Person, Membership.person_id == Person.id)
        .join(OrgUnit, Membership.org_unit_id == OrgUnit.id)
        .where(
            within(unit),
            Membership.state == MembershipState.ACTIVE,
            Membership.role.in_(REPORTING_ROLES),
            Person.is_reachable,
        )
        .distinct()
        .order_by(Membership.person_id, Membership.org_unit_id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for person_id, unit_id in session.execute(query):
        if unit_id in unit_ids:
            found[person_id].append(unit_id)
    return found
