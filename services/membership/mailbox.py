"""The office's mailbox as proof: a code is sent there, and whoever types it in the chat acts for the office.

Of a code only a random nonce is kept. The six digits are a keyed hash of it (HMAC-SHA256 with SECRET_KEY, as in HOTP,
RFC 4226), made again when the mail is sent and when somebody types them. Keyed and not slow, for whoever has the
database alone, a backup say, could try a million digits against any hash without a key, however slow; without
SECRET_KEY there is nothing to try them against.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.texts.joining import mailbox as words
from models import audit_log
from models.membership import mailbox_code, membership
from models.membership.mailbox_code import MOST_TRIES, MailboxCode
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person
from models.org_unit import OrgUnit
from services.access import signing
from services.membership import deciders, join
from services.messaging.outbox import queue_push

LIFE = timedelta(minutes=10)
ONE_MAIL_IN = timedelta(hours=1)  # to an office
DIGITS = 6
# Of one person in a day.
MOST_ASKED, MOST_WRONG, DAY = 5, 10, timedelta(hours=24)
# Of everybody together in an hour: 200 guesses among a million find a code once in 5,000 such hours. It hinders
# nobody from asking the level above.
MOST_WRONG_BY_ALL, HOUR = 200, timedelta(hours=1)
_ASKED, _WRONG = "mailbox.ask", "mailbox.wrong"
# Others may go on naming the row meanwhile: whoever types the code of somebody who types at the same instant does.
_ONE_AT_A_TIME = {"key_share": True}
_OFFICE_CODE = re.compile("[0-9]{8}")


@dataclass(frozen=True, slots=True)
class OfficeMailboxes:
    """Where offices have their mail: `pattern` holds `{code}` and is what stands before the @, `domain` behind it."""

    pattern: str
    domain: str

    def of(self, unit: OrgUnit) -> str | None:
        """None for what is no local office, and for one whose code is not eight digits: nothing else may come into an
        address."""
        if not unit.is_local or not _OFFICE_CODE.fullmatch(unit.code):
            return None
        return f"{self.pattern.replace('{code}', unit.code)}@{self.domain}"


class Asked(StrEnum):
    """What became of asking for a code."""

    ON_ITS_WAY = "on_its_way"
    ALREADY = "already"  # one that may still be typed was sent before, perhaps asked for by somebody else
    NOT_YET = "not_yet"  # the office had its mail of this hour
    TOO_OFTEN = "too_often"  # this person asked for too many, or typed too many wrong ones


class Entered(StrEnum):
    """What became of typing a code."""

    JOINED = "joined"
    WRONG = "wrong"
    OVER = "over"  # there is none (any more): used, expired, tried too often, never sent
    UNHEARD = "unheard"  # what was typed was not looked at: this person may not (any longer)


def address(session: Session, unit: OrgUnit) -> str | None:
    """The office's mailbox; None where it has none, or no mail server is set (SMTP_URL)."""
    mailboxes: OfficeMailboxes | None = session.info.get("mailboxes")
    return mailboxes.of(unit) if mailboxes is not None else None


def offered(session: Session, person: Person, unit: OrgUnit) -> str | None:
    """The same, where this person may prove by it to act for the office: those above decide about the return of
    somebody whom they have removed."""
    found = address(session, unit)
    return None if found is None or deciders.was_removed(session, person, unit) else found


def newest(session: Session, unit: OrgUnit, now: datetime) -> MailboxCode | None:
    """The code that keeps the office from getting another now; None where it may get one."""
    return mailbox_code.newest_of(session, unit, now - ONE_MAIL_IN)


def ask(session: Session, person: Person, unit: OrgUnit, now: datetime) -> Asked:
    """Has a code sent to the office's mailbox, which must be `offered` to the person, after the commit."""
    # One who asks at a time, for the person and for the office: several at once would each find no mail of this hour.
    session.refresh(person, with_for_update=_ONE_AT_A_TIME)
    session.execute(select(OrgUnit.id).where(OrgUnit.id == unit.id).with_for_update(key_share=True))
    if _is_stopped(session, person, now):
        return Asked.TOO_OFTEN
    # Whoever asks has agreed to the notice above the button, whether another mail goes out or not.
    join.agree(session, person, now)
    if (last := newest(session, unit, now)) is not None:
        return Asked.ALREADY if last.may_be_typed(now) else Asked.NOT_YET
    if audit_log.count_since(session, person.id, _ASKED, now - DAY) >= MOST_ASKED:
        return Asked.TOO_OFTEN
    asked = MailboxCode(
        org_unit_id=unit.id, person_id=person.id, nonce=secrets.token_hex(16), next_try_at=now, created_at=now
    )
    session.add(asked)
    session.flush()
    _note(session, person, unit, now, _ASKED, f"mailbox_code:{asked.id}")
    return Asked.ON_ITS_WAY


def enter(session: Session, person: Person, unit: OrgUnit, typed: str, now: datetime) -> tuple[Entered, int]:
    """Makes the person the office's reporting officer at once, where `typed` (six digits) is its code; with how many
    tries are left. The privacy notice has been agreed to. The officers so far stay, and are told."""
    code = newest(session, unit, now)
    if code is None or not code.may_be_typed(now):
        return Entered.OVER, 0
    session.refresh(person, with_for_update=_ONE_AT_A_TIME)
    if _is_stopped(session, person, now) or deciders.was_removed(session, person, unit):
        return Entered.UNHEARD, 0
    # The try is taken before anything is compared: five at once are five.
    if not mailbox_code.take_try(session, code, now):
        return Entered.OVER, 0
    if not hmac.compare_digest(digits(session, code), typed):
        _note(session, person, unit, now, _WRONG, f"mailbox_code:{code.id}")
        return Entered.WRONG, MOST_TRIES - code.tries
    if not mailbox_code.use(session, code, now):
        return Entered.OVER, 0
    joined = membership.open_between(session, person, unit, Role.OFFICER)
    if joined is None:
        joined = Membership(person_id=person.id, org_unit_id=unit.id, role=Role.OFFICER, asked_at=now)
        session.add(joined)
    join.admit(session, person, joined, now)
    code.membership_id = joined.id
    _note(session, person, unit, now, "join.mailbox", f"membership:{joined.id}")
    told = words.new_officer(person.name, unit, now, joined.id)
    for colleague in {one.person_id: one.person for one in membership.colleagues_of(session, joined)}.values():
        queue_push(session, colleague, [told], now=now, purpose="notice")
    return Entered.JOINED, 0


def digits(session: Session, code: MailboxCode) -> str:
    """The six digits of this code."""
    return signing.digits(session, "mailbox.code", code.nonce, DIGITS)


def object_to(session: Session, person: Person, membership_id: int, now: datetime) -> Membership | None:
    """Tells those above that an officer knows nothing of one who came by the mailbox; None where there is no such
    membership in force, or the person does not report for the same office. Told once, however often it is said."""
    code = mailbox_code.of_membership(session, membership_id)
    wanted = session.get_one(Membership, membership_id) if code is not None else None
    if code is None or wanted is None or wanted.state != MembershipState.ACTIVE or wanted.person_id == person.id:
        return None
    if join.member(session, person, wanted.unit, Role.OFFICER) is None:
        return None
    if code.objected_at is None:
        code.objected_at = now
        _note(session, person, wanted.unit, now, "mailbox.object", f"membership:{membership_id}")
        told = words.objected(person.name, wanted.person.name, wanted.unit, code.used_at or now, membership_id)
        for above in membership.supervisors_above(session, wanted.unit, about=wanted.person_id):
            queue_push(session, above.person, [told], now=now, purpose="notice")
    return wanted


def _note(session: Session, person: Person, unit: OrgUnit, now: datetime, action: str, subject: str) -> None:
    audit_log.note(session, now, action, person_id=person.id, unit_id=unit.id, subject=subject)


def _is_stopped(session: Session, person: Person, now: datetime) -> bool:
    if audit_log.count_since(session, person.id, _WRONG, now - DAY) >= MOST_WRONG:
        return True
    return mailbox_code.wrong_since(session, now - HOUR) >= MOST_WRONG_BY_ALL
