"""What stands around every page of the desk: tabs, the way up, marks of forms, and words for those outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, make_response, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from bot.schedule import local_day
from bot.texts.admin.admin import role_name
from bot.texts.desk import desk as words
from bot.texts.desk import library, waiting
from bot.texts.joining.requests import shown_name
from bot.texts.reminding.extending import holiday_note
from bot.thai import units as unit_words
from bot.thai.dates import write_date, write_period, write_short_date, write_short_period, write_weekday_date
from bot.thai.periods import is_once, on_axis, period_name, period_word
from bot.thai.times import write_moment
from models.org_unit import OrgUnit
from services.access.jurisdiction import Level


@dataclass(frozen=True, slots=True)
class Tab:
    """`path` holds {code} of the top unit. A tab shows once its page is there, to its `level` only. `waits` names what
    is counted on it (`waiting.ON_TAB`), "" for nothing."""

    label: str
    path: str
    level: Level | None = None
    waits: str = ""


TABS = (
    Tab(words.OVERVIEW, "/desk/", waits="reports"),
    Tab(words.ROLLUP, "/desk/rollup/{code}"),
    Tab(words.READERS, "/desk/readers/{code}"),
    Tab(words.FOLLOW_UP, "/desk/chase/{code}"),
    Tab(words.CIRCULARS, "/desk/circulars/", waits="letters"),
    Tab(words.DOWNLOADS, "/desk/downloads/"),
    Tab(library.TAB, "/desk/library/"),
    Tab(words.POSTERS, "/desk/posters/"),
    Tab(words.FORMS, "/desk/forms/", Level.DEPARTMENT),
    Tab(words.ADMIN, "/desk/admin/", waits="requests"),
)


def install(app: Flask) -> None:
    """Gives templates the desk, its tabs, the mark of a form, and names and dates as this product writes them."""
    app.context_processor(lambda: {"desk": g.get("desk")})
    # Not in the context: macros of an imported template see globals only.
    for name, known in (("tabs", _tabs), ("crumbs", _crumbs), ("form_mark", _form_mark), ("query", query)):
        app.add_template_global(known, name)
    app.jinja_env.globals["waiting_words"] = waiting
    for write in (
        unit_words.full_name,
        unit_words.short_full_name,
        unit_words.short_name,
        unit_words.office_name,
        unit_words.area_name,
        unit_words.kind_name,
        write_date,
        write_short_date,
        write_weekday_date,
        holiday_note,
        write_period,
        write_short_period,
        period_name,
        period_word,
        is_once,
        on_axis,
        write_moment,
        local_day,
        shown_name,
        role_name,
        words.place_name,
        words.write_count,
    ):
        app.add_template_filter(write)


def trouble(status: int, found: words.Trouble, typed: Sequence[str] = ()) -> Response:
    """A page that says what is wrong and the way back; `typed` are words that would be lost with the form."""
    answer = make_response(render_template("desk/trouble.html", trouble=found, typed=typed, words=words), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def signed_out(found: words.Trouble = words.SIGNED_OUT, status: int = 401, typed: Sequence[str] = ()) -> Response:
    """For everybody without a seat at the desk: how one comes in."""
    address = current_app.extensions["desk"].address()
    chat = address.chat(words.TO_OPEN) if address.basic_id else ""
    page = render_template("desk/outside.html", trouble=found, chat=chat, typed=typed, words=words)
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _tabs() -> Iterator[tuple[str, str, bool, int, str]]:
    """(label, path, is it the present one, how much waits there, of what) of the pages that are there."""
    desk = g.get("desk")
    if desk is None:
        return
    counts = {"reports": desk.waits.approvals, "requests": desk.waits.requests, "letters": desk.waits.letters, "": 0}
    for tab in TABS:
        path = tab.path.format(code=desk.top.code)
        if tab.level in (None, desk.level) and _is_there(current_app._get_current_object(), path):  # type: ignore[attr-defined]
            yield tab.label, path, _is_present(path), counts[tab.waits], waiting.ON_TAB.get(tab.waits, "")


def _is_present(path: str) -> bool:
    section = "/".join(path.split("/")[:3])
    if section == "/desk/":
        return request.path == path or request.path.startswith(("/desk/u/", "/desk/map/", "/desk/r/"))
    return request.path.startswith(section)


@lru_cache(maxsize=64)
def _is_there(app: Flask, path: str) -> bool:
    try:
        return bool(app.url_map.bind("desk").match(path, method="GET"))
    except (HTTPException, RequestRedirect):
        return False


def _crumbs(unit: OrgUnit) -> list[OrgUnit]:
    """From the highest unit that the visitor reaches down to `unit`; what lies above is not theirs to open."""
    way = [one for one in reversed(unit.up()) if g.desk.jurisdiction.covers(one)]
    return [*way, unit]


def query(asked: Mapping[str, str], **changed: object) -> str:
    """The filters of a list again, some of them changed, as a query string."""
    return urlencode({key: value for key, value in {**asked, **changed}.items() if value not in ("", None)})


def _form_mark() -> Markup:
    """The hidden field that every POST form of the desk needs."""
    return Markup('<input type="hidden" name="mark" value="{}">').format(g.desk.form_mark)
