"""Model areas as everybody may see them: what offices have reported and supervisors have approved, all months.

Nothing personal is among it: no owner and no reporter. A name that reads like a person's is replaced, and where a
household's own land lies is told to a kilometre only. Photos stay within but for what a supervisor has released
(`released_photos.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Session

from bot.events import Place
from bot.schedule import Period, Schedule, local_day
from bot.texts import posters as words
from models.org_unit import OrgUnit
from models.programme import Programme
from models.reporting.report import Report
from services.access.jurisdiction import Level
from services.aggregation import json_sql, places
from services.aggregation.columns import Column, Shape
from services.aggregation.places import Listing, Point, listings, place_of
from services.aggregation.query import By, Question, counted, entries_of, key_of
from services.obligations.asked import asked_periods

# Of one unit; beyond that a page is too long for a telephone.
MOST = 3_000
# What a form calls the two levels: the list whose choice has these is that of model areas.
CLM, HLM = "clm", "hlm"


@dataclass(frozen=True, slots=True)
class ModelArea:
    """`key` names it in addresses, `report_id` is the report that it stands in; `level` is CLM, HLM or "" and
    `level_words` how the form says it; `rai` None where unknown. `kind`, `name` and `path` are of the office that
    reported it. `place` is rounded for anything but CLM. `photos` are the names of its photos, released or not."""

    key: str
    report_id: int
    title: str
    level: str
    level_words: str
    rai: Decimal | None
    place: Place | None
    kind: str
    name: str
    path: str
    photos: tuple[str, ...] = ()
    parent: None = None


@dataclass(frozen=True, slots=True)
class OnMap:
    """`counts` by the code of the unit directly below, all of them; `points` are those that say where they are, one of
    every `one_in` reports where there are more than `places.MOST_POINTS`."""

    counts: Mapping[str, int]
    points: Sequence[Point]
    one_in: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """A list of the form, and which of its columns say what."""

    asked: Question
    listing: Listing
    level: Column
    size: Column | None


def of_unit(session: Session, programme: Programme, unit: OrgUnit, now: datetime) -> list[ModelArea]:
    """Those of the unit and of all below it, by office, `MOST` at most; [] where no form asks for any."""
    reading = _reading(session, programme, unit, now)
    return list(_areas(session, reading)) if reading else []


def count_by_child(session: Session, programme: Programme, unit: OrgUnit, now: datetime) -> dict[str, int]:
    """How many there are in each unit directly below, by its code: of the department, in each province."""
    reading = _reading(session, programme, unit, now)
    return _counts(session, reading) if reading else {}


def on_map(session: Session, programme: Programme, unit: OrgUnit, now: datetime) -> OnMap:
    """Those of the unit and of all below it, as exactly as they say where they lie: for supervisors only."""
    reading = _reading(session, programme, unit, now)
    if reading is None:
        return OnMap({}, (), 1)
    counts = _counts(session, reading)
    one_in = max(1, -(-sum(counts.values()) // places.MOST_POINTS))
    return OnMap(counts, places.points(session, reading.asked, reading.listing, one_in=one_in), one_in)


def by_key(session: Session, programme: Programme, key: str, now: datetime) -> tuple[ModelArea, OrgUnit] | None:
    """One of them with its office; None for a key that is none, or no longer."""
    number = key.partition("-")[0]
    report = session.get(Report, int(number)) if number.isdecimal() and len(number) < 10 else None
    if report is None:
        return None
    found = next((one for one in of_unit(session, programme, report.unit, now) if one.key == key), None)
    return (found, report.unit) if found else None


def _reading(session: Session, programme: Programme, unit: OrgUnit, now: datetime) -> _Reading | None:
    levels = sorted((Level(one) for one in programme.levels), key=lambda level: level.rank)
    asked = Question(programme, unit, _months(programme, now), levels[0] if levels else None, leave_out=True)
    if not asked.months:
        return None
    for listing in listings(session, asked):
        level = next((one for one in listing.columns if {CLM, HLM} <= set(one.words)), None)
        if level is not None:
            size = next((one for one in listing.columns if one.shape is Shape.NUMBER), None)
            return _Reading(asked, listing, level, size)
    return None


def _counts(session: Session, reading: _Reading) -> dict[str, int]:
    documents = json_sql.readers(session)[-1]
    lists = entries_of(documents, Report.__table__.c.answers, reading.listing.path_segments)
    child = key_of(documents, reading.asked, By.CHILD).label("child")
    query = counted(reading.asked, child, func.count(), lists=lists).group_by(child)
    return dict(session.execute(query).all())


def _months(programme: Programme, now: datetime) -> list[Period]:
    newest = Schedule.from_json(programme.schedule).current(local_day(now))
    months, month = [], Period.parse(programme.active_from)
    while month <= newest:
        months.append(str(month))
        month = month.plus(1)
    return asked_periods(programme, months, now)


def _areas(session: Session, reading: _Reading) -> Iterator[ModelArea]:
    documents = json_sql.readers(session)[-1]
    lists = entries_of(documents, Report.__table__.c.answers, reading.listing.path_segments)
    query = counted(
        reading.asked, Report.id, OrgUnit.kind, OrgUnit.name, OrgUnit.path, lists[-1].row.label("row"), lists=lists
    )
    files = [one for one in reading.listing.columns if one.shape is Shape.FILE]
    query = query.order_by(OrgUnit.path, Report.period, Report.id, *(one.position for one in lists)).limit(MOST)
    for number, (report_id, kind, name, path, row) in enumerate(session.execute(query)):
        document = json.loads(row) if isinstance(row, str) else row
        level = str(reading.level.cell(document) or "")
        place = place_of(_below(document, reading.listing.where))
        if place is not None and level != CLM:
            place = Place(round(place.latitude, 2), round(place.longitude, 2))
        yield ModelArea(
            report_id=report_id,
            key=f"{report_id}-{document.get('_id', number)}",
            title=words.public_name(str(_below(document, reading.listing.title) or "")),
            level=level if level in (CLM, HLM) else "",
            level_words=reading.level.words.get(level, ""),
            rai=_decimal(reading.size.cell(document)) if reading.size else None,
            place=place,
            kind=kind,
            name=name,
            path=path,
            photos=tuple(str(value) for column in files if (value := column.cell(document))),
        )


def _below(document: Mapping[str, Any], steps: tuple[str, ...]) -> object:
    found: object = document
    for step in steps:
        found = found.get(step) if isinstance(found, dict) else None
    return found if steps else None


def _decimal(value: object) -> Decimal | None:
    try:
        return Decimal(str(value)) if value is not None else None
    except InvalidOperation:
        return None
