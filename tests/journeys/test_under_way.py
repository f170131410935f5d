"""What the README's five minutes find in the demo: a month under way, a report sent back, somebody who asks to join."""

from __future__ import annotations

import pytest

from commands.demo import under_way
from tests.journeys.conftest import Province


@pytest.fixture
def busy(province: Province) -> dict[str, str]:
    """Everybody's user id by their name, once the month is under way."""
    under_way.begin(province.product.wiring, province.line.api)
    province.product.tick()
    return {one["displayName"]: one["userId"] for one in province.line.state()["people"]}


def test_the_band_names_three_things_and_whose_phone_they_are_about(province: Province, busy: dict[str, str]) -> None:
    notes = province.line.state()["notes"]
    assert notes["title"] == "ลอง 3 อย่างนี้ก่อน"
    assert [one["userId"] for one in notes["items"]] == [
        province.newcomer,
        busy["เจ้าหน้าที่ อบต.สาริกา"],
        province.district,
    ]


def test_half_of_the_month_is_there_and_waits_for_the_district(province: Province, busy: dict[str, str]) -> None:
    province.play(
        province.district,
        """
        > ภาพรวม
        | 2 จาก 5 (40.0%)
        | ✓ ส่งทันกำหนด
        | ไม่มีการดำเนินงาน
        | ! ส่งกลับแก้ไข
        > ตรวจรายงาน
        | รับรองที่เรียบร้อยทั้งหมด 2 ฉบับ
        """,
    )
    province.nothing_refused()


def test_a_figure_sent_back_is_corrected_and_comes_back(province: Province, busy: dict[str, str]) -> None:
    officer = busy["เจ้าหน้าที่ อบต.สาริกา"]
    assert "ใบลงชื่อมี 40 คน โปรดตรวจอีกครั้ง" in str(province.line.entries(officer))
    province.play(
        officer,
        """
        > รายงาน
        | เหตุผล: ข้อมูลไม่ชัดเจน (ใบลงชื่อมี 40 คน โปรดตรวจอีกครั้ง)
        > 40
        < ตรวจทานก่อนส่ง
        > [ส่งรายงาน]
        < รับรายงานฉบับแก้ไขแล้ว
        """,
    )
    report = province.report(office="06260194")
    assert report is not None and report.status == "resubmitted" and report.answers is not None
    assert report.answers["teach"]["staff"] == 40


def test_somebody_who_asked_to_join_is_let_in(province: Province, busy: dict[str, str]) -> None:
    province.play(
        province.district,
        """
        > คำขอ
        | ผู้ขอเข้าร่วม ทต.ท่าช้าง
        > อนุมัติ 1
        < อนุมัติแล้วค่ะ
        """,
    )
    province.play(busy["ผู้ขอเข้าร่วม ทต.ท่าช้าง"], "> รายงาน\n| เทศบาลตำบลท่าช้าง")
