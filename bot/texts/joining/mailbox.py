"""What is said about the code that an office's mailbox gets: to whoever types it, to colleagues, to those above."""

from __future__ import annotations

from datetime import datetime

from bot.buttons import tap
from bot.messages import Button, Card, Row, Say, Section, Text, Tone
from bot.texts.joining.join import BY_MAIL, by_mail
from bot.texts.joining.requests import shown_name
from bot.thai.times import BANGKOK, write_moment, write_time
from bot.thai.units import Unit, full_name, short_full_name, supervisors_of

# Something else than six digits was typed.
# The code has 6 digits; see the mail.
NOT_A_CODE = Text("รหัสยืนยันเป็นตัวเลข 6 หลักค่ะ ดูได้จากอีเมลของหน่วยงาน")
# The new officer has left, never was, or belongs to another office.
# This person is not a member of your office now.
NOBODY_THERE = Text("ไม่พบเจ้าหน้าที่รายนี้ในหน่วยงานของท่านค่ะ อาจออกจากหน่วยงานไปแล้ว")


def objection_taken(unit: Unit, above: Unit | None) -> Text:
    """To whoever objected to a new officer of `unit`. `above` was told; None where nobody above is in the system."""
    if above is not None:
        # … is told. Thank you.
        return Text(f"แจ้ง{supervisors_of(unit, above)} แล้วค่ะ เมื่อตรวจสอบแล้วจะดำเนินการต่อ ขอบคุณที่แจ้งค่ะ")
    # Recorded, but … is not in the system yet, so please tell them directly too.
    return Text(f"บันทึกไว้แล้วค่ะ แต่{supervisors_of(unit)} ยังไม่ได้เข้าใช้งาน โปรดแจ้งโดยตรงด้วย")


def type_it(unit: Unit, mailbox: str, code: str, *, c: int, s: int) -> Card:
    """A code is on its way, or came lately: type it here. `code` is the office's own."""
    return Card(
        # Type the code from the mail
        title="พิมพ์รหัสจากอีเมล",
        subtitle=full_name(unit),
        text=(
            # A 6-digit code is sent to … (within a minute or so; see the spam folder too). It is good for 10 minutes.
            # Ask whoever looks after the mailbox for it and type it here.
            f"น้องส่งรหัส 6 หลักไปที่\n{mailbox}\n"
            "ปกติถึงภายใน 1 นาที (โปรดดูในอีเมลขยะด้วย) และใช้ได้ 10 นาที\n"
            "\n"
            "ขอรหัสจากผู้ดูแลอีเมลของหน่วยงาน แล้วพิมพ์ในแชตนี้ หรือพิมพ์ “ยกเลิก”"
        ),
        buttons=(
            _ask_above(code),
            # Cancel
            tap("ยกเลิก", "join.cancel", c=c, s=s),
        ),
    )


def wrong(left: int) -> Text:
    """`left` tries are left, at least one."""
    # The code is not right. Try again, … more times.
    return Text(f"รหัสไม่ถูกต้องค่ะ ตรวจตัวเลขในอีเมลอีกครั้ง พิมพ์ได้อีก {left} ครั้ง")


def over(again_at: datetime | None, code: str) -> Text:
    """The code is used, too old or was tried too often. `again_at`: when the office may get another; None for now."""
    # This code can be used no more.
    says = "รหัสนี้ใช้ไม่ได้แล้วค่ะ"
    if again_at is not None:
        return _instead(f"{says} {_later(again_at)}", code)
    # To have a new one, type …
    return _instead(f"{says} หากต้องการรหัสใหม่ พิมพ์ “{BY_MAIL}”", code, by_mail(code))


def not_yet(again_at: datetime, code: str) -> Text:
    """The office had its mail of this hour, and its code can be used no more."""
    return _instead(f"อีเมลของหน่วยงานรับรหัสได้ชั่วโมงละ 1 ครั้งค่ะ {_later(again_at)}", code)


def too_often(code: str) -> Text:
    # Too many codes were asked for or typed wrongly. For safety none is taken for now; ask for approval.
    return _instead("มีการขอรหัสหรือพิมพ์รหัสผิดหลายครั้งแล้วค่ะ เพื่อความปลอดภัย ขอหยุดรับรหัสไว้ก่อน", code)


def not_sent(unit: Unit, code: str) -> Text:
    """To whoever asked for a code: the mail was given up."""
    # The code could not be sent to the mailbox of … .
    return _instead(f"ส่งรหัสไปที่อีเมลของ {short_full_name(unit)} ไม่สำเร็จค่ะ ลองใหม่ภายหลังได้", code, must_arrive=True)


def new_officer(name: str, unit: Unit, at: datetime, membership: int) -> Card:
    """To the officers so far: somebody came in by the office's mailbox."""
    return Card(
        # A new officer of your office
        title="หน่วยงานของท่านมีเจ้าหน้าที่ใหม่",
        subtitle=full_name(unit),
        # They typed the code that was sent to the office's mailbox, and can report for it now as you can. If nobody at
        # the office knows them, press …: those above look into it.
        text=(
            "ผู้นี้พิมพ์รหัสที่ส่งไปยังอีเมลของหน่วยงาน จึงรายงานแทนหน่วยงานได้แล้วเช่นเดียวกับท่าน\n"
            "หากหน่วยงานไม่รู้จักผู้นี้ กด “แจ้งว่าไม่ถูกต้อง” น้องจะแจ้งให้หน่วยงานที่กำกับดูแลตรวจสอบ"
        ),
        sections=(_who(name, at),),
        # Say that this is not right
        buttons=(tap("แจ้งว่าไม่ถูกต้อง", "join.object", m=membership),),
        must_arrive=True,
    )


def objected(by: str, name: str, unit: Unit, at: datetime, membership: int) -> Card:
    """To those above: an officer says that the new one is none."""
    return Card(
        # An objection to a new officer
        title="มีผู้ทักท้วงเจ้าหน้าที่ใหม่",
        subtitle=full_name(unit),
        # … of the same office says that the new officer, who came in by a code from the office's mailbox, is not right.
        # Please ask the office; if they are not its officer, end the membership on the page.
        text=(
            f"{shown_name(by)} ซึ่งเป็นเจ้าหน้าที่ของหน่วยงานนี้ แจ้งว่าเจ้าหน้าที่ใหม่ที่เข้าใช้งานด้วยรหัสทางอีเมลไม่ถูกต้อง\n"
            "โปรดสอบถามหน่วยงาน หากไม่ใช่เจ้าหน้าที่จริง ให้ถอดออกจากหน่วยงานบนหน้าเว็บ"
        ),
        sections=(_who(name, at),),
        buttons=(
            # Look into it on the page
            tap("ตรวจสอบบนหน้าเว็บ", "desk.open", "เปิดหน้าเว็บ", primary=True, to=f"/desk/admin/people/{membership}"),
        ),
        tone=Tone.WARN,
        must_arrive=True,
    )


def _who(name: str, at: datetime) -> Section:
    # LINE name; came in on
    return Section("", (Row("ชื่อใน LINE", shown_name(name)), Row("เข้าเมื่อ", write_moment(at))))


def _later(again_at: datetime) -> str:
    # A new one can be asked for from …
    return f"ขอรหัสใหม่ได้ตั้งแต่เวลา {write_time(again_at.astimezone(BANGKOK).time())}"


def _instead(says: str, code: str, *first: Button, must_arrive: bool = False) -> Text:
    # Or ask the office above to approve: type …
    says = f"{says}\nหรือพิมพ์ {code} เพื่อขอให้หน่วยงานที่กำกับดูแลอนุมัติ"
    return Text(says, quick=(*first, _ask_above(code)), must_arrive=must_arrive)


def _ask_above(code: str) -> Button:
    # Ask for approval
    return Button("ขออนุมัติแทน", Say(code))
