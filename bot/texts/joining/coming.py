"""What is said to people who come to the bot, come back, or ask which offices are theirs."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import tap
from bot.messages import Button, Say, Text
from bot.thai.units import Unit, full_name

ROLES = {
    "officer": "เจ้าหน้าที่ผู้รายงาน",  # reporting officer
    "deputy": "ผู้รายงานสำรอง",  # deputy reporter
    "district": "ท้องถิ่นอำเภอ",  # district local-administration officer
    "province": "ท้องถิ่นจังหวัด",  # provincial local-administration officer
    "department": "ส่วนกลาง (สถ.)",  # the department
    "admin": "ผู้ดูแลระบบ",  # administrator
}
# those of them who report
REPORTING = ("officer", "deputy")

# Choose my office; knowledge
WAYS = (
    tap("เลือกหน่วยงาน", "join.choose", primary=True),
    Button("คลังความรู้", Say("ความรู้")),
)
# To somebody who has just added the bot: what it does, how to begin.
# Hello. Three things: (1) find and pass on the knowledge sent with circulars, with QR; (2) report the month
# by chat; (3) a reminder before the due day. To begin do one of: scan the office's QR and press send; type
# its name; the 8-digit office code; type "choose office".
GREETING = Text(
    "สวัสดีค่ะ น้องรายงานยินดีให้บริการ\n"
    "\n"
    "น้องช่วยงานตามหนังสือสั่งการได้ 3 เรื่อง\n"
    "1. ค้นหาและส่งต่อองค์ความรู้ พร้อม QR\n"
    "2. ส่งรายงานตามกำหนดทางแชต\n"
    "3. แจ้งเตือนก่อนวันครบกำหนดส่ง\n"
    "\n"
    "เริ่มใช้งานได้ 4 วิธี เลือกวิธีใดวิธีหนึ่ง\n"
    "• สแกน QR ของหน่วยงาน แล้วกดส่งข้อความที่ขึ้นมา\n"
    "• พิมพ์ชื่อหน่วยงาน เช่น อบต.บางพลี\n"
    "• พิมพ์รหัสหน่วยงาน 8 หลัก\n"
    "• พิมพ์ “เลือกหน่วยงาน” แล้วเลือกจังหวัดและอำเภอ",
    quick=WAYS,
)
# The word for joining, without a code.
# To join do one of these: scan the office's QR and press send; type its name; type join and the 16-sign invitation
# code; the 8-digit office code; type "choose office".
HOW_TO_JOIN = Text(
    "เข้าร่วมหน่วยงานได้ดังนี้ค่ะ\n"
    "• สแกน QR ของหน่วยงาน แล้วกดส่งข้อความที่ขึ้นมา\n"
    "• พิมพ์ชื่อหน่วยงาน เช่น อบต.บางพลี\n"
    "• พิมพ์ “เข้าร่วม” ตามด้วยรหัสเชิญ 16 ตัว\n"
    "• พิมพ์รหัสหน่วยงาน 8 หลัก\n"
    "• พิมพ์ “เลือกหน่วยงาน” แล้วเลือกจังหวัดและอำเภอ",
    quick=WAYS,
)
# Report; status; knowledge
DAILY = (
    Button("รายงาน", Say("รายงาน"), primary=True),
    Button("สถานะ", Say("สถานะ")),
    Button("คลังความรู้", Say("ความรู้")),
)


# The same of those who only supervise: overview; status; knowledge
DAILY_ABOVE = (Button("ภาพรวม", Say("ภาพรวม"), primary=True), *DAILY[1:])


def daily(*, reports: bool) -> tuple[Button, ...]:
    """What somebody with an office does day by day."""
    return DAILY if reports else DAILY_ABOVE


def welcome_back(offices: Sequence[Unit], *, reports: bool) -> Text:
    """To a member who had blocked the bot and came back."""
    # Reminders go on and reports are taken as before / You hear of results and requests as before.
    goes_on = "น้องจะแจ้งเตือนและรับรายงานของหน่วยงานตามเดิม" if reports else "น้องจะแจ้งผลการส่งและคำขอในพื้นที่ตามเดิม"
    # Welcome back. Your offices: …
    return Text(f"ยินดีต้อนรับกลับมาค่ะ\n{_listed(offices)}\n\n{goes_on}", quick=daily(reports=reports))


def welcome_back_waiting(offices: Sequence[Unit]) -> Text:
    """To somebody whose request still waits."""
    # Welcome back. Your request to join … still waits; you will be told here.
    return Text(f"ยินดีต้อนรับกลับมาค่ะ คำขอเข้าร่วมยังรอพิจารณา\n{_listed(offices)}\n\nเมื่อทราบผลแล้ว น้องจะแจ้งในแชตนี้")


def mine(active: Sequence[tuple[Unit, str]], pending: Sequence[Unit]) -> Text:
    """The offices a person belongs to, with their role, and those asked for."""
    if not active and not pending:
        # You belong to no office yet.
        return Text("ท่านยังไม่ได้เข้าร่วมหน่วยงานใดค่ะ พิมพ์ “เลือกหน่วยงาน” เพื่อเริ่ม", quick=WAYS)
    # Your offices; waiting for approval; type "choose office" to add one, "leave the office" to leave.
    lines = ["หน่วยงานของท่านค่ะ"] if active else []
    lines += [f"• {full_name(unit)} ({ROLES[role]})" for unit, role in active]
    lines += ["", "รออนุมัติ"] if pending and active else ["คำขอที่รออนุมัติค่ะ"] if pending else []
    lines += [f"• {full_name(unit)}" for unit in pending]
    lines += ["", "พิมพ์ “เลือกหน่วยงาน” เพื่อเพิ่มหน่วยงาน หรือ “ออกจากหน่วยงาน” เมื่อย้ายหรือถอนคำขอ"]
    reports = any(role in REPORTING for _, role in active)
    return Text("\n".join(lines), quick=daily(reports=reports) if active else ())


def _listed(offices: Sequence[Unit]) -> str:
    return "\n".join(f"• {full_name(unit)}" for unit in offices)
