"""What is deleted when its time is over, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from bot.messages import Text
from models.access.desk_link import DeskLink
from models.access.desk_visit import DeskVisit
from models.database import Database
from models.membership import person as people
from models.membership.mailbox_code import MailboxCode
from models.messaging.outbox import Outbox, OutboxState
from models.messaging.webhook_event import WebhookEvent
from models.org_unit import OrgUnit, UnitKind
from models.reminding.reminder import Reminder
from models.upload import Upload
from services.messaging.outbox import queue_push
from services.operations.retention import clean
from tests.support.district import District

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)


def test_old_machinery_goes_and_what_still_waits_stays(database: Database) -> None:
    with database.writing() as session:
        person = people.meet(session, "U1", NOW)
        for days in (1, 40, 100):
            then = NOW - timedelta(days=days)
            session.add(WebhookEvent(id=f"E{days}", kind="text", received_at=then))
            for state in (OutboxState.SENT, OutboxState.PENDING):
                row = queue_push(session, person, [Text("ก")], now=then, purpose="notice")
                assert row is not None
                row.state = state
    with database.writing() as session:
        assert clean(session, NOW) == 3
    with database.reading() as session:
        assert session.scalars(select(WebhookEvent.id)).all() == ["E1"]
        assert session.scalar(select(func.count()).select_from(Outbox)) == 5
    with database.writing() as session:
        assert clean(session, NOW) == 0


def test_codes_of_mailboxes_go_when_nobody_may_object_any_longer(database: Database) -> None:
    with database.writing() as session:
        person = people.meet(session, "U1", NOW)
        unit = OrgUnit(code="06110110", kind=UnitKind.SAO, name="ก", path="06110110")
        session.add(unit)
        session.flush()
        for days in (1, 100):
            then = NOW - timedelta(days=days)
            session.add(
                MailboxCode(
                    org_unit_id=unit.id, person_id=person.id, nonce=str(days), next_try_at=then, created_at=then
                )
            )
    with database.writing() as session:
        assert clean(session, NOW) == 1
    with database.reading() as session:
        assert session.scalars(select(MailboxCode.nonce)).all() == ["1"]


def test_links_and_visits_of_the_desk_and_forgotten_uploads_go(database: Database) -> None:
    with database.writing() as session:
        person = people.meet(session, "U1", NOW)
        for days in (1, 3, 40):
            then = NOW - timedelta(days=days)
            session.add(DeskLink(token_sha256=f"l{days}", person_id=person.id, expires_at=then, created_at=then))
            session.add(DeskVisit(token_sha256=f"v{days}", person_id=person.id, expires_at=then, created_at=then))
            session.add(
                Upload(person_id=person.id, purpose="units", file_name="a", content=b"", wanted={}, created_at=then)
            )
    with database.writing() as session:
        assert clean(session, NOW) == 1 + 1 + 2
    with database.reading() as session:
        assert session.scalars(select(DeskLink.token_sha256)).all() == ["l1", "l3"]
        assert session.scalars(select(DeskVisit.token_sha256)).all() == ["v1", "v3"]
        assert session.scalar(select(func.count()).select_from(Upload)) == 1


def test_reminders_that_waited_for_a_reply_go_like_messages(database: Database) -> None:
    with database.writing() as session:
        district = District(session)
        district.officer.last_event_at = NOW
        for days, period in ((89, "2026-07"), (91, "2026-06")):
            session.add(
                Reminder(
                    person_id=district.officer.id,
                    org_unit_id=district.near.id,
                    programme_id=district.programme.id,
                    period=period,
                    kind="open",
                    planned_at=NOW - timedelta(days=days),
                )
            )
    with database.writing() as session:
        assert clean(session, NOW) == 1
        assert session.scalars(select(Reminder.period)).all() == ["2026-07"]
