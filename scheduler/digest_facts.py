"""Whether any digest is due: a few cheap queries each minute of the days after a due day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, literal, select
from sqlalchemy.orm import Session

from bot.periods import Period
from bot.schedule import Schedule, at_bangkok, local_day
from models import programme
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.programme import Programme
from models.reminding.reminder import DIGEST, WAITS_FOR_REPLY, Reminder
from models.reporting.extension import Extension
from models.reporting.report import SENT, Report, ReportStatus
from scheduler.digest import Facts, Round, Seat, kind_of, standing
from services.access.jurisdiction import LEVEL_OF
from services.obligations.asked import expected_in
from services.reminding.outstanding import Key

# The operator is told nothing unasked: the figures are the department's.
ROLES = (Role.DISTRICT, Role.PROVINCE, Role.DEPARTMENT)


def load(session: Session, now: datetime) -> Facts | None:
    """None on a day on which no digest stands, and where nobody supervises."""
    day = local_day(now)
    seats = _seats(session)
    rounds = list(_rounds(session, day)) if seats else []
    if not rounds:
        return None
    begins = at_bangkok(day, time())
    today = select(Reminder.person_id).where(
        Reminder.planned_at >= begins,
        Reminder.planned_at < begins + timedelta(days=1),
        Reminder.outbox_id.is_not(None),
        Reminder.kind.startswith(DIGEST),
    )
    kinds = _kinds(rounds, day)
    told = _digests(session, kinds, ~WAITS_FOR_REPLY)
    return Facts(seats, rounds, told, set(session.scalars(today)), _digests(session, kinds, WAITS_FOR_REPLY))


def _seats(session: Session) -> list[Seat]:
    query = (
        select(Membership.person_id, Membership.role, OrgUnit.id, OrgUnit.path)
        .join(Person, Membership.person_id == Person.id)
        .join(OrgUnit, Membership.org_unit_id == OrgUnit.id)
        .where(
            Membership.state == MembershipState.ACTIVE,
            Membership.role.in_(ROLES),
            Person.is_reachable,
        )
        .distinct()
    )
    return [
        Seat(person_id, unit_id, path, LEVEL_OF[Role(role)].rank)
        for person_id, role, unit_id, path in session.execute(query)
    ]


def _rounds(session: Session, day: date) -> Iterator[Round]:
    """The months of which a digest may stand today: after the usual due day, or after that of an extension."""
    later: dict[int, set[str]] = defaultdict(set)
    query = select(Extension.programme_id, Extension.period, Extension.due_on).where(
        Extension.due_on < day, Extension.due_on > day - timedelta(days=30)
    )
    for by, period, due_on in session.execute(query.distinct()):
        if standing(due_on, day):
            later[by].add(period)
    for one in programme.with_form(session):
        schedule = Schedule.from_json(one.schedule)
        newest = schedule.current(day)
        months = {*newest.back(1), *map(Period.parse, later[one.id])}
        for month in sorted(months):
            due = schedule.due(month)
            if not (standing(due, day) or str(month) in later[one.id]):
                continue
            if one.runs_in(str(month)):
                yield _round(session, one, month, due)


def _round(session: Session, asked: Programme, month: Period, due: date) -> Round:
    """An office that has to correct its report waits by the usual due day: its later one is for that alone, and whoever
    sent it back is told when it comes."""
    begun = and_(Report.org_unit_id == OrgUnit.id, Report.programme_id == asked.id, Report.period == str(month))
    extended = and_(
        Extension.org_unit_id == OrgUnit.id, Extension.programme_id == asked.id, Extension.period == str(month)
    )
    query = (
        select(OrgUnit.path, Report.status, Extension.due_on)
        .outerjoin(Report, begun)
        .outerjoin(Extension, extended)
        .where(expected_in(asked, literal(month.last_day)))
    )
    expected: set[str] = set()
    waiting: dict[str, set[date]] = defaultdict(set)
    for path, status, extended_to in session.execute(query):
        until = due if status == ReportStatus.RETURNED else max(due, extended_to or due)
        for area in _up(path):
            expected.add(area)
            if status not in SENT:
                waiting[area].add(until)
    return Round(asked.id, str(month), due, expected, waiting)


def _up(path: str) -> Iterator[str]:
    """The path itself and those of the areas above it."""
    while path:
        yield path
        path = path.rpartition(".")[0]


def _kinds(rounds: Iterable[Round], day: date) -> set[str]:
    return {
        kind_of(due, after)
        for one in rounds
        for due in {one.due}.union(*one.waiting.values())
        if (after := standing(due, day))
    }


def _digests(session: Session, kinds: Collection[str], condition: ColumnElement[bool]) -> set[Key]:
    query = select(Reminder.person_id, Reminder.programme_id, Reminder.org_unit_id, Reminder.period, Reminder.kind)
    return {(*row,) for row in session.execute(query.where(Reminder.kind.in_(kinds), condition))}
