"""What a running product consists of, put together once from the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from config import Settings

# Each part is imported when it is first asked for: a form is checked without a database, a pass made without pages.
if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.line.address import Address
    from bot.line.client import LineClient
    from models.database import Database
    from services.knowledge.visits import Visits
    from services.membership.mailbox import OfficeMailboxes
    from services.messaging.mail import MailServer
    from services.messaging.send import Sender
    from services.photos.keeper import Keeper

# As many as there may be senders at once, so that none has to open (and shake hands on) a new one.
CONNECTIONS = 240


@dataclass
class Wiring:
    """Everything a command or the web process works with; each part is made when first asked for.

    `clock` gives the present (aware, UTC): the system's, but in the demo the one that the chat page can set.
    `gives_way` is set, before the database is asked for, in a process that nobody in the chat waits for.
    """

    clock: Callable[[], datetime]
    load: Callable[..., Settings] = Settings.load
    on_call: Callable[[str], None] = field(default=lambda outcome: None)
    gives_way: bool = False
    _basic_id: str = ""

    @cached_property
    def settings(self) -> Settings:
        """Raises SettingsError. Secrets may be missing; `must_talk` insists on them."""
        return self.load(talking=False)

    def must_talk(self) -> None:
        """Raises SettingsError with everything that LINE and the pages need and is not set."""
        self.load(talking=True)

    def must_be_current(self) -> None:
        """Raises ClickException where the database has not the shape that this version needs."""
        from services.operations.migrate import is_current

        if not is_current(self.database.engine):
            raise click.ClickException("the database is not up to date: run `python app.py migrate` first")

    @cached_property
    def line(self) -> LineClient:
        from bot.line.client import LineClient

        return LineClient(
            token=self.settings.line_channel_access_token,
            api_base=self.settings.line_api_base,
            data_api_base=self.settings.line_data_api_base,
            connections=CONNECTIONS,
        )

    @property
    def address(self) -> Address:
        """Where our pages and our chat are; without our @id while it is not known. Never asks LINE: messages are drawn
        within transactions."""
        from bot.line.address import Address

        if not self._basic_id:
            self._basic_id = self.settings.line_basic_id or self._kept_basic_id()
        return Address(self.settings.public_base_url, self._basic_id)

    def learn_basic_id(self) -> None:
        """Asks LINE for our @id, where LINE_BASIC_ID does not give it, and keeps it in the database. Not to be called
        within a transaction. Raises LineError when LINE cannot be reached."""
        from models.messaging import line_account

        if not self.settings.line_basic_id:
            self._basic_id = self.line.basic_id()
            with self.database.writing() as session:
                line_account.keep(session, self._basic_id, self.clock())

    def ask_basic_id(self) -> None:
        """The same at the start of a process, which goes on with the @id it knew where LINE cannot be reached."""
        import structlog

        from bot.line.errors import LineError

        try:
            self.learn_basic_id()
        except LineError as error:
            structlog.get_logger(__name__).warning("our @id was not asked for", error=type(error).__name__)

    def _kept_basic_id(self) -> str:
        from models.messaging import line_account

        with self.database.reading() as session:
            return line_account.basic_id(session)

    @cached_property
    def database(self) -> Database:
        from models.database import Database, make_engine

        known = {"address": _Late(self), "secret_key": self.settings.secret_key, "mailboxes": self._mailboxes}
        return Database(make_engine(self.settings.database_url), known, gives_way=self.gives_way)

    def note(self, session: Session, action: str, subject: str = "", **detail: Any) -> None:
        """A line of the audit log, with this transaction: a command does this. Nobody's number stands in it."""
        from models import audit_log

        audit_log.note(session, self.clock(), action, subject=subject, **detail)

    def close(self) -> None:
        """Closes every connection; whatever is asked for after that opens its own, also in a process that was forked
        from this one."""
        self.__dict__.pop("line", None)
        self.database.close()

    @cached_property
    def sender(self) -> Sender:
        from services.messaging.send import Sender

        return Sender(self.database, self.line, self.clock, self.on_call)

    @property
    def mail_server(self) -> MailServer | None:
        """None where no SMTP_URL is set."""
        from services.messaging.mail import MailServer

        return MailServer.read(self.settings.smtp_url) if self.settings.smtp_url else None

    @property
    def _mailboxes(self) -> OfficeMailboxes | None:
        """None where no mail could be sent to any."""
        from services.membership.mailbox import OfficeMailboxes

        settings = self.settings
        return OfficeMailboxes(settings.mailbox_pattern, settings.mailbox_domain) if settings.smtp_url else None

    @cached_property
    def visits(self) -> Visits:
        from services.knowledge.visits import Visits

        return Visits()

    @cached_property
    def keeper(self) -> Keeper:
        from services.photos.keeper import Keeper

        return Keeper(self.database, self.line, self.settings.media_url, self.clock)


class _Late:
    """The address, resolved when the first link is drawn: a command that draws none needs no LINE."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def __getattr__(self, name: str) -> object:
        return getattr(self._wiring.address, name)


def ready_wiring() -> Wiring:
    """The wiring of the command that runs, whose database has the shape that this version needs. Raises ClickException
    where it has not."""
    wiring: Wiring = click.get_current_context().obj
    wiring.must_be_current()
    return wiring
