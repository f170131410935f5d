"""When somebody pressed decides on time and on the lock, not when it was handled; both times are kept and shown."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.events import Event, Kind
from bot.thai.times import BANGKOK
from handlers.inbox import Outcome
from models.database import Database
from models.reporting.report import Report
from models.reporting.report_event import ReportEvent
from tests.handlers.reviewing.reviewing import USUAL, Chats
from tests.support.inbox import arrives, take


def bangkok(day: int, hour: int, minute: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BANGKOK)


@pytest.fixture
def chats(database: Database) -> Chats:
    """An officer who stands at the review of October's report."""
    chats = Chats(database)
    for said in ("รายงาน", *USUAL):
        chats.near.types(said)
    chats.near.photo()
    return chats


def sends(chats: Chats, pressed: datetime, handled: datetime) -> str:
    """What the officer hears who said "send" at one moment, where it was handled at another."""
    officer = chats.near
    officer.clock.now = pressed
    officer.hears()
    event = Event("sent", Kind.TEXT, pressed, officer.user_id, "sent", text="ส่ง")
    assert take(event, officer.database, handled).outcome is Outcome.DONE
    arrives(officer.database, "sent", handled)
    return officer.hears()


def test_pressed_on_the_due_day_and_handled_after_midnight_is_on_time(chats: Chats, database: Database) -> None:
    said = sends(chats, bangkok(5, 23, 13), bangkok(6, 0, 30))
    assert "ทันกำหนด" in said and "23:13" in said and "ระบบได้รับเมื่อ" in said and "00:30" in said
    with database.reading() as session:
        report = session.scalars(select(Report)).one()
        event = session.scalars(select(ReportEvent)).one()
        assert report.on_time and report.first_submitted_at == bangkok(5, 23, 13)
        assert (event.at, event.handled_at) == (bangkok(5, 23, 13), bangkok(6, 0, 30))
    history = chats.district.types("ตรวจรายงาน") and chats.near.taps("ดูรายงาน") and chats.near.taps("ประวัติ")
    assert "ระบบได้รับ" in history


def test_handled_at_once_there_is_one_time(chats: Chats, database: Database) -> None:
    assert "ระบบได้รับเมื่อ" not in sends(chats, bangkok(5, 23, 13), bangkok(5, 23, 13))
    with database.reading() as session:
        assert session.scalars(select(ReportEvent)).one().handled_at is None


def test_pressed_before_the_lock_and_handled_after_it_is_taken(chats: Chats, database: Database) -> None:
    assert "เกินกำหนด" in sends(chats, bangkok(30, 23, 58), bangkok(1, 0, 20, month=12))
    with database.reading() as session:
        assert session.scalars(select(Report)).one().is_sent


def test_pressed_after_the_lock_is_not(chats: Chats, database: Database) -> None:
    sends(chats, bangkok(1, 0, 1, month=12), bangkok(1, 0, 1, month=12))
    with database.reading() as session:
        assert not session.scalars(select(Report)).one().is_sent


def test_a_report_that_was_closed_under_way_stands_in_the_way_of_nothing(chats: Chats) -> None:
    officer, tile = chats.near, {"type": "postback", "data": "do=status"}
    officer.clock.now = bangkok(3, 9, 0, month=12)
    said = officer.does(tile)
    assert said.startswith("รายงานเดือนตุลาคม 2569 ปิดรับแล้ว") and "เดือนพฤศจิกายน 2569" in said
    assert "ตรวจทานก่อนส่ง" not in said
    assert "ปิดรับ" not in officer.does(tile)


def test_words_that_only_a_supervisor_may_say_do_not_hide_that_it_was_closed(chats: Chats) -> None:
    chats.near.clock.now = bangkok(3, 9, 0, month=12)
    said = chats.near.types("เปิด 1")
    assert said.startswith("รายงานเดือนตุลาคม 2569 ปิดรับแล้ว") and "เดือนพฤศจิกายน 2569" in said


@pytest.mark.parametrize("words", ["รายงาน", "ไม่มีการดำเนินงาน"])
def test_whoever_goes_on_in_a_closed_report_is_led_to_the_open_one(chats: Chats, words: str) -> None:
    chats.near.clock.now = bangkok(3, 9, 0, month=12)
    closed, _, begun = chats.near.types(words).partition("ขอขยายเวลา")
    assert "รายงานเดือนตุลาคม 2569 ปิดรับแล้ว" in closed
    assert "รายงานเดือนพฤศจิกายน 2569 · ข้อ" in begun
