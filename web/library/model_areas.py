"""`/k/model-areas`: the model areas that offices have reported and supervisors approved, by province, on a map.

What is shown of each is decided in `services/aggregation/model_areas.py`. Adding up a country's reports takes a second
and anybody may ask: what was found for an area is kept for some minutes, and finding it anew is limited.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

import structlog
from flask import Blueprint, Response, make_response, render_template, request
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.events import Place
from bot.texts import pages as words
from bot.texts.desk import rollup as map_words
from bot.texts.desk.desk import place_name
from bot.thai.area import write_area
from bot.thai.places import map_link
from bot.thai.units import short_full_name
from models import org_unit
from models.database import Database
from models.knowledge import knowledge_item
from models.org_unit import DEPARTMENT_CODE, OrgUnit, UnitKind
from models.programme import Programme
from services.aggregation import model_areas, released_photos
from services.aggregation.model_areas import CLM, HLM, ModelArea
from services.aggregation.places import Point
from services.knowledge.visits import Visits
from services.org_units import known_boundaries
from services.posters.subjects import AREAS_SLUG, area_path, areas_programme
from services.storage.media_types import SMALL, NotOfKind
from services.untrusted.apart import Unavailable
from web import limits
from web.access import open_to_all
from web.desk.aggregation.drawing import draw
from web.errors import not_found
from web.library.knowledge import MARKS, is_person

log = structlog.get_logger(__name__)

_KEPT = timedelta(minutes=5)
_PAGE = 100
_NAMES_ON_A_DOT = 6


@dataclass
class _Found:
    """What was found, by the code of a unit. There are as many units to ask for as provinces."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    kept: dict[str, tuple[datetime, Any]] = field(default_factory=dict)

    def get(self, code: str, now: datetime, find: Callable[[], Any]) -> Any:
        with self.lock:
            at, value = self.kept.get(code, (None, None))
        if at is not None and abs(now - at) < _KEPT:
            return value
        if not limits.allows(limits.DRAWING, limits.address()):
            raise limits.too_many()
        value = find()
        with self.lock:
            self.kept[code] = (now, value)
        return value


_memories: WeakKeyDictionary[Engine, _Found] = WeakKeyDictionary()


def pages(
    database: Database, clock: Callable[[], datetime], visits: Visits, open_small: Callable[[int, str], bytes]
) -> Blueprint:
    blueprint = Blueprint("model_areas", __name__)

    @blueprint.get(f"/k/{AREAS_SLUG}")
    @open_to_all("everybody: what supervisors have approved, without anybody's name")
    def page() -> Response:
        """`?province=11&level=clm&page=2`."""
        now, found = clock(), _memories.setdefault(database.engine, _Found())
        with database.reading() as session:
            item = knowledge_item.by_slug(session, AREAS_SLUG)
            of = areas_programme(session)
            top = org_unit.by_code(session, DEPARTMENT_CODE)
            if item is None or of is None or top is None:
                return not_found(words.NO_ITEM)
            code = request.args.get("province", "")
            province = org_unit.by_code(session, code[:16]) if code else None
            if code and (province is None or province.kind != UnitKind.PROVINCE):
                return not_found(words.NO_ITEM)
            shown = _province(session, of, province, found, now) if province else {}
            counts = found.get("", now, lambda: model_areas.count_by_child(session, of, top, now))
            provinces = [(one, counts.get(one.code, 0)) for one in org_unit.provinces(session)]
            answer = make_response(
                render_template("model_areas.html", item=item, province=province, provinces=provinces, **shown)
            )
        kind = MARKS.get(request.args.get("v", ""))
        if kind is not None and not code and is_person(request):
            visits.count(item.id, kind, request.args.get("u", "")[:16], now)
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    @blueprint.get(f"/k/{AREAS_SLUG}/area/<key>")
    @open_to_all("everybody: one area that supervisors have approved, without anybody's name")
    def one(key: str) -> Response:
        if not limits.allows(limits.DRAWING, limits.address()):
            raise limits.too_many()
        now = clock()
        with database.reading() as session:
            of = areas_programme(session)
            known = model_areas.by_key(session, of, key, now) if of else None
            if known is None:
                return not_found(words.NO_ITEM)
            area, office = known
            return make_response(
                render_template(
                    "model_area.html",
                    area=area,
                    office=short_full_name(office),
                    province=office.above(UnitKind.PROVINCE),
                    size=_size(area),
                    link=_way(area),
                    CLM=CLM,
                    photo=_photo(area) if released_photos.shown(session, [area]) else "",
                )
            )

    @blueprint.get(f"/k/{AREAS_SLUG}/area/<key>/photo")
    @open_to_all("everybody: the photo of an area that a supervisor has released, with nothing but the picture in it")
    def photo(key: str) -> Response:
        if not limits.allows(limits.AREA_PHOTOS, limits.address()):
            raise limits.too_many()
        with database.reading() as session:
            of = areas_programme(session)
            known = model_areas.by_key(session, of, key, clock()) if of else None
            found = released_photos.shown(session, [known[0]]).get(key) if known else None
        if found is None or found.key is None:
            return not_found(words.NO_FILE)
        try:
            answer = make_response(open_small(found.id, found.key))
        except (OSError, NotOfKind, Unavailable) as error:
            log.error("photo cannot be shown", attachment=found.id, error=type(error).__name__)
            return not_found(words.NO_FILE)
        answer.headers["Content-Type"] = SMALL
        # It may be taken back at any moment: nobody shows it again without asking.
        answer.headers["Cache-Control"] = "no-cache"
        answer.set_etag(f"{found.sha256}-small")
        answer.make_conditional(request)
        return answer

    return blueprint


def _province(session: Session, of: Programme, unit: OrgUnit, found: _Found, now: datetime) -> dict[str, Any]:
    every: list[ModelArea] = found.get(unit.code, now, lambda: model_areas.of_unit(session, of, unit, now))
    level = request.args.get("level", "")
    areas = [one for one in every if level not in (CLM, HLM) or one.level == level]
    districts = org_unit.children(session, unit)
    names = {child.path: place_name(child) for child in districts}
    number = max(1, min(request.args.get("page", 1, type=int), -(-len(areas) // _PAGE)))
    here = areas[(number - 1) * _PAGE : number * _PAGE]
    near = session.scalars(select(OrgUnit).where(OrgUnit.path.in_({one.path for one in here}))).unique()
    offices = {one.path: one for one in near}
    photos = released_photos.shown(session, here)
    rows = [
        (
            area,
            short_full_name(offices[area.path]) if area.path in offices else "",
            _size(area),
            _way(area),
            _photo(area) if area.key in photos else "",
        )
        for area in here
    ]
    points = [Point(one.place, one.kind, one.name, one.path, one.title) for one in areas if one.place]
    return {
        "areas": rows,
        "total": len(areas),
        "level": level if level in (CLM, HLM) else "",
        "drawing": draw(
            points, names=names, title=_title, borders=known_boundaries.borders(session, [unit, *districts])
        ),
        "page": number,
        "pages": -(-len(areas) // _PAGE),
    }


def _title(points: Sequence[Point]) -> str:
    return map_words.dot([one.title for one in points[:_NAMES_ON_A_DOT]], len(points))


def _photo(area: ModelArea) -> str:
    return f"{area_path(area.key)}/photo"


def _size(area: ModelArea) -> str:
    return write_area(area.rai) if area.rai is not None else ""


def _way(area: ModelArea) -> str:
    """A map service at the place; none to a household's own land."""
    place: Place | None = area.place if area.level == CLM else None
    return map_link(place) if place else ""
