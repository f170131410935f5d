"""Results added up: figures of an area and of the units below it, period by period, and the rows of lists on a map.

`/desk/rollup/<code>?programme=&period=2026-10|2027-Q1|…&span=month|quarter|year&view=figures|months|places|written`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request
from markupsafe import Markup, escape

from bot.periods import Period
from bot.spans import KINDS, Span, SpanKind
from bot.texts.desk import rollup as words
from bot.texts.desk.desk import place_name
from bot.thai.numbers import write_number
from bot.thai.places import map_link
from bot.thai.units import short_name
from bot.whole import whole
from models.org_unit import OrgUnit
from services.aggregation import places, rollup, written
from services.aggregation.figures import Figure, How
from services.aggregation.places import Listing, Point
from services.aggregation.query import Question
from services.aggregation.rollup import Column
from services.exporting.cells import shown
from services.org_units import known_boundaries
from services.reviewing.points import LONGEST_WORDS
from web.desk.aggregation.drawing import draw
from web.desk.choosing import Chosen, chosen
from web.desk.progress.overview import Links
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_rollup", __name__)

PAGE = 200  # rows of a list
VIEWS = ("figures", "months", "places", "written")
_NAMES_ON_A_DOT = 6
LONGEST = 200  # characters of what is looked for


@pages.get("/desk/rollup/<code>")
@for_supervisors()
def rolled_up(desk: Desk, code: str) -> str:
    unit = desk.unit(code)
    asked = chosen(desk)
    if asked is None:
        return render_template("desk/nothing_asked.html", unit=unit)
    span = _span(request.args.get("span", ""), Period.parse(asked.period))
    view = request.args.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    common = {
        "unit": unit,
        "chosen": asked,
        "span": span,
        "view": view,
        "link": _links(unit, asked, span, view),
        "words": words,
        "spans": words.spans(span.through),
        "number": write_number,
    }
    if view == "months":
        return _months(desk, unit, asked, common)
    if view == "places":
        return _places(desk, unit, asked, span, common)
    if view == "written":
        return _written(desk, unit, asked, span, common)
    found = rollup.roll_up(desk.session, asked.programme, unit, span, desk.now)
    heads = [(figure, escape(figure.label)) for figure in found.figures.numbers]

    # Not in the template: of the country there are six thousand of these cells. Safe (S704): the heads are escaped, the
    # values are digits and words of ours.
    def numbers(column: Column) -> Markup:
        return Markup("".join([_NUMBER % (head, words.value(column.cell(one).value, one.unit)) for one, head in heads]))  # noqa: S704

    def choices(column: Column, figure: Figure) -> Markup:
        values = [words.value(column.cell(figure, option).value) for option in figure.choices]
        return Markup("".join([_CHOICE % value for value in values]))  # noqa: S704

    return render_template("desk/rollup.html", found=found, How=How, numbers=numbers, choices=choices, **common)


# What `words.value` writes has nothing in it to escape.
_NUMBER = '<td class="number" data-head="%s">%s</td>'
_CHOICE = '<td class="number">%s</td>'


def _months(desk: Desk, unit: OrgUnit, asked: Chosen, common: Mapping[str, Any]) -> str:
    figures, columns = rollup.history(desk.session, asked.programme, unit, asked.year, desk.now)
    return render_template(
        "desk/rollup_months.html", figures=figures, columns=columns, months=asked.year, bars=_bars, **common
    )


def _places(desk: Desk, unit: OrgUnit, asked: Chosen, span: Span, common: Mapping[str, Any]) -> str:
    wanted = rollup.question(asked.programme, unit, span.periods, desk.now)
    lists = places.listings(desk.session, wanted)
    listing = next((one for one in lists if one.repeat.path == request.args.get("list")), lists[0] if lists else None)
    if listing is None:
        return render_template("desk/rollup_places.html", lists=lists, listing=None, **common)
    total = places.count(desk.session, wanted, listing)
    page = min(whole(request.args.get("page", "")) or 1, max(1, -(-total // PAGE)))
    return render_template(
        "desk/rollup_places.html",
        lists=lists,
        listing=listing,
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE)),
        rows=places.rows(desk.session, wanted, listing, start=(page - 1) * PAGE, most=PAGE),
        awaited=wanted.awaited,
        drawing=_drawing(desk, wanted, listing),
        shown=shown,
        map_link=map_link,
        most_points=places.MOST_POINTS,
        **common,
    )


def _written(desk: Desk, unit: OrgUnit, asked: Chosen, span: Span, common: Mapping[str, Any]) -> str:
    """`about` is the path of a question; `q` and `state` narrow its answers down."""
    wanted = rollup.question(asked.programme, unit, span.periods, desk.now)
    questions = written.questions(desk.session, wanted)
    asks = {key: request.args.get(key, "")[:LONGEST] for key in ("about", "q", "state")}
    about = next((one for one in questions if one.path == asks["about"]), questions[0] if questions else None)
    if about is None:
        return render_template("desk/rollup_written.html", questions=questions, about=None, **common)
    found = written.read(
        desk.session, wanted, about, words=asks["q"], state=asks["state"], page=whole(request.args.get("page", "")) or 1
    )
    return render_template(
        "desk/rollup_written.html",
        questions=questions,
        about=about,
        found=found,
        asks=asks,
        longest=LONGEST_WORDS,
        **common,
    )


def _drawing(desk: Desk, wanted: Question, listing: Listing) -> Any:
    children = rollup.children(desk.session, wanted.unit)
    return draw(
        places.points(desk.session, wanted, listing),
        names={child.path: place_name(child) for child in children},
        title=_title,
        borders=known_boundaries.borders(desk.session, [wanted.unit, *children]),
    )


def _title(points: Sequence[Point]) -> str:
    """What stands at a dot: names of rows and their offices, the first few of many."""
    said = [f"{one.title} {short_name(one)}".strip() for one in points[:_NAMES_ON_A_DOT]]
    return words.dot(said, len(points))


def _bars(values: Sequence[Any]) -> list[float]:
    """Heights of the bars of a chart, 0 to 1; below zero counts as zero."""
    most = max((float(one) for one in values if one is not None), default=0.0)
    return [max(0.0, float(one)) / most if one is not None and most > 0 else 0.0 for one in values]


def _links(unit: OrgUnit, asked: Chosen, span: Span, view: str) -> Links:
    return Links(
        f"/desk/rollup/{unit.code}",
        {
            "programme": asked.programme.code if len(asked.programmes) > 1 else "",
            "period": asked.period,
            "span": "" if span.is_alone else span.kind.value,
            "view": "" if view == VIEWS[0] else view,
        },
    )


def _span(text: str, period: Period) -> Span:
    """What is not understood is the period alone."""
    return Span(SpanKind(text), period) if text in KINDS[period.every] else Span.alone(period)
