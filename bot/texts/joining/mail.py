"""The one mail that is sent: a code, to an office's own mailbox. It names nobody."""

from __future__ import annotations

from datetime import datetime

from bot.thai.dates import write_date
from bot.thai.digits import to_thai
from bot.thai.times import BANGKOK
from bot.thai.units import DEPARTMENT, Unit, full_name, office_name

# Code to confirm the use of the system "Nong Rai-ngan"
SUBJECT = "รหัสยืนยันการเข้าใช้งานระบบ “น้องรายงาน”"


def body(unit: Unit, code: str, asked_at: datetime, until: datetime) -> str:
    """`code` is printed as it is to be typed; both times are aware."""
    paragraphs = [
        # To: whoever does the correspondence of …
        f"เรียน  เจ้าหน้าที่งานสารบรรณ {_line(full_name(unit))}",
        # A request was made on … to use the system as the reporting officer of … .
        f"ด้วยมีผู้ขอเข้าใช้งานระบบ “น้องรายงาน” ในฐานะเจ้าหน้าที่ผู้รายงานของ{_line(office_name(unit))} "
        f"เมื่อ{_moment(asked_at)} และขอยืนยันตนด้วยไปรษณีย์อิเล็กทรอนิกส์กลางของหน่วยงาน จึงขอแจ้งรหัสยืนยัน ดังนี้",
        # Code
        f"        รหัสยืนยัน  {code}",
        # It may be used once, until … . Please give it only to the officer charged with it, who types it in the LINE
        # chat.
        f"รหัสนี้ใช้ได้ครั้งเดียว ภายใน{_moment(until)} "
        "โปรดแจ้งรหัสแก่เจ้าหน้าที่ผู้ได้รับมอบหมายของหน่วยงานเท่านั้น เพื่อพิมพ์ในแชต LINE ของระบบ",
        # If your office has not asked, please do not give the code to anybody; nothing else need be done. The system
        # and its staff never ask for it by telephone.
        "หากหน่วยงานของท่านมิได้เป็นผู้ขอ โปรดอย่าแจ้งรหัสนี้แก่ผู้ใด และไม่ต้องดำเนินการใด ๆ "
        "ทั้งนี้ ระบบและเจ้าหน้าที่ไม่มีนโยบายสอบถามรหัสทางโทรศัพท์หรือช่องทางอื่น",
        # For your information and further action
        "จึงเรียนมาเพื่อโปรดทราบและดำเนินการในส่วนที่เกี่ยวข้อง",
        # The system; the department; sent by a machine, please do not answer
        f"ระบบ “น้องรายงาน”\n{DEPARTMENT}\n(ข้อความนี้ส่งโดยระบบอัตโนมัติ โปรดอย่าตอบกลับ)",
    ]
    return "\n\n".join(paragraphs) + "\n"


def _moment(at: datetime) -> str:
    # the … at …
    local = at.astimezone(BANGKOK)
    return to_thai(f"วันที่ {write_date(local.date())} เวลา {local:%H.%M} น.")


def _line(name: str) -> str:
    return " ".join(name.split())
