"""Invitations: made for an office and a role, looked up by whoever types the code."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.thai.digits import tidy
from bot.vocabulary.joining import to_send
from models import audit_log
from models.membership import invite
from models.membership.invite import Invite
from models.membership.membership import SUPERVISING_ROLES, Role
from models.membership.person import Person
from models.org_unit import LOCAL_KINDS, OrgUnit, UnitKind
from services.messaging.outbox import address_of

# 32 signs of 5 bits: 16 of them are 80 bits. No I, O, 0 or 1, which a print or a hand makes look alike.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 16
DEFAULT_DAYS, DEFAULT_USES = 30, 5
MOST_DAYS, MOST_USES = 366, 500
# A code that makes a supervisor is for one person and 72 hours, and whoever made it confirms who has used it.
SUPERVISING_DAYS, SUPERVISING_USES = 3, 1

# Ten wrong codes in an hour from one person, and for an hour that person gets no answer to codes.
MOST_WRONG = 10
WRONG_WINDOW = timedelta(hours=1)
_WRONG, _STOPPED = "invite.wrong", "invite.stopped"

_LEVELS: dict[Role, tuple[UnitKind, ...]] = {
    Role.OFFICER: LOCAL_KINDS,
    Role.DEPUTY: LOCAL_KINDS,
    Role.DISTRICT: (UnitKind.DISTRICT,),
    Role.PROVINCE: (UnitKind.PROVINCE,),
    Role.DEPARTMENT: (UnitKind.DEPARTMENT,),
    Role.ADMIN: (UnitKind.DEPARTMENT,),
}


class InviteError(ValueError):
    """An invitation that cannot be made; the text says why, in English for the operator."""


class Standing(StrEnum):
    """What a code is worth now."""

    GOOD = "good"
    UNKNOWN = "unknown"
    TOO_MANY = "too_many"  # unknown, and one wrong code too many: from now on nothing is answered
    UNHEARD = "unheard"  # typed while nothing is answered: whether it was right is not looked at
    EXPIRED = "expired"
    USED_UP = "used_up"
    CLOSED = "closed"  # the office no longer exists


@dataclass(frozen=True, slots=True)
class FoundInvite:
    """`invite` is None for UNKNOWN, TOO_MANY and UNHEARD."""

    standing: Standing
    invite: Invite | None = None


def create(
    session: Session,
    unit: OrgUnit,
    role: Role,
    now: datetime,
    *,
    uses: int | None = None,
    days: int | None = None,
    by: Person | None = None,
) -> Invite:
    """An invitation to `unit` in `role` that `uses` people may use within `days` days, as many as is usual where they
    are None. Raises InviteError."""
    most_uses, most_days = most_of(role)
    uses = min(DEFAULT_USES, most_uses) if uses is None else uses
    days = min(DEFAULT_DAYS, most_days) if days is None else days
    if unit.kind not in _LEVELS[role]:
        fitting = [one.value for one in _LEVELS if unit.kind in _LEVELS[one]]
        raise InviteError(f"role {role.value} does not fit {unit.code}, a {unit.kind}: use {' or '.join(fitting)}")
    if unit.open_to is not None:
        raise InviteError(f"{unit.code} no longer exists since {unit.open_to.isoformat()}")
    if not 1 <= uses <= most_uses:
        raise InviteError(f"uses must be 1{f' to {most_uses}' if most_uses > 1 else ''} for role {role.value}")
    if not 1 <= days <= most_days:
        raise InviteError(f"days must be 1 to {most_days} for role {role.value}")
    made = Invite(
        code=new_code(),
        org_unit_id=unit.id,
        role=role,
        expires_at=now + timedelta(days=days),
        uses_left=uses,
        created_at=now,
        created_by=by.id if by else None,
    )
    session.add(made)
    session.flush()
    by_id = by.id if by else None
    audit_log.note(
        session,
        now,
        "invite.create",
        person_id=by_id,
        unit_id=unit.id,
        subject=f"invite:{made.id}",
        uses=uses,
        days=days,
    )
    return made


def most_of(role: Role) -> tuple[int, int]:
    """(uses, days) that an invitation to this role may have at most."""
    return (SUPERVISING_USES, SUPERVISING_DAYS) if role in SUPERVISING_ROLES else (MOST_USES, MOST_DAYS)


def new_code() -> str:
    """`ABCD-EFGH-JKLM-NPQR`: 80 bits from the system's source of randomness."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def read_code(text: str) -> str | None:
    """The code as it is stored, of however it was typed; None where it cannot be one."""
    signs = re.sub("[-\u2013\u2014_. ]", "", tidy(text)).upper()
    return _grouped(signs) if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else None


def words(code: str) -> str:
    """What its holder sends us: the word for joining and the code."""
    return to_send(code)


def chat_link(session: Session, made: Invite) -> str:
    """LINE's address that opens our chat with those words ready to send: what the QR holds."""
    return address_of(session).chat(words(made.code))


def tried(session: Session, person: Person, typed: str, now: datetime) -> FoundInvite:
    """What the code that this person typed is worth at `now`. Takes no use; counts wrong codes.

    What was typed is not kept: a slip of one letter would leave a good code in the log.
    """
    # One try of a person at a time: several at once would each see fewer wrong ones than there are.
    session.refresh(person, with_for_update=True)
    since = now - WRONG_WINDOW
    if audit_log.count_since(session, person.id, _STOPPED, since):
        return FoundInvite(Standing.UNHEARD)
    code = read_code(typed)
    found = invite.by_code(session, code) if code else None
    if found is not None:
        return FoundInvite(worth(found, now), found)
    audit_log.note(session, now, _WRONG, person_id=person.id)
    session.flush()
    if audit_log.count_since(session, person.id, _WRONG, since) < MOST_WRONG:
        return FoundInvite(Standing.UNKNOWN)
    audit_log.note(session, now, _STOPPED, person_id=person.id)
    return FoundInvite(Standing.TOO_MANY)


def worth(found: Invite, now: datetime) -> Standing:
    if found.unit.open_to is not None:
        return Standing.CLOSED
    if found.expires_at <= now:
        return Standing.EXPIRED
    return Standing.GOOD if found.uses_left > 0 else Standing.USED_UP


def _grouped(signs: str) -> str:
    return "-".join(signs[at : at + 4] for at in range(0, LENGTH, 4))
