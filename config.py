"""Every setting, once. Read from the environment; `.env` beside this file is read first, and loses to it.

`Settings.load()` collects every complaint before it gives up, so that a wrong setup is corrected in one go.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

# What stands before and behind the @ of an address: nothing that a header or a list of addresses could be made of.
_LOCAL, _DOMAIN = re.compile(r"[A-Za-z0-9._+-]{1,64}"), re.compile(r"(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+")

HERE = Path(__file__).resolve().parent


class SettingsError(Exception):
    """What is wrong with the settings, one complaint a line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The secrets have no default: without them the product talks to nobody, rather than run open."""

    line_channel_secret: str
    line_channel_access_token: str
    line_api_base: str
    line_data_api_base: str
    line_basic_id: str
    database_url: str
    public_base_url: str
    secret_key: str
    media_url: str
    erasures_file: Path
    backup_recipient: str
    smtp_url: str | None
    mail_from: str
    mailbox_pattern: str
    mailbox_domain: str
    metrics_token: str
    trusted_proxy: str
    line_webhook_redelivery: str
    host: str
    port: int

    @classmethod
    def load(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        talking: bool = True,
        dotenv: Path | None = HERE / ".env",
    ) -> Settings:
        """Raises SettingsError with all complaints. `talking`: what LINE and web pages need must be there too;
        a command that only works on the database does without. `dotenv` None reads no file."""
        values: dict[str, str] = {}
        if dotenv is not None and dotenv.is_file():
            values.update({key: value for key, value in dotenv_values(dotenv).items() if value})
        values.update({key: value for key, value in (os.environ if environ is None else environ).items() if value})
        complaints: list[str] = []

        def needed(name: str, without: str) -> str:
            if talking and not values.get(name):
                complaints.append(f"{name} is not set: {without}")
            return values.get(name, "")

        def address(name: str, default: str | None, without: str) -> str:
            text = values.get(name) or default or needed(name, without)
            parts = urlsplit(text)
            if text and (parts.scheme not in ("http", "https") or not parts.netloc):
                complaints.append(f"{name} is not an http(s) address: {text}")
            return text.rstrip("/")

        port_text = values.get("PORT", "8000")
        if not port_text.isdecimal() or not 0 < int(port_text) < 65536:
            complaints.append(f"PORT is not a port number: {port_text}")
            port_text = "8000"
        database_url = values.get("DATABASE_URL") or f"sqlite:///{HERE / 'var' / 'nong.sqlite3'}"
        if not _is_database(database_url):
            # Not repeated: it may hold a password.
            complaints.append("DATABASE_URL is neither sqlite:///FILE nor postgresql://USER:PASSWORD@HOST/NAME")
        settings = cls(
            line_channel_secret=needed("LINE_CHANNEL_SECRET", "LINE's messages could not be told from forged ones"),
            line_channel_access_token=needed("LINE_CHANNEL_ACCESS_TOKEN", "nothing could be sent"),
            line_api_base=address("LINE_API_BASE", "https://api.line.me", ""),
            line_data_api_base=address("LINE_DATA_API_BASE", "https://api-data.line.me", ""),
            line_basic_id=values.get("LINE_BASIC_ID", ""),
            database_url=database_url,
            public_base_url=address(
                "PUBLIC_BASE_URL", None, "links and pictures in the chat would lead nowhere (https://… of this server)"
            ),
            secret_key=needed("SECRET_KEY", "signed links and page log-ins could be forged"),
            media_url=values.get("MEDIA_URL") or str(HERE / "var" / "media"),
            erasures_file=Path(values.get("ERASURES_FILE") or HERE / "var" / "erasures.jsonl"),
            backup_recipient=values.get("BACKUP_RECIPIENT", ""),
            smtp_url=values.get("SMTP_URL"),
            mail_from=values.get("MAIL_FROM", ""),
            mailbox_pattern=values.get("MAILBOX_PATTERN", "saraban_{code}"),
            mailbox_domain=values.get("MAILBOX_DOMAIN", "dla.go.th"),
            metrics_token=values.get("METRICS_TOKEN", ""),
            trusted_proxy=values.get("TRUSTED_PROXY") or "127.0.0.1",
            line_webhook_redelivery=values.get("LINE_WEBHOOK_REDELIVERY", ""),
            host=values.get("HOST", "127.0.0.1"),
            port=int(port_text),
        )
        if settings.secret_key and len(settings.secret_key) < 16:
            complaints.append("SECRET_KEY is shorter than 16 characters: it could be guessed")
        if settings.metrics_token and len(settings.metrics_token) < 16:
            complaints.append("METRICS_TOKEN is shorter than 16 characters: it could be guessed")
        if not _is_address(settings.trusted_proxy):
            complaints.append(f"TRUSTED_PROXY is neither an IP address nor *: {settings.trusted_proxy}")
        if settings.line_webhook_redelivery not in ("", "on"):
            complaints.append("LINE_WEBHOOK_REDELIVERY is `on`, once it is switched on in LINE's console, or empty")
        if trouble := _trouble_with_store(settings.media_url):
            complaints.append(f"MEDIA_URL names a store that cannot be used: {trouble}")
        if settings.backup_recipient and (trouble := _trouble_with_key(settings.backup_recipient)):
            complaints.append(f"BACKUP_RECIPIENT is no public key of age (age1…): {trouble}")
        if settings.line_basic_id and not settings.line_basic_id.startswith("@"):
            complaints.append("LINE_BASIC_ID begins with @, as in the LINE console")
        complaints += _trouble_with_mail(settings)
        if complaints:
            raise SettingsError("\n".join(complaints))
        return settings


# What checks a setting is imported with it: most commands start without a store, a mail server or a key.
def _is_database(url: str) -> bool:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(url).drivername in ("sqlite", "postgres", "postgresql", "postgresql+psycopg")
    except (ArgumentError, ValueError):
        return False


def _is_address(text: str) -> bool:
    try:
        return text == "*" or bool(ip_address(text))
    except ValueError:
        return False


def _trouble_with_store(url: str) -> str:
    """ "" where there is none. The address is not repeated: it may hold a password."""
    from fsspec.core import split_protocol
    from fsspec.registry import get_filesystem_class

    protocol, _ = split_protocol(url)
    try:
        get_filesystem_class(protocol or "file")
    except (ImportError, ValueError) as error:
        return str(error)
    return ""


def _trouble_with_key(recipient: str) -> str:
    from services.backups.sealing import trouble_with

    return trouble_with(recipient)


def _trouble_with_mail(settings: Settings) -> list[str]:
    found = []
    pattern = settings.mailbox_pattern
    if pattern.count("{code}") != 1 or not _LOCAL.fullmatch(pattern.replace("{code}", "00000000")):
        found.append("MAILBOX_PATTERN is what stands before the @, with {code} for the office's code")
    if not _DOMAIN.fullmatch(settings.mailbox_domain):
        found.append("MAILBOX_DOMAIN is what stands behind the @ of the offices' mailboxes")
    if not settings.smtp_url:
        return found
    from services.messaging.mail import MailServer

    try:
        MailServer.read(settings.smtp_url)
    except ValueError as error:
        # Not repeated: it may hold a password.
        found.append(f"SMTP_URL names no mail server: {error}")
    local, _, domain = settings.mail_from.rpartition("@")
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        found.append("MAIL_FROM is the address that mails come from: with SMTP_URL there must be one")
    return found
