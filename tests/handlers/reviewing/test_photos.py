"""What a supervisor reads in the chat about a photo that was used before."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.buttons import press
from bot.line.client import Content
from models.database import Database
from models.membership.membership import Role
from models.photos.attachment import Attachment
from services.assessment import quality
from services.photos.keeper import Keeper
from tests.handlers.reviewing.reviewing import Chats
from tests.support.kept import kept
from tests.support.transcripts import photo


class OnePhoto:
    """LINE, where everybody sent the same picture."""

    def content(self, message_id: str) -> Content:
        return Content(photo(33), "image/jpeg")


@pytest.fixture
def chats(database: Database) -> Chats:
    return kept(database, _two_reports)


def _two_reports(database: Database) -> Chats:
    made = Chats(database)
    made.fills(made.member("06120110"))
    made.clock.passes(minutes=1)
    made.fills(made.near)
    keeper = Keeper(made.database, OnePhoto(), "memory://chat", lambda: made.now)
    assert keeper.fetch_due() == 2
    return made


def opens(chats: Chats, unit: str, role: Role) -> str:
    supervisor = chats.member(unit, role)
    report = chats.report_of("06110109").id
    return supervisor.does({"type": "postback", "data": press("review.open", r=report)})


@pytest.mark.parametrize(("unit", "role"), [("1101", Role.DISTRICT), ("11", Role.PROVINCE)])
def test_of_a_foreign_office_the_card_tells_nothing(chats: Chats, unit: str, role: Role) -> None:
    said = opens(chats, unit, role)
    assert "ข้อสังเกต" in said and "หน่วยงานอื่นเคยใช้ภาพนี้รายงานแล้ว" in said
    assert "นนทบุรี" not in said and "06120110" not in said


def test_whoever_reaches_both_is_told_whose_it_was(chats: Chats) -> None:
    said = opens(chats, "TH", Role.DEPARTMENT)
    assert "ภาพนี้เคยใช้แล้วในรายงานเดือนตุลาคม 2569 ของ อบต.บางเมือง อ.เมืองนนทบุรี" in said


def test_what_the_camera_says_stands_on_the_card(chats: Chats) -> None:
    report_id = chats.report_of("06110109").id
    with chats.database.writing() as session:
        row = session.scalars(select(Attachment).where(Attachment.report_id == report_id)).one()
        row.taken_at = chats.now.replace(month=5, day=3)
        session.flush()
        report = quality.lock(session, report_id)
        assert report is not None
        quality.refresh(session, report, chats.now)
    said = opens(chats, "1101", Role.DISTRICT)
    assert "ถ่ายเมื่อ 3 พฤษภาคม 2569 ก่อนช่วงเวลาของรายงาน" in said
