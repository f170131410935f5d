"""A later due day: how supervisors give one in the chat, and what the offices hear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.buttons import tap
from bot.messages import Button, Card, PickDate, Post, Row, Section, Text, Tone
from bot.schedule import holiday_name, is_workday
from bot.texts.desk.desk import place_name
from bot.texts.reminding.follow_up import names
from bot.texts.reporting.report import title
from bot.texts.reviewing.overview import Where
from bot.thai.dates import write_date, write_short_date, write_weekday_date
from bot.thai.periods import name_beside_day
from bot.thai.units import Unit

OFFICES = 8  # offices named in a card; the rest are counted

# The usual reasons: flood or another disaster; the system or the internet failed; the officer in charge changed or is
# away; the figures are still being gathered or checked
REASONS: Mapping[str, str] = {
    "disaster": "น้ำท่วมหรือภัยพิบัติ",
    "system": "ระบบหรืออินเทอร์เน็ตขัดข้อง",
    "staff": "เปลี่ยนหรือไม่มีผู้รับผิดชอบ",
    "figures": "อยู่ระหว่างรวบรวมหรือตรวจสอบข้อมูล",
}


def holiday_note(day: date) -> str:
    """What a supervisor should know of a last day that is no working day; "" for any other."""
    if is_workday(day):
        return ""
    # A day has several names; the shortest is the one that people use.
    name = min(holiday_name(day).split("; "), key=len)
    return f"เป็นวันหยุดราชการ ({name})" if name else "เป็นวันหยุดราชการ"  # is a public holiday (its name)


# This report has been approved: more time withdraws the approval, so that the office can amend it, and every level
# has to approve it again.
UNLOCKS = "รายงานนี้รับรองแล้ว การขยายเวลาจะยกเลิกการรับรองเพื่อให้หน่วยงานแก้ไขได้ และต้องรับรองใหม่ทุกระดับ"
# The report was approved after you opened this. Nothing was saved; please look again.
LOOK_AGAIN = "รายงานนี้ได้รับการรับรองหลังจากท่านเปิดดู ยังไม่ได้บันทึก โปรดตรวจสอบอีกครั้ง"
# Please choose a reason or write one.
NO_REASON = "กรุณาเลือกหรือพิมพ์เหตุผล"

BACK = "ยกเลิกการขยายเวลา"  # take the extension back
_CANCEL = tap("ยกเลิก", "chase.cancel")  # cancel


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
    words = f"{office} ขยายเวลาส่งรายงาน{name_beside_day(period)} ถึง{write_weekday_date(due_on)} ค่ะ"
    rows = [Row(name) for _, name in offices[:OFFICES]]
    if len(offices) > OFFICES:
        rows.append(Row(f"และอีก {len(offices) - OFFICES} หน่วยงาน", tone=Tone.MUTED))  # and … more
    one = {"p": programme, "u": offices[0][0], "m": period} if len(offices) == 1 else {}
    return Card(
        title="ขยายเวลาส่งรายงาน",  # more time for the report
        subtitle=offices[0][1] if len(offices) == 1 else f"{len(offices)} หน่วยงาน",  # n offices
        # Sent by that day it counts as on time. Press the button or type "report".
        text=f"{words}\nส่งภายในวันดังกล่าวถือว่าทันกำหนด\n\nกดปุ่ม หรือพิมพ์ “รายงาน”",
        sections=(
            # subject, reason; the offices
            Section("", (Row("เรื่อง", subject), Row("เหตุผล", reason))),
            *((Section("หน่วยงานที่ได้รับการขยายเวลา", tuple(rows)),) if len(offices) > 1 else ()),
        ),
        buttons=(tap("เริ่มรายงาน", "report.start", primary=True, **one),),  # start the report
        alt=f"{words}\nเหตุผล: {reason}",
        must_arrive=True,
    )


@dataclass(frozen=True, slots=True)
class ExtensionWish:
    """What a supervisor is about to give. `due` is the latest due day in force of the offices that wait; `offices` are
    their short names. `latest` is the last day that can be given; `unlocks`, that an approved report is unlocked."""

    where: Where
    due: date
    offices: Sequence[str]
    latest: date
    unlocks: bool = False


def ask_day(wanted: ExtensionWish, days: Sequence[tuple[int, date]], first: str = "") -> Card:
    """Until when? `days` are offered: (days more, the day). `first` says what was wrong with the day before."""
    rows = tuple(
        # n more days
        Row(f"{number}. อีก {more} วัน", write_weekday_date(day), button=_until(wanted, day, more))
        for number, (more, day) in enumerate(days, 1)
    )
    # until another day
    other = PickDate(wanted.where.press("chase.until"), initial=days[0][1], earliest=days[0][1], latest=wanted.latest)
    due = f"ครบกำหนดปัจจุบัน{write_weekday_date(wanted.due)}"  # due at present on …
    # Choose a day, or type for example "10 Nov" or "5 more days".
    wrong = f"{first}{' ' if first[-1].isdecimal() else ''}ค่ะ" if first else ""
    how = f"เลือกวัน หรือพิมพ์ เช่น {write_short_date(days[1][1])} หรือ อีก 5 วัน"
    return Card(
        title="ขยายเวลาถึงวันใด",  # until which day?
        subtitle=wanted.where.in_full,
        text="\n\n".join(part for part in (wrong, UNLOCKS if wanted.unlocks else "", due, how) if part),
        sections=(Section("", rows), Section(_waiting(wanted), (Row(names(wanted.offices)),))),
        # another day; cancel
        buttons=(Button("เลือกวันอื่น", other), _CANCEL),
    )


def ask_reason(wanted: ExtensionWish, day: date, *, again: bool = False) -> Card:
    """Why? One of the usual reasons, or the supervisor's own words; `again`: what was typed was none."""
    until = f"ขยายถึง{write_weekday_date(day)} {holiday_note(day)}".strip()
    rows = tuple(
        Row(
            f"{number}. {reason}",
            button=Button(reason, Post(wanted.where.press("chase.because", d=day.isoformat(), r=code), reason)),
        )
        for number, (code, reason) in enumerate(REASONS.items(), 1)
    )
    return Card(
        title="เหตุผลที่ขยายเวลา",  # the reason
        subtitle=wanted.where.in_full,
        # (That is no reason yet.) Until …. Choose the reason or type it; the offices will see it.
        text=("ข้อความนี้ยังไม่ใช่เหตุผลค่ะ\n\n" if again else "") + f"{until}\nเลือกเหตุผล หรือพิมพ์เหตุผลอื่น หน่วยงานจะเห็นข้อความนี้",
        sections=(Section("", rows),),
        buttons=(_CANCEL,),
    )


def confirm(
    wanted: ExtensionWish, day: date, reason: str, data: str, *, gets: Sequence[str], has: int, people: int, left: str
) -> Card:
    """Before it is given. `data` is what the button sends; `has` counts offices that have that day or a later one."""
    note = holiday_note(day)
    rows = [
        Row("ขยายถึง", f"{write_weekday_date(day)} {note}".strip(), Tone.WARN if note else Tone.PLAIN),  # until
        Row("เหตุผล", reason),  # reason
        # told: … people (… messages); the month's quota has … left
        Row("แจ้งเจ้าหน้าที่", f"{people:,} คน (นับ {people:,} ข้อความ)"),
        Row("โควตาเดือนนี้เหลือ", left),
    ]
    if has:
        rows.append(Row("มีกำหนดส่งในวันนั้นหรือหลังจากนั้นอยู่แล้ว", f"{has:,} หน่วยงาน", Tone.MUTED))  # have it already
    return Card(
        title="ยืนยันการขยายเวลา",  # confirm
        subtitle=wanted.where.in_full,
        # Nothing was changed yet. Press, or type "confirm" or "cancel".
        text=(f"{UNLOCKS}\n\n" if wanted.unlocks else "") + "ยังไม่ได้บันทึก กดปุ่ม หรือพิมพ์ “ยืนยัน” หรือ “ยกเลิก”",
        sections=(
            Section("", tuple(rows)),
            # will get more time
            Section(f"จะได้รับการขยายเวลา {len(gets):,} หน่วยงาน", (Row(names(gets)),)),
        ),
        buttons=(Button("ยืนยันขยายเวลา", Post(data, "ยืนยันขยายเวลา"), primary=True), _CANCEL),
    )


def granted(wanted: ExtensionWish, day: date, *, gets: Sequence[str], people: int, nobody: int) -> Card:
    """After it was given. `nobody` counts offices among them that have nobody to be told."""
    rows = [Row("แจ้งเจ้าหน้าที่แล้ว", f"{people:,} คน")]  # officers told
    if nobody:
        # nobody could be told by LINE; please call
        rows.append(Row("ไม่มีผู้รับข้อความ โปรดแจ้งด้วยวิธีอื่น", f"{nobody:,} หน่วยงาน", Tone.WARN))
    return Card(
        title="ขยายเวลาแล้ว",  # extended
        subtitle=wanted.where.in_full,
        # can be sent until … and counts as on time
        text=_can_amend(day) if wanted.unlocks else f"ส่งได้ถึง{write_weekday_date(day)} โดยถือว่าทันกำหนด",
        sections=(
            # got more time
            Section(f"ได้รับการขยายเวลา {len(gets):,} หน่วยงาน", (Row(names(gets)),)),
            Section("", tuple(rows)),
        ),
        # take the extension back
        buttons=() if wanted.unlocks else (Button(BACK, Post(wanted.where.press("chase.back"), BACK)),),
        tone=Tone.GOOD,
    )


def has_it(wanted: ExtensionWish, day: date) -> Text:
    # The due day is … or later already: nothing was changed.
    return Text(
        f"{place_name(wanted.where.unit)} มีกำหนดส่งใน{write_weekday_date(day)} หรือหลังจากนั้นอยู่แล้ว ไม่มีการเปลี่ยนแปลงค่ะ"
    )


def has_it_all(day: date | None) -> str:
    """The same for a page, where it was pressed twice."""
    on = write_weekday_date(day) if day else "วันนั้น"
    # These offices are due on … or later already: nothing was changed.
    return f"หน่วยงานที่เลือกมีกำหนดส่งใน{on} หรือหลังจากนั้นอยู่แล้ว ไม่มีการเปลี่ยนแปลง"


def granted_in_a_line(day: date, offices: int, people: int, nobody: int) -> str:
    # Extended until … for … offices; … officers told; … offices have nobody to be told: please tell them otherwise.
    text = f"ขยายเวลาถึง{write_weekday_date(day)} ให้ {offices:,} หน่วยงาน แจ้งเจ้าหน้าที่ {people:,} คน"
    return text + (f"\nมี {nobody:,} หน่วยงานที่ไม่มีผู้รับข้อความ โปรดแจ้งด้วยวิธีอื่น" if nobody else "")


def nobody_waits(unit: Unit, period: str) -> str:
    # No office of … has still to send the report of …: nothing to extend.
    return f"{place_name(unit)} ไม่มีหน่วยงานที่ค้างส่ง{title(period)} จึงไม่มีอะไรต้องขยายเวลา"


def nobody_waits_in_chat(unit: Unit, period: str) -> Text:
    # The same in the chat.
    return Text(f"{nobody_waits(unit, period)}ค่ะ")


def refused(reason: str, due: date, latest: date) -> str:
    """Why a day cannot be given (a reason of `ExtendRefused`; "" for what was not understood), as a page says it."""
    return {
        # That day has passed.
        "past": "วันที่ระบุผ่านไปแล้ว",
        # It can be extended until … at the latest.
        "too_far": f"ขยายได้ไม่เกิน{write_weekday_date(latest)}",
        # Please choose a day after … .
        "not_later": f"โปรดเลือกวันหลังจาก{write_weekday_date(due)}",
        # I did not understand the day.
        "": "ยังไม่เข้าใจวันที่",
    }[reason]


def _until(wanted: ExtensionWish, day: date, more: int) -> Button:
    # … more days
    return Button(f"อีก {more} วัน", Post(wanted.where.press("chase.until", d=day.isoformat()), write_date(day)))


def _waiting(wanted: ExtensionWish) -> str:
    if wanted.unlocks:
        return "หน่วยงาน"  # the office
    # … offices that have not sent
    return f"หน่วยงานที่ยังไม่ส่ง {len(wanted.offices):,} หน่วยงาน"


def _can_amend(day: date) -> str:
    # The approval was withdrawn: the office can amend the report until …
    return f"ยกเลิกการรับรองแล้ว หน่วยงานแก้ไขรายงานได้ถึง{write_weekday_date(day)}"
