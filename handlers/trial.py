"""A form tried by its author in the own chat, every message marked.

Only the department can start one. Everybody else is answered as though there were no such word or button.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.buttons import press
from bot.interview.state.types import Outcome, Turn
from bot.messages import Button, Message, Text
from bot.texts import sorry
from bot.texts.forms import trial as words
from bot.texts.reporting.report import not_shown
from bot.vocabulary.intents import Do, Intent
from handlers.reporting.turns import Beside, heard, wanted
from handlers.request import Request
from handlers.shown import is_shown, is_told, remember_words, shown_since
from models import form_version
from models import programme as programmes
from models.reporting import conversation as conversations
from models.reporting.conversation import About, Conversation
from models.reporting.report import Report
from services.forms import trials
from services.forms.trials import Source

# As many as leave room for the button to the desk.
_MOST_FORMS = 10


def go_on(request: Request) -> list[Message]:
    """The words that begin and resume a trial: of the newest draft, or of a form that is chosen."""
    session, person, now = request.session, request.person, request.now
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
        return _begin(request, Source("draft", draft.id))
    return [words.choose(_in_use(session), _desk(None))]


def start(request: Request) -> list[Message]:
    """`do=trial.start` with `d`, a draft of one's own, or `v`, a version."""
    if request.has("d"):
        return _begin(request, Source("draft", request.number("d") or 0))
    return _begin(request, Source("version", request.number("v") or 0))


def leave(request: Request) -> list[Message]:
    """`do=trial.leave`, or its words: nothing of the trial is left."""
    conversation = trials.of(request.session, request.person, About.TRIAL)
    return [words.left(*_end(request.session, conversation))] if conversation is not None else [words.NONE_GOING_ON]


def ended(request: Request) -> list[Message] | None:
    """Ends the person's own trial that time, a lost right or a lost form has ended, and says so; else None."""
    session, conversation = request.session, request.conversation
    assert conversation is not None
    if conversation.person_id != request.person.id:
        return []
    if not request.is_department:
        trials.end(session, conversation)
        return []
    if trials.is_over(conversation, request.now):
        trials.end(session, conversation)
        return [words.OVER]
    if trials.still(session, request.person, conversation) is None:
        trials.end(session, conversation)
        return [words.GONE]
    return None


def answer(request: Request, beside: Beside) -> list[Message] | Intent:
    """What an author says, sends or taps in a trial. An Intent comes back where something beside it is wanted."""
    session, person, conversation, now = request.session, request.person, request.conversation, request.now
    assert conversation is not None
    played = trials.still(session, person, conversation)
    assert played is not None
    trials.hold(session, person, conversation)
    if not is_shown(request):
        if is_told(request):
            return []
        since = shown_since(request)
        turn = trials.again(conversation, played, now, not_shown(""))
        conversation.shown_at = since
        return words.marked(turn.messages)
    remember_words(request)
    turn = trials.step(conversation, played, heard(request.event), now)
    if (wish := wanted(turn, beside)) is not None:
        if wish.do is Do.REPORT_NOTHING:
            # Of the form that is tried, not of a report of one's own.
            return words.marked(trials.again(conversation, played, now, nothing=True).messages)
        return wish
    if turn.outcome is Outcome.SUBMIT:
        count = trials.answered(played, turn, now)
        again, rests = _end(session, conversation)
        return [words.finished(count, again, _desk(played.source), rests)]
    if turn.outcome is Outcome.CANCELLED:
        return [words.left(*_end(session, conversation))]
    if turn.outcome is Outcome.PAUSED:
        conversation.is_active = False
        return [words.paused(_way_on(turn))]
    return words.marked(turn.messages)


def ask_again(request: Request) -> list[Message]:
    """The question the trial stands at, once more."""
    assert request.conversation is not None
    played = trials.still(request.session, request.person, request.conversation)
    return words.marked(trials.again(request.conversation, played, request.now).messages) if played is not None else []


def _begin(request: Request, source: Source) -> list[Message]:
    played = trials.find(request.session, request.person, source)
    if played is None:
        return [sorry.old_button(request.reader)]
    return trials.in_chat(request.session, request.person, played, request.now)


def _end(session: Session, conversation: Conversation) -> tuple[str, bool]:
    """(the button that begins it again, whether a report of the person's own waits to be gone on with)."""
    source = trials.state_of(conversation).source
    number = trials.end(session, conversation)
    report = session.get(Report, number) if number is not None else None
    waits = report is not None and conversations.of_report(session, report.id) is not None and not report.is_sent
    return press("trial.start", **{source.kind[0]: source.number}), waits


def _way_on(turn: Turn) -> Button | None:
    return next((button for message in turn.messages if isinstance(message, Text) for button in message.quick), None)


def _desk(source: Source | None) -> str:
    return f"/desk/forms/{source.kind}/{source.number}" if source is not None else "/desk/forms/"


def _in_use(session: Session) -> list[tuple[str, str]]:
    newest = [form_version.newest(session, one) for one in programmes.every(session)]
    found = [(words.name(one.title), press("trial.start", v=one.id)) for one in newest if one is not None]
    return found[:_MOST_FORMS]
