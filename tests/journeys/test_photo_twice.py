"""Two offices send one picture: the chat fetches it from LINE, and the district reads whose it was."""

from __future__ import annotations

from tests.journeys.conftest import Province
from tests.journeys.test_trouble import settled

MONTH = """
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
> 12000
> ข้าม
> [[photo 33]]
> ส่ง
< รับรายงานแล้ว
"""


def test_the_district_is_told_whose_photo_it_was(province: Province) -> None:
    province.play(province.officer, MONTH)
    settled(province)
    province.line.later(60)
    province.joins(province.newcomer, 1)
    province.play(province.newcomer, MONTH)
    settled(province)
    province.play(
        province.district,
        """
        > ภาพรวม
        > [ตรวจและรับรอง]
        < ควรเปิดดูทีละฉบับ
        | ภาพซ้ำ
        > เปิด 1
        < ข้อสังเกต
        | ภาพที่ 1
        | ภาพนี้เคยใช้แล้วในรายงานเดือนตุลาคม 2569 ของ อบต.
        """,
    )
    province.nothing_refused()
