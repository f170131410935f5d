"""Who has sent: the desk's first page and the page of every unit below it.

An area shows its figures, a year of months and a table: one row an office, or one row a unit directly below. An office
shows its own months.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask import Blueprint, render_template, request
from markupsafe import Markup

from bot import tally
from bot.schedule import local_day
from bot.tally import Tally
from bot.texts import progress as words
from models.membership.membership import MembershipState
from models.org_unit import OrgUnit, UnitKind
from services.access.jurisdiction import Level
from services.assessment.flags import kinds
from services.membership import people
from services.obligations import due_months
from services.progress import overview
from services.progress.month_history import Month, months_of
from services.progress.overview import OfficeLine, Place
from services.progress.tallies import trends_by_child
from services.reviewing.queue import ToApprove, to_approve
from web.desk.choosing import Chosen, chosen
from web.desk.progress import area_table, office_table
from web.desk.progress.office_table import TableFilter
from web.desk.progress.telephones import telephones
from web.desk.progress.waiting import at_home
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_overview", __name__)

pages.add_app_template_filter(words.short_moment)
pages.add_app_template_filter(words.short_day)
pages.add_app_template_filter(telephones)

# One bar each: more of them are read better as a table.
MOST_BARS = 40
# So that one press takes a second and not a minute; the next press takes the next ones.
MOST_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of this same page with something changed; None takes a part away."""

    path: str
    parts: Mapping[str, str]

    def __call__(self, path: str = "", **changes: str | int | None) -> str:
        return (path or self.path) + self.query(**changes)

    def query(self, **changes: str | int | None) -> str:
        """What stands behind the path, `?` included; "" where there is nothing to say."""
        parts = {key: value for key, value in (dict(self.parts) | changes).items() if value not in (None, "")}
        return f"?{urlencode(parts)}" if parts else ""


@dataclass(frozen=True, slots=True)
class Area:
    """What the template of an area shows. Exactly one of `lines` (offices) and `children` is filled."""

    unit: OrgUnit
    chosen: Chosen
    tally: Tally
    year: Sequence[tuple[str, Tally]]
    bars: Sequence[tuple[OrgUnit | Place, Tally]]
    link: Links
    view: str
    has_views: bool
    wanted: TableFilter
    level: Level | None
    to_approve: ToApprove = field(default_factory=ToApprove)
    lines: Sequence[OfficeLine] = ()
    found: int = 0
    all_lines: int = 0
    month_history: Mapping[int, Markup] = field(default_factory=dict)
    children: Sequence[tuple[OrgUnit, Sequence[Tally]]] = ()

    @property
    def approvable(self) -> Sequence[OfficeLine]:
        """The clean reports that one press approves."""
        return self.to_approve.clean[:MOST_AT_ONCE]

    @property
    def seen(self) -> str:
        """Those reports and the versions that the visitor looks at: `12.1,15.2`."""
        return ",".join(f"{line.report_id}.{line.revision}" for line in self.approvable)


@pages.get("/desk/")
@for_supervisors()
def home(desk: Desk) -> str:
    return _page(desk, desk.top)


@pages.get("/desk/u/<code>")
@for_supervisors()
def unit(desk: Desk, code: str) -> str:
    return _page(desk, desk.unit(code))


def _page(desk: Desk, unit: OrgUnit) -> str:
    is_home = unit.id == desk.top.id
    asked = chosen(desk)
    if asked is None:
        return render_template("desk/nothing_asked.html", unit=unit, waiting=at_home(desk) if is_home else None)
    if unit.is_local:
        return _office(desk, unit, asked)
    view = _view(unit)
    parts = {"programme": asked.programme.code if len(asked.programmes) > 1 else "", "period": asked.period}
    parts["view"] = view if view != _usual_view(unit) else ""
    wanted = TableFilter.of(request.args)
    link = Links(f"/desk/u/{unit.code}", parts | wanted.query())
    area = (_by_office if view == "offices" else _by_child)(desk, unit, asked, wanted, link)
    return render_template(
        "desk/overview.html",
        area=area,
        waiting=at_home(desk, asked, area.tally, area.year) if is_home else None,
        words=words,
        marks=words.OUTCOMES,
        today=local_day(desk.now),
        overdue=asked.is_overdue(desk.now),
        page_size=wanted.size,
    )


def _usual_view(unit: OrgUnit) -> str:
    return "areas" if unit.kind == UnitKind.DEPARTMENT else "offices"


def _view(unit: OrgUnit) -> str:
    """What the address asks for. A district's areas are its offices."""
    view = request.args.get("view", "")
    if unit.kind == UnitKind.DISTRICT or view not in ("areas", "offices"):
        return _usual_view(unit)
    return view


def _by_office(desk: Desk, unit: OrgUnit, asked: Chosen, wanted: TableFilter, link: Links) -> Area:
    lines = overview.offices(desk.session, asked.programme, asked.period, unit, desk.now)
    children = overview.by_child_of(lines, unit)
    month_history = months_of(desk.session, asked.programme, asked.year, unit, desk.now)
    level = desk.jurisdiction.level_over(unit)
    ready = to_approve(desk.session, asked.programme, lines, level, desk.person)
    desk.counted[unit.code, asked.programme.id, asked.period] = len(ready.waiting)
    rows = office_table.rows(lines, wanted, {line.unit.id for line in ready.waiting})
    shown = rows[(wanted.page - 1) * wanted.size : wanted.page * wanted.size]
    return Area(
        unit=unit,
        chosen=asked,
        tally=tally.total(tally for _, tally in children),
        year=_year_of(asked.year, month_history),
        bars=children if unit.kind != UnitKind.DISTRICT and len(children) <= MOST_BARS else (),
        link=link,
        view="offices",
        has_views=unit.kind != UnitKind.DISTRICT,
        wanted=wanted,
        level=level,
        to_approve=ready,
        lines=shown,
        found=len(rows),
        all_lines=len(lines),
        month_history={line.unit.id: _cells(month_history[line.unit.id]) for line in shown},
    )


def _by_child(desk: Desk, unit: OrgUnit, asked: Chosen, wanted: TableFilter, link: Links) -> Area:
    # The month itself may lie before the first of the year shown only where it was asked for: it never does.
    children = trends_by_child(desk.session, asked.programme, asked.year, unit, desk.now)
    months = [tally.total(tallies[at] for _, tallies in children) for at in range(len(asked.year))]
    now_of = [(child, tallies[-1]) for child, tallies in children]
    return Area(
        unit=unit,
        chosen=asked,
        tally=months[-1],
        year=list(zip(asked.year, months, strict=True)),
        bars=now_of if len(now_of) <= MOST_BARS else (),
        link=link,
        view="areas",
        has_views=True,
        wanted=wanted,
        level=desk.jurisdiction.level_over(unit),
        children=area_table.rows(children, wanted),
        found=len(children),
        all_lines=len(children),
    )


def _office(desk: Desk, unit: OrgUnit, asked: Chosen) -> str:
    members = people.of_office(desk.session, unit)
    lines = overview.offices(desk.session, asked.programme, asked.period, unit, desk.now)
    return render_template(
        "desk/office.html",
        unit=unit,
        chosen=asked,
        line=next(iter(lines), None),
        link=Links(f"/desk/chase/{unit.code}", {"programme": asked.programme.code, "period": asked.period}),
        people=[one for one in members if one.state == MembershipState.ACTIVE],
        requests=[one for one in members if one.state == MembershipState.PENDING and one.person_id != desk.person.id],
        months=due_months.history(desk.session, unit, asked.programme, desk.now, months=11),
        words=words,
        kinds=kinds,
        marks=words.OUTCOMES,
        overdue=asked.is_overdue(desk.now),
    )


_CELL = Markup('<td class="m o {}" title="{}">{}</td>')
_CELLS = {outcome: _CELL.format(mark.tone, mark.label, mark.sign) for outcome, mark in words.OUTCOMES.items()}


def _cells(months: Sequence[Month]) -> Markup:
    """An office's months as cells of its row. Not in the template: of a province there are four thousand."""
    return Markup("".join([_CELLS[month.outcome] for month in months]))  # noqa: S704 (each is Markup)


def _year_of(periods: Sequence[str], month_history: Mapping[int, Sequence[Month]]) -> list[tuple[str, Tally]]:
    found = []
    for at, period in enumerate(periods):
        expected = [months[at] for months in month_history.values() if months[at].is_expected]
        sent = [month for month in expected if month.is_sent]
        on_time = sum(month.on_time is not False for month in sent)
        found.append((period, Tally(expected=len(expected), sent=len(sent), on_time=on_time)))
    return found
