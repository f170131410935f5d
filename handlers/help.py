"""Help, outside a report: what the bot does, and its words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.events import Event
from bot.messages import Message
from bot.texts.help import help_card
from handlers.who import person_of
from models.membership import membership
from models.membership.membership import SUPERVISING_ROLES
from services.forms import publishing


def show(event: Event, session: Session, now: datetime) -> list[Message]:
    person = person_of(event, session)
    mine = membership.active_of(session, person)
    supervises = any(one.role in SUPERVISING_ROLES for one in mine)
    return help_card(has_office=bool(mine), supervises=supervises, publishes=publishing.may_publish(session, person))
