"""A form read over and tried on a page, or sent to the author's own chat to be tried there.

The page plays the interview itself; what is shown is kept with it in a conversation that is nobody's report (`trials`).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from bot.engine.definition.outlining import outline
from bot.events import Kind, Place
from bot.interview import interview
from bot.interview.state.types import Attached, Incoming, Located, Outcome, Tapped, Turn, Typed
from bot.texts.forms import desk as words
from models.reporting.conversation import About, Conversation
from services.access.jurisdiction import Level
from services.forms import trials
from services.forms.trials import Played, Source
from services.messaging import own_chat
from services.messaging.outbox import queue_push
from web.desk.forms.bubbles import Bubble, drawn, label_of, noted, said, silent
from web.desk.forms.drafts import draft_of
from web.desk.forms.forms import HERE
from web.desk.own_chat import may_try
from web.desk.signed_in import Desk, for_supervisors

pages = Blueprint("desk_form_preview", __name__)
# Older words of a trial are not shown again.
MOST_BUBBLES = 30
_LONGEST = 5000
# Somewhere, for a form that asks for a place: the middle of Bangkok.
_PLACE = Place(13.7563, 100.5018)
_KINDS = {"image": Kind.IMAGE, "audio": Kind.AUDIO, "video": Kind.VIDEO, "file": Kind.FILE}


@pages.get(f"{HERE}<kind>/<int:number>/preview")
@for_supervisors(Level.DEPARTMENT)
def look(desk: Desk, kind: str, number: int) -> str:
    played = _played(desk, kind, number)
    conversation = _conversation(desk, played)
    state = trials.state_of(conversation) if conversation is not None else None
    return render_template(
        "desk/form_preview.html",
        source=played.source,
        title=played.title,
        programme=played.programme,
        entries=outline(played.form),
        conversation=conversation,
        bubbles=state.bubbles if state is not None else [],
        is_over=state is not None and state.is_ended,
        sendable=("image", "location", "audio", "video", "file"),
        sent=words.SENT,
    )


@pages.post(f"{HERE}<kind>/<int:number>/preview")
@for_supervisors(Level.DEPARTMENT)
def play(desk: Desk, kind: str, number: int) -> ResponseReturnValue:
    """One step: `do=begin`, or what the author typed (`text`), pressed (`data`, `picked`) or sent (`send`)."""
    played = _played(desk, kind, number)
    back = redirect(f"{HERE}{kind}/{number}/preview#now", 303)
    conversation = _conversation(desk, played)
    if conversation is None or request.form.get("do") == "begin":
        conversation, turn = trials.begin(desk.session, desk.person, played, About.PREVIEW, desk.now)
        _keep(conversation, [], turn)
    elif not trials.state_of(conversation).is_ended:
        heard = _heard(conversation)
        if heard is not None:
            _step(desk, conversation, played, *heard)
    return back


@pages.post(f"{HERE}<kind>/<int:number>/chat")
@for_supervisors(Level.DEPARTMENT)
def to_chat(desk: Desk, kind: str, number: int) -> ResponseReturnValue:
    """Begins the trial in the author's own chat; a few times an hour."""
    played = _played(desk, kind, number)
    if not may_try(desk):
        return redirect(f"{HERE}{kind}/{number}", 303)
    messages = trials.in_chat(desk.session, desk.person, played, desk.now)
    queue_push(desk.session, desk.person, messages, now=desk.now, purpose=own_chat.PURPOSE)
    flash(words.SENT_TO_CHAT, "good")
    return redirect(f"{HERE}{kind}/{number}", 303)


def _played(desk: Desk, kind: str, number: int) -> Played:
    played = trials.find(desk.session, desk.person, Source(kind, number))
    if played is None and kind == "draft":
        draft_of(desk, number)
    return played or desk.nothing()


def _conversation(desk: Desk, played: Played) -> Conversation | None:
    """The trial of this very form that is on the page."""
    conversation = trials.of(desk.session, desk.person, About.PREVIEW)
    if conversation is None or trials.is_over(conversation, desk.now):
        return None
    state = trials.state_of(conversation)
    return conversation if (state.source, state.mark) == (played.source, played.mark) else None


def _heard(conversation: Conversation) -> tuple[Incoming, Bubble] | None:
    """What was done, and how it is shown. None for what no page has sent, or answers what is no longer asked."""
    if data := _field("data", 300):
        picked = _field("picked", 32)
        return Tapped(data, picked), said(
            picked.replace("T", " ") or label_of(trials.state_of(conversation).bubbles, data)
        )
    if _field("step", 12) != str(conversation.step):
        return None
    if (what := _field("send", 12)) in words.SENT:
        sent = Located(_PLACE) if what == "location" else Attached(_KINDS[what], secrets.token_urlsafe(12))
        return sent, said(words.SENT[what])
    typed = _field("text", _LONGEST)
    return (Typed(typed), said(typed)) if typed else None


def _field(name: str, most: int) -> str:
    return request.form.get(name, "").strip()[:most]


def _step(desk: Desk, conversation: Conversation, played: Played, incoming: Incoming, mine: Bubble) -> None:
    turn = trials.step(conversation, played, incoming, desk.now)
    if turn.outcome is Outcome.SUBMIT:
        _finish(conversation, mine, [_answers(desk, played, turn)])
    elif turn.outcome is Outcome.CANCELLED:
        _finish(conversation, mine, [noted(words.CANCELLED, words.ENDED)])
    elif turn.outcome is Outcome.ELSEWHERE:
        _keep(conversation, [mine, noted(words.ELSEWHERE)], trials.again(conversation, played, desk.now))
    elif turn.outcome is Outcome.PAUSED:
        _keep(conversation, [mine, noted(words.PAUSED)], trials.again(conversation, played, desk.now))
    else:
        _keep(conversation, [mine], turn)


def _answers(desk: Desk, played: Played, turn: Turn) -> Bubble:
    """What the report would hold."""
    lines = [one for one in interview.lines(played.form, turn.answers or {}, desk.now) if one.shown]
    rows = [{"label": one.label, "value": one.shown, "tone": "plain", "button": None} for one in lines]
    return {**noted(words.finished(len(rows)), words.ENDED), "sections": [{"heading": "", "rows": rows}]}


def _keep(conversation: Conversation, before: Iterable[Bubble], turn: Turn) -> None:
    _show(conversation, [*before, *map(drawn, turn.messages)])


def _finish(conversation: Conversation, mine: Bubble, last: list[Bubble]) -> None:
    _show(conversation, [mine, *last], is_ended=True)


def _show(conversation: Conversation, newest: list[Bubble], is_ended: bool = False) -> None:
    bubbles = [*map(silent, trials.state_of(conversation).bubbles), *newest]
    trials.show(conversation, bubbles[-MOST_BUBBLES:], is_ended=is_ended)
