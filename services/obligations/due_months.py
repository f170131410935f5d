"""What offices owe: the periods a programme asks of an office, when each is due, what was sent. Mostly they are months,
and called so here; quarters, fiscal years and what is asked once go the same way.

One place answers it for the chat, for the reminders and for the pages, so that they never disagree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from bot.periods import Period
from bot.schedule import Schedule, Window, local_day
from models import programme
from models.membership import membership
from models.membership.membership import REPORTING_ROLES
from models.membership.person import Person
from models.org_unit import OrgUnit
from models.programme import Programme
from models.reporting import extension
from models.reporting.conversation import About, Conversation
from models.reporting.report import SENT, Report, ReportStatus
from services.obligations.asked import is_asked

Extensions = Mapping[tuple[int, int, str], date]
Reports = Mapping[tuple[int, int, str], Report]


@dataclass(frozen=True, slots=True)
class Obligation:
    """One month that one office owes to one programme.

    `period` is a key of `bot.periods`. Days are Bangkok's: `opens` the first on which it can be filled in, `due` the
    last on which it is on time, `locks` the last on which it can be sent or amended; an extension is included.
    `report` is None while nobody has begun. `is_open` is whether it can be filled in now. `is_amended`: it was sent,
    and a change of it was not; `duties_open` alone knows.
    """

    programme: Programme
    unit: OrgUnit
    period: str
    opens: date
    due: date
    locks: date
    is_extended: bool
    is_open: bool
    report: Report | None
    is_amended: bool = False

    @property
    def state(self) -> ReportStatus | None:
        """None while nobody has begun."""
        return None if self.report is None else ReportStatus(self.report.status)

    @property
    def is_sent(self) -> bool:
        """A returned report is not: it waits for the office again."""
        return self.report is not None and self.report.is_sent

    @property
    def waits(self) -> bool:
        """Whether there is something to send: the report, or a change of it."""
        return not self.is_sent or self.is_amended

    @property
    def is_returned(self) -> bool:
        return self.state == ReportStatus.RETURNED

    def is_on_time(self, now: datetime) -> bool:
        """Whether a report sent at this moment would be on time."""
        return local_day(now) <= self.due


class Outcome(StrEnum):
    """The outcome of an office's month."""

    ON_TIME = "on_time"
    LATE = "late"
    NOTHING = "nothing"  # said that there was nothing to report
    RETURNED = "returned"  # sent back, waits for the office
    OPEN = "open"  # not sent, and can still be
    MISSING = "missing"  # never sent, and locked
    NOT_EXPECTED = "not_expected"  # the programme did not ask this office for this month


@dataclass(frozen=True, slots=True)
class Month:
    """One line of an office's history. `due` is the day in force, extension included.

    `on_time` is of the first submission, also where the outcome is NOTHING or RETURNED; None where nothing
    was sent.
    """

    period: str
    outcome: Outcome
    due: date
    is_open: bool
    on_time: bool | None
    report: Report | None


def open_obligations(session: Session, person: Person, now: datetime) -> list[Obligation]:
    """What this person's offices can fill in now, oldest due first; months already sent are there too.

    Usually one month an office and programme; older ones where an extension keeps them open. Empty for
    somebody who reports for no office.
    """
    mine = membership.active_of(session, person, REPORTING_ROLES)
    return duties_open(session, list({one.unit.id: one.unit for one in mine}.values()), now)


def duties_open(session: Session, units: Sequence[OrgUnit], now: datetime) -> list[Obligation]:
    """The same of these offices."""
    if not units:
        return []
    day = local_day(now)
    later: dict[tuple[int, int], dict[Period, date]] = defaultdict(dict)
    for (by, of, period), due in extension.of_units(session, [unit.id for unit in units]).items():
        later[by, of][Period.parse(period)] = due
    wanted = [
        (asked, unit, window)
        for asked in programme.with_form(session)
        for unit in units
        for window in Schedule.from_json(asked.schedule).open_windows(day, later.get((asked.id, unit.id)))
        if is_asked(asked, unit.kind, unit.open_from, unit.open_to, window.period)
    ]
    reports, amended = _reports_and_amended(session, units, {str(window.period) for _, _, window in wanted})
    obligations = [_obligation(asked, unit, window, day, reports, amended) for asked, unit, window in wanted]
    return sorted(
        obligations,
        key=lambda obligation: (obligation.due, obligation.period, obligation.programme.id, obligation.unit.code),
    )


def subject_among(obligations: Sequence[Obligation], one: Obligation) -> str:
    """The title of this one's programme where these are of several; else ""."""
    return one.programme.title if len({other.programme.id for other in obligations}) > 1 else ""


def obligation_of(session: Session, asked: Programme, unit: OrgUnit, period: str, now: datetime) -> Obligation | None:
    """One month of one office, open or not; None where the programme does not ask this office for this month.

    Raises ValueError for what is no period.
    """
    month = Period.parse(period)
    if not is_asked(asked, unit.kind, unit.open_from, unit.open_to, month):
        return None
    extended_to = extension.of_units(session, [unit.id]).get((asked.id, unit.id, period))
    window = Schedule.from_json(asked.schedule).window(month, extended_to)
    return _obligation(asked, unit, window, local_day(now), _reports(session, [unit], {period}))


def obligation_of_report(session: Session, report: Report, now: datetime) -> Obligation | None:
    """The month that this report is of, open or not; None where the programme does not ask its office for it."""
    extended_to = extension.of_units(session, [report.org_unit_id])
    return obligation_extended(report, extended_to.get((report.programme_id, report.org_unit_id, report.period)), now)


def obligation_extended(report: Report, extended_to: date | None, now: datetime) -> Obligation | None:
    """The same where the later due day is known, None being none."""
    asked, unit, month = report.programme, report.unit, Period.parse(report.period)
    if not is_asked(asked, unit.kind, unit.open_from, unit.open_to, month):
        return None
    window = Schedule.from_json(asked.schedule).window(month, extended_to)
    return _obligation(asked, unit, window, local_day(now), {(asked.id, unit.id, report.period): report})


def history(session: Session, unit: OrgUnit, asked: Programme, now: datetime, months: int = 6) -> list[Month]:
    """The month that is asked for now and the `months` before it, newest first."""
    return histories(session, [unit], [asked], now, months)[asked.id, unit.id]


def histories(
    session: Session, units: Sequence[OrgUnit], asked: Sequence[Programme], now: datetime, months: int = 6
) -> dict[tuple[int, int], list[Month]]:
    """(programme id, unit id) → the history of that office, as `history` gives it; two queries in all."""
    day = local_day(now)
    newest = {one.id: Schedule.from_json(one.schedule).current(day) for one in asked}
    spans = {one: period.back(months) for one, period in newest.items()}
    later = extension.of_units(session, [unit.id for unit in units])
    reports = _reports(session, units, {str(period) for span in spans.values() for period in span})
    return {
        (one.id, unit.id): [_month(one, unit, period, day, later, reports) for period in spans[one.id]]
        for one in asked
        for unit in units
    }


def outcome_of(
    status: str | None, is_nothing: bool | None, on_time: bool | None, *, is_over: bool, is_expected: bool = True
) -> Outcome:
    """The outcome of a month, from its report's columns (all None: no report). `is_over`: locked for the office."""
    if status == ReportStatus.RETURNED:
        return Outcome.RETURNED
    if status in SENT:
        if is_nothing:
            return Outcome.NOTHING
        return Outcome.LATE if on_time is False else Outcome.ON_TIME
    if not is_expected:
        return Outcome.NOT_EXPECTED
    return Outcome.MISSING if is_over else Outcome.OPEN


def _obligation(
    asked: Programme, unit: OrgUnit, window: Window, day: date, reports: Reports, amended: Collection[int] = ()
) -> Obligation:
    report, is_open = reports.get((asked.id, unit.id, str(window.period))), window.is_open(day)
    can_amend = is_open and report is not None and report.is_sent and report.status != ReportStatus.APPROVED
    return Obligation(
        programme=asked,
        unit=unit,
        period=str(window.period),
        opens=window.opens,
        due=window.due,
        locks=window.locks,
        is_extended=window.is_extended,
        is_open=is_open,
        report=report,
        is_amended=can_amend and report is not None and report.id in amended,
    )


def _month(asked: Programme, unit: OrgUnit, period: Period, day: date, later: Extensions, reports: Reports) -> Month:
    key = (asked.id, unit.id, str(period))
    window = Schedule.from_json(asked.schedule).window(period, later.get(key))
    report = reports.get(key)
    columns = (report.status, report.is_nothing, report.on_time) if report else (None, None, None)
    is_expected = is_asked(asked, unit.kind, unit.open_from, unit.open_to, period)
    return Month(
        period=str(period),
        outcome=outcome_of(*columns, is_over=day > window.locks, is_expected=is_expected),
        due=window.due,
        is_open=window.is_open(day),
        on_time=report.on_time if report else None,
        report=report,
    )


def _reports(session: Session, units: Sequence[OrgUnit], periods: set[str]) -> Reports:
    return _reports_and_amended(session, units, periods)[0]


def _reports_and_amended(session: Session, units: Sequence[OrgUnit], periods: set[str]) -> tuple[Reports, set[int]]:
    """The reports, and the ids of those of which a change waits."""
    if not periods:
        return {}, set()
    change = and_(Conversation.report_id == Report.id, Conversation.about == About.AMENDMENT)
    query = select(Report, Conversation.id).outerjoin(Conversation, change)
    query = query.where(Report.org_unit_id.in_([unit.id for unit in units]), Report.period.in_(periods))
    rows = session.execute(query).unique().all()
    reports = {(row.programme_id, row.org_unit_id, row.period): row for row, _ in rows}
    return reports, {row.id for row, amended_in in rows if amended_in is not None}
