"""The conversation of somebody who joins or leaves: one row a person, its step, and what was said in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.vocabulary.intents import Do
from handlers.request import Request
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


@dataclass(frozen=True, slots=True)
class JoiningStep:
    """`do` is a step's own intent (`join.pick` …), None for words; `number` counts from 1, `text` is typed."""

    do: Do | None
    number: int = 0
    text: str = ""


def begin(request: Request, state: dict[str, Any]) -> Turn:
    """A conversation from its start; it becomes the person's active one, any other is set aside."""
    session, person, now = request.session, request.person, request.now
    request.set_aside()
    conversation = conversations.newest_of(session, person, About.JOIN)
    if conversation is None:
        conversation = Conversation(person_id=person.id, about=About.JOIN, state=state, step=1, updated_at=now)
        session.add(conversation)
        session.flush()
        return Turn(session, person, conversation, now)
    conversation.is_active = True
    turn = Turn(session, person, conversation, now)
    turn.move(state)
    return turn


def going_on(request: Request) -> Turn | None:
    """The person's conversation about joining, if that is what they are talking about."""
    conversation = request.conversation
    if conversation is None or conversation.about != About.JOIN:
        return None
    return Turn(request.session, request.person, conversation, request.now)
