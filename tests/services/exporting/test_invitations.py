"""A province brought in: its sheets as a job with its progress, its mails once each, and what became of every one."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import select

from bot.line.address import Address
from models import org_unit
from models.audit_log import AuditLog
from models.database import Database
from models.membership.membership import Membership, MembershipState, Role
from models.membership.person import Person, meet
from services.exporting import invitations, jobs
from services.exporting.invitations import InviteRequest
from services.membership import inviting
from services.membership.inviting import Whom
from services.membership.mailbox import OfficeMailboxes
from services.messaging.mail import MailError, Mails
from services.org_units.import_units import bring_in
from services.storage.store import Store
from tests.support.desk_site import NOW
from tests.support.town import OFFICES, country

KNOWS = {
    "address": Address("https://nong.example.go.th", "@nongraingan"),
    "mailboxes": OfficeMailboxes("saraban_{code}", "dla.go.th"),
}


@dataclass
class PretendServer:
    """Keeps what it is given; `refuses` says of which recipients, and whether for good."""

    refuses: Callable[[str], MailError | None] = lambda to: None
    mails: list[EmailMessage] = field(default_factory=list)

    def send(self, mail: EmailMessage) -> None:
        if error := self.refuses(mail["To"]):
            raise error
        self.mails.append(mail)


@dataclass
class Office:
    database: Database
    store: Store
    server: PretendServer
    boss: int

    def takes(self, kind: str) -> tuple[bytes, list[tuple[int, int]]]:
        """What the job makes, and the progress that it told."""
        wanted = InviteRequest(kind, "11", Whom.OFFICERS, only_empty=True)
        with self.database.writing() as session:
            job = jobs.ask(session, session.get_one(Person, self.boss), wanted, NOW)
        told: list[tuple[int, int]] = []
        worker = jobs.Worker(self.database, self.store, lambda: NOW, "", Mails(self.server, "nong@example.go.th"))  # type: ignore[arg-type]
        worker.work(job.id, lambda wait: None)
        with self.database.reading() as session:
            done = session.get_one(type(job), job.id)
            told.append((done.done, done.total))
            assert done.state == "done" and done.key, done.error
            return self.store.read(done.key), told


@pytest.fixture
def office(sqlite_database: Database, tmp_path) -> Office:
    database = Database(sqlite_database.engine, KNOWS)
    with database.writing() as session:
        bring_in(session, [*country("11", "12"), *OFFICES], NOW)
        boss = meet(session, "U" + "b" * 32, NOW)
        province = org_unit.by_code(session, "11")
        assert province is not None
        session.add(
            Membership(
                person_id=boss.id,
                org_unit_id=province.id,
                role=Role.PROVINCE,
                state=MembershipState.ACTIVE,
                asked_at=NOW,
                from_at=NOW,
            )
        )
        session.flush()
        lines = invitations.chosen(session, boss, province, Whom.OFFICERS, NOW, only_empty=True)
        inviting.prepare(session, lines, boss, NOW, uses=5, days=30)
        return Office(database, Store(str(tmp_path)), PretendServer(), boss.id)


def results(made: bytes) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))
    return {row["รหัสหน่วยงาน"]: row["ผลการส่งอีเมล"] for row in rows}


def test_the_sheets_of_a_province_are_made_beside_the_page(office: Office) -> None:
    made, [(done, total)] = office.takes("invites")
    assert made.startswith(b"%PDF") and done == total > 5
    assert len(PdfDocument(made)) == -(-total // 6)


def test_every_office_gets_one_mail_with_its_link_and_its_sheet(office: Office) -> None:
    found = results(office.takes("invite_mails")[0])
    assert set(found.values()) == {"ส่งแล้ว"} and len(office.server.mails) == len(found)
    mail = next(one for one in office.server.mails if one["To"] == "saraban_06110110@dla.go.th")
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "https://line.me/R/oaMessage/%40nongraingan/?" in text and "พิมพ์  เข้าร่วม " in text
    [sheet] = mail.iter_attachments()
    assert sheet.get_filename() == "ใบเชิญน้องรายงาน.pdf" and sheet.get_content().startswith(b"%PDF")
    # Again within a day nobody gets a second one.
    assert set(results(office.takes("invite_mails")[0]).values()) == {"ส่งไปแล้วภายใน 24 ชั่วโมง"}
    assert len(office.server.mails) == len(found)
    with office.database.reading() as session:
        noted = session.scalars(select(AuditLog).where(AuditLog.action == "invite.mail")).all()
        assert [(one.detail or {})["mails"] for one in noted] == [len(found), 0]


def test_a_mailbox_that_refuses_is_named_and_the_others_get_theirs(office: Office) -> None:
    refused = "saraban_06110110@dla.go.th"
    office.server.refuses = lambda to: MailError("550", permanent=True) if to == refused else None
    found = results(office.takes("invite_mails")[0])
    assert found.pop("06110110") == "ส่งไม่สำเร็จ" and set(found.values()) == {"ส่งแล้ว"}
    # Asked for again, it is tried again, and nobody else hears a second time.
    office.server.refuses = lambda to: None
    again = results(office.takes("invite_mails")[0])
    assert again["06110110"] == "ส่งแล้ว" and len(office.server.mails) == len(found) + 1


def test_a_server_that_is_away_holds_up_nobody_for_long(office: Office) -> None:
    office.server.refuses = lambda to: MailError("timed out", permanent=False)
    found = list(results(office.takes("invite_mails")[0]).values())
    assert found.count("ส่งไม่สำเร็จ") == invitations.GIVES_UP
    assert set(found[invitations.GIVES_UP :]) == {"ยังไม่ได้ส่ง เพราะติดต่อระบบส่งอีเมลไม่ได้"}
