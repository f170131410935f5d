"""Who reads the library: scans, openings and clicks of an area, by document and by the offices below, and as files.

`/desk/readers/<code>?period=2026-10&span=month|quarter|year`; `…/readers.csv?by=item|office`.
"""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from bot.schedule import Period, local_day
from bot.spans import Span, SpanKind
from bot.texts.desk import readers as words
from bot.texts.desk.desk import place_name
from bot.texts.desk.rollup import write_span
from services.access.jurisdiction import Level
from services.knowledge import readers, targets
from web.desk.exporting.downloads import table
from web.desk.progress.overview import Links
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_readers", __name__)

# As far back as openings are kept (`services/operations/retention.py`).
MONTHS = 36
# Documents on the page; the file has all of them.
MOST_ITEMS = 200


@pages.get("/desk/readers/<code>")
@for_supervisors()
def shown(desk: Desk, code: str) -> str:
    unit = desk.unit(code)
    span = _span(desk)
    items = readers.by_item(desk.session, unit, span)
    return render_template(
        "desk/readers.html",
        unit=unit,
        span=span,
        months=[str(Period.of(local_day(desk.now)).plus(-back)) for back in range(MONTHS)],
        total=readers.total(desk.session, unit, span),
        items=items[:MOST_ITEMS],
        more=len(items) - MOST_ITEMS,
        below=readers.by_child(desk.session, unit, span),
        dead=targets.dead_targets(desk.session) if desk.level is Level.DEPARTMENT else (),
        link=Links(f"/desk/readers/{unit.code}", _asked(span)),
        words=words,
    )


@pages.get("/desk/readers/<code>/readers.csv")
@for_supervisors()
def as_file(desk: Desk, code: str) -> Response:
    unit = desk.unit(code)
    span = _span(desk)
    by = "office" if request.args.get("by") == "office" else "item"
    rows: list[tuple[str, str, readers.Counts]]
    if by == "office":
        found = readers.by_office(desk.session, unit, span)
        rows = [(one.unit.code, place_name(one.unit), one.counts) for one in found if one.unit is not None]
    else:
        rows = [(one.slug, one.title, one.counts) for one in readers.by_item(desk.session, unit, span)]
    desk.note("file.take", unit, kind="readers", period=str(span.through), span=span.kind.value, by=by)
    heads = words.OFFICE_COLUMNS if by == "office" else words.ITEM_COLUMNS
    lines: list[list[str | int]] = [[code, name, *counts, sum(counts)] for code, name, counts in rows]
    return table("readers", words.file_name(by, write_span(span), place_name(unit)), heads, lines)


def _span(desk: Desk) -> Span:
    """What is no month is the present one; none is shown that has not begun."""
    kind = request.args.get("span", "")
    now = Period.of(local_day(desk.now))
    try:
        asked = Period.parse(request.args.get("period", ""))
    except ValueError:
        asked = now
    through = min(asked, now) if asked.every is now.every else now
    return Span(SpanKind(kind) if kind in list(SpanKind) else SpanKind.MONTH, through)


def _asked(span: Span) -> dict[str, str]:
    return {"period": str(span.through), "span": "" if span.kind is SpanKind.MONTH else span.kind.value}
