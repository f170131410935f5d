"""What supervisors type and press to remind and to give more time, and who does it: a part of `dispatch.py`'s table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.buttons import press, pressed
from bot.events import Event, Kind
from bot.messages import Message
from bot.schedule import Schedule, local_day
from bot.texts.reminding import follow_up as words
from bot.texts.reviewing import overview as where_words
from bot.vocabulary.commands import Command
from bot.vocabulary.commands import understand as command
from bot.vocabulary.reminding import Act, Asked, glossary, is_confirmed, understand
from bot.vocabulary.reviewing import understand as review_wish
from bot.whole import whole
from handlers import knowledge
from handlers.joining import register
from handlers.reminding import extending, manual_reminder
from handlers.who import person_of
from models import org_unit
from models import programme as programmes
from models.membership.person import Person
from services.access.jurisdiction import Jurisdiction, jurisdiction_of, report_within, unit_within
from services.obligations.asked import asked_periods
from services.reminding import pending_step
from services.reviewing import shown_list

Handler = Callable[[Event, Session, datetime], list[Message]]

# "All" after a list means all of that list as long as the list is still in view.
IN_VIEW = timedelta(hours=1)
_DO = {Act.REMIND_BY_HAND: "chase.nudge", Act.EXTEND: "chase.extend"}


def typed(event: Event, session: Session, now: datetime) -> list[Message] | None:
    """Words outside a report of one's own: a wish, or the answer to what was asked. None where they are neither, or
    are said by somebody who supervises nobody."""
    person = person_of(event, session)
    asked = understand(event.text)
    if asked is None:
        return _answered(event, session, now, person)
    jurisdiction = jurisdiction_of(session, person)
    if not jurisdiction:
        return [where_words.not_a_supervisor()] if asked.is_plain else None
    return _grant(asked, event, session, now, person, jurisdiction)


def is_asked(event: Event, session: Session) -> bool:
    """Whether words in the middle of a person's own report are meant for their desk."""
    asked = understand(event.text)
    return asked is not None and asked.is_plain and bool(jurisdiction_of(session, person_of(event, session)))


def in_report(event: Event, session: Session, now: datetime) -> list[Message]:
    """The same words there: what they ask for comes first, the report rests where it is."""
    return [words.report_rests(), *(typed(event, session, now) or [])]


def cancel(event: Event, session: Session, now: datetime) -> list[Message]:
    """The button of every card that asks something."""
    person = person_of(event, session)
    if not jurisdiction_of(session, person):
        return [where_words.not_a_supervisor()]
    memory = pending_step.load(session, person)
    if not memory.asks:
        return [words.nothing_to_confirm()]
    memory.rests()
    pending_step.save(session, person, memory, now)
    return [words.cancelled()]


def _grant(
    asked: Asked, event: Event, session: Session, now: datetime, person: Person, jurisdiction: Jurisdiction
) -> list[Message]:
    do = PRESSED[_DO[asked.act]]
    if asked.is_all:
        as_pressed = _as_pressed(event, _everybody(session, person, jurisdiction, asked.act, now))
    elif asked.code or asked.number is not None:
        data = _one(session, person, jurisdiction, asked, now)
        if data is None:
            return [where_words.not_here()]
        if not data:
            return [words.which(glossary()[asked.act][0])]
        as_pressed = _as_pressed(event, data)
    else:
        return [words.which(glossary()[asked.act][0])]
    if asked.act is Act.EXTEND and (asked.until or asked.reason):
        return extending.with_words(as_pressed, session, now, asked.until, asked.reason)
    return do(as_pressed, session, now)


def _answered(event: Event, session: Session, now: datetime, person: Person) -> list[Message] | None:
    memory = pending_step.listening(session, person, now)
    if memory is None:
        return None
    spoken = command(event.text)
    if spoken and spoken.command in (Command.CANCEL, Command.NO):
        return cancel(event, session, now)
    if memory.asks != "yes":
        return None if _is_about_else(event) else extending.answered(event, session, now, memory)
    if (spoken and spoken.command in (Command.YES, Command.SUBMIT)) or is_confirmed(event.text):
        as_pressed = _as_pressed(event, memory.yes)
        return PRESSED[pressed(memory.yes)["do"]](as_pressed, session, now)
    return None


def _is_about_else(event: Event) -> bool:
    """Whether words are a wish of another kind, though a day or a reason was asked for."""
    return bool(review_wish(event.text)) or register.is_invitation(event.text) or knowledge.is_asked(event.text)


def _one(session: Session, person: Person, jurisdiction: Jurisdiction, asked: Asked, now: datetime) -> str | None:
    """The data of the button that is meant by a number or a code; "" where the number is of no list, None where the
    office is not there."""
    items = shown_list.load(session, person).items
    if asked.code:
        unit = unit_within(session, jurisdiction, asked.code)
        listed = (values for item in items if (values := _which(session, jurisdiction, item)))
        month = next(listed, None) or _asked_for_now(session, now)
        return press(_DO[asked.act], **month | {"u": unit.code}) if unit and month else None
    if asked.number is None or not 1 <= asked.number <= len(items):
        return ""
    values = _which(session, jurisdiction, items[asked.number - 1])
    return press(_DO[asked.act], **values) if values else ""


def _everybody(session: Session, person: Person, jurisdiction: Jurisdiction, act: Act, now: datetime) -> str:
    """The area of the list in view; "" where none is, and the areas that the person supervises are meant."""
    memory = shown_list.load(session, person)
    if memory.since is None or now - memory.since > IN_VIEW:
        return ""
    listed = [values for item in memory.items if (values := _which(session, jurisdiction, item))]
    months = {(values["p"], values["m"]) for values in listed}
    units = [unit for values in listed if (unit := org_unit.by_code(session, values["u"]))]
    area = org_unit.around(units)
    if len(months) != 1 or area is None or not jurisdiction.covers(area):
        return ""
    [(programme, month)] = months
    return press(_DO[act], u=area.code, p=programme, m=month)


def _which(session: Session, jurisdiction: Jurisdiction, item: str) -> dict[str, str]:
    """Office or area, programme and month of a line of a list; empty for a line about something else."""
    values = pressed(item)
    if values.get("do") == "review.open" and (number := whole(values.get("r", ""))) is not None:
        report = report_within(session, jurisdiction, number)
        return {"u": report.unit.code, "p": report.programme.code, "m": report.period} if report else {}
    if not all(key in values for key in ("u", "p", "m")):
        return {}
    return {"u": values["u"], "p": values["p"], "m": values["m"]}


def _asked_for_now(session: Session, now: datetime) -> dict[str, str]:
    """The oldest programme that asks for a month now, and that month; empty where none does."""
    for one in programmes.every(session):
        newest = str(Schedule.from_json(one.schedule).current(local_day(now)))
        if asked_periods(one, [newest], now):
            return {"p": one.code, "m": newest}
    return {}


def _as_pressed(event: Event, data: str) -> Event:
    return replace(event, kind=Kind.POSTBACK, data=data, text="")


PRESSED: dict[str, Handler] = {
    "chase.nudge": manual_reminder.look,
    "chase.send": manual_reminder.send,
    "chase.extend": extending.start,
    "chase.until": extending.until,
    "chase.because": extending.because,
    "chase.grant": extending.grant,
    "chase.cancel": cancel,
}
