"""What a report's page says about a photo: used before, taken when and where; never more than its reader may know."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from models.database import Database
from models.membership.membership import Role
from models.photos.attachment import Attachment
from services.assessment import quality
from tests.support.desk_site import words_of
from tests.support.kept import kept
from tests.support.reporting import Reporting
from tests.web.desk.reviewing.test_report import answer_of

MINE, FOREIGN = "06110109", "06120110"


@pytest.fixture
def desk(database: Database) -> Reporting:
    return kept(database, Reporting)


def says(desk: Reporting, number: int, ref: str, **columns: Any) -> None:
    """The camera wrote this; the report is judged again, as when a photo arrives."""
    with desk.database.writing() as session:
        row = session.scalars(select(Attachment).where(Attachment.ref == ref)).one()
        for name, value in columns.items():
            setattr(row, name, value)
        session.flush()
        report = quality.lock(session, number)
        assert report is not None
        quality.refresh(session, report, desk.now)


@pytest.fixture
def copied(desk: Reporting) -> tuple[int, int]:
    """An office of Nonthaburi sends a photo, then an office of Samut Prakan the same one; both reports' numbers."""
    first = desk.sends(FOREIGN, pictures=("theirs",))
    desk.now = desk.now.replace(minute=desk.now.minute + 1)
    desk.copies["mine"] = "theirs"
    return first, desk.sends(MINE, pictures=("mine",))


@pytest.mark.parametrize(("role", "unit"), [(Role.DISTRICT, "1101"), (Role.PROVINCE, "11")])
def test_of_a_foreign_office_nothing_is_told_but_that_there_is_one(
    desk: Reporting, copied: tuple[int, int], role: Role, unit: str
) -> None:
    first, number = copied
    page = desk.comes_in(role, unit).get(f"/desk/r/{number}")
    assert answer_of(page, "ภาพที่ 1").startswith("หน่วยงานอื่นเคยใช้ภาพนี้รายงานแล้ว")
    assert f"/desk/r/{first}" not in page and "นนทบุรี" not in page and "บางเมือง อ." not in page
    assert FOREIGN not in page and "theirs" not in page


def test_whoever_may_see_both_is_led_to_the_other(desk: Reporting, copied: tuple[int, int]) -> None:
    first, number = copied
    browser = desk.comes_in(Role.DEPARTMENT, "TH")
    page = browser.get(f"/desk/r/{number}")
    said = answer_of(page, "ภาพที่ 1")
    assert said.startswith("ภาพนี้เคยใช้แล้วในรายงานเดือนตุลาคม 2569 ของ อบต.บางเมือง อ.เมืองนนทบุรี จ.นนทบุรี ดูรายงานฉบับนั้น")
    assert f'href="/desk/r/{first}"' in page
    assert "เคยใช้" not in browser.get(f"/desk/r/{first}"), "the first is no copy"


def test_when_and_where_a_photo_was_taken(desk: Reporting) -> None:
    number = desk.sends(MINE, pictures=("mine",))
    browser = desk.comes_in(Role.DISTRICT, "1101")
    assert "ถ่ายเมื่อ" not in browser.get(f"/desk/r/{number}"), "most photos do not say, and nothing is made of it"
    taken = datetime(2026, 10, 15, 2, 30, tzinfo=UTC)
    says(desk, number, "mine", taken_at=taken, latitude=13.61, longitude=100.71)
    page = browser.get(f"/desk/r/{number}")
    assert answer_of(page, "ภาพที่ 1").startswith("ถ่ายเมื่อ 15 ตุลาคม 2569 เวลา 09:30 น. จุดที่ถ่ายบนแผนที่")
    assert 'href="https://www.google.com/maps?q=13.610000,100.710000"' in page
    assert "ข้อมูลในภาพ" not in page, "in time, and beside the point of the report"


def test_another_time_and_another_place_are_remarks(desk: Reporting) -> None:
    number = desk.sends(MINE, pictures=("mine",))
    taken = datetime(2026, 5, 3, 2, 30, tzinfo=UTC)
    says(desk, number, "mine", taken_at=taken, latitude=18.8, longitude=98.95)
    page = desk.comes_in(Role.DISTRICT, "1101").get(f"/desk/r/{number}")
    said = answer_of(page, "ภาพที่ 1")
    assert "ข้อมูลในภาพระบุว่าถ่ายเมื่อ 3 พฤษภาคม 2569 ก่อนช่วงเวลาของรายงาน" in said
    assert "ข้อมูลในภาพระบุว่าถ่ายห่างจากพิกัดในรายงานประมาณ 607 กิโลเมตร" in said
    table = words_of(desk.comes_in(Role.DISTRICT, "1101").get(f"/desk/u/{MINE}?period=2026-10"))
    assert "วันถ่ายภาพไม่ตรงงวด" in table and "ถ่ายภาพไกลจากพิกัด" in table
