"""What the bot does and whom to ask: the menu, help outside a report, contacts."""

from __future__ import annotations

from bot.knowledge.links import telephone
from bot.messages import Message
from bot.periods import Period
from bot.schedule import local_day
from bot.texts import menu as menu_words
from bot.texts.help import help_card
from bot.texts.joining import contact as contact_words
from bot.texts.joining.contact import ProgrammeContact
from bot.thai.units import office_name, short_name
from handlers.request import Request
from models import programme
from models.org_unit import UnitKind


def menu(request: Request) -> list[Message]:
    return menu_words.menu(
        has_office=bool(request.active), reports=bool(request.offices), supervises=bool(request.areas)
    )


def help(request: Request) -> list[Message]:
    return help_card(
        has_office=bool(request.active),
        reports=bool(request.offices),
        supervises=bool(request.areas),
        publishes=request.is_department,
    )


def thanked(request: Request) -> list[Message]:
    return [menu_words.THANKED]


def contact(request: Request) -> list[Message]:
    """The office that issued each running circular, and the offices above the person's own."""
    # The month before this one is the oldest that somebody may still be busy with.
    oldest = Period.of(local_day(request.now)).plus(-1).first_day
    running = [
        one
        for one in programme.every(request.session)
        if one.active_to is None or Period.parse(one.active_to).last_day >= oldest
    ]
    mine = {one.unit.id: one.unit for one in request.active}
    return contact_words.contact(
        [ProgrammeContact(one.title, one.circular_number, one.contact, telephone(one.contact)) for one in running],
        [
            (
                short_name(unit),
                [(office_name(above), above.contact) for above in unit.up() if above.kind != UnitKind.DEPARTMENT],
            )
            for unit in mine.values()
        ],
    )
