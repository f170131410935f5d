"""What is said to people who join an office by an invitation or by its code, and wait to be let in."""

from __future__ import annotations

import re
from datetime import datetime

from bot.buttons import tap
from bot.messages import Button, Card, Say, Text, Tone
from bot.texts.joining.coming import DAILY, REPORTING, ROLES, WAYS, daily
from bot.thai.dates import write_date
from bot.thai.times import BANGKOK
from bot.thai.units import DEPARTMENT, Unit, full_name, office_name, short_full_name, supervisors_of

# The privacy notice that people agree to. Whoever changes its lines gives it a new version, so that it stays
# known who agreed to what.
NOTICE_VERSION = "2569-12"

# The local-administration office of your province
_USUAL_CONTACT = "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดของท่าน"

# Who decides where nobody above is in the system: the administrator
_OPERATOR = "ผู้ดูแลระบบ"
# Something else than yes or no was answered to the card above.
# Please type "confirm" or "not this office".
CONFIRM_AGAIN = Text("โปรดพิมพ์ “ยืนยัน” หรือ “ไม่ใช่หน่วยงานนี้” ค่ะ")
# Not this office: nothing was kept.
# All right, nothing was recorded. Check the code or QR, or choose your office.
DECLINED = Text(
    "รับทราบค่ะ ยังไม่ได้บันทึกข้อมูลใด\nตรวจรหัสหรือ QR อีกครั้ง พิมพ์รหัสหน่วยงาน 8 หลัก หรือพิมพ์ “เลือกหน่วยงาน”",
    quick=WAYS,
)
# No such invitation code. Check the letters or scan the QR again. A code has 16 signs, without 0, 1, I and O.
# Without a code: type the 8-digit office code or "choose office".
UNKNOWN_CODE = Text(
    "ไม่พบรหัสเชิญนี้ค่ะ ตรวจตัวอักษรอีกครั้ง หรือสแกน QR ใหม่\n"
    "รหัสเชิญมี 16 ตัว ไม่มีเลข 0 และ 1 และไม่มีตัวอักษร I และ O\n"
    "\n"
    "หากไม่มีรหัสเชิญ พิมพ์รหัสหน่วยงาน 8 หลัก หรือพิมพ์ “เลือกหน่วยงาน”",
    quick=WAYS,
)
# The tenth wrong code within an hour; the ones after it are not answered.
# Ten wrong codes. For safety codes from you are not taken for 1 hour. You can still type "choose office".
STOPPED = Text(
    "ใส่รหัสเชิญไม่ถูกต้องครบ 10 ครั้งแล้วค่ะ เพื่อความปลอดภัย ขอหยุดรับรหัสเชิญจากท่าน 1 ชั่วโมง\nระหว่างนี้พิมพ์ “เลือกหน่วยงาน” เพื่อขอเข้าร่วมได้",
    quick=WAYS,
)
# An old button of a conversation that is finished.
# This step is finished already.
OVER = Text("ขั้นตอนนี้เสร็จสิ้นไปแล้วค่ะ")
# An old button of a conversation that goes on: the present question follows.
# That button belongs to an earlier step. We are here now.
OLD_BUTTON = Text("ปุ่มนี้เป็นของขั้นตอนก่อนหน้าค่ะ ขณะนี้อยู่ที่ขั้นตอนด้านล่าง")
# Cancelled; nothing was recorded.
CANCELLED = Text("ยกเลิกแล้วค่ะ ไม่มีการบันทึกข้อมูล")
# Receive a code by e-mail
BY_MAIL = "รับรหัสทางอีเมล"


def by_mail(code: str) -> Button:
    """Has a code sent to the mailbox of the office with this official code."""
    return tap(BY_MAIL, "join.mailbox", primary=True, code=code)


def notice(contact: str) -> list[str]:
    """The lines of the privacy notice: who is answerable, what is kept, why, who sees it, how long, one's rights
    (section 23 of Thailand's PDPA; docs/privacy.md)."""
    return [
        # Controller: the department that supervises local offices.
        f"1. ผู้ควบคุมข้อมูล: {DEPARTMENT}",
        # We keep: your LINE user id and name, your office and duty, and what you send in reports, places too, and
        # pictures with the time and place at which they were taken.
        "2. สิ่งที่เก็บ: รหัสผู้ใช้และชื่อใน LINE หน่วยงานและหน้าที่ของท่าน และสิ่งที่ท่านส่งในรายงาน รวมถึงตำแหน่ง และภาพพร้อมวันเวลากับสถานที่ถ่าย",
        # Why: to receive, check and follow up the office's reports, and to remind of due days; nothing else.
        "3. ใช้เพื่อ: รับ ตรวจ และติดตามรายงานของหน่วยงาน และแจ้งเตือนกำหนดส่งเท่านั้น",
        # Who sees it: officers of your office, and supervisors in district, province and department, who also see when
        # and where a picture was taken.
        "4. ผู้ที่เห็นข้อมูล: เจ้าหน้าที่ในหน่วยงานของท่าน และผู้กำกับดูแลระดับอำเภอ จังหวัด และกรม ซึ่งเห็นวันเวลาและสถานที่ถ่ายภาพด้วย",
        # How long: name and LINE id until you type "delete my data" (30 days for who belongs to no office), messages 90
        # days; reports stay as the office's records.
        "5. ระยะเวลา: ชื่อและรหัส LINE เก็บจนกว่าท่านจะพิมพ์ “ลบข้อมูลของฉัน” (ผู้ไม่มีหน่วยงาน 30 วัน) "
        "ข้อความ 90 วัน ส่วนรายงานเก็บเป็นเอกสารของหน่วยงาน",
        # Your rights: "my data" for a copy; "delete my data" to have it deleted or withdraw consent; you may complain
        # to the office of the data protection committee.
        "6. สิทธิของท่าน: พิมพ์ “ข้อมูลของฉัน” เพื่อรับสำเนา พิมพ์ “ลบข้อมูลของฉัน” เพื่อลบหรือถอนความยินยอม และร้องเรียนต่อ สคส. ได้",
        # Questions, corrections, objections: contact.
        f"7. สอบถาม ขอแก้ไข หรือคัดค้าน: {_on_one_line(contact) or _USUAL_CONTACT}",
    ]


def _on_one_line(contact: str) -> str:
    # No-break spaces, so that a telephone number is not parted at the end of a line.
    return re.sub(r"(?<=[0-9]) (?=[0-9])", "\u00a0", " ".join(contact.split()))


def confirm(
    unit: Unit, code: str, role: str, contact: str, *, waits: bool, above: Unit | None, mailbox: str, c: int, s: int
) -> Card:
    """Is this your office? With the privacy notice, before anything is kept. `waits`: somebody has to agree first,
    `above` is who; None where nobody there can, and the operator does.
    `mailbox` is the office's, where a code may be sent instead of asking for approval; "" where not."""
    lines = [
        # Your obligation: …
        f"หน้าที่ของท่าน: {ROLES[role]}",
        "",
        # Protection of personal data
        "การคุ้มครองข้อมูลส่วนบุคคล",
        *notice(contact),
        "",
    ]
    who = supervisors_of(unit, above) + " " if above is not None else _OPERATOR
    if mailbox:
        # Two ways to confirm: a code by mail to the office, and you may begin at once; or the office above approves.
        lines += [
            "ยืนยันได้ 2 วิธี",
            f"• “{BY_MAIL}” น้องส่งรหัสไปที่ {mailbox} พิมพ์รหัสแล้วใช้งานได้ทันที",
            f"• “ยืนยัน” ส่งคำขอให้{who}อนุมัติก่อนใช้งาน",
            "",
        ]
    elif waits and role in REPORTING:
        # Your request goes to the office above to be approved first.
        lines += [f"เมื่อยืนยันแล้ว คำขอจะส่งให้{who}อนุมัติก่อนใช้งาน", ""]
    elif waits:
        # Whoever made this invitation has to confirm you first.
        lines += ["เมื่อยืนยันแล้ว คำขอจะส่งให้ผู้ออกใบเชิญยืนยันก่อนใช้งาน", ""]
    # The office again, beside the buttons: on a phone the card's head may stand above the screen.
    # If you work at … and agree to this, type "…" or "confirm", otherwise "not this office".
    ways = f"“{BY_MAIL}” หรือ “ยืนยัน”" if mailbox else "“ยืนยัน”"
    lines.append(f"หากท่านปฏิบัติงานที่ {short_full_name(unit)} และยินยอมตามนี้ พิมพ์ {ways}\nหากไม่ใช่ พิมพ์ “ไม่ใช่หน่วยงานนี้”")
    return Card(
        title=full_name(unit),
        # Office code
        subtitle=f"รหัสหน่วยงาน {code}",
        text="\n".join(lines),
        buttons=(
            *((by_mail(code),) if mailbox else ()),
            # Confirm; not this office
            tap("ยืนยัน", "join.confirm", primary=not mailbox, c=c, s=s),
            tap("ไม่ใช่หน่วยงานนี้", "join.decline", c=c, s=s),
        ),
    )


def expired(unit: Unit, at: datetime, office_code: str | None) -> Text:
    """`office_code` of an office that can be asked for without an invitation; None for a supervisors' one."""
    # The invitation to … expired on … . Ask for a new one from whoever gave it to you.
    day = write_date(at.astimezone(BANGKOK).date())
    return _ask_instead(f"รหัสเชิญของ {short_full_name(unit)} หมดอายุเมื่อวันที่ {day} แล้วค่ะ", office_code)


def used_up(unit: Unit, office_code: str | None) -> Text:
    # The invitation to … has been used as often as it may be, or was cancelled. Ask for a new one.
    return _ask_instead(f"รหัสเชิญของ {short_full_name(unit)} ใช้ครบจำนวนหรือยกเลิกแล้วค่ะ", office_code)


def closed(unit: Unit) -> Text:
    # … no longer exists. Type "choose office" to find the office that took its place.
    return Text(f"{full_name(unit)} ยุบเลิกแล้วค่ะ\nพิมพ์ “เลือกหน่วยงาน” เพื่อเลือกหน่วยงานปัจจุบัน", quick=WAYS)


def unknown_office(code: str) -> Text:
    # No office has the code … . Check the number again, or type "choose office".
    return Text(f"ไม่พบหน่วยงานรหัส {code} ค่ะ\nตรวจตัวเลขอีกครั้ง หรือพิมพ์ “เลือกหน่วยงาน” เพื่อค้นจากจังหวัดและอำเภอ", quick=WAYS)


def joined(unit: Unit, role: str) -> Card:
    """To a reporting officer: a member from now on."""
    return Card(
        # You have joined
        title="เข้าร่วมเรียบร้อยแล้ว",
        subtitle=full_name(unit),
        # Duty: … . A reminder comes before the due day. Type "report" to begin at any time.
        text=f"หน้าที่: {ROLES[role]}\nน้องจะแจ้งเตือนก่อนวันครบกำหนด หากพร้อมแล้ว พิมพ์ “รายงาน” เพื่อเริ่มได้เลยค่ะ",
        buttons=DAILY,
        tone=Tone.GOOD,
        must_arrive=True,
    )


def joined_above(unit: Unit, role: str, waiting: int, *, had_asked: bool = False) -> Card:
    """To a supervisor, at once or when somebody has agreed (`had_asked`): what will come to them. `waiting` requests
    are there already."""
    # When officers of offices in your area ask to join, their requests come to this chat for you to decide.
    lines = [
        f"หน้าที่: {ROLES[role]}",
        "เมื่อเจ้าหน้าที่ในพื้นที่ขอเข้าร่วม น้องจะส่งคำขอมาให้ท่านพิจารณาในแชตนี้",
        # Type "requests" to see those that wait; "knowledge" to open the library.
        "พิมพ์ “คำขอ” เพื่อดูคำขอที่รอ หรือ “ความรู้” เพื่อเปิดคลังความรู้",
    ]
    if waiting:
        # There are now … requests waiting.
        lines.append(f"\nขณะนี้มี {waiting} คำขอรอพิจารณาค่ะ")
    return Card(
        # Request approved; joined
        title="คำขอได้รับอนุมัติแล้ว" if had_asked else "เข้าร่วมเรียบร้อยแล้ว",
        subtitle=full_name(unit),
        text="\n".join(lines),
        buttons=(
            # See the requests; knowledge
            tap("ดูคำขอ", "join.requests", "คำขอ", primary=True),
            Button("คลังความรู้", Say("ความรู้")),
        ),
        tone=Tone.GOOD,
        must_arrive=True,
    )


def already(unit: Unit, role: str) -> Text:
    # You are a member of … as … already; there is no need to join again.
    says = f"ท่านเข้าร่วม{full_name(unit)} อยู่แล้วค่ะ (หน้าที่: {ROLES[role]}) ไม่ต้องเข้าร่วมซ้ำ"
    return Text(says, quick=daily(reports=role in REPORTING))


def asked(unit: Unit, approver: Unit | None, code: str = "") -> Card:
    """`approver` is the office above that was told; None where nobody is there yet and the operator decides. `code` is
    the office's where its mailbox may serve instead, "" where not."""
    who = office_name(approver) if approver else _OPERATOR
    return Card(
        # Request sent
        title="ส่งคำขอเข้าร่วมแล้ว",
        subtitle=full_name(unit),
        # … will decide. You will be told here. Meanwhile "knowledge" is open to you.
        text=f"รอ{who}พิจารณา เมื่อทราบผลแล้ว น้องจะแจ้งในแชตนี้ค่ะ\nระหว่างรอ พิมพ์ “ความรู้” เพื่อเปิดคลังความรู้ได้",
        buttons=(*((by_mail(code),) if code else ()), Button("คลังความรู้", Say("ความรู้"))),
        must_arrive=True,
    )


def asked_already(unit: Unit, code: str = "") -> Text:
    """`code` as for `asked`."""
    # Your request to join … has been sent and waits.
    text = f"คำขอเข้าร่วม{full_name(unit)} ส่งไปแล้วและกำลังรอพิจารณาค่ะ"
    if not code:
        return Text(text)
    # Whoever will not wait types "…": the code is sent to the office's mailbox.
    return Text(f"{text}\nหากไม่ต้องการรอ พิมพ์ “{BY_MAIL}” น้องจะส่งรหัสไปที่อีเมลของหน่วยงาน", quick=(by_mail(code),))


def too_many(most: int) -> Text:
    # You have sent … requests within 24 hours. Please wait for the answers, or try again tomorrow.
    return Text(f"ท่านส่งคำขอครบ {most} คำขอใน 24 ชั่วโมงแล้วค่ะ โปรดรอผลพิจารณา หรือลองใหม่วันพรุ่งนี้")


def approved(unit: Unit) -> Card:
    """To the applicant."""
    return Card(
        # Request approved
        title="คำขอได้รับอนุมัติแล้ว",
        subtitle=full_name(unit),
        # You can report now: type "report".
        text="ใช้งานได้แล้วค่ะ น้องจะแจ้งเตือนก่อนวันครบกำหนด หากพร้อมแล้ว พิมพ์ “รายงาน” เพื่อเริ่มได้เลย",
        buttons=DAILY,
        tone=Tone.GOOD,
        must_arrive=True,
    )


def refused(unit: Unit) -> Text:
    """To the applicant."""
    # Your request to join … was not approved. Check that it is your office, ask your local-administration office, or
    # type "choose office" to ask anew.
    return Text(
        f"คำขอเข้าร่วม{full_name(unit)} ไม่ได้รับอนุมัติค่ะ\n"
        "ตรวจว่าเลือกหน่วยงานถูกต้อง สอบถามท้องถิ่นอำเภอหรือท้องถิ่นจังหวัด หรือพิมพ์ “เลือกหน่วยงาน” เพื่อขอใหม่",
        quick=WAYS,
        must_arrive=True,
    )


def not_let_in(unit: Unit) -> Text:
    """To somebody who wanted to supervise."""
    # Your request to supervise in … was not approved. Please ask whoever gave you the code.
    return Text(
        f"คำขอเข้าร่วม{full_name(unit)} ไม่ได้รับอนุมัติค่ะ\nหากไม่ถูกต้อง โปรดสอบถามผู้ที่ให้รหัสเชิญแก่ท่าน",
        must_arrive=True,
    )


def _ask_instead(says: str, office_code: str | None) -> Text:
    if office_code is None:
        # Ask for a new code from whoever gave it to you.
        return Text(f"{says}\nโปรดขอรหัสใหม่จากผู้ที่ให้รหัสแก่ท่าน")
    return Text(
        # Ask for a new code, or type the office code to ask to join without one.
        f"{says}\nโปรดขอรหัสใหม่จากผู้ที่ให้รหัส หรือพิมพ์ {office_code} เพื่อขอเข้าร่วมโดยรออนุมัติ",
        # Ask to join
        quick=(Button("ขอเข้าร่วม", Say(office_code)),),
    )
