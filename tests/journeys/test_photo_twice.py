"""Photos through the chat: two offices send one picture; one comes as a file, with what its camera wrote."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from random import Random

from PIL import ExifTags, Image

from models.photos.attachment import AttachmentState
from tests.journeys.conftest import Province
from tests.journeys.test_trouble import photos, settled
from tests.support import scenery

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


def camera_photo() -> str:
    """Taken in May near Chiang Mai, as a file that LINE does not touch."""
    block = Image.Exif()
    block.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:05:03 09:30:00"
    block.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (18.0, 48.0, 0.0), 3: "E", 4: (98.0, 57.0, 0.0)})
    return base64.b64encode(scenery.as_jpeg(scenery.field(Random(1)), exif=block)).decode()


def sends_file(province: Province, name: str, content: str) -> None:
    since = province.line.last_seq(province.officer)
    province.line.act(province.officer, "file", fileName=name, contentBase64=content)
    assert "แนบภาพแล้ว" in province.line.answers(province.officer, since)[-1]["message"]["altText"]


def test_a_photo_sent_as_a_file_says_when_and_where_it_was_taken(province: Province) -> None:
    officer = province.officer
    province.play(officer, MONTH.split("> [[photo 33]]")[0])
    sends_file(province, "IMG_0001.JPG", camera_photo())
    province.play(officer, "> ส่ง\n< รับรายงานแล้ว")
    settled(province)
    (kept,) = photos(province)
    assert kept.state == AttachmentState.KEPT and kept.kind == "image" and kept.media_type == "image/jpeg"
    assert (kept.taken_at, kept.position) == (datetime(2026, 5, 3, 2, 30, tzinfo=UTC), (18.8, 98.95))
    province.play(
        province.district,
        """
        > ภาพรวม
        > [ตรวจและรับรอง]
        < วันถ่ายภาพไม่ตรงงวด
        > เปิด 1
        < ข้อมูลในภาพระบุว่าถ่ายเมื่อ 3 พฤษภาคม 2569 ก่อนช่วงเวลาของรายงาน
        """,
    )


def test_what_is_only_called_a_picture_is_asked_for_again(province: Province) -> None:
    officer = province.officer
    province.play(officer, MONTH.split("> [[photo 33]]")[0])
    paper = base64.b64encode(b"%PDF-1.7 not a picture").decode()
    sends_file(province, "IMG_0002.JPG", paper)
    settled(province)
    assert [one.state for one in photos(province)] == [AttachmentState.REFUSED]
    province.play(officer, "> ส่ง\n< ภาพหรือไฟล์ 1 รายการเปิดไม่ได้\n> [[photo 12]]\n> ส่ง\n< รับรายงานแล้ว")
