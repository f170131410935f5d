"""The ledger: which messages LINE counted, of which class, in which month."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete

from bot.message_class import MessageClass, in_classes
from bot.schedule import Period
from models.database import Database
from models.messaging.counted_message import of_months
from models.messaging.outbox import Outbox, OutboxState
from models.reminding.reminder import Reminder
from services.messaging import ledger
from tests.support.district import District, at

NOVEMBER = Period(2026, 11)
MORNING = at(2026, 11, 5)


@pytest.fixture
def district(database: Database) -> District:
    with database.writing() as session:
        return District(session)


class Writer:
    """Writes messages as they are left after sending."""

    def __init__(self, database: Database, district: District) -> None:
        self.database, self.district = database, district

    def push(self, purpose: str, sent_at: datetime = MORNING, *, state=OutboxState.SENT, kinds=(), **columns) -> None:
        with self.database.writing() as session:
            row = Outbox(
                person_id=self.district.officer.id,
                purpose=purpose,
                messages=[],
                must_arrive=True,
                retry_key=str(uuid4()),
                state=state,
                next_try_at=sent_at,
                created_at=sent_at,
                sent_at=sent_at,
                **columns,
            )
            session.add(row)
            session.flush()
            for kind in kinds:
                session.add(
                    Reminder(
                        person_id=row.person_id,
                        org_unit_id=self.district.near.id,
                        programme_id=self.district.programme.id,
                        period="2026-10",
                        kind=kind,
                        outbox_id=row.id,
                        planned_at=sent_at,
                    )
                )

    def count(self, month: Period = NOVEMBER) -> dict[str, int]:
        with self.database.reading() as session:
            return {one.value: messages for one, messages in ledger.count(session, month).items()}


@pytest.fixture
def writer(database: Database, district: District) -> Writer:
    return Writer(database, district)


def test_pushes_are_counted_by_class_and_replies_are_not(writer):
    until = MORNING + timedelta(seconds=50)
    writer.push("reply", reply_token="t", reply_until=until)
    writer.push("reply", until + timedelta(seconds=1), reply_token="t", reply_until=until)  # too late for its token
    writer.push("reply")  # its token was spent
    writer.push("notice")
    writer.push("digest")
    writer.push("trial")
    writer.push("reminder", kinds=["due@2026-11-05"])
    writer.push("reminder", kinds=["due+1@2026-11-05"])
    writer.push("reminder", kinds=["nudge@2026-11-07"])
    # What was in time gives a message its class.
    writer.push("reminder", kinds=["due+3@2026-11-05", "due-2@2026-11-10"])
    writer.push("reminder", state=OutboxState.DROPPED)
    writer.push("reminder", state=OutboxState.FAILED)
    assert writer.count() == {"receipt": 2, "return": 1, "digest": 1, "announcement": 1, "due": 2, "overdue": 2}


def test_a_month_is_bangkoks(writer):
    writer.push("notice", at(2026, 10, 31, 23, 59))
    writer.push("notice", at(2026, 11, 1, 0, 0))
    writer.push("notice", at(2026, 11, 30, 23, 59))
    writer.push("notice", at(2026, 12, 1, 0, 0))
    assert writer.count() == {"return": 2}
    assert writer.count(Period(2026, 12)) == {"return": 1}


def test_what_was_counted_stays_known_when_the_messages_are_gone(writer):
    for _ in range(3):
        writer.push("notice")
    writer.push("notice", at(2026, 12, 2))
    with writer.database.writing() as session:
        ledger.keep(session, at(2026, 12, 1))
        ledger.keep(session, at(2026, 12, 3))
        session.execute(delete(Outbox))
        ledger.keep(session, at(2027, 2, 3))
    with writer.database.reading() as session:
        kept = {row.month: (row.message_class, row.count) for row in of_months(session, ["2026-11", "2026-12"])}
        assert kept == {"2026-11": ("return", 3), "2026-12": ("return", 1)}
        assert ledger.usual(session, at(2027, 1, 9)) == {MessageClass.RETURN: 2.0}
        assert ledger.usual(session, at(2026, 11, 9)) == {}


def test_in_words():
    assert in_classes({MessageClass.OVERDUE: 3, MessageClass.DUE: 12, MessageClass.RETURN: 0}) == " (due 12, overdue 3)"
    assert in_classes({}) == ""
