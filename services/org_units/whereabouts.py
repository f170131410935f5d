"""Whether a point is where its office works: by the boundary of its district; where that is not known, by that of its
province and the plots reported before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.events import Place
from bot.texts.interview import places as words
from bot.thai.places import kilometres
from bot.thai.units import area_name
from models.org_unit import OrgUnit, UnitKind
from models.reporting.report import Report
from services.org_units import known_boundaries, provinces
from services.org_units.known_boundaries import Known, is_outside

FAR_KM = 60
"""Further than this from every plot of the office and its neighbours is asked about, its district being without a
boundary."""
_REPORTS = 100
# A geopoint as reports keep it: latitude, longitude, altitude, accuracy.
_POINT = re.compile(r"(-?[0-9]{1,2}(?:\.[0-9]+)?) (-?[0-9]{1,3}(?:\.[0-9]+)?) -?[0-9.]+ -?[0-9.]+")


def elsewhere(session: Session, unit: OrgUnit, place: Place) -> str:
    """What looks wrong about this point for this office, in words; "" for nothing."""
    areas = [one for one in unit.up() if one.kind in (UnitKind.DISTRICT, UnitKind.PROVINCE)]
    if not areas:
        return ""
    known = known_boundaries.of_or_around(session, [one.code for one in areas], place.latitude, place.longitude)
    area = next((one for one in areas if one.code in known), None)
    if area is not None and is_outside(known[area.code], known, place.latitude, place.longitude):
        return words.outside(area_name(area), _lies_in(session, known, place, len(area.code)))
    if area is not None and area.kind == UnitKind.DISTRICT:
        return ""
    plots = list(_plots(session, unit))
    if not plots:
        return ""
    away = min(kilometres((place.latitude, place.longitude), plot) for plot in plots)
    return words.far(round(away)) if away > FAR_KM else ""


def _lies_in(session: Session, known: Mapping[str, Known], place: Place, digits: int) -> str:
    """The district (or province) in which the point lies; "" where none is known."""
    around = (
        one.code for one in known.values() if len(one.code) == digits and one.holds(place.latitude, place.longitude)
    )
    if (code := next(around, None)) is None:
        return ""
    unit = session.scalar(select(OrgUnit).where(OrgUnit.code == code)) or provinces.every().get(code)
    if unit is None or unit.parent is None:
        return area_name(unit) if unit else ""
    return " ".join(area_name(one) for one in (unit, unit.parent) if one.parent)


def _plots(session: Session, unit: OrgUnit) -> Iterator[tuple[float, float]]:
    """Of the newest reports of the office and of those beside it, every point."""
    beside = select(OrgUnit.id).where(OrgUnit.parent_id == unit.parent_id)
    query = select(Report.answers).where(Report.org_unit_id.in_(beside), Report.answers.is_not(None))
    for answers in session.scalars(query.order_by(Report.submitted_at.desc(), Report.id).limit(_REPORTS)):
        yield from _points(answers)


def _points(answers: Any) -> Iterator[tuple[float, float]]:
    if isinstance(answers, dict):
        for value in answers.values():
            yield from _points(value)
    elif isinstance(answers, list):
        for value in answers:
            yield from _points(value)
    elif isinstance(answers, str) and (point := _POINT.fullmatch(answers)):
        yield float(point[1]), float(point[2])
