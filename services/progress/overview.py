"""Who has sent a month: the offices of an area one by one. How many they are is counted in `tallies`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, literal, or_, select
from sqlalchemy.orm import Session

from bot.schedule import Schedule, local_day
from bot.tally import Tally
from models.membership.membership import REPORTING_ROLES, Membership, MembershipState
from models.membership.person import Person
from models.org_unit import LOCAL_KINDS, OrgUnit, UnitKind, within
from models.programme import Programme
from models.reporting.report import SENT, Report, ReportStatus
from services.assessment.flags import kinds
from services.obligations.asked import asked_periods, expected_in
from services.obligations.due_months import Outcome, outcome_of
from services.progress.month_history import extensions


@dataclass(frozen=True, slots=True)
class Place:
    """As much of an office or an area as its name needs (`bot.thai.units.Unit`); `parent` is None at the top."""

    id: int
    code: str
    kind: str
    name: str
    path: str
    parent: Place | None

    def up(self) -> list[Place]:
        """The places above this one, nearest first."""
        found, place = [], self.parent
        while place is not None:
            found.append(place)
            place = place.parent
        return found

    def above(self, kind: UnitKind) -> Place | None:
        return next((place for place in self.up() if place.kind == kind), None)


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One office in one month.

    `due` is the last day on which it is on time, extension included. `report_id` is None where nothing was ever
    sent, and so are `status`, `on_time` (of the first submission), `submitted_at` and `submitted_by` (of the last),
    `score` (0-100) and `approved_level` (district, province, department; None too where nobody has approved this
    revision). `flags` are the kinds of what is striking about the answers, each once
    (`services.assessment.flags.kinds`). `has_draft`: begun, never sent. `people` are those registered for the office
    now, `reachable` those of them whom a message can reach; `last_contact` is when one of them last did something in
    the chat. `is_expected` is False for an office that sent although it was not asked (closed since, or no longer in
    the audience): it stands in the list and in no figure. `is_open`: whether it can still be sent."""

    unit: Place
    outcome: Outcome
    due: date
    is_extended: bool
    report_id: int | None = None
    status: str | None = None
    is_nothing: bool = False
    on_time: bool | None = None
    submitted_at: datetime | None = None
    submitted_by: int | None = None
    revision: int = 0
    approved_level: str | None = None
    score: int | None = None
    flags: tuple[str, ...] = ()
    has_draft: bool = False
    people: int = 0
    reachable: int = 0
    last_contact: datetime | None = None
    is_expected: bool = True
    is_open: bool = True

    @property
    def is_sent(self) -> bool:
        return self.status in SENT

    @property
    def is_returned(self) -> bool:
        return self.status == ReportStatus.RETURNED

    @property
    def waits(self) -> bool:
        """Whether something is still to come from the office: never sent, or sent back."""
        return self.is_expected and not self.is_sent

    @property
    def district(self) -> str:
        """The name of its district; empty where it has none (อบจ.)."""
        above = self.unit.above(UnitKind.DISTRICT)
        return above.name if above else ""


def offices(session: Session, programme: Programme, period: str, unit: OrgUnit, now: datetime) -> list[OfficeLine]:
    """Every office of the subtree in the month `period`, in the order of the tree. Four queries.

    Empty for a month that the programme does not ask for or that has not opened; ValueError for what is no month.
    """
    asked = asked_periods(programme, [period], now)
    if not asked:
        return []
    [month] = asked
    places = _places(session, unit)
    people = _people(session, unit)
    later = extensions(session, programme, [period], unit)
    schedule, day = Schedule.from_json(programme.schedule), local_day(now)
    usual = schedule.window(month)
    its_own = and_(Report.org_unit_id == OrgUnit.id, Report.programme_id == programme.id, Report.period == period)
    is_expected = expected_in(programme, literal(month.last_day))
    query = (
        select(
            OrgUnit.id,
            OrgUnit.code,
            OrgUnit.kind,
            OrgUnit.name,
            OrgUnit.path,
            OrgUnit.parent_id,
            is_expected.label("is_expected"),
            Report.id.label("report_id"),
            Report.status,
            Report.is_nothing,
            Report.on_time,
            Report.submitted_at,
            Report.submitted_by,
            Report.revision,
            Report.approved_level,
            Report.content,
        )
        .outerjoin(Report, its_own)
        .where(
            within(unit),
            OrgUnit.kind.in_(LOCAL_KINDS),
            or_(is_expected, Report.status.in_((*SENT, ReportStatus.RETURNED))),
        )
        .order_by(OrgUnit.path)
    )
    lines = []
    for row in session.execute(query):
        extended_to = later.get((row.id, period))
        window = schedule.window(month, extended_to) if extended_to else usual
        registered = people.get(row.id, _Registered())
        lines.append(
            OfficeLine(
                unit=Place(row.id, row.code, row.kind, row.name, row.path, places.get(row.parent_id)),
                outcome=outcome_of(row.status, row.is_nothing, row.on_time, is_over=day > window.locks),
                due=window.due,
                is_extended=window.is_extended,
                has_draft=row.status == ReportStatus.DRAFT,
                people=registered.people,
                reachable=registered.reachable,
                last_contact=registered.last_contact,
                is_expected=bool(row.is_expected),
                is_open=window.is_open(day),
                **_sent(row),
            )
        )
    return lines


def by_child_of(lines: Iterable[OfficeLine], unit: OrgUnit) -> list[tuple[Place, Tally]]:
    """What `tallies.by_child` counts, of all lines of `unit`'s subtree that are at hand already."""
    found: dict[int, tuple[Place, list[OfficeLine]]] = {}
    for line in lines:
        if line.is_expected:
            way = [line.unit, *line.unit.up()]
            child = next(place for place in way if place.parent is not None and place.parent.id == unit.id)
            found.setdefault(child.id, (child, []))[1].append(line)
    return [(child, _tally_of(those)) for child, those in sorted(found.values(), key=lambda pair: pair[0].code)]


def _tally_of(lines: Sequence[OfficeLine]) -> Tally:
    sent = [line for line in lines if line.is_sent]
    scores = [line.score for line in sent if line.score is not None]
    approved = [line for line in sent if line.status == ReportStatus.APPROVED]
    late = sum(line.on_time is False for line in sent)
    returned = sum(line.is_returned for line in lines)
    return Tally(
        expected=len(lines),
        sent=len(sent),
        on_time=len(sent) - late,
        late=late,
        nothing=sum(line.is_nothing for line in sent),
        returned=returned,
        approved=len(approved),
        missing=len(lines) - len(sent) - returned,
        unregistered=sum(not line.people for line in lines),
        content=sum(scores) / len(scores) if scores else None,
        scored=len(scores),
        levels=dict(Counter(line.approved_level for line in approved if line.approved_level)),
    )


def _sent(row: Any) -> dict[str, Any]:
    if row.status in (None, ReportStatus.DRAFT):
        return {}
    content = row.content or {}
    return {
        "report_id": row.report_id,
        "status": row.status,
        "is_nothing": row.is_nothing,
        "on_time": row.on_time,
        "submitted_at": row.submitted_at,
        "submitted_by": row.submitted_by,
        "revision": row.revision,
        "approved_level": row.approved_level,
        "score": content.get("score"),
        "flags": kinds(content),
    }


def _places(session: Session, unit: OrgUnit) -> dict[int, Place]:
    """The areas above `unit`, `unit` itself and the areas below it, by id."""
    above = [one.id for one in unit.up()]
    query = select(OrgUnit.id, OrgUnit.code, OrgUnit.kind, OrgUnit.name, OrgUnit.path, OrgUnit.parent_id)
    rows = session.execute(
        query.where(or_(OrgUnit.id.in_(above), and_(within(unit), OrgUnit.kind.not_in(LOCAL_KINDS)))).order_by(
            func.length(OrgUnit.path)
        )
    )
    found: dict[int, Place] = {}
    for row in rows:
        found[row.id] = Place(row.id, row.code, row.kind, row.name, row.path, found.get(row.parent_id))
    return found


@dataclass(frozen=True, slots=True)
class _Registered:
    people: int = 0
    reachable: int = 0
    last_contact: datetime | None = None


def _people(session: Session, unit: OrgUnit) -> dict[int, _Registered]:
    """Who is registered for the offices of the subtree now, by office id; offices with nobody are absent."""
    # An officer may be the same office's deputy as well.
    one = func.distinct(Person.id)
    can = func.count(one).filter(Person.is_reachable)
    query = (
        select(Membership.org_unit_id, func.count(one), can, func.max(Person.last_event_at))
        .join(Person, Membership.person_id == Person.id)
        .join(OrgUnit, Membership.org_unit_id == OrgUnit.id)
        .where(within(unit), Membership.state == MembershipState.ACTIVE, Membership.role.in_(REPORTING_ROLES))
        .group_by(Membership.org_unit_id)
    )
    return {row[0]: _Registered(*row[1:]) for row in session.execute(query)}
