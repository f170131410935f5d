"""Where a reminder may stand ahead of an answer, and what it says."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event, select

from bot.messages import Text
from bot.texts.reminding.carried import Month, Summary
from bot.texts.reminding.carried import carried as write
from models.database import Database
from models.membership.person import Person
from models.messaging.outbox import Outbox
from models.reminding.reminder import Reminder
from models.reporting.conversation import About, Conversation
from services.reminding import carried
from services.reminding.daily_message import wait_for_reply
from tests.support.district import District, at

NOW = at(2026, 11, 2)
ANSWER = Text("answer")


@pytest.fixture
def officer(database: Database) -> Person:
    """An officer whose opening reminder waits."""
    with database.writing() as session:
        district = District(session)
        district.joins(district.near)
        row = {"programme_id": district.programme.id, "org_unit_id": district.near.id, "period": "2026-10"}
        wait_for_reply(session, [row | {"person_id": district.officer.id, "kind": "open", "planned_at": NOW}])
    return district.officer


def ahead(database: Database, person: Person, messages, asks=None) -> int:
    """How many messages come before the answer; what waited goes on waiting where there are none."""
    with database.writing() as session:
        if asks is not None:
            session.add(asks)
            session.flush()
            asks.asks_next({}, NOW)
        mine = session.get_one(Person, person.id)
        given = carried.ahead_of(session, mine, messages, NOW)
        assert given[len(given) - len(messages) :] == list(messages)
        count = len(given) - len(messages)
        carried.given(session, mine, Outbox(id=7), NOW)
        session.flush()
        rows = session.scalars(select(Reminder)).all()
        assert [row.carried_at for row in rows] == [NOW if count else None]
        assert mine.awaits_reminder == (not count)
    return count


def test_ahead_of_an_answer(database, officer):
    assert ahead(database, officer, [ANSWER] * 4) == 1


def test_not_where_nothing_is_answered_or_no_room_is_left(database, officer):
    assert ahead(database, officer, []) == 0
    assert ahead(database, officer, [ANSWER] * 5) == 0


def test_not_in_the_middle_of_a_report_and_then_nothing_is_asked_of_the_database(database, officer):
    asks = Conversation(person_id=officer.id, about=About.REPORT, state={}, updated_at=NOW)
    with database.writing() as session:
        session.add(asks)
        mine = session.get_one(Person, officer.id)
        session.flush()
        asks.asks_next({}, NOW)
        session.flush()
        statements: list[str] = []
        listener = lambda *args: statements.append(args[2])  # noqa: E731
        event.listen(database.engine, "before_cursor_execute", listener)
        assert carried.ahead_of(session, mine, [ANSWER], NOW) == [ANSWER]
        event.remove(database.engine, "before_cursor_execute", listener)
        assert statements == [] and mine.awaits_reminder


def month(number: int, is_late: bool = False) -> Month:
    return Month(f"อบต.{number}", "โคก หนอง นา", "2026-10", date(2026, 11, 5), date(2026, 11, 30), is_late)


def test_three_of_many_are_named_and_the_rest_counted():
    words = write([month(number) for number in range(1, 6)], []).text
    assert "อบต.3" in words and "อบต.4" not in words and "และอีก 2 รายงาน" in words
    assert words.endswith("พิมพ์ “รายงาน” เพื่อทำรายงานค่ะ")


def test_late_months_and_summaries():
    words = write([month(1, is_late=True)], [Summary("อำเภอบางพลี", "2026-10")]).text
    assert "เกินกำหนดแล้ว ส่งได้ถึงวันจันทร์ที่ 30 พฤศจิกายน 2569" in words
    assert "สรุปผลการส่งรายงานเดือนตุลาคม 2569 ของอำเภอบางพลี พร้อมแล้ว" in words
    assert "รายงาน”" not in write([], [Summary("อำเภอบางพลี", "2026-10")]).text
