"""The page of a circular for one person, which tells who has read it. Everybody's is `bot/knowledge/links.circular`."""

from __future__ import annotations

import hmac

from sqlalchemy.orm import Session

from bot.knowledge import links
from bot.whole import whole
from models.membership.person import Person
from services.access import signing

_PURPOSE = "circular.page"


def page_for(session: Session, code: str, person: Person) -> str:
    """The path of the page for this person. It works as long as one of their offices is addressed."""
    return f"{links.circular(code)}/{person.id}-{_mark(session, code, person.id)}"


def reader(session: Session, code: str, key: str) -> Person | None:
    """The person whose page has this key; None for one that we did not make."""
    person, _, mark = key.partition("-")
    number = whole(person)
    if number is None or not hmac.compare_digest(_mark(session, code, number).encode(), mark.encode()):
        return None
    return session.get(Person, number)


def _mark(session: Session, code: str, person_id: int) -> str:
    return signing.mark(session, _PURPOSE, f"{code}.{person_id}")
