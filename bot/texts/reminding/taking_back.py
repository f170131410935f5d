"""A later due day taken back: what the supervisor looks at before, and what the offices hear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.buttons import tap
from bot.messages import Button, Card, Post, Row, Section, Text, Tone
from bot.schedule import Window, local_day
from bot.texts.reminding.extending import BACK, OFFICES
from bot.texts.reminding.follow_up import names
from bot.texts.reviewing.overview import Where
from bot.thai.dates import write_short_date, write_weekday_date
from bot.thai.periods import name_beside_day


def told(
    office: str, offices: Sequence[tuple[str, str]], window: Window, now: datetime, *, programme: str, subject: str
) -> Card:
    """To an officer: these of your offices (code, name) have no more time than others."""
    # … has taken back the extension of the report of …
    words = f"{office} {BACK}ส่งรายงาน{name_beside_day(str(window.period))} แล้วค่ะ"
    rows = [Row(name) for _, name in offices[:OFFICES]]
    if len(offices) > OFFICES:
        rows.append(Row(f"และอีก {len(offices) - OFFICES} หน่วยงาน", tone=Tone.MUTED))  # and … more
    is_open = window.is_open(local_day(now))
    one = {"p": programme, "u": offices[0][0], "m": str(window.period)} if len(offices) == 1 else {}
    return Card(
        title=BACK,
        subtitle=offices[0][1] if len(offices) == 1 else f"{len(offices)} หน่วยงาน",  # n offices
        text=f"{words}\n{in_force(window, now)}" + ("\n\nกดปุ่ม หรือพิมพ์ “รายงาน”" if is_open else ""),
        sections=(
            Section("", (Row("เรื่อง", subject),)),  # subject
            *((Section("หน่วยงาน", tuple(rows)),) if len(offices) > 1 else ()),  # offices
        ),
        # start the report
        buttons=(tap("เริ่มรายงาน", "report.start", primary=True, **one),) if is_open else (),
        alt=f"{words}\n{in_force(window, now)}",
        must_arrive=True,
    )


def in_force(window: Window, now: datetime) -> str:
    """The day in force without the extension, and whether the report can still be sent."""
    day, due = local_day(now), write_weekday_date(window.due)
    if day > window.locks:
        return f"ครบกำหนดแล้วเมื่อ{due} และปิดรับรายงานแล้ว"  # was due on …, and no longer taken
    if day > window.due:
        # Was due on …; can still be sent until …
        return f"ครบกำหนดแล้วเมื่อ{due} ยังส่งได้ถึง{write_weekday_date(window.locks)}"
    return f"ครบกำหนด{due}"  # due on …


# After you opened this, more time was given or the offices changed. Nothing was taken back; please look again.
LOOK_AGAIN = "ข้อมูลเปลี่ยนไปหลังจากท่านเปิดดู ยังไม่ได้ยกเลิกการขยายเวลา โปรดตรวจสอบอีกครั้ง"


def confirm(
    where: Where,
    yes: str,
    offices: Sequence[tuple[str, date]],
    window: Window,
    now: datetime,
    people: int,
    left: str,
) -> Card:
    """Before it is taken back. `yes` is what the button sends; an office is shown with the later day it has."""
    # … (until … so far)
    shown = [f"{name} (เดิมถึง {write_short_date(due)})" for name, due in offices]
    rows = (
        Row("กำหนดที่จะมีผล", in_force(window, now)),  # the day in force from then on
        # told: … people (… messages); the month's quota has … left
        Row("แจ้งเจ้าหน้าที่", f"{people:,} คน (นับ {people:,} ข้อความ)"),
        Row("โควตาเดือนนี้เหลือ", left),
    )
    return Card(
        title=f"ยืนยัน{BACK}",  # confirm
        subtitle=where.in_full,
        # Nothing was changed yet. Press, or type "confirm" or "cancel".
        text="ยังไม่ได้บันทึก กดปุ่ม หรือพิมพ์ “ยืนยัน” หรือ “ยกเลิก”",
        # the offices; that have not sent yet
        sections=(Section("", rows), Section(f"หน่วยงานที่ยังไม่ส่ง {len(offices):,} หน่วยงาน", (Row(names(shown)),))),
        buttons=(
            Button(f"ยืนยัน{BACK}", Post(yes, f"ยืนยัน{BACK}"), primary=True),
            tap("ไม่ยกเลิก คงไว้", "chase.cancel", "ยกเลิก"),  # leave it as it is
        ),
    )


def done(window: Window, now: datetime, offices: int, people: int) -> str:
    # The extension of … offices is taken back: due …; … officers told.
    return f"{BACK}แล้ว {offices:,} หน่วยงาน {in_force(window, now)} แจ้งเจ้าหน้าที่ {people:,} คน"


def done_in_chat(window: Window, now: datetime, offices: int, people: int) -> Text:
    """The same, politely."""
    return Text(f"{done(window, now, offices, people)}ค่ะ")


# No office here has an extension that you could take back: those that have sent keep theirs, and so does what a level
# above has given.
NOTHING = "ไม่มีการขยายเวลาที่ท่านยกเลิกได้ หน่วยงานที่ส่งแล้ว หรือที่ระดับถัดไปขยายเวลาให้ ยังคงกำหนดเดิม"
NOTHING_IN_CHAT = Text(f"{NOTHING}ค่ะ")
