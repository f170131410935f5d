"""Files to take away: what they are called, and what is said about those that take a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.texts.exporting import file_names
from bot.thai.dates import write_short_period


@dataclass(frozen=True, slots=True)
class Kind:
    """What one may take: its name, and what it is good for."""

    label: str
    about: str


KINDS: Mapping[str, Kind] = {
    # workbook: summary, by area, offices, answers, lists, photos
    "xlsx": Kind("สมุดงาน Excel", "แผ่นสรุป ตัวเลขแยกตามพื้นที่ รายหน่วยงาน คำตอบทุกข้อ รายการ และภาพถ่าย จัดหน้าพร้อมพิมพ์"),
    # memo ready to sign
    "memo": Kind("บันทึกข้อความ", "เอกสาร Word ตามแบบงานสารบรรณ มีตัวเลขของงวดและตารางแนบ พร้อมลงนาม"),
    # for other programs; lists are in a file of their own
    "csv": Kind("CSV", "ตารางสำหรับนำเข้าโปรแกรมอื่น หากแบบรายงานมีรายการ จะได้ไฟล์ ZIP ที่มีตารางละไฟล์"),
    "json": Kind("JSON", "ข้อมูลทั้งหมดสำหรับนักพัฒนา"),  # for developers
}
# What each file is called while it is made: those, posters, invitations, invitations by e-mail
LABELS: Mapping[str, str] = {kind: about.label for kind, about in KINDS.items()} | {
    "posters": "โปสเตอร์",
    "invites": "ใบเชิญ",
    "invite_mails": "ใบเชิญทางอีเมล",
}
# What a file's name begins with: memo; report
_BEGINNINGS = {"memo": "บันทึกข้อความ"}
_REPORT = "รายงาน"

# Where a file is that is being made: waits, is being made, ready, could not be made
STATES: Mapping[str, str] = {
    "waiting": "รอจัดทำ",
    "running": "กำลังจัดทำ",
    "done": "พร้อมดาวน์โหลด",
    "failed": "จัดทำไม่สำเร็จ",
}
# This area is large: its file is being made; the page says when it is there.
BEGUN = "เริ่มจัดทำไฟล์แล้ว หน้านี้จะแจ้งเมื่อไฟล์พร้อม ท่านปิดหน้านี้แล้วกลับมาดูภายหลังได้"
# Some files are being made already. Please wait for them.
TOO_MANY = "ท่านมีไฟล์ที่กำลังจัดทำอยู่หลายไฟล์แล้ว โปรดรอให้เสร็จก่อน แล้วลองใหม่อีกครั้ง"
# The file could not be made. Please try again; if it goes on, tell whoever looks after the system.
FAILED = "จัดทำไฟล์ไม่สำเร็จ โปรดลองใหม่อีกครั้ง หากยังไม่ได้ โปรดแจ้งผู้ดูแลระบบ"
# This month cannot be had.
CANNOT = "ไม่มีข้อมูลของงวดหรือพื้นที่ที่เลือก โปรดเลือกใหม่"
# A memo covers a district, a province or the country.
NO_MEMO = "บันทึกข้อความทำได้สำหรับอำเภอ จังหวัด หรือทั้งประเทศ โปรดเลือกพื้นที่"
# Kept. / The template has been taken over. / Back to the usual template. / Please choose a file.
KEPT = "บันทึกแล้ว"
TEMPLATE_KEPT = "ใช้แม่แบบใหม่แล้ว ลองดาวน์โหลดบันทึกข้อความเพื่อตรวจดูก่อนใช้จริง"
TEMPLATE_DROPPED = "กลับไปใช้แม่แบบเดิมแล้ว"
NO_FILE = "โปรดเลือกไฟล์แม่แบบ (.docx)"
# … is too long.
TOO_LONG = "ข้อความบางช่องยาวเกินไป โปรดย่อให้สั้นลง"


def file_name(kind: str, ending: str, title: str, period: str, place: str) -> str:
    """`รายงาน โคก หนอง นา ต.ค. 69 จังหวัดสมุทรปราการ.xlsx`"""
    after = f"{write_short_period(period)} {place}"
    return file_names.file_name(_BEGINNINGS.get(kind, _REPORT), title, after, ending)


# memo-template
TEMPLATE_NAME = "แม่แบบบันทึกข้อความ.docx"
