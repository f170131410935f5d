"""Mails, by the one mail server that SMTP_URL names. Slow at its worst: never to be called within a transaction."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

# For each answer of the server: a mail is sent in seconds, or tried again.
TIMEOUT = 15.0


class Security(StrEnum):
    TLS = "tls"  # from the first byte on: smtps://
    STARTTLS = "starttls"  # smtp://, and the server must offer it
    NONE = "none"  # smtp://…?starttls=no, for a relay on this machine


_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}


class MailError(Exception):
    """A mail that was not taken, or nobody knows. `permanent`: trying again is of no use."""

    def __init__(self, why: str, *, permanent: bool) -> None:
        super().__init__(why)
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class MailServer:
    """Certificates are looked at as Python does, so that SSL_CERT_FILE may name those of one's own authority."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def read(cls, url: str) -> MailServer:
        """Of `smtps://USER:PASSWORD@HOST:PORT` (TLS), `smtp://…` (STARTTLS) or `smtp://…?starttls=no` (neither); user,
        password and port may be left out, signs that mean something in a URL are written %40 and so on. Raises
        ValueError, which does not repeat the password."""
        parts = urlsplit(url)
        query = parse_qs(parts.query, keep_blank_values=True)
        security = Security.TLS if parts.scheme == "smtps" else Security.STARTTLS
        if security is Security.STARTTLS and query == {"starttls": ["no"]}:
            security, query = Security.NONE, {}
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname or query or parts.path not in ("", "/"):
            raise ValueError("it is neither smtps://USER:PASSWORD@HOST nor smtp://USER:PASSWORD@HOST")
        try:
            port = parts.port or _PORTS[security]
        except ValueError:
            raise ValueError("its port is none") from None
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if user and security is Security.NONE:
            raise ValueError("with starttls=no the password would travel in the clear")
        return cls(parts.hostname, port, security, user, password)

    def send(self, mail: EmailMessage) -> None:
        """Hands the mail over. Raises MailError."""
        with self._connected() as connection:
            connection.send_message(mail)

    def greet(self) -> None:
        """Comes in and leaves again, for whoever wants to know whether it works. Raises MailError."""
        with self._connected() as connection:
            connection.noop()

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        try:
            connection = self._connect()
            with closing(connection):
                if self.security is Security.STARTTLS:
                    connection.starttls(context=ssl.create_default_context())
                if self.user:
                    connection.login(self.user, self.password)
                yield connection
                # What was taken is taken, however the server says good-bye.
                with suppress(OSError):
                    connection.quit()
        except OSError as error:
            raise _told(error) from None

    def _connect(self) -> smtplib.SMTP:
        if self.security is Security.TLS:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=ssl.create_default_context())
        return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)


def _told(error: OSError) -> MailError:
    """Of what smtplib and the network raise: without an address, and without the server's own words."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = next(code for code, _ in error.recipients.values())
            return MailError(f"the mailbox was refused ({code})", permanent=code >= 500)
        case smtplib.SMTPResponseException():
            return MailError(f"{type(error).__name__} ({error.smtp_code})", permanent=error.smtp_code >= 500)
        case smtplib.SMTPNotSupportedError():
            return MailError(type(error).__name__, permanent=True)
    return MailError(type(error).__name__, permanent=False)


@dataclass(frozen=True, slots=True)
class Mails:
    """How mails go out: `server` None sends none."""

    server: MailServer | None = None
    sender: str = ""
