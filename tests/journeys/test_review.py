"""One report's way up: sent, returned for one value, corrected, approved by the district and then by the province."""

from __future__ import annotations

from models.reporting.report import ReportStatus
from tests.journeys.conftest import Province

SENDS = """
> รายงาน
> 1
> 2
> 40
> ไม่มี
> 5
> ไม่
> 1
> 300
> 1
> 125000
< ถูกต้องหรือไม่คะ
> ใช่ค่ะ
> ข้าม
> [[photo]]
> ส่ง
< รับรายงานแล้ว
"""


def test_one_value_is_returned_mended_and_approved_twice(province: Province) -> None:
    line, officer, district = province.line, province.officer, province.district
    province.play(officer, SENDS)
    heard = line.last_seq(officer)
    province.play(
        district,
        """
        > ภาพรวม
        < ภาพรวมอำเภอเมืองนครนายก
        | 1 จาก 2 (50.0%)
        > [ตรวจและรับรอง]
        < รอรับรอง อำเภอเมืองนครนายก
        | ควรเปิดดูทีละฉบับ
        | ตัวเลขต่างจากปกติ
        > เปิด 1
        < ข้อสังเกต
        | งบประมาณที่ใช้
        | ต่างจากปกติมาก ปกติประมาณ 12,000 · ยืนยันแล้วโดยผู้รายงาน
        > [งบประมาณที่ใช้]
        < ที่ส่งมา: 125,000 บาท
        > [ค่าไม่น่าเป็นไปได้]
        < จะส่งกลับ 1 รายการ
        > [ส่งกลับ 1 รายการ]
        < แจ้งเจ้าหน้าที่ของหน่วยงานแล้ว 1 คน
        """,
    )
    report = province.report()
    assert report is not None and report.status == ReportStatus.RETURNED

    # The one message that was pushed, and its button.
    pushed = line.answers(officer, heard)[-1]["message"]
    assert "ส่งกลับให้แก้ไข: รายงานเดือนตุลาคม 2569" in pushed["altText"]
    assert "งบประมาณที่ใช้: ค่าไม่น่าเป็นไปได้" in pushed["altText"]
    heard = line.last_seq(district)
    province.play(
        officer,
        """
        > [แก้ไขรายงาน]
        < เหตุผล: ค่าไม่น่าเป็นไปได้
        | ที่ส่งไว้: 125,000 บาท
        | ใช้งบประมาณไปกี่บาท
        > 12,500
        < ครบทุกข้อที่ส่งกลับแล้ว
        > [ส่งรายงาน]
        < รับรายงานฉบับแก้ไขแล้ว
        | ทันกำหนด
        """,
    )
    assert "หน่วยงานแก้ไขและส่งมาใหม่แล้ว" in line.answers(district, heard)[-1]["message"]["altText"]
    province.play(
        district,
        """
        > [เปิดรายงาน]
        < แก้ไขจากฉบับก่อน
        | 125,000 บาท → 12,500 บาท
        > ตรวจรายงาน
        < เรียบร้อย 1 ฉบับ
        > [รับรองที่เรียบร้อยทั้งหมด 1 ฉบับ]
        < จะรับรอง
        > [ยืนยันรับรอง 1 ฉบับ]
        < รับรองแล้ว 1 ฉบับ
        """,
    )
    province.play(officer, "> แก้ไขรายงาน\n< ได้รับการรับรองแล้ว")
    province.play(
        province.province,
        """
        > ตรวจรายงาน
        < เรียบร้อย 1 ฉบับ
        > เปิด 1
        < รับรองแล้วถึงระดับอำเภอ
        > รับรอง
        < รับรองระดับจังหวัดแล้ว
        > ใครยังไม่ส่ง
        < ยังไม่ส่ง 2 แห่ง
        """,
    )
    report = province.report()
    assert report is not None and (report.status, report.approved_level) == (ReportStatus.APPROVED, "province")
    assert report.answers is not None and report.answers["closing"]["budget"] == 12500
    province.nothing_refused()
