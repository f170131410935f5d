"""The menu: everything the bot does, as taps and as words."""

from __future__ import annotations

from bot.messages import Message
from bot.texts.menu import menu
from handlers.request import Request


def show(request: Request) -> list[Message]:
    return menu(has_office=bool(request.active), supervises=bool(request.areas))
