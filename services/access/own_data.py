"""The link from the chat to the file of one's own data: it opens once, within ten minutes, and signs nobody in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import audit_log
from models.access import desk_link
from models.access.desk_link import DeskLink
from models.membership.person import Person
from services.access import signing
from services.access.desk import LINK_LIFE

# Signed for this alone: the desk's door does not take it, nor this door the desk's.
_LINK = "own_data.link"
_PAGE = "/my-data/"


def make_link(session: Session, person: Person, now: datetime) -> str:
    """The path of a link to the person's data."""
    token = signing.new_token(session, _LINK)
    mark = signing.fingerprint(token)
    expires_at = now + LINK_LIFE
    session.add(DeskLink(token_sha256=mark, person_id=person.id, leads_to=_PAGE, expires_at=expires_at, created_at=now))
    session.flush()
    return _PAGE + token


def is_good(session: Session, token: str, now: datetime) -> bool:
    """Whether this link would open now. Does not use it up."""
    is_ours = signing.is_ours(session, _LINK, token)
    return is_ours and desk_link.is_good(session, signing.fingerprint(token), now)


def open_link(session: Session, token: str, now: datetime) -> Person | None:
    """Uses the link up, notes it in the audit log, and says whose data it leads to; None where it is not good."""
    if not signing.is_ours(session, _LINK, token):
        return None
    link = desk_link.use(session, signing.fingerprint(token), now)
    if link is None:
        return None
    audit_log.note(session, now, "person.data", person_id=link.person_id)
    return session.get_one(Person, link.person_id)
