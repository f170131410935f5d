"""What Nakhon Nayok's offices type into October's form, and what that adds up to."""

from __future__ import annotations

from tests.support.month_files import number_in
from tests.support.nakhon_nayok import OWN, NakhonNayok

LATE, EXTENDED, NEVER = "06260107", "06260205", "06260206"
NOTHING = ("06260106", "06260204", LATE)
BY_CHAT, BY_PAGE = "06260105", "06260202"  # how each is sent back
# office → trained, staff, new areas, all areas, households, people, baht: as typed the first time
TYPED = {
    OWN: (3, 150, 0, 12, 120, 2500, "250,000"),
    "04260102": (2, 60, 0, 4, 35, 800, "48,500.50"),
    "05260103": (1, 25, 0, 3, 18, 400, "15,000"),
    "06260104": (1, 22, 0, 2, 9, 260, "๙,๕๐๐"),
    BY_CHAT: (2, 40, 1, 5, 12, 300, "125,000"),
    "05260201": (1, 30, 1, 4, 20, 350, "18,000"),
    BY_PAGE: (2, 400, 0, 2, 0, 180, "80,000"),
    "06260203": (0, None, 0, 1, 7, 120, "0"),
    EXTENDED: (1, 15, 0, 2, 5, 90, "6,250"),
}
SUMMED = ("จัดอบรมบุคลากร", "บุคลากรที่เข้าอบรม", "พื้นที่ต้นแบบใหม่", "พื้นที่ต้นแบบทั้งหมด")
SUMMED += ("ครัวเรือนที่ช่วยเหลือ", "ประชาชนที่ได้รับความรู้", "งบประมาณที่ใช้")
MENDED = {BY_CHAT: {SUMMED[6]: "12,500"}, BY_PAGE: {SUMMED[1]: "40", SUMMED[6]: "8,000"}}
AREA = """
> แปลงวัด{name}
> 1
> 1
> 3 ไร่ 2 งาน
> 1
> {place}
> ข้าม
> เสร็จ
"""
PLACES = {BY_CHAT: "14.2069, 101.2131", "05260201": "14.1655, 101.2648"}


def sends(month: NakhonNayok, code: str) -> dict[str, str]:
    """The office's report by chat; what its review said before it was sent, by label."""
    if code in NOTHING:
        month.play(code, "> รายงาน\n> ไม่มีการดำเนินงาน\n> 1")
    else:
        trained, staff, new, every, households, people, baht = TYPED[code]
        month.play(code, f"> รายงาน\n> 1\n> {trained}" + (f"\n> {staff}" if staff is not None else ""))
        month.play(code, f"> {new}\n> {every}")
        if code in PLACES:
            month.play(code, AREA.format(name=month.names[code], place=PLACES[code]))
        month.play(code, f"> ใช่\n> {households}\n> 1 3\n> {people}\n> 1,2\n> {baht}\n> ข้าม")
        month.photo(code)
    said = month.heard(code)
    month.play(code, "> ส่ง\n< รับรายงานแล้ว")
    return said


def sums_of(reviewed: dict[str, dict[str, str]]) -> dict[str, float]:
    """What the offices' reviews said, corrected where a report was sent back, added up."""
    for code, values in MENDED.items():
        reviewed[code] |= values
    return {label: sum(number_in(said[label]) for said in reviewed.values() if label in said) for label in SUMMED}
