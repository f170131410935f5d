"""A mail server on this machine that keeps what it is given, and a town whose offices have mailboxes there."""

from __future__ import annotations

import email
import email.policy
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from models.database import Database
from models.membership.mailbox_code import MailboxCode
from services.membership.mailbox import OfficeMailboxes
from services.membership.mailing import Mailer
from services.messaging.mail import MailServer
from tests.support import databases
from tests.support.no_calls import none_within_transactions
from tests.support.town import Town

SENDER = "nong@dla.example"
# What every session knows, without mailboxes.
KNOWN = {"address": databases.ADDRESS, "secret_key": databases.SECRET_KEY}


class PostOffice:
    """`refuses` is what it says to every recipient instead of taking them; "" for taking them."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.refuses = ""

    async def handle_RCPT(self, _s: SMTP, _session: Session, envelope: Envelope, to: str, _options: Any) -> str:
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        return "250 OK"

    @property
    def mails(self) -> list[EmailMessage]:
        found = [email.message_from_bytes(one.content or b"", policy=email.policy.default) for one in self.envelopes]
        assert all(isinstance(one, EmailMessage) for one in found)
        return found  # type: ignore[return-value]

    def code(self) -> str:
        """The code in the newest mail."""
        found = re.search(r"รหัสยืนยัน +([0-9]{6})\b", self.mails[-1].get_content())
        assert found
        return found[1]


class _Listening(Controller):
    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def listening(office: PostOffice, **how: Any) -> Iterator[int]:
    """Its port on 127.0.0.1. `how` is aiosmtpd's: `tls_context` for STARTTLS, `ssl_context` for TLS at once …"""
    controller = _Listening(office, hostname="127.0.0.1", port=0, **how)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


class Post:
    """The town with mailboxes, and the mailer that a web process has."""

    def __init__(self, town: Town, office: PostOffice, port: int) -> None:
        self.office = office
        self.town = with_mailboxes(town)
        self.woken: list[int] = []
        self.mailer = Mailer(
            self.town.database,
            MailServer.read(f"smtp://127.0.0.1:{port}?starttls=no"),
            SENDER,
            lambda: self.town.clock.now,
            self.woken.extend,
        )

    def away(self) -> None:
        """From now on nobody listens there."""
        self.mailer = replace(self.mailer, server=MailServer.read("smtp://127.0.0.1:1?starttls=no"))

    def works(self) -> list[float]:
        """Sends what may be sent now, as the web process does; the seconds after which it is to be asked again."""
        later: list[float] = []
        with self.town.database.reading() as session:
            due = self.mailer.due(session, self.town.clock.now)
        with none_within_transactions():
            for code_id in due:
                assert self.mailer.work(code_id, later.append) is False
        return later

    def row(self) -> MailboxCode:
        """The newest code."""
        with self.town.database.reading() as session:
            return session.query(MailboxCode).order_by(MailboxCode.id.desc()).limit(1).one()


def with_mailboxes(town: Town) -> Town:
    mailboxes = OfficeMailboxes("saraban_{code}", "dla.go.th")
    town.database = Database(town.database.engine, KNOWN | {"mailboxes": mailboxes})
    return town


def server_context(certificate: Any) -> ssl.SSLContext:
    """TLS with a certificate of `trustme`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
