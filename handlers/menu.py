"""The menu: everything the bot does, as taps and as words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.events import Event
from bot.messages import Message
from bot.texts.menu import menu
from handlers.who import person_of
from models.membership import membership
from models.membership.membership import SUPERVISING_ROLES


def show(event: Event, session: Session, now: datetime) -> list[Message]:
    mine = membership.active_of(session, person_of(event, session))
    return menu(has_office=bool(mine), supervises=any(one.role in SUPERVISING_ROLES for one in mine))
