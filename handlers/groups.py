"""A group or a room that the bot was invited to: one line on coming, links of the library for whoever asks.

Nobody in a group is a person to the bot: no report, no joining, no reminder, and nothing is written down of who asked.
"""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from bot.events import Event, Kind
from bot.knowledge import links
from bot.messages import Message
from bot.schedule import local_day
from bot.texts import groups as words
from bot.thai.digits import tidy
from services.knowledge.shelves import find, shelves
from services.messaging.outbox import address_of

# So many links still fit a phone's screen, with the talk of the group around them.
MOST = 3
# "น้องรายงาน" is how one calls the bot from a PC that mentions nobody; "ความรู้สึก" (feelings) is no question.
_CALLED = re.compile(r"(?:น้องรายงาน(?:\s+|$))?(?:ความรู้(?:[\s:]+|$))?")


def is_meant(event: Event) -> bool:
    """Whether an event of a group is for the bot: it was invited, is mentioned, or is asked for the library."""
    if event.kind is Kind.JOIN:
        return True
    return event.kind is Kind.TEXT and (event.mentions_us or bool(_call(event)))


def answer(session: Session, event: Event) -> list[Message]:
    """What is said aloud to an event that is meant."""
    if event.kind is Kind.JOIN:
        return [words.HELLO]
    address, said = address_of(session), tidy(event.text)
    everything = address.page("/")
    query = said[len(_call(event)) :].strip()
    if not query:
        return [words.library(everything)]
    among = shelves(session, local_day(event.at))
    matches = find(query, among).matches
    if not matches:
        return [words.nothing_found(query, everything)]
    titles = {item.slug: item.title for shelf in among for item in shelf.items}
    best = [(titles[slug], address.page(links.page(slug, in_chat=True))) for slug in matches[:MOST]]
    return [words.found(best, len(matches) - len(best), everything)]


def _call(event: Event) -> str:
    """What the text begins with that calls the bot; "" where it does not."""
    found = _CALLED.match(tidy(event.text))
    return found[0] if found else ""
