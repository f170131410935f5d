"""Circulars at the desk: what is said beside the words of its templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.messages import Text
from bot.texts.exporting import file_names
from bot.thai.dates import write_date
from bot.thai.numbers import write_number
from bot.thai.times import write_moment
from bot.thai.units import kind_name

MOST_PLACES = 30  # addressed places that are named
# The states of a circular with a badge's tone: draft, out, withdrawn
STATES: Mapping[str, tuple[str, str]] = {
    "draft": ("ฉบับร่าง", "warn"),
    "published": ("เผยแพร่แล้ว", "good"),
    "withdrawn": ("ยกเลิกแล้ว", "bad"),
}
# What a list of offices can be narrowed to: acknowledged, not acknowledged, not opened, not reached, nobody registered
STANDINGS: Mapping[str, str] = {
    "not_acknowledged": "ยังไม่รับทราบ",
    "acknowledged": "รับทราบแล้ว",
    "not_opened": "ยังไม่เปิดอ่าน",
    "not_reached": "ยังส่งไม่ถึง",
    "nobody": "ยังไม่มีผู้ลงทะเบียน",
}
# How somebody acknowledged: by the button, by typing
HOW: Mapping[str, str] = {"button": "กดปุ่ม", "words": "พิมพ์ตอบ"}

# Who supervises the offices of a letter: province, district
SUPERVISORS: Mapping[str, str] = {"province": "ท้องถิ่นจังหวัด", "district": "ท้องถิ่นอำเภอ"}

# This is no date we can read.
BAD_DAY = "อ่านวันที่ไม่ได้ กรุณาพิมพ์ เช่น 5 ธันวาคม 2569"
# Choose an area or an office, or everybody.
NO_PLACE = "กรุณาเลือกพื้นที่หรือหน่วยงาน หรือเลือกทุกหน่วยงาน"
# Not saved yet: please mend what is marked.
NOT_SAVED = "ยังไม่ได้บันทึก กรุณาแก้ไขตามที่ระบุไว้"
# The file could not be looked at just now.
BUSY = "ขณะนี้ตรวจไฟล์ไม่ได้ กรุณาลองส่งใหม่ในอีกสักครู่"
# The store does not take it: once more, then the administrator
NOT_KEPT = "เก็บไฟล์ไม่สำเร็จ กรุณาลองอีกครั้ง หากยังไม่ได้ กรุณาแจ้งผู้ดูแลระบบ"
# The draft is kept.
KEPT = "บันทึกร่างแล้ว"
# The draft is deleted.
DROPPED = "ลบร่างแล้ว"
# You have deleted this draft before.
DROPPED_BEFORE = "ร่างนี้ท่านลบไปก่อนแล้ว"
# A colleague of your office has deleted this draft before.
DROPPED_BY_ANOTHER = "ร่างนี้มีผู้ร่วมงานในหน่วยงานของท่านลบไปก่อนแล้ว"
# Something has changed since you looked: please look again.
LOOK_AGAIN = "ข้อมูลเปลี่ยนไปหลังจากที่ท่านเปิดดู กรุณาตรวจสอบอีกครั้งก่อนยืนยัน"
# The letter is withdrawn.
WITHDRAWN = "ยกเลิกหนังสือแล้ว ผู้ที่เปิดการ์ดเดิมจะเห็นว่าหนังสือถูกยกเลิก"
# Sent to your chat, and to nobody else.
SENT_TO_CHAT = "ส่งตัวอย่างเข้าแชต LINE ของท่านแล้ว ยังไม่ได้ส่งถึงหน่วยงานใด"
# An example of a draft: no office has been sent it, and its buttons do nothing yet.
TRIED = Text("ตัวอย่างหนังสือเวียนฉบับร่างค่ะ\nยังไม่ได้ส่งถึงหน่วยงานใด และปุ่มบนการ์ดยังใช้งานไม่ได้")
# The covering note is kept / deleted.
NOTE_WRITTEN = "บันทึกข้อความแนบแล้ว หน่วยงานจะเห็นเมื่อเปิดหนังสือ"
NOTE_DROPPED = "ลบข้อความแนบแล้ว"
# There is nobody to remind just now.
NOBODY_TO_REMIND = "ไม่มีผู้ที่เตือนได้ในขณะนี้"
# Every office of the publisher's area
EVERYBODY = "ทุกหน่วยงาน"
_NONE = "ไม่มี"  # none


def published(version: int, offices: int, people: int) -> str:
    # Published (version n corrected) to n offices, n people. Who comes to the chat sees it at once.
    title = "เผยแพร่แล้ว" if version == 1 else f"เผยแพร่ฉบับแก้ไขครั้งที่ {write_number(version - 1)} แล้ว"
    return f"{title} ถึง {write_number(offices)} หน่วยงาน ผู้รับ {write_number(people)} คน"


def reminded(people: int, at: datetime | None) -> str:
    # n people are reminded (at …).
    return (
        f"เตือนแล้ว {write_number(people)} คน"
        if at is None
        else f"ตั้งเวลาส่งข้อความเตือน {write_number(people)} คนแล้ว จะส่งวันที่ {write_moment(at)}"
    )


def version_name(version: int) -> str:
    # The first version, or the correction with its number.
    return "ฉบับแรก" if version == 1 else f"ฉบับแก้ไขครั้งที่ {write_number(version - 1)}"


def audience(document: Mapping[str, Any], places: Mapping[str, str]) -> str:
    """Whom a letter addresses, in one line; `places` are names by code, the others are said by their codes."""
    areas = document.get("areas", ())
    named = [places.get(code, code) for code in areas[:MOST_PLACES]]
    if len(areas) > MOST_PLACES:
        named.append(f"และอีก {write_number(len(areas) - MOST_PLACES)} แห่ง")  # and n more
    where = ", ".join(named) or EVERYBODY
    kinds = ", ".join(kind_name(kind) for kind in document.get("kinds", ()))
    # only …
    parts = [where, f"เฉพาะ {kinds}" if kinds else ""]
    levels = document.get("levels", ())
    if levels:
        # and those who supervise them too
        parts.append("รวมถึง" + "และ".join(SUPERVISORS.get(level, level) for level in levels))
    return " ".join(part for part in parts if part)


def value(name: str, said: Any, places: Mapping[str, str]) -> str:
    """A letter's field in words, for a comparison; `places` are names by code."""
    if name == "must_acknowledge":
        return "ขอให้รับทราบ" if said else "แจ้งเพื่อทราบ"  # to acknowledge / for information
    if name == "audience":
        return audience(said.document(), places)
    if name == "file":
        return f"{said.name} ({size(said.size)})" if said else _NONE
    if isinstance(said, date):
        return write_date(said)
    return said or _NONE


def size(count: int) -> str:
    # bytes
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{write_number(-(-count // 1_000))} kB"


def file_name(number: str, kind: str) -> str:
    # The list of acknowledgements of a letter, with its number as far as a file's name can hold it
    return file_names.file_name("รายชื่อการรับทราบ", number, "", kind)


# Columns of the list as a file, by their names for programs
COLUMNS: Mapping[str, str] = {
    "code": "รหัสหน่วยงาน",
    "kind": "ประเภท",
    "name": "หน่วยงาน",
    "district": "อำเภอ",
    "province": "จังหวัด",
    "standing": "สถานะ",
    "opened_at": "เปิดอ่านครั้งแรก",
    "acknowledged_at": "รับทราบเมื่อ",
    "person": "ผู้รับทราบ",
    "role": "หน้าที่",
    "how": "วิธีรับทราบ",
    "version": "ฉบับที่รับทราบ",
    "sha256": "SHA-256 ของไฟล์ที่รับทราบ",
}
SHEET = "การรับทราบ"  # acknowledgements


def standing(*, is_reached: bool, is_opened: bool, is_acknowledged: bool, has_people: bool) -> tuple[str, str]:
    """How far an office has come, with a badge's tone."""
    if is_acknowledged:
        return "รับทราบแล้ว", "good"  # acknowledged
    if not has_people:
        return "ยังไม่มีผู้ลงทะเบียน", "bad"  # nobody registered
    if is_opened:
        return "เปิดอ่านแล้ว", "info"  # opened
    return ("ส่งถึงแล้ว", "warn") if is_reached else ("ยังส่งไม่ถึง", "bad")  # reached / not reached
