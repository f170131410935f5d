"""What the library remembers of a person: that they are in it, and what they were shown last."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from handlers.request import LISTENS, Request
from models.reporting import conversation as conversations
from models.reporting.conversation import About, Conversation


def listen(request: Request) -> None:
    """From now on plain words are looked for in the library; never in the middle of another conversation."""
    active = request.conversation
    if active is not None:
        if active.about == About.KNOWLEDGE:
            active.updated_at = request.now
        return
    _talk(request, is_active=True)


def listens(request: Request) -> bool:
    """Whether the library is what the person's conversation is about."""
    active = request.conversation
    return active is not None and active.about == About.KNOWLEDGE and request.now - active.updated_at <= LISTENS


def remember(request: Request, slug: str) -> None:
    """The item that was shown last, for words that name none."""
    active = request.conversation
    talk = active if active is not None and active.about == About.KNOWLEDGE else _talk(request, is_active=False)
    if talk is not None and talk.state != {"item": slug}:
        talk.state = {"item": slug}


def shown_last(request: Request) -> str:
    talk = conversations.newest_of(request.session, request.person, About.KNOWLEDGE)
    return str(talk.state.get("item", "")) if talk is not None else ""


def _talk(request: Request, *, is_active: bool) -> Conversation | None:
    """The person's conversation about the library, made if there is none. None where another has just been made."""
    session, known = request.session, conversations.newest_of(request.session, request.person, About.KNOWLEDGE)
    try:
        with session.begin_nested():
            if known is None:
                known = Conversation(
                    person_id=request.person.id,
                    about=About.KNOWLEDGE,
                    state={},
                    is_active=is_active,
                    updated_at=request.now,
                )
                session.add(known)
            elif is_active:
                known.is_active, known.updated_at = True, request.now
            session.flush()
    except IntegrityError:
        # Two taps at once: the other one has opened a conversation already, which is just as well.
        session.expire_all()
        return None
    return known
