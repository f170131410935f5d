"""The library by chat: categories, search, one item, its QR. Everything works by typing and without an office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.buttons import pressed
from bot.events import Event
from bot.knowledge import links
from bot.messages import Message
from bot.texts import knowledge as words
from bot.whole import whole
from handlers.who import person_of
from models.knowledge import knowledge_item
from models.knowledge.knowledge_item import KnowledgeItem
from models.membership import membership
from models.membership.person import Person
from models.programme import Programme
from models.reporting import conversation as conversations
from models.reporting.conversation import LISTENS, About, Conversation
from services.knowledge.shelves import Shelf, find, shelves
from services.messaging.outbox import address_of


def show(event: Event, session: Session, now: datetime) -> list[Message]:
    """The library: its command word, with whatever was typed after it, and its button (`do=knowledge`)."""
    _listen(session, person_of(event, session), now)
    return _grant(event, session, words.read(event.text) or words.Wish())


def qr(event: Event, session: Session, now: datetime) -> list[Message]:
    """The library again, to choose a QR code from: its command word and its button (`do=qr`)."""
    _listen(session, person_of(event, session), now)
    return _grant(event, session, words.read(event.text) or words.Wish(wants_qr=True))


def is_asked(text: str) -> bool:
    """Whether a text asks something of the library so plainly that it is no answer to a question of a report."""
    wish = words.read(text, answering=True)
    return wish is not None and (bool(wish.words) or wish.shelf is not None)


def typed(event: Event, session: Session, now: datetime) -> list[Message] | None:
    """Words outside a report that are no command: a wish, a number from a list, something to look for.

    None where they are nothing of the library's. Words that find nothing are answered only while the library is
    what the person's conversation is about.
    """
    conversation = conversations.active_of(session, person_of(event, session))
    listening = (
        conversation is not None and conversation.about == About.KNOWLEDGE and now - conversation.updated_at <= LISTENS
    )
    wish = words.read(event.text) or (words.read_number(event.text) if listening else None)
    if wish is None:
        wish = words.Wish(words=event.text, may_be_small_talk=True)
        if not listening and not find(wish.words, shelves(session)).matches:
            return None
    _listen(session, person_of(event, session), now)
    return _grant(event, session, wish)


def shelf(event: Event, session: Session, now: datetime) -> list[Message]:
    """A category's button (`know.shelf`, `know.codes`): `c` its key, `p` the page."""
    values = pressed(event.data)
    wants_qr = values.get("do") == "know.codes"
    page = whole(values.get("p", "")) or 1
    among = shelves(session)
    found = next((one for one in among if one.key == values.get("c")), None)
    return _show_shelf(found, page, wants_qr) if found else _show_all(among, wants_qr)


def item(event: Event, session: Session, now: datetime) -> list[Message]:
    """An item's button (`know.item`): `k` its slug."""
    found = knowledge_item.by_slug(session, pressed(event.data).get("k", ""))
    return _show(event, session, found) if found else words.gone()


def item_qr(event: Event, session: Session, now: datetime) -> list[Message]:
    """The button for its QR (`know.qr`): `k` its slug."""
    found = knowledge_item.by_slug(session, pressed(event.data).get("k", ""))
    return _show_qr(event, session, found) if found else words.gone()


PRESSED = {"know.shelf": shelf, "know.codes": shelf, "know.item": item, "know.qr": item_qr}


def _grant(event: Event, session: Session, wish: words.Wish) -> list[Message]:
    among = shelves(session)
    if not among:
        return words.empty()
    if wish.words:
        return _search(among, wish)
    if wish.shelf is None:
        return _show_all(among, wish.wants_qr)
    if not 1 <= wish.shelf <= len(among):
        return words.no_such_number()
    chosen = among[wish.shelf - 1]
    if wish.item is None:
        return _show_shelf(chosen, wish.page, wish.wants_qr)
    if not 1 <= wish.item <= len(chosen.items):
        return words.no_such_number()
    found = chosen.items[wish.item - 1]
    return _show_qr(event, session, found) if wish.wants_qr else _show(event, session, found)


def _search(among: Sequence[Shelf], wish: words.Wish) -> list[Message]:
    lines = {line.slug: line for one in among for line in _lines(one)}
    found = find(wish.words, among)
    if not found.matches:
        # Small conversation is like something in every library: only who searches is asked "did you mean".
        closest = () if wish.may_be_small_talk else found.closest
        return words.nothing_found(wish.words, [lines[key] for key in closest])
    return words.results(wish.words, [lines[key] for key in found.matches[: words.PAGE]], codes=wish.wants_qr)


def _lines(one: Shelf) -> list[words.Line]:
    return [words.Line(one.number_of(item), item.title, item.slug) for item in one.items]


def _show_all(among: Sequence[Shelf], wants_qr: bool) -> list[Message]:
    if not among:
        return words.empty()
    return words.shelves([(one.name, len(one.items), one.key) for one in among], codes=wants_qr)


def _show_shelf(chosen: Shelf, page: int, wants_qr: bool) -> list[Message]:
    lines = _lines(chosen)
    pages = -(-len(lines) // words.PAGE)
    page = min(max(page, 1), pages)
    shown = lines[(page - 1) * words.PAGE : page * words.PAGE]
    return words.shelf(chosen.name, shown, number=chosen.number, key=chosen.key, page=page, pages=pages, codes=wants_qr)


def _show(event: Event, session: Session, found: KnowledgeItem) -> list[Message]:
    office = _office(session, person_of(event, session))
    owner = session.get(Programme, found.programme_id)
    link = links.page(found.slug, office=office, in_chat=True)
    address = address_of(session)
    return words.item(
        _line(session, found),
        category=found.category,
        description=found.description,
        circular=owner.circular_number if owner else "",
        page=link,
        share=address.share(links.shareable(found.title, address.page(link))),
        placeholder=links.is_placeholder(found.target),
    )


def _show_qr(event: Event, session: Session, found: KnowledgeItem) -> list[Message]:
    office = _office(session, person_of(event, session))
    link = address_of(session).page(links.page(found.slug, office=office))
    return words.qr(found.title, link, links.qr(found.slug, office=office))


def _line(session: Session, found: KnowledgeItem) -> words.Line:
    return next(line for one in shelves(session) for line in _lines(one) if line.slug == found.slug)


def _office(session: Session, person: Person) -> str:
    """The code that marks this person's links; empty without an office."""
    mine = membership.active_of(session, person)
    return mine[0].unit.code if mine else ""


def _listen(session: Session, person: Person, now: datetime) -> None:
    """From now on plain words are looked for in the library; never in the middle of another conversation."""
    active = conversations.active_of(session, person)
    if active is not None:
        if active.about == About.KNOWLEDGE:
            active.updated_at = now
        return
    known = session.scalar(
        select(Conversation)
        .where(Conversation.person_id == person.id, Conversation.about == About.KNOWLEDGE)
        .order_by(Conversation.id.desc())
        .limit(1)
    )
    try:
        with session.begin_nested():
            if known is None:
                session.add(Conversation(person_id=person.id, about=About.KNOWLEDGE, state={}, updated_at=now))
            else:
                known.is_active, known.updated_at = True, now
            session.flush()
    except IntegrityError:
        # Two taps at once: the other one has opened a conversation already, which is just as well.
        session.expire_all()
