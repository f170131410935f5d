"""Coming to the desk from the chat and leaving it: a link that opens once, then a cookie for a working day.

Secrets are kept as fingerprints only. Whoever loses the membership loses the desk at once: `who` looks at each request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from models import audit_log
from models.access import desk_link, desk_visit
from models.access.desk_link import DeskLink
from models.access.desk_visit import DeskVisit
from models.membership.membership import SUPERVISING_ROLES, Held, Membership, MembershipState
from models.membership.person import Person
from models.prepared import Parts, Prepared, one_of
from services.access import signing
from services.access.jurisdiction import Jurisdiction, jurisdiction_by, jurisdiction_of

LINK_LIFE = timedelta(minutes=10)
VISIT_LIFE = timedelta(hours=8)
HOME = "/desk/"
_LINK, _VISIT = "desk.link", "desk.visit"
# Our own pages below the desk only, and no way out of them: a link in the chat must not lead anywhere else.
_LEADS_TO = re.compile(r"/desk/(?!in/|out\b)(?:[A-Za-z0-9_.-]+/)*[A-Za-z0-9_.-]*(?:\?[A-Za-z0-9_.=&%-]*)?")


@dataclass(frozen=True, slots=True)
class Opened:
    """`cookie` is the secret for the browser, good until `expires_at`; `leads_to` the path that was asked for."""

    cookie: str
    leads_to: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody signed in who supervises something now: `jurisdiction` is never empty."""

    person: Person
    jurisdiction: Jurisdiction


def make_link(session: Session, person: Person, leads_to: str, now: datetime) -> str:
    """The path of a link that signs `person` in once within ten minutes. `leads_to`: a desk page, else the first."""
    token = signing.new_token(session, _LINK)
    session.add(
        DeskLink(
            token_sha256=signing.fingerprint(token),
            person_id=person.id,
            leads_to=page_within(leads_to),
            expires_at=now + LINK_LIFE,
            created_at=now,
        )
    )
    session.flush()
    return f"/desk/in/{token}"


def page_within(path: str) -> str:
    """The path where it is one of the desk's pages, else the first page's."""
    return path if len(path) <= 300 and ".." not in path and _LEADS_TO.fullmatch(path) else HOME


def is_good(session: Session, token: str, now: datetime) -> bool:
    """Whether this link would open now. Does not use it up."""
    is_ours = signing.is_ours(session, _LINK, token)
    return is_ours and desk_link.is_good(session, signing.fingerprint(token), now)


def open_link(session: Session, token: str, now: datetime) -> Opened | None:
    """Uses the link up and signs its person in; None where it is not good or they supervise nobody now."""
    if not signing.is_ours(session, _LINK, token):
        return None
    link = desk_link.use(session, signing.fingerprint(token), now)
    person = session.get(Person, link.person_id) if link else None
    if link is None or person is None or not jurisdiction_of(session, person):
        return None
    cookie = signing.new_token(session, _VISIT)
    visit = DeskVisit(
        token_sha256=signing.fingerprint(cookie), person_id=person.id, created_at=now, expires_at=now + VISIT_LIFE
    )
    session.add(visit)
    session.flush()
    audit_log.note(session, now, "desk.in", person_id=person.id, subject=f"desk_visit:{visit.id}")
    return Opened(cookie, link.leads_to, visit.expires_at)


def is_signed(session: Session, cookie: str) -> bool:
    """Whether we have ever given out this cookie. Asks the database nothing."""
    return bool(cookie) and signing.is_ours(session, _VISIT, cookie)


def who(session: Session, cookie: str, now: datetime) -> Visitor | None:
    """Whose cookie this is; None where it is forged, over, or its person supervises nobody any more. One query."""
    if not is_signed(session, cookie):
        return None
    rows = _WHOSE.asked(session, {"cookie": signing.fingerprint(cookie), "now": now})
    person = _PERSON.of(session, rows[0]) if rows else None
    if person is None:
        return None
    active = [held for row in rows if (held := _HELD.of(session, row, person)) is not None]
    return Visitor(person, jurisdiction_by(active))


_parts = Parts()
_PERSON, _HELD = _parts.add(Person), Held(_parts)
_visit, _membership, _person = DeskVisit.__table__, Membership.__table__, Person.__table__
_WHOSE = Prepared(
    select(*_parts.columns)
    .select_from(
        _HELD.joined(
            _visit.join(_person, _person.c.id == _visit.c.person_id).join(
                _membership, _membership.c.person_id == _person.c.id
            )
        )
    )
    .where(
        desk_visit.lasts(bindparam("cookie"), bindparam("now")),
        _membership.c.state == MembershipState.ACTIVE,
        one_of(_membership.c.role, SUPERVISING_ROLES),
    )
    .order_by(_membership.c.id)
)


def form_mark(session: Session, cookie: str) -> str:
    """What every form of this visit carries, so that no other site can send one in its name."""
    return signing.mark(session, "desk.form", cookie)


def sign_out(session: Session, cookie: str, now: datetime) -> None:
    """Ends this visit; nothing happens where it is over already."""
    if not is_signed(session, cookie):
        return
    visit = desk_visit.current(session, signing.fingerprint(cookie), now)
    if visit is not None:
        visit.ended_at = now
        audit_log.note(session, now, "desk.out", person_id=visit.person_id, subject=f"desk_visit:{visit.id}")


def sign_out_everywhere(session: Session, person: Person, now: datetime) -> int:
    """Ends every visit of the person and voids links not used yet: for the PC that was left open. How many visits."""
    session.execute(
        update(DeskLink).where(DeskLink.person_id == person.id, DeskLink.used_at.is_(None)).values(used_at=now)
    )
    ended = session.execute(
        update(DeskVisit)
        .where(DeskVisit.person_id == person.id, DeskVisit.ended_at.is_(None), DeskVisit.expires_at > now)
        .values(ended_at=now)
    ).rowcount  # type: ignore[attr-defined]
    if ended:
        audit_log.note(session, now, "desk.out", person_id=person.id, visits=ended)
    return ended
