"""An area's invitations taken out: sheets to cut up, a list for a mail merge, e-mails to the offices' mailboxes.

Sheets and mails of a whole province take half a minute and longer: they are made as jobs, whose progress is shown.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.knowledge.invite_sheets import Sheet, invite_sheets
from bot.texts.desk.desk import place_name
from bot.texts.joining import invite_mail as words
from bot.thai.dates import write_date
from bot.thai.units import office_name, short_name
from models import audit_log, org_unit
from models.database import Database
from models.membership.invite import Invite
from models.membership.person import Person
from models.org_unit import OrgUnit, UnitKind
from services.access.jurisdiction import acting_for, jurisdiction_of
from services.exporting.csv_file import disarmed
from services.membership import invites, inviting, mailbox
from services.membership.inviting import InviteLine, Whom
from services.messaging.mail import MailError, Mails
from services.messaging.outbox import address_of

log = structlog.get_logger(__name__)

SHEETS, MAILS = "invites", "invite_mails"
KINDS = (SHEETS, MAILS)
# At 14 ms a sheet, and longer on a busy machine, more would be no matter of a moment.
MOST_AT_ONCE = 20
# The same invitation is not mailed twice within this time.
AGAIN = timedelta(hours=24)
# A server that refuses so many mails in a row is away: the others would only wait for it.
GIVES_UP = 3
_TELL_EVERY = 10

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class InviteRequest:
    """`kind` is of `KINDS`, `unit` a code, `whom` of `Whom`; `only_empty`: offices where nobody serves yet."""

    kind: str
    unit: str
    whom: str
    only_empty: bool

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


class NothingToInvite(Exception):
    """There is no invitation (any more) that could be taken out."""


def chosen(
    session: Session, person: Person, unit: OrgUnit, whom: Whom, now: datetime, *, only_empty: bool
) -> list[InviteLine]:
    """The lines of the area that this person may invite to, those without anybody where it is asked for."""
    found = inviting.lines(session, jurisdiction_of(session, person), unit, whom, now)
    return [line for line in found if not (only_empty and line.people)]


def make(
    database: Database,
    kind: str,
    wanted: dict[str, Any],
    person_id: int,
    folder: Path,
    now: datetime,
    mails: Mails,
    progress: Progress,
) -> tuple[Path, str]:
    """The file in `folder` and what a browser should call it: the sheets, or the list of what became of each mail.
    Raises NothingToInvite."""
    with database.reading() as session:
        unit, person = org_unit.by_code(session, wanted["unit"]), session.get_one(Person, person_id)
        if unit is None:
            raise NothingToInvite
        lines = chosen(session, person, unit, Whom(wanted["whom"]), now, only_empty=wanted["only_empty"])
        lines = [line for line in lines if line.invite]
        if not lines:
            raise NothingToInvite
        sheets, basic_id = inviting.sheets(session, lines), address_of(session).basic_id
        rows = list(listed(session, lines))
        addresses = [mailbox.address(session, line.unit) for line in lines]
        inviter, place = office_name(acting_for(session, person, unit)), place_name(unit)
    progress(0, len(lines))
    if kind == SHEETS:
        path = folder / "invites.pdf"

        def tell(done: int) -> None:
            if done % _TELL_EVERY == 0:
                progress(done, len(lines))

        path.write_bytes(invite_sheets(sheets, basic_id, now, tell))
    else:
        path = folder / "mails.csv"
        sending = _Sending(database, mails, inviter, basic_id, now)
        results = []
        for at, (line, sheet, to) in enumerate(zip(lines, sheets, addresses, strict=True), 1):
            results.append(sending.result(line, sheet, to))
            progress(at, len(lines))
        sending.note(person_id, unit)
        write_list(path, [[*row, result] for row, result in zip(rows, results, strict=True)], (words.RESULT,))
    return path, words.file_name(kind, place)


def listed(session: Session, lines: Sequence[InviteLine]) -> Iterator[list[str]]:
    """A row for each invitation, under `words.HEADS`."""
    for line in lines:
        if line.invite is None or line.until is None:
            continue
        above = {one.kind: one.name for one in line.unit.up()}
        yield [
            line.unit.code,
            short_name(line.unit),
            above.get(UnitKind.DISTRICT, ""),
            above.get(UnitKind.PROVINCE, ""),
            mailbox.address(session, line.unit) or "",
            line.invite.code,
            invites.chat_link(session, line.invite),
            invites.words(line.invite.code),
            str(line.invite.uses_left),
            write_date(line.until),
        ]


def write_list(path: Path, rows: Sequence[Sequence[str]], more: Sequence[str] = ()) -> None:
    """UTF-8 with a mark for Excel; what looks like a formula is words."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow([*words.HEADS.values(), *more])
        writer.writerows([map(disarmed, row) for row in rows])


class _Sending:
    """Sends one mail after the other, each outside of any transaction, and marks what has gone."""

    def __init__(self, database: Database, mails: Mails, inviter: str, basic_id: str, now: datetime) -> None:
        self._database, self._mails, self._inviter, self._basic_id, self._now = database, mails, inviter, basic_id, now
        self._sent = self._refused = 0

    def result(self, line: InviteLine, sheet: Sheet, to: str | None) -> str:
        """What became of this office's mail, in words."""
        invite = line.invite
        assert invite is not None
        if to is None or self._mails.server is None:
            return words.NO_MAILBOX
        if invite.mailed_at is not None and invite.mailed_at > self._now - AGAIN:
            return words.SENT_BEFORE
        if self._refused >= GIVES_UP:
            return words.NOT_TRIED
        try:
            self._mails.server.send(self._mail(line, invite, sheet, to))
        except MailError as error:
            log.warning("invitation not mailed", invite=invite.id, error=str(error))
            # An address that is refused says nothing about the server.
            self._refused += not error.permanent
            return words.NOT_SENT
        self._sent, self._refused = self._sent + 1, 0
        with self._database.writing() as session:
            session.execute(update(Invite).where(Invite.id == invite.id).values(mailed_at=self._now))
        return words.SENT

    def note(self, person_id: int, unit: OrgUnit) -> None:
        with self._database.writing() as session:
            audit_log.note(session, self._now, "invite.mail", person_id=person_id, unit_id=unit.id, mails=self._sent)

    def _mail(self, line: InviteLine, invite: Invite, sheet: Sheet, to: str) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"] = self._mails.sender, to
        mail["Subject"] = words.SUBJECT
        mail["Date"] = format_datetime(self._now)
        # The same at every try: whoever gets it twice sees it once.
        mail["Message-ID"] = f"<invite-{invite.id}-{self._now:%Y%m%d}@{self._mails.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        said = words.body(
            line.unit, self._inviter, invites.words(invite.code), sheet.link, sheet.until, invite.uses_left
        )
        mail.set_content(said, cte="base64")
        drawn = invite_sheets([sheet], self._basic_id, self._now)
        mail.add_attachment(drawn, maintype="application", subtype="pdf", filename=words.FILE_NAME)
        return mail
