"""A month at a subdistrict office, from the QR code to the reminder for the next one."""

from __future__ import annotations

from models.reporting.report import ReportStatus
from tests.journeys.conftest import Province

BY_TAPS = """
> [รายงาน]
< รายงานเดือนตุลาคม 2569
| ครบกำหนด 5 พฤศจิกายน 2569
| 1. มีการดำเนินงาน
[มีการดำเนินงาน] [ไม่มีการดำเนินงาน]
> [มีการดำเนินงาน]
< จัดอบรมหรือประชุม
> 2
> 40
> 1
> 5
# the new model area: a row of its own
> แปลงวัดเหนือ
> [วัด]
> [ระดับตำบล (CLM)]
> 3 ไร่ 2 งาน
< 3 ไร่ 2 งาน
> [ขุดแล้ว]
[ส่งตำแหน่ง] [ข้าม]
> [[location 14.2069,101.2131]]
[ถ่ายภาพ] [เลือกภาพ]
> [[photo]]
< ▌ด้านที่ 2
> [ใช้ค่าเดิมทุกข้อ]
> [ใช้ค่าเดิม: 12 ครัวเรือน]
> [ใช้ค่าเดิม: 300 คน]
> ๑๒,๕๐๐
< 12,500 บาท
> [ข้าม]
> [[photo 120]]
< ตรวจทานก่อนส่ง
| 12,500 บาท
> [ส่งรายงาน]
< รับรายงานแล้ว
| ตุลาคม 2569
| องค์การบริหารส่วนตำบลท่าทราย อำเภอเมืองนครนายก จังหวัดนครนายก
| ทันกำหนด
| 256910-06260190/1
"""


def test_a_newcomer_joins_reports_and_is_reminded_of_the_next_month(province: Province) -> None:
    officer, line = province.newcomer, province.line
    line.follow(officer)
    words = line.scan(officer, province.invite())["prefill"]
    assert words.startswith("เข้าร่วม ")
    province.play(
        officer,
        f"""
        > {words}
        < องค์การบริหารส่วนตำบลท่าทราย อำเภอเมืองนครนายก จังหวัดนครนายก
        > [ยืนยัน]
        < เข้าร่วมเรียบร้อยแล้ว
        """,
    )
    province.play(officer, BY_TAPS)
    report = province.report()
    assert report is not None and report.status == ReportStatus.SUBMITTED and report.on_time
    answers = report.answers
    assert answers is not None
    assert answers["teach"]["sessions"] == 2 and answers["closing"]["budget"] == 12500
    area = answers["teach"]["areas"][0]
    assert (area["area_name"], area["area"], area["owner"]) == ("แปลงวัดเหนือ", 3.5, "temple")
    assert area["location"].startswith("14.2069 101.2131")
    assert answers["join"]["households"] == 12 and answers["spread"]["people"] == 300

    since = line.last_seq(officer)
    for moment in ("2026-11-05T09:00:00+07:00", "2026-11-06T09:00:00+07:00", "2026-11-08T09:00:00+07:00"):
        line.clock(moment)
        province.product.tick()
    assert line.bot_entries(officer, since) == []  # October is sent: nothing more is said about it

    line.clock("2026-12-03T09:00:00+07:00")
    province.product.tick()
    reminder = line.bot_entries(officer, since)
    assert len(reminder) == 1
    assert "รายงานเดือนพฤศจิกายน 2569" in reminder[0]["message"]["altText"]
    assert "วันเสาร์ที่ 5 ธันวาคม 2569" in reminder[0]["message"]["altText"]
    province.nothing_refused()


def test_nothing_to_report_takes_three_taps_from_the_reminder(province: Province) -> None:
    province.line.clock("2026-11-05T09:00:00+07:00")
    province.product.tick()
    province.play(
        province.officer,
        """
        > [ไม่มีการดำเนินงาน]
        < เหตุผลที่ไม่มีการดำเนินงาน
        > [อยู่ระหว่างเตรียมการ]
        < ตรวจทานก่อนส่ง
        > [ส่งรายงาน]
        < รับรายงานแล้ว
        | ไม่มีการดำเนินงาน
        | ทันกำหนด
        """,
    )
    report = province.report()
    assert report is not None and report.status == ReportStatus.NOTHING and report.is_nothing
    province.nothing_refused()


def test_everything_on_a_pc_by_typing_alone(province: Province) -> None:
    province.play(
        province.officer,
        """
        > รายงาน
        < 2. ไม่มีการดำเนินงาน
        > 1
        > สองครั้ง
        > ๔๐ คน
        > ไม่มี
        > 5
        > ใช่
        > สิบสอง
        > 1 3
        > 250
        > 1,2
        > 12,500 บาท
        > ข้าม
        > [[photo]]
        < ตรวจทานก่อนส่ง
        > แก้ 3
        > 45
        < 45 คน
        > ส่ง
        < รับรายงานแล้ว
        > สถานะ
        < ตุลาคม 2569
        | ทันกำหนด
        """,
    )
    report = province.report()
    assert report is not None and report.answers is not None
    assert report.answers["teach"] == {"sessions": 2, "staff": 45, "new_areas": 0, "all_areas": 5}
    province.nothing_refused()


def test_late_is_said_and_stays(province: Province) -> None:
    province.line.clock("2026-11-09T10:00:00+07:00")
    province.play(
        province.officer, "> ไม่มีการดำเนินงาน\n> 1\n> ส่ง\n< รับรายงานแล้ว\n| เกินกำหนด\n> แก้ไขรายงาน\n> ส่ง\n| เกินกำหนด"
    )
    report = province.report()
    assert report is not None and report.on_time is False and report.revision == 2


def test_the_month_is_locked_when_the_next_one_ends(province: Province) -> None:
    province.play(province.officer, "> รายงาน\n> 1")
    province.line.clock("2026-12-01T00:01:00+07:00")
    province.play(province.officer, "> 2\n< รายงานเดือนตุลาคม 2569 ปิดรับแล้ว\n< ยังมีรายงานเดือนพฤศจิกายน 2569")
    province.play(province.officer, "> รายงาน\n< รายงานเดือนพฤศจิกายน 2569")
    assert province.report() is not None and province.report("2026-11") is not None


def test_words_of_the_menu_come_back_to_the_question(province: Province) -> None:
    province.play(
        province.officer,
        """
        > รายงาน
        > 1
        < กี่ครั้ง
        > สถานะ
        < กี่ครั้ง
        > ความรู้
        < กี่ครั้ง
        > เมนู
        < กี่ครั้ง
        > ติดต่อ
        < กี่ครั้ง
        > [[sticker]]
        < กี่ครั้ง
        > [[audio]]
        < กี่ครั้ง
        > 2
        < รวมทุกครั้งกี่คน
        > พัก
        < บันทึกไว้ครบ
        > ทำต่อ
        < รวมทุกครั้งกี่คน
        """,
    )
    province.nothing_refused()
