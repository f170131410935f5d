"""Help, outside a report: what the bot does, and its words."""

from __future__ import annotations

from bot.messages import Message
from bot.texts.help import help_card
from handlers.request import Request


def show(request: Request) -> list[Message]:
    return help_card(has_office=bool(request.active), supervises=bool(request.areas), publishes=request.is_department)
