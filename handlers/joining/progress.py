"""The conversation of somebody who joins or leaves: one row a person, its step, and what was said in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.buttons import pressed
from bot.events import Event, Kind
from bot.thai.digits import tidy
from bot.vocabulary.commands import Command, understand
from bot.vocabulary.joining import NUMBER
from bot.whole import whole
from models.membership.person import Person
from models.reporting import conversation as conversations
from models.reporting.conversation import About, Conversation


@dataclass(slots=True)
class Turn:
    """One message in the conversation. `state["at"]` names the step (`handlers/joining/steps.py`)."""

    session: Session
    person: Person
    conversation: Conversation
    now: datetime

    @property
    def state(self) -> dict[str, Any]:
        return self.conversation.state

    @property
    def keys(self) -> dict[str, int]:
        """What every button of this step carries."""
        return {"c": self.conversation.id, "s": self.conversation.step}

    def move(self, state: dict[str, Any]) -> None:
        """To another step: buttons of the ones before are old from now on."""
        self.conversation.state = state
        self.conversation.step += 1
        self.conversation.updated_at = self.now
        # Of two taps at the same instant the second stops here, before it has done anything.
        self.session.flush()

    def close(self) -> None:
        self.conversation.is_active = False
        self.move({})


class Act(StrEnum):
    PICK = "pick"
    WORDS = "words"
    MORE = "more"
    BACK = "back"
    YES = "yes"
    NO = "no"
    CANCEL = "cancel"
    OTHER = "other"  # a sticker, a picture, a place


@dataclass(frozen=True, slots=True)
class Said:
    """`number` goes with PICK (from 1), `text` with WORDS."""

    act: Act
    number: int = 0
    text: str = ""


_BUTTONS = {
    "join.pick": Act.PICK,
    "join.more": Act.MORE,
    "join.back": Act.BACK,
    "join.confirm": Act.YES,
    "join.decline": Act.NO,
    "join.cancel": Act.CANCEL,
}
_WORDS = {
    Command.MORE: Act.MORE,
    Command.BACK: Act.BACK,
    Command.YES: Act.YES,
    Command.NO: Act.NO,
    Command.CANCEL: Act.CANCEL,
}


def begin(session: Session, person: Person, state: dict[str, Any], now: datetime) -> Turn:
    """A conversation from its start; it becomes the person's active one, any other is set aside."""
    conversations.set_aside(session, person)
    conversation = _newest(session, person)
    if conversation is None:
        conversation = Conversation(person_id=person.id, about=About.JOIN, state=state, step=1, updated_at=now)
        session.add(conversation)
        session.flush()
        return Turn(session, person, conversation, now)
    conversation.is_active = True
    turn = Turn(session, person, conversation, now)
    turn.move(state)
    return turn


def going_on(session: Session, person: Person, now: datetime) -> Turn | None:
    """The person's conversation about joining, if that is what they are talking about."""
    conversation = conversations.active_of(session, person)
    return (
        Turn(session, person, conversation, now)
        if conversation is not None and conversation.about == About.JOIN
        else None
    )


def is_old(turn: Turn, event: Event) -> bool:
    """Whether a pressed button belongs to another conversation or step."""
    values = pressed(event.data)
    return (values.get("c"), values.get("s")) != (str(turn.conversation.id), str(turn.conversation.step))


def said_by(event: Event) -> Said:
    """What a button or typed words mean in such a conversation."""
    if event.kind == Kind.POSTBACK:
        values = pressed(event.data)
        act = _BUTTONS.get(values.get("do", ""), Act.OTHER)
        return Said(act, number=whole(values.get("n", "")) or 0)
    if event.kind != Kind.TEXT:
        return Said(Act.OTHER)
    words = tidy(event.text)
    if number_typed := NUMBER.fullmatch(words):
        return Said(Act.PICK, number=int(number_typed[1]))
    spoken = understand(words)
    return Said(_WORDS.get(spoken.command, Act.WORDS) if spoken else Act.WORDS, text=words)


def _newest(session: Session, person: Person) -> Conversation | None:
    query = select(Conversation).where(Conversation.person_id == person.id, Conversation.about == About.JOIN)
    return session.scalar(query.order_by(Conversation.id.desc()).limit(1))
