"""Words on pages that Python chooses; all others stand in the templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.thai.dates import write_date


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened and what to do about it."""

    title: str
    text: str


# We cannot find this page. / The address may be incomplete, or the page has moved. Please check, or use the library.
NO_PAGE = Trouble("ไม่พบหน้านี้", "ที่อยู่อาจไม่ครบถ้วน หรือหน้านี้ย้ายไปแล้ว กรุณาตรวจสอบอีกครั้ง หรือเลือกจากคลังความรู้")
# The same below the desk's address: please begin at its first page.
NO_DESK_PAGE = Trouble("ไม่พบหน้านี้", "ที่อยู่อาจไม่ครบถ้วน หรือหน้านี้ย้ายไปแล้ว กรุณาเริ่มจากหน้าแรก")
# We cannot find this item. / The QR code or link may be old, or the item has been taken down.
NO_ITEM = Trouble("ไม่พบเรื่องนี้ในคลังความรู้", "QR หรือลิงก์อาจเป็นของเดิม หรือเรื่องนี้ถูกนำออกแล้ว กรุณาเลือกเรื่องอื่นจากคลังความรู้")
# We cannot find this letter. / The link may be old, or the letter does not go to your office. Type "letter".
NO_CIRCULAR = Trouble("ไม่พบหนังสือฉบับนี้", "ลิงก์อาจเป็นของเดิม หรือหนังสือไม่ได้ส่งถึงหน่วยงานของท่าน พิมพ์ “หนังสือ” ในแชตเพื่อดูรายการ")
# This file cannot be opened. / It may have been replaced. Please open the item's page again.
NO_FILE = Trouble("เปิดเอกสารนี้ไม่ได้", "เอกสารอาจถูกเปลี่ยนหรือนำออกแล้ว กรุณาเปิดหน้าของเรื่องนี้ใหม่อีกครั้ง")
# This address cannot be used that way. / Please open the page again from the beginning.
NOT_ALLOWED = Trouble("ใช้งานหน้านี้ด้วยวิธีนี้ไม่ได้", "กรุณาเปิดหน้านี้ใหม่อีกครั้งจากลิงก์หรือ QR")
# This link cannot be used any more. / It opens once, within 10 minutes. For a new one type "my data" in the chat.
LINK_OVER = Trouble("ลิงก์นี้ใช้ไม่ได้แล้ว", "ลิงก์ใช้ได้ครั้งเดียวภายใน 10 นาที หากต้องการลิงก์ใหม่ พิมพ์ “ข้อมูลของฉัน” ในแชต")
# What was sent is too large. / Please send a smaller file.
TOO_LARGE = Trouble("ข้อมูลที่ส่งมามีขนาดใหญ่เกินไป", "กรุณาลดขนาดแล้วส่งใหม่อีกครั้ง")
# The request could not be understood.
BAD_REQUEST = Trouble("ระบบอ่านคำขอนี้ไม่ได้", "กรุณาเปิดหน้านี้ใหม่อีกครั้งจากลิงก์หรือ QR")
# The system has slipped. / Please try again in a moment. If it goes on, tell the office that looks after the system.
OUR_FAULT = Trouble("ระบบขัดข้อง", "กรุณาลองใหม่อีกครั้ง หากยังไม่ได้ โปรดแจ้งหน่วยงานที่ดูแลระบบ")
# The system is not available for the moment. / Please try again in a few minutes.
AWAY = Trouble("ระบบไม่พร้อมใช้งานชั่วคราว", "กรุณาลองใหม่ในอีกสักครู่")

# Too many requests in a short time. / Please wait about a minute and try again.
TOO_OFTEN = Trouble("มีการเรียกใช้งานถี่เกินไป", "กรุณารอประมาณหนึ่งนาที แล้วลองใหม่อีกครั้ง")
# This page is not open to everybody.
NOT_OPEN = Trouble("หน้านี้ไม่เปิดให้บุคคลทั่วไป", "กรุณาเลือกจากคลังความรู้ที่หน้าแรก")

TROUBLES = {
    400: BAD_REQUEST,
    403: NOT_OPEN,
    404: NO_PAGE,
    405: NOT_ALLOWED,
    413: TOO_LARGE,
    429: TOO_OFTEN,
    500: OUR_FAULT,
    503: AWAY,
}


def not_yet(first: date) -> Trouble:
    """An item that is shown from this day on."""
    # This item is not published yet. / Please come back from … on, or choose another one from the library.
    return Trouble("เรื่องนี้ยังไม่เปิดเผยแพร่", f"กรุณาเปิดอีกครั้งตั้งแต่วันที่ {write_date(first)} หรือเลือกเรื่องอื่นจากคลังความรู้")


def no_longer(last: date) -> Trouble:
    """An item that was shown to the end of this day."""
    # This item is no longer published. / It was until …, and may be out of date. Please choose a newer one.
    return Trouble(
        "เรื่องนี้พ้นกำหนดเผยแพร่แล้ว", f"เผยแพร่ถึงวันที่ {write_date(last)} ข้อมูลอาจไม่เป็นปัจจุบัน กรุณาเลือกเรื่องที่ใหม่กว่าจากคลังความรู้"
    )


# Nong Rai-ngan, the library
BRAND = "น้องรายงาน · คลังความรู้"
# Scan to open
SCAN_TO_OPEN = "สแกนเพื่อเปิดอ่าน"


# What a file is, for people; anything else is a document.
_KINDS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    "image/jpeg": "ภาพ JPG",  # picture
    "image/png": "ภาพ PNG",
    "image/gif": "ภาพ GIF",
    "image/webp": "ภาพ WebP",
    "video/mp4": "วิดีโอ MP4",  # film
    "text/plain": "ข้อความ",  # text
}


def file_kind(media_type: str, size: int) -> str:
    """ "PDF · 1.2 MB": what opening it brings onto a telephone. `size` is in bytes."""
    amount = f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1_000))} KB"
    return f"{_KINDS.get(media_type, 'เอกสาร')} · {amount}"  # document


def caption(title: str, office: str) -> str:
    """The words below a printed QR: what it opens, that one scans it, and whose it is (if known)."""
    return "\n".join(line for line in (title, SCAN_TO_OPEN, office) if line)
