"""Which area, programme and month a supervisor means: by a button, by a word, or by choosing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.buttons import press
from bot.messages import Message
from bot.periods import Period
from bot.schedule import Schedule, local_day
from bot.texts.desk.desk import place_name
from bot.texts.reviewing import overview as words
from bot.thai.periods import read_period
from bot.vocabulary.intents import Do
from handlers.request import Request
from models import programme as programmes
from models.org_unit import OrgUnit
from models.programme import Programme
from services.access.jurisdiction import Jurisdiction, Level, unit_within
from services.obligations.asked import asked_now, asked_periods
from services.progress.tallies import tally
from services.reviewing.shown_list import load, save


@dataclass(frozen=True, slots=True)
class Here:
    """An area within the person's reach and a month that the programme asks for. `level` is the person's over it."""

    jurisdiction: Jurisdiction
    level: Level
    programme: Programme
    unit: OrgUnit
    period: str
    said: words.Where

    def at(self, unit: OrgUnit) -> words.Where:
        """The same month in an area below."""
        return words.Where(unit, unit.code, self.period, self.programme.code, self.said.subject)


def where(request: Request, do: Do) -> Here | list[Message]:
    """What a button (`u`, `p`, `m`) or words (`month`) mean, else what to say. `do`: asked again once chosen."""
    if request.has("u"):
        return at(request, request.value("u"), request.value("p"), request.value("m"))
    session, jurisdiction, now = request.session, request.jurisdiction, request.now
    months = _months(request)
    if isinstance(months, str):
        return [words.no_such_month(months)]
    units = list({post.unit.id: post.unit for post in jurisdiction.assignments}.values())
    options = [(unit, one, period) for one, period in months for unit in units]
    if len(months) > 1:
        options = [option for option in options if tally(session, option[1], option[2], option[0], now).expected]
    if not options:
        return [words.NOBODY_ASKED]
    if len(options) == 1:
        return _here(session, jurisdiction, *options[0])
    items = [press(do, p=one.code, u=unit.code, m=period) for unit, one, period in options]
    names = [place_name(unit) + (f" · {one.title}" if len(months) > 1 else "") for unit, one, _ in options]
    memory = load(session, request.person)
    memory.shows_list(items)
    save(session, request.person, memory, now)
    return [words.choose(list(zip(names, items, strict=True)))]


def at(request: Request, unit_code: str, programme_code: str, period: str) -> Here | list[Message]:
    """This area and month, or what to say where it is not within the jurisdiction or not asked for."""
    session, jurisdiction = request.session, request.jurisdiction
    unit = unit_within(session, jurisdiction, unit_code)
    programme = programmes.by_code(session, programme_code)
    if unit is None or programme is None:
        return [words.NOT_HERE]
    try:
        is_asked = bool(asked_periods(programme, [period], request.now))
    except ValueError:
        return [words.NOT_HERE]
    return _here(session, jurisdiction, unit, programme, period) if is_asked else [words.no_such_month(period)]


def around(request: Request, here: Here) -> tuple[str | None, str | None]:
    """The months before and after, where the programme asks for them."""
    beside = [str(one) for one in Period.parse(here.period).beside() if one]
    asked = [str(one) for one in asked_periods(here.programme, beside, request.now)]
    before, after = (one if one in asked else None for one in beside or ("", ""))
    return before, after


def _here(session: Session, jurisdiction: Jurisdiction, unit: OrgUnit, programme: Programme, period: str) -> Here:
    level = jurisdiction.level_over(unit)
    assert level is not None
    said = words.Where(unit, unit.code, period, programme.code, programmes.subject(session, programme))
    return Here(jurisdiction, level, programme, unit, period, said)


def _months(request: Request) -> list[tuple[Programme, str]] | str:
    """The programmes that ask for the period said (default: now's); the period itself where none does. Programmes of a
    rhythm that the words name no period of are left out, unless none has such a one."""
    every, said = programmes.with_form(request.session), request.value("month")
    newest = {one: str(Schedule.from_json(one.schedule).current(local_day(request.now))) for one in every}
    named = {one: period for one in every if said and (period := read_period(said, newest[one]))}
    if not named:
        return [(one, str(current)) for one in every if (current := asked_now(one, request.now))]
    found = [(one, period) for one, period in named.items() if asked_periods(one, [period], request.now)]
    return found or [*named.values()][-1]
