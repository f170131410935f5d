"""Whom a supervisor means who reminds or gives more time by typing: a number of the list, an office's code, all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.messages import Message
from bot.texts.reminding import follow_up as words
from bot.texts.reviewing import overview as where_words
from bot.vocabulary.intents import Do, of_button
from bot.vocabulary.reminding import WORDS
from handlers.request import LISTENS, Request
from handlers.reviewing.where import Here, at, where
from models import org_unit
from models import programme as programmes
from services.access.jurisdiction import Jurisdiction, report_within, unit_within
from services.obligations.asked import asked_now
from services.reminding import pending_step
from services.reviewing import shown_list


def whom(request: Request, do: Do) -> Here | list[Message]:
    """The area and month of a button (`u`, `p`, `m`) or of words (`n`, `code`, `all`), or what to say instead."""
    if request.has("n") or request.has("whom"):
        values = _numbered(request, request.number("n") or 0)
        if not values:
            return [words.which(WORDS[do].split("|")[0])]
    elif request.has("code"):
        values = _coded(request, request.value("code"))
        if not values:
            return [where_words.NOT_HERE]
    elif request.has("all"):
        values = _everybody(request)
    else:
        return where(request, do)
    return at(request, values["u"], values["p"], values["m"]) if values else where(request, do)


def cancel(request: Request) -> list[Message]:
    """The button of every card that asks something."""
    memory = pending_step.load(request.session, request.person)
    if not memory.asks:
        return [words.NOTHING_TO_CONFIRM]
    memory.rests()
    pending_step.save(request.session, request.person, memory, request.now)
    return [words.CANCELLED]


def _numbered(request: Request, number: int) -> Mapping[str, str]:
    """The line of that number in the list shown last; empty where there is none, or it is about something else."""
    items = shown_list.load(request.session, request.person).items
    return _about(request.session, request.jurisdiction, items[number - 1]) if 1 <= number <= len(items) else {}


def _coded(request: Request, code: str) -> Mapping[str, str]:
    """The office with this code, in the month of the list shown last; empty where it is not within the jurisdiction."""
    session, jurisdiction = request.session, request.jurisdiction
    unit = unit_within(session, jurisdiction, code)
    items = shown_list.load(session, request.person).items
    listed = (about for item in items if (about := _about(session, jurisdiction, item)))
    month = next(listed, None) or _asked_for_now(session, request.now)
    return {**month, "u": unit.code} if unit and month else {}


def _everybody(request: Request) -> Mapping[str, str]:
    """The area of the list in view; empty where none is, and the areas that the person supervises are meant."""
    session, jurisdiction = request.session, request.jurisdiction
    memory = shown_list.load(session, request.person)
    if memory.since is None or request.now - memory.since > LISTENS:
        return {}
    listed = [about for item in memory.items if (about := _about(session, jurisdiction, item))]
    months = {(about["p"], about["m"]) for about in listed}
    units = [unit for about in listed if (unit := org_unit.by_code(session, about["u"]))]
    area = org_unit.around(units)
    if len(months) != 1 or area is None or not jurisdiction.covers(area):
        return {}
    [(programme, month)] = months
    return {"u": area.code, "p": programme, "m": month}


def _about(session: Session, jurisdiction: Jurisdiction, item: str) -> Mapping[str, str]:
    """Office or area, programme and month of a line of a list; empty for a line about something else."""
    line = of_button(item)
    if line is not None and line.do is Do.REVIEW_OPEN:
        report = report_within(session, jurisdiction, line.number("r") or 0)
        return {"u": report.unit.code, "p": report.programme.code, "m": report.period} if report else {}
    values = line.values if line is not None else {}
    return {key: values[key] for key in ("u", "p", "m")} if all(key in values for key in ("u", "p", "m")) else {}


def _asked_for_now(session: Session, now: datetime) -> Mapping[str, str]:
    """The oldest programme that asks for a report now, and its period; empty where none does."""
    for one in programmes.with_form(session):
        if period := asked_now(one, now):
            return {"p": one.code, "m": str(period)}
    return {}
