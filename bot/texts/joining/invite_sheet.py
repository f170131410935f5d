"""The cut-out sheet that invites one office: what it says beside its QR code.

U+200B stands where a line may be broken: Thai is written without spaces between words.
"""

from __future__ import annotations

from datetime import date

from bot.thai.dates import write_date
from bot.thai.units import Unit, office_name
from bot.vocabulary.joining import to_send

MAY_BREAK = "\u200b"

# The file's title: invitations to use น้องรายงาน
TITLE = "ใบเชิญใช้งานน้องรายงาน"
# The sheet's heading: invitation to report by LINE; invitation to supervise by LINE
TO_REPORT = "ใบเชิญเข้าร่วมน้องรายงานทาง LINE"
TO_SUPERVISE = "ใบเชิญผู้กำกับดูแล น้องรายงานทาง LINE"


def office(unit: Unit) -> str:
    """The office's full official name, breakable before the name of the place."""
    whole = office_name(unit)
    kind = whole.removesuffix(unit.name)
    kind = kind.replace("ส่งเสริม", f"{MAY_BREAK}ส่งเสริม").replace("ท้องถิ่น", f"ท้องถิ่น{MAY_BREAK}")
    return f"{kind}{MAY_BREAK}{unit.name}" if kind and whole.endswith(unit.name) else whole


def steps(*, supervises: bool) -> tuple[str, str, str]:
    """The three lines of how to."""
    # 3. From then on: type "report" each month; open the desk
    then = "3. ครั้งต่อไป พิมพ์ “เปิดหน้าเว็บ” เพื่อดูและตรวจรายงาน" if supervises else "3. เมื่อถึงกำหนด พิมพ์ “รายงาน” เพื่อส่งรายงาน"
    return (
        "1. เปิด LINE สแกน QR แล้วกดส่งข้อความที่ขึ้นมา",  # open LINE, scan, send the message that appears
        # check the office's name, then type "confirm"; wait for whoever gave you this to approve
        "2. ตรวจชื่อหน่วยงาน พิมพ์ “ยืนยัน” แล้วรอผู้ออกใบเชิญอนุมัติ" if supervises else "2. ตรวจชื่อหน่วยงานให้ถูกต้อง แล้วพิมพ์ “ยืนยัน”",
        then,
    )


def office_code(code: str) -> str:
    # office code
    return f"รหัสหน่วยงาน {code}"


INVITE_CODE = "รหัสเชิญ"  # the invitation's code


def valid(uses: int, until: date) -> str:
    # for … people, until …
    return f"ใช้ได้อีก {MAY_BREAK}{uses} คน {MAY_BREAK}ถึงวันที่ {MAY_BREAK}" + write_date(until)


def without_qr(basic_id: str, code: str) -> str:
    """For a PC, and where the print cannot be read."""
    # If it cannot be scanned: add the friend …, then type: join …
    return f"หากสแกนไม่ได้ {MAY_BREAK}เพิ่มเพื่อน {MAY_BREAK}{basic_id} {MAY_BREAK}แล้วพิมพ์ {MAY_BREAK}" + to_send(code)
