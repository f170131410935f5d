"""What waits for a supervisor, in the same words on the desk's first page, on its tabs and in the chat."""

from __future__ import annotations

from bot.texts.desk.desk import place_name
from bot.thai.dates import write_short_period
from bot.thai.units import Unit

# Waits for you: approve; requests to join; nobody registered yet; letters not yet acknowledged
TITLE, APPROVE, REQUESTS = "รอท่าน", "รับรอง", "คำขอ"
APPROVE_EARLIER = "รับรอง งวดก่อน"  # approve, of earlier periods
UNREGISTERED, LETTERS = "ยังไม่มีผู้ลงทะเบียน", "หนังสือยังไม่รับทราบ"
# Nothing waits for you at present.
NOTHING = "ขณะนี้ไม่มีเรื่องรอท่าน"
# After a number on a tab, for those who hear it: reports wait for your approval; requests wait for you; letters that
# you have not acknowledged
ON_TAB = {"reports": "ฉบับรอท่านรับรอง", "requests": "คำขอรอท่านพิจารณา", "letters": "หนังสือที่ท่านยังไม่รับทราบ"}


def approve(area: Unit | None, programme: str, period: str = "") -> str:
    """`รับรอง`, in this area where there are several, of this programme where there are several, of an earlier
    `period`."""
    parts = (APPROVE, programme, place_name(area) if area else "", write_short_period(period) if period else "")
    return " ".join(part for part in parts if part)
