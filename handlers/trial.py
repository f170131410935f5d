"""A form tried by its author in the own chat, every message marked: a part of `dispatch.py`'s table.

Only who may publish forms can start one. Everybody else is answered as though there were no such word or button.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.buttons import press, pressed
from bot.events import Event, Kind
from bot.interview.state.types import Outcome, Turn
from bot.messages import Button, Message, Text
from bot.texts import sorry
from bot.texts.forms import trial as words
from bot.vocabulary.commands import Command
from bot.whole import whole
from handlers.reporting.answer import heard
from handlers.who import person_of
from models import form_version
from models import programme as programmes
from models.membership.person import Person
from models.reporting import conversation as conversations
from models.reporting.conversation import About, Conversation
from models.reporting.report import Report
from services.forms import publishing, trials
from services.forms.trials import Source

Handler = Callable[[Event, Session, datetime], list[Message]]
# As many as leave room for the button to the desk.
_MOST_FORMS = 10


def typed(event: Event, session: Session, now: datetime) -> list[Message] | None:
    """The words that begin, resume and end a trial; None where they are others, or said by somebody who may not."""
    if not is_asked(event, session):
        return None
    if words.is_leave(event.text):
        return leave(event, session, now)
    person = person_of(event, session)
    conversation = trials.of(session, person, About.TRIAL)
    played = (
        trials.still(session, person, conversation)
        if conversation is not None and not trials.is_over(conversation, now)
        else None
    )
    draft = trials.newest(session, person)
    if (
        conversation is not None
        and played is not None
        and (draft is None or draft.created_at < conversation.updated_at)
    ):
        trials.hold(session, person, conversation)
        return words.marked(trials.again(conversation, played, now).messages)
    if draft is not None:
        return _begin(session, person, Source("draft", draft.id), now)
    return [words.choose(_in_use(session), _desk(None))]


def is_asked(event: Event, session: Session) -> bool:
    """Whether words are meant for a trial, whatever else they might answer."""
    if event.kind is not Kind.TEXT or not (words.is_try(event.text) or words.is_leave(event.text)):
        return False
    return publishing.may_publish(session, person_of(event, session))


def start(event: Event, session: Session, now: datetime) -> list[Message]:
    """`do=trial.start` with `d`, a draft of one's own, or `v`, a version."""
    person = person_of(event, session)
    values = pressed(event.data)
    kind, number = ("draft", values.get("d", "")) if "d" in values else ("version", values.get("v", ""))
    return _begin(session, person, Source(kind, whole(number) or 0), now)


def leave(event: Event, session: Session, now: datetime) -> list[Message]:
    """`do=trial.leave`, or its words: nothing of the trial is left."""
    person = person_of(event, session)
    if not publishing.may_publish(session, person):
        return [sorry.old_button()]
    conversation = trials.of(session, person, About.TRIAL)
    return [words.left(*_end(session, conversation))] if conversation is not None else [words.none_going_on()]


def overdue(event: Event, session: Session, now: datetime, conversation: Conversation) -> list[Message] | None:
    """Ends an active trial that time, a lost right or a lost form has ended, and says so; None while it goes on."""
    person = person_of(event, session)
    if not publishing.may_publish(session, person):
        trials.end(session, conversation)
        return []
    if trials.is_over(conversation, now):
        trials.end(session, conversation)
        return [words.over()]
    if trials.still(session, person, conversation) is None:
        trials.end(session, conversation)
        return [words.gone()]
    return None


def answer(event: Event, session: Session, now: datetime, conversation: Conversation) -> list[Message] | Turn:
    """What an author says, sends or taps in a trial. A Turn comes back where a command of the main menu was said."""
    person = person_of(event, session)
    if conversation.person_id != person.id or conversation.about != About.TRIAL:
        return [sorry.old_button()]
    ended = overdue(event, session, now, conversation)
    if ended is not None:
        return ended or [sorry.old_button()]
    played = trials.still(session, person, conversation)
    assert played is not None
    trials.hold(session, person, conversation)
    turn = trials.step(conversation, played, heard(event), now)
    if turn.outcome is Outcome.ELSEWHERE:
        if turn.spoken is not None and turn.spoken.command is Command.NOTHING:
            # Of the form that is tried, not of a report of one's own.
            return words.marked(trials.again(conversation, played, now, nothing=True).messages)
        return turn
    if turn.outcome is Outcome.SUBMIT:
        count = trials.answered(played, turn, now)
        again, rests = _end(session, conversation)
        return [words.finished(count, again, _desk(played.source), rests)]
    if turn.outcome is Outcome.CANCELLED:
        return [words.left(*_end(session, conversation))]
    if turn.outcome is Outcome.PAUSED:
        conversation.is_active = False
        return [words.paused(_go_on(turn))]
    return words.marked(turn.messages)


def ask_again(session: Session, conversation: Conversation, now: datetime) -> list[Message]:
    """The question the trial stands at, once more."""
    played = trials.still(session, session.get_one(Person, conversation.person_id), conversation)
    return words.marked(trials.again(conversation, played, now).messages) if played is not None else []


def rests_here() -> Message:
    return Text(words.rests_here())


def _begin(session: Session, person: Person, source: Source, now: datetime) -> list[Message]:
    played = trials.find(session, person, source)
    if played is None:
        return [sorry.old_button()]
    return trials.in_chat(session, person, played, now)


def _end(session: Session, conversation: Conversation) -> tuple[str, bool]:
    """(the button that begins it again, whether a report of the person's own waits to be gone on with)."""
    source = trials.state_of(conversation).source
    number = trials.end(session, conversation)
    report = session.get(Report, number) if number is not None else None
    waits = report is not None and conversations.of_report(session, report.id) is not None and not report.is_sent
    return press("trial.start", **{source.kind[0]: source.number}), waits


def _go_on(turn: Turn) -> Button | None:
    return next((button for message in turn.messages if isinstance(message, Text) for button in message.quick), None)


def _desk(source: Source | None) -> str:
    return f"/desk/forms/{source.kind}/{source.number}" if source is not None else "/desk/forms/"


def _in_use(session: Session) -> list[tuple[str, str]]:
    newest = [form_version.newest(session, one) for one in programmes.every(session)]
    found = [(words.name(one.title), press("trial.start", v=one.id)) for one in newest if one is not None]
    return found[:_MOST_FORMS]


PRESSED: dict[str, Handler] = {
    "trial.start": start,
    "trial.leave": leave,
}
