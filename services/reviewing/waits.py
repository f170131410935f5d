"""What waits for a supervisor at this moment: reports to approve, requests to join, letters to acknowledge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, literal, or_, select, union_all
from sqlalchemy.orm import Session

from bot.tally import Tally
from models.membership import membership
from models.membership.membership import REPORTING_ROLES, SUPERVISING_ROLES
from models.membership.person import Person
from models.org_unit import LOCAL_KINDS, OrgUnit, bounds, holds, within_each
from models.prepared import Prepared, one_of
from models.programme import Programme
from models.reporting.report import SENT, Report
from services.access.jurisdiction import Assignment, Jurisdiction, Level
from services.circulars import receipts
from services.membership import deciders
from services.obligations.asked import asked_now
from services.reviewing.ladder import Sent, has_reached, ladder

# Stands where a role stands.
_LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Waits:
    """`reports` are those that the person can approve now, by (code of their post's unit, id of the programme, period
    that it asks for now). Of the department's posts none are counted: its month is counted as a whole
    (`for_department`). `requests` to join are theirs to decide, `requests_at` those of them to report for an office, by
    its id; `letters` ask their own office to acknowledge them."""

    reports: Mapping[tuple[str, int, str], int] = field(default_factory=dict)
    requests: int = 0
    requests_at: Mapping[int, int] = field(default_factory=dict)
    letters: int = 0

    @property
    def approvals(self) -> int:
        return sum(self.reports.values())


def look(
    session: Session,
    person: Person,
    jurisdiction: Jurisdiction,
    every: Sequence[Programme],
    now: datetime,
    *,
    counted: Mapping[tuple[str, int, str], int] | None = None,
) -> Waits:
    """Three queries at most, more only where somebody asks to supervise; `every` are all programmes. `counted` are
    numbers of `Waits.reports` that are known already, by its keys: they are not asked for again."""
    posts = [one.unit for one in jurisdiction.assignments]
    counts = _requests_and_letters(len(posts)).asked(session, {"person": person.id} | bounds(posts))
    offices = _by_office(counts)
    requests = sum(offices.values())
    if any(role in SUPERVISING_ROLES for _, role, _ in counts):
        # Who decides about a colleague depends on who made the code: such requests are few, and looked at one by one.
        requests = len(deciders.waiting_for(session, person))
    return Waits(
        reports=_reports(session, person, jurisdiction, every, now, counted or {}),
        requests=requests,
        requests_at=offices,
        letters=sum(count for _, role, count in counts if role == _LETTERS),
    )


def requests_at(session: Session, person: Person, area: OrgUnit) -> dict[int, int]:
    """How many wait for this person to let them report, by the id of their office in the area."""
    return _by_office(_REQUESTS.asked(session, {"person": person.id} | bounds([area])))


_PERSON = bindparam("person", type_=Integer)
_REQUESTS = Prepared(membership.counted_waiting(within_each(1), _PERSON))


@cache
def _requests_and_letters(posts: int) -> Prepared:
    letters = select(literal(0), literal(_LETTERS), receipts.counted_awaited(_PERSON).scalar_subquery())
    return Prepared(union_all(membership.counted_waiting(within_each(posts), _PERSON), letters))


def _by_office(counts: Iterable[Any]) -> dict[int, int]:
    found: Counter[int] = Counter()
    for unit_id, role, count in counts:
        if role in REPORTING_ROLES:
            found[unit_id] += count
    return dict(found)


def for_department(programme: Programme, month: Tally) -> int:
    """How many reports of the country's `month` wait for the department: those that the level below has approved, or
    where there is none those that nobody has."""
    if Level.DEPARTMENT not in programme.levels:
        return 0
    below = [level for level in programme.levels if level != Level.DEPARTMENT]
    return month.levels.get(below[-1], 0) if below else month.sent - month.approved


def _reports(
    session: Session,
    person: Person,
    jurisdiction: Jurisdiction,
    every: Sequence[Programme],
    now: datetime,
    counted: Mapping[tuple[str, int, str], int],
) -> dict[tuple[str, int, str], int]:
    asked = {one.id: (one, str(current)) for one in every if (current := asked_now(one, now))}
    posts = jurisdiction.assignments
    if jurisdiction.level is Level.DEPARTMENT:
        return {}
    known = {}
    if len(posts) == 1:
        of_post = {number: (posts[0].unit.code, number, period) for number, (_, period) in asked.items()}
        known = {key: counted[key] for key in of_post.values() if key in counted}
        asked = {number: one for number, one in asked.items() if of_post[number] not in known}
    now_asked = of_periods(session, person, jurisdiction, [*asked.values()])
    return {key: count for key, count in known.items() if count} | now_asked


def of_periods(
    session: Session, person: Person, jurisdiction: Jurisdiction, asked: Sequence[tuple[Programme, str]]
) -> dict[tuple[str, int, str], int]:
    """`Waits.reports` of these programmes in these periods."""
    posts = jurisdiction.assignments
    if not asked:
        return {}
    values: dict[str, object] = {**bounds(post.unit for post in posts)}
    for at, (programme, period) in enumerate(asked):
        values |= {f"programme_{at}": programme.id, f"period_{at}": period}
    by_id = {programme.id: programme for programme, _ in asked}
    sent = []
    for programme_id, period, approved, *row in _sent(len(asked), len(posts)).asked(session, values):
        one, programme = Sent(*row), by_id[programme_id]
        post = _over(posts, one.path)
        if post.level in programme.levels and not has_reached(approved, post.level):
            sent.append((programme, period, one, approved, post))
    if not sent:
        return {}
    there = ladder(session, [one for _, _, one, _, _ in sent])
    found: Counter[tuple[str, int, str]] = Counter()
    for programme, period, one, approved, post in sent:
        first = there.comes_before(programme, one.path, one.report_id, post.level)
        if not there.is_own(one.report_id, person.id) and (first is None or has_reached(approved, first)):
            found[post.unit.code, programme.id, period] += 1
    return dict(found)


@cache
def _sent(months: int, posts: int) -> Prepared:
    of_months = (
        and_(Report.programme_id == bindparam(f"programme_{at}"), Report.period == bindparam(f"period_{at}"))
        for at in range(months)
    )
    columns = Report.programme_id, Report.period, Report.approved_level
    of_sent = Report.id, OrgUnit.path, Report.submitted_by, Report.revision
    is_counted = one_of(Report.status, SENT), one_of(OrgUnit.kind, LOCAL_KINDS), within_each(posts)
    query = select(*columns, *of_sent).join(OrgUnit, Report.org_unit_id == OrgUnit.id)
    return Prepared(query.where(or_(*of_months), *is_counted))


def _over(posts: Sequence[Assignment], path: str) -> Assignment:
    """The highest of the posts over the office at this path."""
    return next(one for one in posts if holds(one.unit, path))
