"""Words on posters, on infographics and of the desk's page of posters."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.texts.exporting import file_names

# starting material of the system, to be replaced by the department's own
STARTING_MATERIAL = "น้องรายงาน · เนื้อหาตั้งต้นของระบบ ระหว่างรอเอกสารของกรมส่งเสริมการปกครองท้องถิ่น"
# scan to read; scan to begin in LINE; scan to see this area
SCAN_TO_READ = "สแกนเพื่อเปิดอ่าน"
SCAN_TO_CHAT = "สแกนเพื่อเปิดแชต LINE"
SCAN_TO_SEE = "สแกนเพื่อดูพื้นที่ต้นแบบ"

# Mr, Miss, and Mrs with a name and a surname (without one it is as often a place), also after "of" and "plot"
_PERSON = re.compile(r"(?:^|[\s(]|ของ|แปลง|สวน|บ้าน|ที่)(?:(?:นาย|นางสาว|น\.ส\.)\s*[ก-ฮเ-ไ]|นาง\s*[ก-ฮเ-ไ]\S+\s+[ก-ฮเ-ไ])")


def public_name(title: str) -> str:
    """A model area's name as everybody may see it: one that reads like a person's becomes "model area"."""
    plain = " ".join(title.split())
    return "พื้นที่ต้นแบบ" if not plain or _PERSON.search(plain) else plain


# What may be printed: a document, a circular, the office's own way into the chat, the model areas of an area
KINDS: Mapping[str, str] = {
    "item": "เรื่องในคลังความรู้",
    "circular": "หนังสือเวียน",
    "office": "เข้าใช้น้องรายงานของหน่วยงาน",
    "areas": "พื้นที่ต้นแบบแต่ละแห่ง",
}
# Sizes of paper: A4, A5, six a page to cut apart
SIZES: Mapping[str, str] = {"a4": "A4 หน้าละแผ่น", "a5": "A5 หน้าละแผ่น", "six": "หกแผ่นต่อหน้า A4 ตัดแบ่งได้"}
# An office's poster: join by LINE; scan, send the message, then wait for approval; office code …
JOIN_TITLE = "เข้าใช้น้องรายงานทาง LINE"
JOIN_LINE = "สแกน กดส่งข้อความที่ขึ้นมา แล้วทำตามขั้นตอน ผู้ที่ยังไม่ลงทะเบียนต้องรออนุมัติก่อน"


def office_code(code: str) -> str:
    """What is typed in the chat where the code cannot be scanned: office code …"""
    return f"รหัสหน่วยงาน {code}"


def by_hand(basic_id: str, code: str) -> str:
    """Add friend … and type office code …"""
    return f"เพิ่มเพื่อน {basic_id} พิมพ์ {office_code(code)}"


# Said at the desk: nothing to print here; too many for one file, choose a smaller area; being made
NOTHING = "ไม่มีโปสเตอร์ให้พิมพ์ตามที่เลือก โปรดเลือกใหม่"
NO_CHAT = "ระบบยังไม่ทราบชื่อบัญชี LINE จึงยังทำโปสเตอร์สำหรับเข้าแชตไม่ได้ โปรดแจ้งผู้ดูแลระบบ"


def too_many(found: int, most: int) -> str:
    """… posters are too many for one file, at most …: choose a district or a province."""
    return f"เลือกไว้ {found:,} แผ่น ไฟล์เดียวทำได้ไม่เกิน {most:,} แผ่น โปรดเลือกจังหวัดหรืออำเภอ"


def file_name(title: str, size: str, place: str, ending: str) -> str:
    """`โปสเตอร์ ชื่อเรื่อง A4 อำเภอบางพลี.pdf`: poster, title, size, place."""
    return file_names.file_name("โปสเตอร์", title, f"{size} {place}", ending)


def area_line(level: str, size: str, office: str) -> str:
    """Level, size and office of a model area in one line."""
    return " · ".join(part for part in (level, size, office) if part)
