"""A database with something in every table: what a backup has to carry."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Column, insert, select
from sqlalchemy.orm import Session

from models import Base
from models.audit_log import AuditLog
from models.form_version import FormFile, FormVersion
from models.heartbeat import Heartbeat
from models.knowledge.knowledge_item import KnowledgeItem
from models.knowledge.target_check import TargetCheck
from models.knowledge.visit import VisitDay
from models.membership.invite import Invite
from models.membership.membership import Membership
from models.membership.person import Person
from models.messaging.outbox import Outbox, OutboxState
from models.messaging.webhook_event import EventState, WebhookEvent
from models.org_unit import OrgUnit
from models.photos.attachment import Attachment, AttachmentState
from models.programme import Programme
from models.reminding.reminder import Reminder
from models.reminding.snooze import Snooze
from models.reporting.conversation import Conversation
from models.reporting.extension import Extension
from models.reporting.report import Report
from models.reporting.report_event import ReportEvent
from services.backups.archive import Kind, kinds_of
from tests.support.terminal import Terminal

AT = datetime(2026, 11, 22, 4, 59, 59, 123456, tzinfo=UTC)
PHOTO = b"photo"
KEY = "ab/0123456789abcdef.jpg"
ANSWERS: dict[str, Any] = {
    "teach": {"sessions": 2, "area": 3.5, "who": ["วัด", "=1+1"]},
    "empty": [],
    "half": "\U0001f33e",
}


ANYTHING: dict[Kind, Any] = {
    Kind.INTEGER: 1,
    Kind.NUMBER: 0.5,
    Kind.TEXT: "ก",
    Kind.BOOLEAN: True,
    Kind.MOMENT: AT,
    Kind.DAY: AT.date(),
    Kind.BYTES: b"\0",
    Kind.DOCUMENT: {"ก": None},
}


def fill(session: Session) -> None:
    """Thai, NULLs, JSON of every kind, bytes, an office numbered before the one it hangs under."""
    session.add(OrgUnit(id=9, code="TH", kind="department", name="กรม", path="TH"))
    session.flush()
    session.add(OrgUnit(id=2, code="11", kind="province", name="สมุทรปราการ", parent_id=9, path="TH.11"))
    session.add(OrgUnit(id=12, code="06110201", kind="sao", name="บางเมือง", parent_id=2, path="TH.11.06110201"))
    session.add(Person(id=5, line_user_id="U5", name="ทดสอบ ๑", created_at=AT, last_event_at=AT))
    session.add(
        Programme(
            id=3,
            code="khok-nong-na",
            title="โคก หนอง นา",
            circular_date=date(2026, 4, 22),
            audience=["sao"],
            schedule={"due_day": 5},
            active_from="2026-01",
            created_at=AT,
        )
    )
    session.flush()
    session.add(
        FormVersion(
            id=4,
            programme_id=3,
            number=1,
            title="แบบ",
            workbook=bytes(range(256)),
            workbook_name="แบบ.xlsx",
            xform="<h/>",
            checks=[],
            sha256="0" * 64,
            published_at=AT,
            files=[FormFile(id=1, name="offices.csv", content=bytes(range(256)))],
        )
    )
    session.add(Invite(id=1, code="AB12", org_unit_id=12, role="officer", expires_at=AT, uses_left=1, created_at=AT))
    session.add(KnowledgeItem(id=1, programme_id=3, slug="one", category="ก", title="ข", target="https://a.example/"))
    session.flush()
    report = Report(
        id=40,
        programme_id=3,
        org_unit_id=12,
        period="2026-10",
        status="submitted",
        on_time=True,
        form_version_id=4,
        answers=ANSWERS,
        revision=1,
        created_at=AT,
        submitted_at=AT,
        submitted_by=5,
    )
    session.add(report)
    session.flush()
    waiting = [
        ("reply", "token", AT, "queued as a reply"),
        ("reminder", None, AT, "a young push"),
        ("notice", None, AT - timedelta(days=2), "an old push"),
    ]
    for number, (purpose, token, created, words) in enumerate(waiting, 1):
        session.add(
            Outbox(
                id=number,
                person_id=5,
                purpose=purpose,
                messages=[{"type": "text", "text": words}],
                reply_token=token,
                must_arrive=True,
                retry_key=f"key-{number}",
                state=OutboxState.PENDING,
                next_try_at=created,
                created_at=created,
            )
        )
    session.add(Membership(person_id=5, org_unit_id=12, role="officer", state="active", asked_at=AT, invite_id=1))
    session.add(Conversation(person_id=5, about="report", report_id=40, state={"a": None}, updated_at=AT))
    session.add(
        Attachment(
            ref="r1",
            report_id=40,
            person_id=5,
            message_id="m1",
            state=AttachmentState.KEPT,
            key=KEY,
            bytes=5,
            next_try_at=AT,
            created_at=AT,
            sent_at=AT,
            look_version=1,
            fine_hash="f" * 64,
            band_0=0,
            band_1=1,
            band_2=65535,
            band_3=7,
            taken_at=AT,
            latitude=13.612345,
            longitude=-100.7,
        )
    )
    session.flush()
    session.add_all(
        [
            Reminder(
                person_id=5, org_unit_id=12, programme_id=3, period="2026-10", kind="open", outbox_id=2, planned_at=AT
            ),
            ReportEvent(
                report_id=40, at=AT, person_id=5, action="submitted", to_status="submitted", answers_after=ANSWERS
            ),
            Extension(
                programme_id=3,
                org_unit_id=12,
                period="2026-10",
                due_on=date(2026, 12, 1),
                reason="น้ำท่วม",
                granted_at=AT,
            ),
            AuditLog(at=AT, action="units.import", detail={"offices": {"added": 1}}),
            Heartbeat(name="scheduler", at=AT),
            Snooze(person_id=5, on=date(2026, 11, 23)),
            TargetCheck(knowledge_item_id=1, target="https://example.org/", checked_at=AT),
            VisitDay(org_unit_id=12, knowledge_item_id=1, day=AT.date(), scan=1, chat=0, page=0, file=0, click=0),
            WebhookEvent(id="e1", kind="text", received_at=AT),
            WebhookEvent(
                id="e0",
                kind="text",
                received_at=AT,
                at=AT,
                line_user_id="U0",
                state=EventState.DEAD,
                event='{"a":"\\ud83c"}',
                error="KeyError",
            ),
        ]
    )
    session.flush()
    _fill_the_rest(session)


def _fill_the_rest(session: Session) -> None:
    """A plain row into every table that has none yet: a new table cannot be forgotten."""
    for table in Base.metadata.sorted_tables:
        if session.execute(select(table).limit(1)).first() is None:
            kinds = kinds_of(table)
            session.execute(
                insert(table), {one.name: _anything(session, one, kinds[one.name]) for one in table.columns}
            )


def _anything(session: Session, column: Column[Any], kind: Kind) -> Any:
    for key in column.foreign_keys:
        return session.scalar(select(key.column).limit(1))
    return None if column.nullable else ANYTHING[kind]


def fill_with_photo(terminal: Terminal) -> None:
    """The same, with the photo that the attachment's row names."""
    with terminal.wiring.database.writing() as session:
        fill(session)
    photo = Path(terminal.wiring.settings.media_url) / KEY
    photo.parent.mkdir(parents=True)
    photo.write_bytes(PHOTO)


def contents(terminal: Terminal) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    with terminal.wiring.database.reading() as session:
        return {
            table.name: [dict(row) for row in session.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in Base.metadata.sorted_tables
        }
