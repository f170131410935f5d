"""What offices owe at a moment, whom they can be reminded through, and what was said to those people today.

Set-based and plain: the scheduler asks each minute for 8,000 people, a supervisor's manual reminder for one area.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session

from bot.ladder import Rung, Standstill, amended_kind, counted_from, evening, rung_on
from bot.periods import Period
from bot.schedule import Schedule, Window, at_bangkok, local_day
from models.heartbeat import STOOD_STILL, Heartbeat
from models.membership.membership import REPORTING_ROLES, Membership, MembershipState, Role
from models.membership.person import Person
from models.messaging.outbox import Outbox, OutboxState
from models.org_unit import OrgUnit
from models.programme import Programme
from models.reminding.reminder import DIGEST, WAITS_FOR_REPLY, Reminder
from models.reminding.snooze import Snooze
from models.reporting.conversation import About, Conversation
from models.reporting.extension import Extension
from models.reporting.report import SENT, Report, ReportStatus
from services.obligations.asked import is_asked
from services.reminding.reminders import PURPOSE

Key = tuple[int, int, int, str, str]  # person, programme, office, period, kind

# Messages are dropped within days of being written: older ones need not be read to know today's.
_RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """One office's month that is open and not sent. `state` is None while nobody has begun, else draft or returned.

    Or one that was sent, with a change that was not: then `amended_by` is the person who made that, and `amended_kind`
    the kind of its one reminder."""

    programme_id: int
    unit_id: int
    window: Window
    state: ReportStatus | None = None
    amended_by: int | None = None
    amended_kind: str = ""

    def key(self, person_id: int, kind: str) -> Key:
        """What a reminder of it to this person is unique by."""
        return (person_id, self.programme_id, self.unit_id, str(self.window.period), kind)


@dataclass(frozen=True, slots=True)
class ReminderItem:
    """One month in a message; `kinds` are what is ticked off by it, the rung and the wish alike."""

    outstanding: Outstanding
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """An office, as far as its name needs; the tree above is left out."""

    id: int
    code: str
    kind: str
    name: str
    open_from: date | None
    open_to: date | None
    parent: None = None


@dataclass(frozen=True, slots=True)
class People:
    """Reachable people → offices they report for; those offices; (person, office) of deputies, told later."""

    offices_of: Mapping[int, Sequence[int]] = field(default_factory=dict)
    offices: Mapping[int, Office] = field(default_factory=dict)
    deputies: Collection[tuple[int, int]] = frozenset()


COLUMNS = (OrgUnit.id, OrgUnit.code, OrgUnit.kind, OrgUnit.name, OrgUnit.open_from, OrgUnit.open_to)


class Calendar:
    """The months open on a day: the programmes' own, and those of offices with an extension."""

    def __init__(self, session: Session, programmes: Iterable[Programme], day: date) -> None:
        self.day = day
        self.programmes = list(programmes)
        self.schedules = {one.id: Schedule.from_json(one.schedule) for one in self.programmes}
        self.usual = {by: schedule.open_windows(day) for by, schedule in self.schedules.items()}
        self.extended = self._extended(session)
        self.still = _standstill(session)

    def _extended(self, session: Session) -> dict[tuple[int, int], list[Window]]:
        open_now = {str(window.period) for windows in self.usual.values() for window in windows}
        query = select(Extension.programme_id, Extension.org_unit_id, Extension.period, Extension.due_on).where(
            or_(Extension.due_on >= self.day, Extension.period.in_(open_now))
        )
        later: dict[tuple[int, int], dict[Period, date]] = defaultdict(dict)
        for by, unit_id, period, due_on in session.execute(query):
            later[by, unit_id][Period.parse(period)] = due_on
        return {key: self.schedules[key[0]].open_windows(self.day, periods) for key, periods in later.items()}

    def windows(self, programme_id: int, unit_id: int) -> list[Window]:
        return self.extended.get((programme_id, unit_id), self.usual[programme_id])

    def every(self) -> list[Window]:
        return [window for windows in (*self.usual.values(), *self.extended.values()) for window in windows]

    def periods(self) -> set[str]:
        return {str(window.period) for window in self.every()}

    def rung(self, window: Window) -> Rung | None:
        """The rung that stands today."""
        return rung_on(window, self.day, self.still)

    def kinds(self) -> set[str]:
        """The kinds of the rungs that stand today, and of those before them that were worth a counted message."""
        standing = [(window, rung) for window in self.every() if (rung := self.rung(window))]
        first = [counted_from(window, is_second=is_second) for window, _ in standing for is_second in (False, True)]
        return {rung.kind for _, rung in standing} | {rung.kind for rung in first if rung}


def _standstill(session: Session) -> Standstill | None:
    beat = session.get(Heartbeat, STOOD_STILL)
    return Standstill(local_day(datetime.fromisoformat(beat.note)), local_day(beat.at)) if beat else None


def outstanding_by(session: Session, calendar: Calendar, offices: Iterable[Office]) -> list[Outstanding]:
    """What these offices have still to send of the months open on the calendar's day."""
    query = select(Report.programme_id, Report.org_unit_id, Report.period, Report.status)
    begun = {(*key,): status for *key, status in session.execute(query.where(Report.period.in_(calendar.periods())))}
    outstanding = []
    for office in offices:
        for asked in calendar.programmes:
            if office.kind not in asked.audience:
                continue
            for window in calendar.windows(asked.id, office.id):
                status = begun.get((asked.id, office.id, str(window.period)))
                if status in SENT or not is_asked(asked, office.kind, office.open_from, office.open_to, window.period):
                    continue
                outstanding.append(Outstanding(asked.id, office.id, window, ReportStatus(status) if status else None))
    return outstanding


def amended(session: Session, calendar: Calendar) -> list[Outstanding]:
    """What was sent and changed on a day before the calendar's, where the change was not sent and still can be."""
    query = (
        select(Report.programme_id, Report.org_unit_id, Report.period, Report.status, Report.revision)
        .add_columns(Conversation.person_id)
        .join(Conversation, Conversation.report_id == Report.id)
        .where(
            Conversation.about == About.AMENDMENT,
            Conversation.updated_at < at_bangkok(calendar.day, time()),
            Report.status.in_(SENT),
            Report.status != ReportStatus.APPROVED,
        )
    )
    return [
        Outstanding(by, unit_id, window, ReportStatus(status), person_id, amended_kind(revision))
        for by, unit_id, period, status, revision, person_id in session.execute(query)
        for window in calendar.windows(by, unit_id)
        if str(window.period) == period
    ]


def people(session: Session, of: ColumnElement[bool] | None = None) -> People:
    """Who reports for what. `of` narrows it to people of such offices, with all the other offices of theirs."""
    query = (
        select(Membership.person_id, Membership.role, *COLUMNS)
        .join(Person, Membership.person_id == Person.id)
        .join(OrgUnit, Membership.org_unit_id == OrgUnit.id)
        .where(_reporting(), Person.is_reachable)
        .distinct()
    )
    if of is not None:
        query = query.where(Membership.person_id.in_(reporting_for(of)))
    offices_of: dict[int, list[int]] = defaultdict(list)
    offices: dict[int, Office] = {}
    roles: dict[tuple[int, int], set[str]] = defaultdict(set)
    for row in session.execute(query):
        person_id, role, unit_id = row[:3]
        if unit_id not in offices:
            offices[unit_id] = Office(*row[2:])
        if not roles[person_id, unit_id]:
            offices_of[person_id].append(unit_id)
        roles[person_id, unit_id].add(role)
    deputies = {key for key, held in roles.items() if held == {Role.DEPUTY}}
    return People(offices_of, offices, deputies)


def reporting_for(of: ColumnElement[bool]) -> Select[int]:
    """SQL: the ids of people who report for offices of this condition, reachable or not."""
    return select(Membership.person_id).join(OrgUnit, Membership.org_unit_id == OrgUnit.id).where(_reporting(), of)


def _reporting() -> ColumnElement[bool]:
    return (Membership.state == MembershipState.ACTIVE) & Membership.role.in_(REPORTING_ROLES)


def reminded(session: Session, calendar: Calendar, kinds: Collection[str], of: Select[int] | None = None) -> set[Key]:
    """What was said before or is on its way, of these kinds. `of` narrows it to these people."""
    whose = true() if of is None else Reminder.person_id.in_(of)
    return _reminders(session, calendar, kinds, and_(~WAITS_FOR_REPLY, whose))


def waiting_for_reply(session: Session, calendar: Calendar, kinds: Collection[str]) -> set[Key]:
    """What waits to be said with the next reply, of these kinds."""
    return _reminders(session, calendar, kinds, WAITS_FOR_REPLY)


def _reminders(
    session: Session, calendar: Calendar, kinds: Collection[str], condition: ColumnElement[bool]
) -> set[Key]:
    query = select(
        Reminder.person_id, Reminder.programme_id, Reminder.org_unit_id, Reminder.period, Reminder.kind
    ).where(
        Reminder.programme_id.in_([one.id for one in calendar.programmes]),
        Reminder.period.in_(calendar.periods()),
        Reminder.kind.in_(kinds),
        condition,
    )
    return {(person, by, unit, period, kind) for person, by, unit, period, kind in session.execute(query)}


def reminded_on(session: Session, day: date) -> set[int]:
    """People who have their one message of this day, or will have it. What a supervisor is told is none, nor what is
    said with a reply."""
    begins, ends = at_bangkok(day, time()), at_bangkok(day + timedelta(days=1), time())
    query = select(Reminder.person_id).where(
        Reminder.planned_at >= begins,
        Reminder.planned_at < ends,
        Reminder.outbox_id.is_not(None),
        ~Reminder.kind.startswith(DIGEST),
    )
    return set(session.scalars(query.distinct()))


def taken_back_on(session: Session, day: date, purpose: str = PURPOSE) -> dict[int, int]:
    """Person → messages for this day that never went out: each frees one more."""
    query = select(Outbox.person_id, func.count()).where(
        Outbox.state == OutboxState.DROPPED,
        Outbox.next_try_at >= at_bangkok(day, time()) - _RECENT,
        Outbox.purpose == purpose,
        Outbox.send_before == evening(day),
    )
    return dict(session.execute(query.group_by(Outbox.person_id)).all())


def wishes(session: Session, since: date) -> dict[int, date]:
    """Person → the day from which they want to be reminded again."""
    return dict(session.execute(select(Snooze.person_id, Snooze.on).where(Snooze.on >= since)).all())
