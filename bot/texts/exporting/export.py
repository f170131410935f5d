"""Heads and words of the workbook that goes up: one row an office."""

from __future__ import annotations

from collections.abc import Mapping

from bot.thai.periods import is_once, of_period, period_word

# summary, offices, answers, photos: the sheets of the workbook
SUMMARY, OFFICES, ANSWERS, PHOTOS = "สรุป", "หน่วยงาน", "คำตอบ", "ภาพถ่าย"
YES, NO = "ใช่", "ไม่ใช่"  # yes, no
PARTS = ("ละติจูด", "ลองจิจูด")  # latitude, longitude
RAI, BAHT = "ไร่", "บาท"  # rai (land), baht
ROW = "ลำดับ"  # number in the list

HEADS: Mapping[str, str] = {
    "code": "รหัส",  # code
    "kind": "ประเภท",  # kind
    "name": "หน่วยงาน",  # office
    "district": "อำเภอ",  # district
    "province": "จังหวัด",  # province
    "status": "สถานะ",  # status
    "nothing": "ไม่มีการดำเนินงาน",  # nothing to report
    "on_time": "ทันกำหนด",  # on time
    "submitted_at": "ส่งเมื่อ",  # submitted at
    "approved_level": "รับรองแล้วถึงระดับ",  # approved up to the level of
    "score": "คุณภาพเนื้อหา (เต็ม 100)",  # content score out of 100
    "flags": "ข้อสังเกต",  # to be looked at
    "form_version": "แบบฉบับที่",  # version of the form
}
STATUSES: Mapping[str, str] = {
    "missing": "ยังไม่ส่ง",  # not submitted
    "submitted": "ส่งแล้ว",  # submitted
    "resubmitted": "ส่งใหม่แล้ว",  # submitted again
    "returned": "ส่งกลับแก้ไข",  # returned
    "approved": "รับรองแล้ว",  # approved
    "nothing_to_report": "ไม่มีการดำเนินงาน",  # nothing to report
}
# district, province, department
LEVELS: Mapping[str, str] = {"district": "อำเภอ", "province": "จังหวัด", "department": "กรม"}
# question, number in the list, photo (its name in the answers), state, size (kB), received at, taken at and
# coordinates (as the photo's own data say), open
PHOTO_HEADS: Mapping[str, str] = {
    "question": "คำถาม",
    "row": ROW,
    "ref": "หมายเลขภาพ",
    "state": "สถานะภาพ",
    "size": "ขนาด (กิโลไบต์)",
    "received_at": "ได้รับเมื่อ",
    "taken_at": "ถ่ายเมื่อ (จากข้อมูลในภาพ)",
    "place": "พิกัดที่ถ่าย (จากข้อมูลในภาพ)",
    "link": "เปิดดูภาพ",
}
# being fetched from LINE, kept, gone at LINE, could not be opened
PHOTO_STATES: Mapping[str, str] = {
    "wanted": "กำลังรับภาพจาก LINE",
    "fetching": "กำลังรับภาพจาก LINE",
    "kept": "เก็บแล้ว",
    "gone": "LINE ลบแล้ว",
    "refused": "เปิดภาพไม่ได้",
}
# open (needs the desk)
OPEN_PHOTO = "เปิดดู (ต้องเข้าหน้าเว็บก่อน)"
# area; made at; reports that are to come; sent; of these on time; late; nothing to report; sent back; not sent;
# counted in the figures; not approved by …
AREA, MADE_AT = "พื้นที่", "ข้อมูล ณ"
COUNTS: Mapping[str, str] = {
    "expected": "หน่วยงานที่ต้องส่ง",
    "sent": "ส่งแล้ว",
    "on_time": "ในจำนวนนี้ ส่งทันกำหนด",
    "late": "ในจำนวนนี้ ส่งเกินกำหนด",
    "nothing": "ในจำนวนนี้ ไม่มีการดำเนินงาน",
    "returned": "ส่งกลับแก้ไข",
    "missing": "ยังไม่ส่ง",
    "counted": "รายงานที่นำมารวมในตัวเลข",
}
# the same, short, as heads of a table
SHORT_COUNTS: Mapping[str, str] = {
    "expected": "ต้องส่ง",
    "sent": "ส่งแล้ว",
    "on_time": "ทันกำหนด",
    "late": "เกินกำหนด",
    "nothing": "ไม่มีการดำเนินงาน",
    "returned": "ส่งกลับแก้ไข",
    "missing": "ยังไม่ส่ง",
}
# what was done: figure, total, unit, offices that answered, of these 0, the same of last year, what it means
FIGURES = "ตัวเลขรวม"
FIGURE_HEADS = ("รายการ", "รวม", "หน่วย", "หน่วยงานที่ตอบ", "ตอบ 0", "ช่วงเดียวกันปีก่อน", "ความหมาย")
# choices: question, choice, how often, offices, the same of last year
CHOICES = "ข้อที่เลือกตอบ"
CHOICE_HEADS = ("คำถาม", "ตัวเลือก", "จำนวน", "หน่วยงาน", "ช่วงเดียวกันปีก่อน")
# by district, by province, by office; total
BY_AREA: Mapping[str, str] = {"department": "แยกตามจังหวัด", "province": "แยกตามอำเภอ", "district": "แยกตามหน่วยงาน"}
TOTAL = "รวม"

# page n of m, as spreadsheets write it
PAGE_NUMBER = "หน้า &P จาก &N"


def unapproved(level: str) -> str:
    """Reports that this level has not approved."""
    return f"{LEVELS[level]}ยังไม่รับรอง"


def with_unit(label: str, unit: str) -> str:
    """`จัดอบรมบุคลากร (ครั้ง)`."""
    return f"{label} ({unit})" if unit and unit not in label else label


def head(label: str, part: int | None) -> str:
    """A column's head; `part` is which of a point's two numbers it holds, None for anything else."""
    return label if part is None else f"{label} {PARTS[part]}"


def page_title(title: str, period: str) -> str:
    """Stands at the top of each printed page."""
    # title, report for the month of …
    return f"{title} รายงาน{of_period(period)}"


def period_head(period: str) -> str:
    """Stands before the period's name."""
    # for the month, for the quarter; the round, where it is asked once
    return "งวด" if is_once(period) else f"ประจำ{period_word(period)}"


def photo_name(number: int) -> str:
    # photo … of the report
    return f"ภาพ {number}"
