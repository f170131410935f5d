"""A circular's offices by name: who has acknowledged, when and how; to read, to print and to take away."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement

from bot.texts.circulars import desk as words
from models.circulars import circular as circulars
from models.org_unit import OrgUnit
from services.circulars.oversight import listing, offices
from services.circulars.oversight.offices import Standing
from services.exporting import circular_offices
from web.desk.circulars.seen import HERE, out
from web.desk.signed_in import Desk, for_supervisors
from web.headers import disposition

pages = Blueprint("desk_circular_offices", __name__)
# A list to print holds all offices; more than these are printed province by province.
MOST_PRINTED = 2_000
_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True, slots=True)
class OfficeFilter:
    """What the address asks for: an area, a standing, words."""

    unit: OrgUnit
    standing: str
    words: str

    @property
    def condition(self) -> ColumnElement[bool]:
        return listing.inside(self.unit)

    def query(self) -> Mapping[str, str]:
        return {"unit": self.unit.code, "status": self.standing, "q": self.words}


@pages.get(f"{HERE}<letter>/offices")
@for_supervisors()
def every(desk: Desk, letter: str) -> str:
    """`unit`, `status` and `q` narrow it down, `page` counts from 1; with `print=1` all of it, to be put on paper."""
    circular = out(desk, letter)
    wanted = _wanted(desk)
    total = offices.count(desk.session, circular, wanted.condition, wanted.standing, wanted.words)
    is_print = request.args.get("print") == "1"
    size = MOST_PRINTED if is_print else offices.PAGE
    pages_in_all = max(1, -(-total // size))
    page = min(max(1, request.args.get("page", 1, type=int)), pages_in_all)
    return render_template(
        "desk/circular_offices.html",
        circular=circular,
        version=circulars.version_of(desk.session, circular),
        wanted=wanted,
        asked=dict(wanted.query()) | ({"print": "1"} if is_print else {}),
        is_print=is_print,
        rows=offices.read(
            desk.session,
            circular,
            wanted.condition,
            wanted.standing,
            wanted.words,
            first=(page - 1) * size,
            most=size,
        ),
        total=total,
        page=page,
        pages=pages_in_all,
        standings=words.STANDINGS,
        words=words,
    )


@pages.get(f"{HERE}<letter>/offices/file")
@for_supervisors()
def as_file(desk: Desk, letter: str) -> ResponseReturnValue:
    """The same list, all of it, as `kind` csv or xlsx."""
    circular = out(desk, letter)
    wanted = _wanted(desk)
    kind = request.args.get("kind", "")
    if kind not in _TYPES:
        desk.nothing()
    version = circulars.version_of(desk.session, circular) or desk.nothing()
    lines = offices.read(desk.session, circular, wanted.condition, wanted.standing, wanted.words)
    desk.note("file.take", wanted.unit, f"circular:{circular.id}", kind=kind, lines=len(lines))
    desk.let_go()
    with tempfile.TemporaryDirectory(prefix="nong-") as folder:
        target = Path(folder) / f"offices.{kind}"
        circular_offices.write(circular, version, lines, target)
        answer = Response(target.read_bytes(), content_type=_TYPES[kind])
    name = words.file_name(version.number, kind)
    answer.headers["Content-Disposition"] = disposition(f"circular-{circular.code}", name)
    return answer


def _wanted(desk: Desk) -> OfficeFilter:
    code, standing = request.args.get("unit", ""), request.args.get("status", "")
    return OfficeFilter(
        desk.unit(code) if code else desk.top,
        standing if standing in list(Standing) else "",
        " ".join(request.args.get("q", "").split())[: offices.LONGEST_WORDS],
    )
