"""What is said to people who leave an office, or want to be forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import tap
from bot.messages import Button, Card, Row, Section, Text, Tone
from bot.texts.joining.coming import WAYS
from bot.texts.joining.requests import shown_name
from bot.thai.units import Unit, full_name, short_full_name, supervisors_of

# Stands where the name of somebody stood who had their data deleted.
SOMEBODY = "ผู้ใช้ที่ลบข้อมูลแล้ว"
# You belong to no office. Type "choose office" to begin.
NOTHING_TO_LEAVE = Text("ท่านยังไม่ได้เข้าร่วมหน่วยงานใดค่ะ พิมพ์ “เลือกหน่วยงาน” เพื่อเริ่ม", quick=WAYS)
# Your data is deleted. Thank you. If you write again, you begin as a new user.
FORGOTTEN = Text("ลบข้อมูลของท่านเรียบร้อยแล้ว ขอบคุณที่ใช้บริการค่ะ\nหากส่งข้อความมาอีกครั้ง จะเริ่มต้นเป็นผู้ใช้ใหม่")
# Please type "confirm" or "cancel".
YES_OR_NO = Text("โปรดพิมพ์ “ยืนยัน” หรือ “ยกเลิก” ค่ะ")
# Cancelled; everything stays as it was.
UNCHANGED = Text("ยกเลิกแล้วค่ะ ข้อมูลทุกอย่างคงเดิม")


def which(offices: Sequence[tuple[Unit, bool]], *, c: int, s: int) -> Card:
    """Several offices: which one to leave? The flag says that the membership still waits for approval."""
    rows = tuple(
        Row(
            # (waiting for approval)
            f"{number}. {short_full_name(unit)}" + (" (รออนุมัติ)" if waits else ""),
            button=tap(short_full_name(unit), "join.pick", c=c, s=s, n=number),
        )
        for number, (unit, waits) in enumerate(offices, start=1)
    )
    return Card(
        # Leave which office?
        title="ต้องการออกจากหน่วยงานใด",
        # Type the number, or "cancel".
        text="พิมพ์หมายเลข หรือ “ยกเลิก”",
        sections=(Section("", rows),),
        buttons=(tap("ยกเลิก", "join.cancel", c=c, s=s),),
    )


def sure_to_leave(unit: Unit, *, waits: bool, c: int, s: int) -> Card:
    # Withdraw the request? / Leave this office? Reports sent stay the office's. Reminders for it stop.
    title = "ถอนคำขอเข้าร่วม" if waits else "ออกจากหน่วยงานนี้"
    kept = "" if waits else "การแจ้งเตือนของหน่วยงานนี้จะหยุด ส่วนรายงานที่ส่งแล้วยังเป็นของหน่วยงาน\n"
    return Card(
        title=title,
        subtitle=full_name(unit),
        # Type "confirm" or "cancel".
        text=f"{kept}พิมพ์ “ยืนยัน” หรือ “ยกเลิก”",
        buttons=_yes_no(c, s),
        tone=Tone.WARN,
    )


def left(unit: Unit, *, waited: bool) -> Text:
    # Your request is withdrawn / You have left … . To join another: scan its QR or type "choose office".
    done = f"ถอนคำขอเข้าร่วม{full_name(unit)} แล้วค่ะ" if waited else f"ออกจาก{full_name(unit)} แล้วค่ะ"
    return Text(
        f"{done}\nหากย้ายไปหน่วยงานใหม่ สแกน QR ของหน่วยงานนั้น หรือพิมพ์ “เลือกหน่วยงาน”",
        # Choose my office
        quick=(tap("เลือกหน่วยงาน", "join.choose"),),
    )


def ended(unit: Unit) -> Text:
    """To a member whose membership somebody else ended."""
    # Your membership of … has ended. If that is a mistake, ask your local-administration office.
    return Text(
        f"ท่านถูกถอดออกจาก{full_name(unit)} แล้วค่ะ\nหากไม่ถูกต้อง โปรดสอบถามท้องถิ่นอำเภอหรือท้องถิ่นจังหวัด",
        must_arrive=True,
    )


def colleague_gone(name: str, unit: Unit, *, released: bool, revoked: bool, made: bool) -> Text:
    """To the others of the office, for whom it is to be no surprise. `released`: what that person was reporting waits
    for them; `revoked`: the office's invitation codes are worth nothing any more; `made`: nor are those that this
    person made for offices below."""
    # … does no longer act for … .
    lines = [f"{shown_name(name) if name else 'เจ้าหน้าที่ท่านหนึ่ง'} ออกจาก{full_name(unit)} ในระบบน้องรายงานแล้วค่ะ"]
    if released:
        # The office's reports, drafts too, are all still there. Type "report" to go on.
        lines.append("รายงานและคำตอบที่กรอกค้างไว้ยังอยู่ครบ พิมพ์ “รายงาน” เพื่อทำต่อได้")
    if revoked:
        # The office's invitation codes were cancelled; new ones can be had from the office above.
        lines.append(f"รหัสเชิญเดิมของหน่วยงานใช้ไม่ได้แล้ว ขอรหัสใหม่ได้จาก{supervisors_of(unit)}")
    if made:
        # The codes that this person made for offices of the area were cancelled; print new ones at the desk.
        lines.append("ใบเชิญที่ผู้นี้ออกให้หน่วยงานในพื้นที่ใช้ไม่ได้อีก พิมพ์ใบเชิญใหม่ได้ที่หน้าเว็บผู้กำกับดูแล")
    return Text("\n".join(lines), must_arrive=True)


def sure_to_forget(*, c: int, s: int) -> Card:
    return Card(
        # Delete my data
        title="ลบข้อมูลของฉัน",
        text=(
            # When you confirm: your name and LINE id are deleted; you leave every office; reminders stop. Reports
            # already sent stay as the office's records, without your name. This cannot be undone.
            "เมื่อยืนยันแล้ว\n"
            "• ชื่อและรหัสผู้ใช้ LINE ของท่านจะถูกลบ\n"
            "• ท่านจะออกจากทุกหน่วยงาน และการแจ้งเตือนจะหยุด\n"
            "• รายงานที่ส่งแล้วยังเป็นเอกสารของหน่วยงาน โดยไม่มีชื่อของท่าน\n"
            "ลบแล้วเรียกคืนไม่ได้\n"
            "\n"
            "พิมพ์ “ยืนยัน” หรือ “ยกเลิก”"
        ),
        buttons=_yes_no(c, s),
        tone=Tone.WARN,
    )


def _yes_no(c: int, s: int) -> tuple[Button, ...]:
    return (
        # Confirm; cancel
        tap("ยืนยัน", "join.confirm", c=c, s=s),
        tap("ยกเลิก", "join.cancel", c=c, s=s),
    )
