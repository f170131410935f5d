"""What words can refer to at this moment: what the person's conversation waits for, what they were shown last."""

from __future__ import annotations

from datetime import timedelta

from bot.vocabulary.intents import Awaits, Context, Shown
from handlers.request import Request
from models.reporting.conversation import About
from services.reminding import pending_step
from services.reviewing import shown_list

# After so long a pause, numbers and free words are about something else; buttons and plain words still count.
LISTENS = timedelta(hours=1)


def context_of(request: Request) -> Context:
    session, person, conversation = request.session, request.person, request.conversation

    def shown() -> Shown:
        memory = shown_list.load(session, person)
        return Shown(memory.items, memory.approving, memory.report, memory.revision)

    if conversation is None:
        return Context(shown=shown)
    is_late = request.now - conversation.updated_at > LISTENS
    match conversation.about:
        case About.REPORT | About.AMENDMENT | About.TRIAL:
            return Context(Awaits.QUESTION, shown)
        case About.JOIN:
            step = {"c": str(conversation.id), "s": str(conversation.step)}
            return Context(Awaits.OFFICE, shown, step, is_late=is_late)
        case About.KNOWLEDGE if not is_late:
            return Context(Awaits.LIBRARY, shown)
        case About.REVIEW if not is_late:
            memory = shown_list.load(session, person)
            step = {"r": str(memory.report), "v": str(memory.revision)}
            return Context(Awaits.SENDING_BACK if memory.asks == "send" else Awaits.DECISION, shown, step)
        case About.FOLLOW_UP if not is_late:
            waiting = pending_step.load(session, person)
            awaits = Awaits.CONFIRMATION if waiting.asks == "yes" else Awaits.EXTENSION
            return Context(awaits, shown, confirms=waiting.yes)
    return Context(shown=shown)
