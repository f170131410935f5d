"""Posters for an office, a district or a province: what, for whom and how large; at once, or made beside the page."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.knowledge.posters import PosterSize, write_posters
from bot.knowledge.qr import qr_png, qr_svg
from bot.texts import posters as words
from bot.texts.exporting import downloads as download_words
from bot.whole import whole
from models import org_unit
from models.org_unit import OrgUnit
from services.circulars.oversight.listing import visible
from services.exporting import jobs
from services.exporting.jobs import TooMany
from services.posters import making, subjects
from services.posters.making import MOST, MOST_AT_ONCE, CannotPrint, PosterRequest
from services.posters.subjects import Subject
from web.desk.exporting.downloads import begin_after_commit, sent
from web.desk.signed_in import Desk, dependencies, for_supervisors

pages = Blueprint("desk_posters", __name__)
HERE = "/desk/posters/"
_ALONE = ("png", "svg")


@pages.get(HERE)
@for_supervisors()
def choose(desk: Desk) -> str:
    """`?what=item:new-theory&unit=1101&size=a4`."""
    code = request.args.get("unit", "")
    unit = desk.unit(code) if code else desk.top
    offered = subjects.subjects(desk.session, _reaches(desk), visible(desk.jurisdiction))
    asked = request.args.get("what", "")
    chosen = next((one for one in offered if one.name == asked), offered[0])
    found = subjects.count(desk.session, chosen, unit, desk.now)
    # Of one office or one area each has a code to put into papers of one's own; an office may have several areas.
    alone = range(1, found + 1) if found == 1 or (chosen.kind == "areas" and found <= MOST_AT_ONCE) else ()
    made = making.posters_of(desk.session, chosen, unit, dependencies().address(), _read, desk.now) if alone else []
    return render_template(
        "desk/posters.html",
        unit=unit,
        areas=_areas(desk, unit),
        offered=[(label, [one for one in offered if one.kind == kind]) for kind, label in words.KINDS.items()],
        chosen=chosen,
        size=_size() or PosterSize.A4,
        found=found,
        alone=[(number, one.title) for number, one in zip(alone, made, strict=False)],
        most=MOST,
        takes_long=found > MOST_AT_ONCE,
        words=words,
    )


@pages.get(f"{HERE}<code>/file")
@for_supervisors()
def at_once(desk: Desk, code: str) -> ResponseReturnValue:
    """The posters of a few offices; with `?size=png` or `svg` the code alone, of poster `n` of them (from 1)."""
    unit, subject = desk.unit(code), _subject(desk)
    alone = request.args.get("size", "")
    size = PosterSize.A4 if alone in _ALONE else _size()
    if subject is None or size is None or subjects.count(desk.session, subject, unit, desk.now) > MOST_AT_ONCE:
        return _back(unit, words.NOTHING)
    try:
        found = making.posters_of(desk.session, subject, unit, dependencies().address(), _read, desk.now)
    except CannotPrint:
        return _back(unit, _why_not(subject))
    one = found[min(max(whole(request.args.get("n", "")) or 1, 1), len(found)) - 1]
    desk.note("file.take", unit, kind=making.KIND, what=subject.name, size=alone or size)
    desk.let_go()
    if alone == "png":
        body = qr_png(one.link, "\n".join((one.title, one.scan, one.office)))
    else:
        body = qr_svg(one.link) if alone == "svg" else write_posters(found, size, desk.now)
    ending = alone if alone in _ALONE else "pdf"
    return sent(io.BytesIO(body), making.file_name(subject, size, unit, ending), len(body))


@pages.post(f"{HERE}<code>/ask")
@for_supervisors()
def ask(desk: Desk, code: str) -> ResponseReturnValue:
    """Has the posters of many offices made."""
    unit, subject, size = desk.unit(code), _subject(desk), _size()
    found = subjects.count(desk.session, subject, unit, desk.now) if subject else 0
    if subject is None or size is None or not found:
        return _back(unit, words.NOTHING)
    if found > MOST:
        return _back(unit, words.too_many(found, MOST))
    if subject.kind == "office" and not dependencies().address().basic_id:
        return _back(unit, words.NO_CHAT)
    try:
        made = jobs.ask(desk.session, desk.person, PosterRequest(subject.name, size, unit.code), desk.now)
    except TooMany:
        return _back(unit, download_words.TOO_MANY)
    desk.note("file.ask", unit, f"job:{made.id}", kind=making.KIND, what=subject.name, size=size)
    begin_after_commit(made.id)
    flash(download_words.BEGUN)
    return redirect(f"/desk/downloads/job/{made.id}", 303)


def _subject(desk: Desk) -> Subject | None:
    what = request.values.get("what", "")
    return subjects.named(desk.session, what, _reaches(desk), visible(desk.jurisdiction))


def _reaches(desk: Desk) -> Callable[[OrgUnit], bool]:
    """What a unit above the visitor has put up is theirs to print too."""
    posts = [post.unit.path for post in desk.jurisdiction.assignments]
    return lambda owner: desk.jurisdiction.covers(owner) or any(path.startswith(f"{owner.path}.") for path in posts)


def _size() -> PosterSize | None:
    try:
        return PosterSize(request.values.get("size", PosterSize.A4))
    except ValueError:
        return None


def _read(key: str) -> bytes:
    with dependencies().open_file(key) as file:
        return file.read()


def _why_not(subject: Subject) -> str:
    is_chat = subject.kind == "office" and not dependencies().address().basic_id
    return words.NO_CHAT if is_chat else words.NOTHING


def _areas(desk: Desk, unit: OrgUnit) -> Sequence[OrgUnit]:
    """Where one may go from here: up as far as the jurisdiction reaches, here, and what lies directly below."""
    above = [one for one in reversed(unit.up()) if desk.jurisdiction.covers(one)]
    others = [post.unit for post in desk.jurisdiction.assignments]
    return list({one.id: one for one in (*above, unit, *org_unit.children(desk.session, unit), *others)}.values())


def _back(unit: OrgUnit, said: str) -> Response:
    flash(said, "warn")
    return redirect(f"{HERE}?unit={unit.code}", 303)  # type: ignore[return-value]
