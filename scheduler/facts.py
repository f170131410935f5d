"""What the plan needs to know, in a handful of queries: plain tuples, for 8,000 people are asked about each minute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot.ladder import KEEPS, rung_on
from bot.schedule import Period, Schedule, Window, at_bangkok, local_day
from models import programme
from models.extension import Extension
from models.membership import REPORTING_ROLES, Membership, MembershipState
from models.org_unit import OrgUnit
from models.outbox import Outbox, OutboxState
from models.person import Person, PersonState
from models.programme import Programme
from models.reminder import Reminder
from models.report import SENT, Report, ReportStatus
from models.snooze import Snooze
from scheduler.plan import Facts, Owed, again_kind
from services.duties import is_asked
from services.reminders import PURPOSE


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
class Known:
    """The facts, and what the words need besides. `taken_back`: person → messages of today that never went out."""

    facts: Facts
    programmes: Mapping[int, Programme] = field(default_factory=dict)
    offices: Mapping[int, Office] = field(default_factory=dict)
    taken_back: Mapping[int, int] = field(default_factory=dict)


def load(session: Session, now: datetime) -> Known | None:
    """Everything as it stands; None on a day on which no rung stands and no wish is to be met."""
    day = local_day(now)
    programmes = {one.id: one for one in programme.every(session)}
    calendar = _Calendar(session, programmes.values(), day)
    wishes = dict(session.execute(select(Snooze.person_id, Snooze.on).where(Snooze.on >= day - KEEPS)).all())
    kinds = calendar.kinds() | {again_kind(on) for on in wishes.values() if on <= day}
    if not kinds:
        return None
    offices_of, offices = people(session)
    facts = Facts(
        owed=_owed(session, calendar, offices.values()),
        offices_of=offices_of,
        reminded=_reminded(session, calendar, kinds),
        reminded_today=_reminded_today(session, day),
        wishes=wishes,
    )
    return Known(facts, programmes, offices, _taken_back(session, day))


def owed_by_all(session: Session, now: datetime) -> tuple[list[Owed], dict[int, Office]]:
    """What all offices owe now, also those where nobody has joined."""
    rows = session.execute(select(*_COLUMNS).order_by(OrgUnit.code))
    offices = {row[0]: Office(*row) for row in rows}
    return _owed(session, _Calendar(session, programme.every(session), local_day(now)), offices.values()), offices


_COLUMNS = (OrgUnit.id, OrgUnit.code, OrgUnit.kind, OrgUnit.name, OrgUnit.open_from, OrgUnit.open_to)


class _Calendar:
    """The months open on a day: the programmes' own, and those of offices with an extension."""

    def __init__(self, session: Session, programmes: Iterable[Programme], day: date) -> None:
        self.day = day
        self.programmes = list(programmes)
        self.schedules = {one.id: Schedule.from_json(one.schedule) for one in self.programmes}
        self.usual = {by: schedule.open_windows(day) for by, schedule in self.schedules.items()}
        self.extended = self._extended(session)

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

    def kinds(self) -> set[str]:
        """The kinds of the rungs that stand today."""
        return {rung.kind for window in self.every() if (rung := rung_on(window, self.day))}


def _owed(session: Session, calendar: _Calendar, offices: Iterable[Office]) -> list[Owed]:
    query = select(Report.programme_id, Report.org_unit_id, Report.period, Report.status)
    begun = {(*key,): status for *key, status in session.execute(query.where(Report.period.in_(calendar.periods())))}
    owed = []
    for office in offices:
        for asked in calendar.programmes:
            if office.kind not in asked.audience:
                continue
            for window in calendar.windows(asked.id, office.id):
                status = begun.get((asked.id, office.id, str(window.period)))
                if status in SENT or not is_asked(asked, office.kind, office.open_from, office.open_to, window.period):
                    continue
                owed.append(Owed(asked.id, office.id, window, ReportStatus(status) if status else None))
    return owed


def people(session: Session) -> tuple[dict[int, list[int]], dict[int, Office]]:
    """Reachable people → the offices they report for; and those offices."""
    query = (
        select(Membership.person_id, *_COLUMNS)
        .join(Person, Membership.person_id == Person.id)
        .join(OrgUnit, Membership.org_unit_id == OrgUnit.id)
        .where(
            Membership.state == MembershipState.ACTIVE,
            Membership.role.in_(REPORTING_ROLES),
            Person.state.not_in((PersonState.BLOCKED, PersonState.LEFT)),
        )
        .distinct()
    )
    offices_of: dict[int, list[int]] = defaultdict(list)
    offices: dict[int, Office] = {}
    for row in session.execute(query):
        office = offices.setdefault(row[1], Office(*row[1:]))
        offices_of[row[0]].append(office.id)
    return offices_of, offices


def _reminded(session: Session, calendar: _Calendar, kinds: set[str]) -> set[tuple[int, int, int, str, str]]:
    query = select(
        Reminder.person_id, Reminder.programme_id, Reminder.org_unit_id, Reminder.period, Reminder.kind
    ).where(
        Reminder.programme_id.in_([one.id for one in calendar.programmes]),
        Reminder.period.in_(calendar.periods()),
        Reminder.kind.in_(kinds),
    )
    return {(person, by, unit, period, kind) for person, by, unit, period, kind in session.execute(query)}


def _reminded_today(session: Session, day: date) -> set[int]:
    begins, ends = _bounds(day)
    query = select(Reminder.person_id).where(Reminder.planned_at >= begins, Reminder.planned_at < ends)
    return set(session.scalars(query.distinct()))


def _taken_back(session: Session, day: date) -> dict[int, int]:
    begins, ends = _bounds(day)
    query = select(Outbox.person_id, func.count()).where(
        Outbox.state == OutboxState.DROPPED,
        Outbox.next_try_at >= begins,
        Outbox.purpose == PURPOSE,
        Outbox.created_at >= begins,
        Outbox.created_at < ends,
    )
    return dict(session.execute(query.group_by(Outbox.person_id)).all())


def _bounds(day: date) -> tuple[datetime, datetime]:
    return at_bangkok(day, time()), at_bangkok(day + timedelta(days=1), time())
