"""A group or a room that the bot was invited to: one line on coming, links of the library for whoever asks.

Nobody in a group is a person to the bot: no report, no joining, no reminder, and nothing is written down of who asked.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.events import Event, Kind
from bot.knowledge import links
from bot.messages import Message
from bot.schedule import local_day
from bot.texts import groups as words
from bot.thai.digits import tidy
from bot.vocabulary.groups import call_in
from services.knowledge.shelves import find, shelves
from services.messaging.outbox import address_of

# So many links still fit a phone's screen, with the talk of the group around them.
MOST = 3


def is_meant(event: Event) -> bool:
    """Whether an event of a group is for the bot: it was invited, is mentioned, or is asked for the library."""
    if event.kind is Kind.JOIN:
        return True
    return event.kind is Kind.TEXT and (event.mentions_us or bool(call_in(tidy(event.text))))


def answer(session: Session, event: Event) -> list[Message]:
    """What is said aloud to an event that is meant."""
    if event.kind is Kind.JOIN:
        return [words.HELLO]
    address, said = address_of(session), tidy(event.text)
    everything = address.page("/")
    query = said[len(call_in(said)) :].strip()
    if not query:
        return [words.library(everything)]
    among = shelves(session, local_day(event.at))
    matches = find(query, among).matches
    if not matches:
        return [words.nothing_found(query, everything)]
    titles = {item.slug: item.title for shelf in among for item in shelf.items}
    best = [(titles[slug], address.page(links.page(slug, in_chat=True))) for slug in matches[:MOST]]
    return [words.found(best, len(matches) - len(best), everything)]
