"""The map of an area: how much of each part below it has been sent, and where approved model areas lie.

`/desk/map/<code>?programme=&period=2026-10`. The list beside the map says the same in words and is its key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response as BaseResponse

from bot import tally
from bot.tally import Tally
from bot.texts import progress as words
from bot.thai.units import thai_order
from models.org_unit import OrgUnit, UnitKind
from services.aggregation import model_areas
from services.aggregation.places import Point
from services.org_units import known_boundaries, provinces
from services.org_units.polygons import Shape
from services.progress.tallies import by_child
from web.desk.choosing import chosen
from web.desk.progress.choropleth import Drawing, draw
from web.desk.progress.overview import Links
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_map", __name__)


@dataclass(frozen=True, slots=True)
class Part:
    """An area directly below (or the unit itself) with its month; `plots` counts its approved model areas."""

    unit: OrgUnit
    tally: Tally
    plots: int

    @property
    def shade(self) -> str:
        return words.shade(self.tally.rate)


@pages.get("/desk/map/<code>")
@for_supervisors()
def area_map(desk: Desk, code: str) -> str | BaseResponse:
    unit = desk.unit(code)
    if unit.is_local:
        return redirect(f"/desk/u/{unit.code}", 303)
    asked = chosen(desk)
    if asked is None:
        return render_template("desk/nothing_asked.html", unit=unit)
    plots = model_areas.on_map(desk.session, asked.programme, unit, desk.now)
    months = by_child(desk.session, asked.programme, asked.period, unit, desk.now)
    parts = [Part(child, one, plots.counts.get(child.code, 0)) for child, one in months]
    whole = Part(unit, tally.total(part.tally for part in parts), sum(plots.counts.values()))
    shapes = known_boundaries.of(
        desk.session, [one.code for one in (unit, *unit.up(), *(part.unit for part in parts)) if _is_area(one)]
    )
    drawn = [part for part in parts if part.unit.code in shapes]
    if not drawn and unit.code in shapes:
        drawn = [whole]
    return render_template(
        "desk/map.html",
        unit=unit,
        chosen=asked,
        whole=whole,
        by_shade=_by_shade(parts, drawn),
        drawn=drawn,
        drawing=_drawing(unit, drawn, {code: one.shape for code, one in shapes.items()}, plots.points),
        one_in=plots.one_in,
        link=Links(
            f"/desk/map/{unit.code}",
            {"programme": asked.programme.code if len(asked.programmes) > 1 else "", "period": asked.period},
        ),
        words=words,
    )


def _is_area(unit: OrgUnit) -> bool:
    return unit.kind in (UnitKind.PROVINCE, UnitKind.DISTRICT)


def _by_shade(parts: Sequence[Part], drawn: Sequence[Part]) -> list[tuple[str, list[Part]]]:
    """The parts under each shade, from what is complete to what is furthest behind; with every shade of the map, for
    which this is the key."""
    parts = sorted(parts, key=lambda part: (thai_order(part.unit.name), part.unit.code))
    shades = {part.shade for part in (*parts, *drawn)}
    return [(shade, [part for part in parts if part.shade == shade]) for shade in words.SHADES if shade in shades]


def _drawing(
    unit: OrgUnit, drawn: Sequence[Part], shapes: Mapping[str, Shape], plots: Sequence[Point]
) -> Drawing | None:
    """Framed by what is drawn, else for its plots by the nearest area above that is known; the provinces around are
    the ground."""
    areas = {part.unit.code: shapes[part.unit.code] for part in drawn}
    above = [shapes[one.code] for one in unit.up() if one.code in shapes]
    frame = list(areas.values()) or (above[:1] if plots else [])
    around = [one.shape for code, one in provinces.every().items() if code not in areas]
    return draw(areas, frame, around, [plot.place for plot in plots])
