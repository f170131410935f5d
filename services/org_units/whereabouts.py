"""Whether a point is where its office works: by the boundary of its district, else of its province, else by the plots
reported before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.events import Place
from bot.texts.interview import places as words
from bot.thai.places import kilometres
from bot.thai.units import area_name
from models import boundary
from models.boundary import Boundary
from models.org_unit import OrgUnit, UnitKind
from models.reporting.report import Report
from services.org_units.boundaries import holds

FAR_KM = 60
"""Further than this from every plot of the office and its neighbours is asked about where no boundary is known."""
_REPORTS = 100
# A geopoint as reports keep it: latitude, longitude, altitude, accuracy.
_POINT = re.compile(r"(-?[0-9]{1,2}(?:\.[0-9]+)?) (-?[0-9]{1,3}(?:\.[0-9]+)?) -?[0-9.]+ -?[0-9.]+")


def elsewhere(session: Session, unit: OrgUnit, place: Place) -> str:
    """What looks wrong about this point for this office, in words; "" for nothing."""
    areas = [one for one in unit.up() if one.kind in (UnitKind.DISTRICT, UnitKind.PROVINCE)]
    if not areas:
        return ""
    known = boundary.of_or_around(session, [one.code for one in areas], place.latitude, place.longitude)
    by_code = {one.code: one for one in known}
    area = next((one for one in areas if one.code in by_code), None)
    if area is not None:
        if holds(by_code[area.code].shape, place.latitude, place.longitude):
            return ""
        return words.outside(area_name(area), _lies_in(session, known, place, len(area.code)))
    plots = list(_plots(session, unit))
    if not plots:
        return ""
    away = min(kilometres((place.latitude, place.longitude), plot) for plot in plots)
    return words.far(round(away)) if away > FAR_KM else ""


def _lies_in(session: Session, known: list[Boundary], place: Place, digits: int) -> str:
    """The district (or province) in which the point lies; "" where none is known."""
    found = next(
        (one for one in known if len(one.code) == digits and holds(one.shape, place.latitude, place.longitude)), None
    )
    unit = session.scalar(select(OrgUnit).where(OrgUnit.code == found.code)) if found is not None else None
    return " ".join(area_name(one) for one in (unit, unit.parent) if one is not None and one.parent) if unit else ""


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
