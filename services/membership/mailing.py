"""Sending the codes to offices' mailboxes, after the commit and outside of every transaction.

Whoever claims a mail sends it. A mail server that is away or slow is tried again for a while, then the mail is given up
and whoever asked for it is told. Sent twice by accident a mail has the same code and the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import structlog
from sqlalchemy.orm import Session

from bot.texts.joining import mail as mail_words
from bot.texts.joining import mailbox as words
from models.database import Database
from models.membership import mailbox_code
from models.membership.mailbox_code import MailboxCode, MailState
from services.membership import mailbox
from services.messaging.lanes import Again
from services.messaging.mail import MailError, MailServer
from services.messaging.outbox import queue_push

log = structlog.get_logger(__name__)

# Longer than a mail server that answers at all takes; a killed sender is followed after that.
LEASE = timedelta(seconds=60)
WAITS = (5.0, 20.0, 60.0)  # seconds before the second, third and fourth try
# Later than this nobody waits for the code any more (no process ran, a backup was restored): it is not sent.
MOST_LATE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Mailer:
    """`server` None sends none. `sender` is the address that mails come from. `wake` is told for whom a message waits
    to be sent."""

    database: Database
    server: MailServer | None
    sender: str
    clock: Callable[[], datetime]
    wake: Callable[[Sequence[int]], None]

    def due(self, session: Session, now: datetime) -> Sequence[int]:
        """Codes whose mail may be sent now."""
        return mailbox_code.due(session, now) if self.server is not None else ()

    def work(self, code_id: int, again: Again) -> bool:
        """The work of a lane: one attempt to send one mail."""
        assert self.server is not None, "none is due"
        with self.database.writing() as session:
            code = mailbox_code.claim(session, code_id, self.clock(), lease=LEASE, life=mailbox.LIFE)
            if code is None:
                return False
            to = mailbox.address(session, code.unit)
            mail = self._mail(code, to, mailbox.digits(session, code)) if to else None
        if mail is None or self.clock() - code.created_at > MOST_LATE:
            self._give_up(code, "too late" if mail else "no address")
            return False
        try:
            self.server.send(mail)
        except MailError as error:
            log.warning("mail not sent", mailbox_code=code.id, attempt=code.attempts, error=str(error))
            self._not_sent(code, error, again)
        else:
            self._settle(code, MailState.SENT)
        return False

    def _mail(self, code: MailboxCode, to: str, digits: str) -> EmailMessage:
        assert code.expires_at is not None
        mail = EmailMessage()
        mail["From"], mail["To"] = self.sender, to
        mail["Subject"] = mail_words.SUBJECT
        mail["Date"] = format_datetime(self.clock())
        mail["Message-ID"] = f"<{code.nonce}@{self.sender.rpartition('@')[2]}>"
        # RFC 3834: no machine is to answer.
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(mail_words.body(code.unit, digits, code.created_at, code.expires_at), cte="base64")
        return mail

    def _not_sent(self, code: MailboxCode, error: MailError, again: Again) -> None:
        if error.permanent or code.attempts > len(WAITS):
            self._give_up(code, str(error))
            return
        wait = WAITS[code.attempts - 1]
        next_try = self.clock() + timedelta(seconds=wait)
        self._settle(code, MailState.PENDING, next_try_at=next_try, error=str(error)[:200])
        again(wait)

    def _give_up(self, code: MailboxCode, why: str) -> None:
        log.error("mail given up", mailbox_code=code.id, error=why)
        with self.database.writing() as session:
            if not mailbox_code.settle(session, code, MailState.FAILED, error=why[:200]):
                return
            given_up = session.get_one(MailboxCode, code.id)
            told = words.not_sent(given_up.unit, given_up.unit.code)
            queue_push(session, given_up.person, [told], now=self.clock(), purpose="notice")
        self.wake([code.person_id])

    def _settle(self, code: MailboxCode, state: MailState, **values: object) -> None:
        with self.database.writing() as session:
            mailbox_code.settle(session, code, state, **values)
