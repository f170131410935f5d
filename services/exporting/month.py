"""A period of a programme as a table: one row an office of an area, sent or not. Written by `csv_file`, `json_file` and
`xlsx_file`, a row at a time: the whole country needs no more memory than a district."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from sqlalchemy import and_, func, literal, select
from sqlalchemy.orm import Session

from bot.events import Place
from bot.periods import Period
from bot.schedule import BANGKOK
from bot.spans import Span
from bot.thai.places import write_place
from bot.thai.units import office_name
from models import form_version, org_unit, programme
from models.form_version import FormVersion
from models.org_unit import DEPARTMENT_CODE, LOCAL_KINDS, OrgUnit, UnitKind, within
from models.photos.attachment import Attachment
from models.programme import Programme
from models.reporting.report import Report, ReportStatus
from services.aggregation.columns import OFFICE, Cell, Column, Rows, answer_columns, repeat_tables
from services.aggregation.rollup import RollUp, roll_up
from services.assessment.flags import kinds
from services.forms.compiled import compiled
from services.obligations.asked import expected_in, is_asked

ROWS_AT_ONCE = 500
MISSING = "missing"


class CannotExport(ValueError):
    """What was asked for does not exist; the text says what."""


@dataclass(frozen=True, slots=True)
class Photo:
    """`state` is an `AttachmentState`; `size` in bytes, None while it is not here; times are Bangkok's. `taken_at` and
    `place` (`13.756300, 100.501800`) are what the camera wrote, None where it did not."""

    state: str
    size: int | None
    received_at: datetime
    taken_at: datetime | None
    place: str | None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One office. `office` are the cells of `OFFICE` in order; `answers` the document as it was sent, {} where none
    was. `photos` tells what is known of the files that stand in it, by their names there."""

    office: tuple[Cell, ...]
    answers: Mapping[str, Any]
    photos: Callable[[], Mapping[str, Photo]]


@dataclass(frozen=True, slots=True)
class Export:
    """`lines` may be gone through once, while the session is open; offices stand in the order of the tree.

    A report that was never sent, a draft included, is `missing`. `name` is the full name without the place. `offices`
    is about how many lines there will be. `summary` adds the period up while the session is open.
    """

    programme: Programme
    period: str
    unit: OrgUnit
    made_at: datetime
    columns: tuple[Column, ...]
    tables: tuple[Rows, ...]
    lines: Iterator[ReportLine]
    offices: int
    summary: Callable[[], RollUp]

    @property
    def heads(self) -> tuple[Column, ...]:
        return OFFICE + self.columns


def read(session: Session, code: str, period: str, now: datetime, *, unit_code: str = DEPARTMENT_CODE) -> Export:
    """The period (`2026-10`, `2027-Q1`) of programme `code` in the subtree of an office. Raises CannotExport."""
    asked = programme.by_code(session, code)
    if asked is None:
        raise CannotExport(f"there is no programme {code!r}")
    try:
        month = Period.parse(period)
    except ValueError as error:
        raise CannotExport(str(error)) from None
    if month.every is not Period.parse(asked.active_from).every or period < asked.active_from:
        raise CannotExport(f"{code} asks for periods from {asked.active_from} on, not for {period}")
    unit = org_unit.by_code(session, unit_code)
    if unit is None:
        raise CannotExport(f"there is no office {unit_code!r}")
    versions = _versions(session, asked, period)
    forms = [compiled(version) for version in versions.values()]
    numbers = {version_id: version.number for version_id, version in versions.items()}
    return Export(
        programme=asked,
        period=period,
        unit=unit,
        made_at=now.astimezone(BANGKOK),
        columns=answer_columns(forms),
        tables=repeat_tables(forms),
        lines=_lines(session, asked, month, unit, numbers),
        offices=office_count(session, asked, unit, period),
        summary=lambda: roll_up(session, asked, unit, Span.alone(month), now),
    )


def office_count(session: Session, asked: Programme, unit: OrgUnit, period: str) -> int:
    """How many offices of the subtree the programme asks for this period."""
    expected = expected_in(asked, literal(Period.parse(period).last_day))
    return session.scalar(select(func.count()).select_from(OrgUnit).where(within(unit), expected)) or 0


def _versions(session: Session, asked: Programme, period: str) -> dict[int, FormVersion]:
    """The forms that this month was reported on, newest first; the form of now where nobody has reported."""
    used = select(Report.form_version_id).where(
        Report.programme_id == asked.id, Report.period == period, Report.answers.is_not(None)
    )
    query = select(FormVersion).where(FormVersion.id.in_(used)).order_by(FormVersion.number.desc())
    found = list(session.scalars(query))
    if not found and (newest := form_version.newest(session, asked)):
        found = [newest]
    return {version.id: version for version in found}


def _lines(
    session: Session, asked: Programme, month: Period, unit: OrgUnit, numbers: Mapping[int, int]
) -> Iterator[ReportLine]:
    areas = _areas(session)
    query = (
        select(
            OrgUnit.code,
            OrgUnit.kind,
            OrgUnit.name,
            OrgUnit.path,
            OrgUnit.open_from,
            OrgUnit.open_to,
            Report.id.label("report_id"),
            Report.status,
            Report.is_nothing,
            Report.on_time,
            Report.submitted_at,
            Report.form_version_id,
            Report.approved_level,
            Report.content,
            Report.answers,
        )
        .outerjoin(
            Report,
            and_(Report.org_unit_id == OrgUnit.id, Report.programme_id == asked.id, Report.period == str(month)),
        )
        .where(within(unit), OrgUnit.kind.in_(LOCAL_KINDS))
        .order_by(OrgUnit.path)
    )
    found = session.execute(query, execution_options={"yield_per": ROWS_AT_ONCE})
    for rows in found.partitions():
        photos = _Photos(session, [row.report_id for row in rows if row.answers])
        for row in rows:
            is_sent = row.status not in (None, ReportStatus.DRAFT)
            if is_sent or is_asked(asked, row.kind, row.open_from, row.open_to, month):
                above = [areas[code] for code in row.path.split(".") if code in areas]
                office = _office(row, above, numbers.get(row.form_version_id), is_sent=is_sent)
                yield ReportLine(office, (row.answers or {}) if is_sent else {}, partial(photos.of, row.report_id))


def _office(row: Any, above: Sequence[tuple[str, str]], version: int | None, *, is_sent: bool) -> tuple[Cell, ...]:
    office: dict[str, Cell] = {
        "code": row.code,
        "kind": row.kind,
        "name": office_name(_Named(row.kind, row.name)),
        "district": next((name for kind, name in above if kind == UnitKind.DISTRICT), None),
        "province": next((name for kind, name in above if kind == UnitKind.PROVINCE), None),
        "status": MISSING,
    }
    if is_sent:
        office |= {
            "status": row.status,
            "nothing": row.is_nothing,
            "on_time": row.on_time,
            "submitted_at": row.submitted_at.astimezone(BANGKOK) if row.submitted_at else None,
            "approved_level": row.approved_level,
            "score": (row.content or {}).get("score"),
            "flags": list(kinds(row.content)),
            "form_version": version,
        }
    return tuple(office.get(column.name) for column in OFFICE)


class _Photos:
    """Of several reports at once, looked up when somebody asks for the first one's: most files show none."""

    def __init__(self, session: Session, reports: Sequence[int]) -> None:
        self._session = session
        self._reports = reports

    def of(self, report_id: int | None) -> Mapping[str, Photo]:
        return self._found.get(report_id, {})

    @cached_property
    def _found(self) -> Mapping[int | None, Mapping[str, Photo]]:
        return _photos(self._session, self._reports) if self._reports else {}


def _photos(session: Session, reports: Sequence[int]) -> dict[int | None, dict[str, Photo]]:
    """Report id → name → what is known of the file."""
    found: dict[int | None, dict[str, Photo]] = {}
    query = select(
        Attachment.report_id,
        Attachment.ref,
        Attachment.state,
        Attachment.bytes,
        Attachment.created_at,
        Attachment.taken_at,
        Attachment.latitude,
        Attachment.longitude,
    ).where(Attachment.report_id.in_(reports))
    for report_id, ref, state, size, at, taken_at, latitude, longitude in session.execute(query):
        place = None if latitude is None or longitude is None else write_place(Place(latitude, longitude))
        taken_at = taken_at.astimezone(BANGKOK) if taken_at else None
        found.setdefault(report_id, {})[ref] = Photo(state, size, at.astimezone(BANGKOK), taken_at, place)
    return found


def _areas(session: Session) -> dict[str, tuple[str, str]]:
    """Code → (kind, name) of provinces and districts."""
    query = select(OrgUnit.code, OrgUnit.kind, OrgUnit.name).where(
        OrgUnit.kind.in_((UnitKind.PROVINCE, UnitKind.DISTRICT))
    )
    return {code: (kind, name) for code, kind, name in session.execute(query)}


@dataclass(frozen=True, slots=True)
class _Named:
    """As much of an office as its name needs."""

    kind: str
    name: str
    parent: None = None
