"""A later due day: how supervisors give one in the chat, and what the offices hear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.buttons import press
from bot.messages import Button, Card, Post, Row, Section, Tone
from bot.texts.dates import write_period, write_weekday_date
from bot.texts.digits import printed

OFFICES = 8  # offices named in a card; the rest are counted

# The usual reasons: flood or another disaster; the system or the internet failed; the officer in charge changed or is
# away; the figures are still being gathered or checked
REASONS: Mapping[str, str] = {
    "disaster": "น้ำท่วมหรือภัยพิบัติ",
    "system": "ระบบหรืออินเทอร์เน็ตขัดข้อง",
    "staff": "เปลี่ยนหรือไม่มีผู้รับผิดชอบ",
    "figures": "อยู่ระหว่างรวบรวมหรือตรวจสอบข้อมูล",
}


def told(
    office: str,
    offices: Sequence[tuple[str, str]],
    period: str,
    due_on: date,
    reason: str,
    *,
    programme: str,
    subject: str,
) -> Card:
    """To an officer: these of your offices (code, name) have more time."""
    # The report of … may be sent until … and counts as on time.
    words = f"{office} ขยายเวลาส่งรายงานเดือน{write_period(period)} ถึง{write_weekday_date(due_on)} ค่ะ"
    rows = [Row(name) for _, name in offices[:OFFICES]]
    if len(offices) > OFFICES:
        rows.append(Row(printed(f"และอีก {len(offices) - OFFICES} หน่วยงาน"), tone=Tone.MUTED))  # and … more
    label = "เริ่มรายงาน"  # start the report
    one = {"p": programme, "u": offices[0][0], "m": period} if len(offices) == 1 else {}
    return Card(
        title="ขยายเวลาส่งรายงาน",  # more time for the report
        subtitle=offices[0][1] if len(offices) == 1 else printed(f"{len(offices)} หน่วยงาน"),  # n offices
        # Sent by that day it counts as on time. Press the button or type "report".
        text=f"{words}\nส่งภายในวันดังกล่าวถือว่าทันกำหนด\n\nกดปุ่ม หรือพิมพ์ “รายงาน”",
        sections=(
            # subject, reason; the offices
            Section("", (Row("เรื่อง", subject), Row("เหตุผล", reason))),
            *((Section("หน่วยงานที่ได้รับการขยายเวลา", tuple(rows)),) if len(offices) > 1 else ()),
        ),
        buttons=(Button(label, Post(press("report.start", **one), label), primary=True),),
        alt=f"{words}\nเหตุผล: {reason}",
        must_arrive=True,
    )
