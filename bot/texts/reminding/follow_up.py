"""Chasing reports: what a supervisor sees before and after reminding, and what an office's people hear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.buttons import tap
from bot.messages import Button, Card, Message, Post, Row, Section, Text, Tone
from bot.schedule import BANGKOK
from bot.texts.desk.desk import place_name
from bot.texts.reminding.digest import invitations
from bot.texts.reminding.reminders import ReminderLine, count, reminder
from bot.texts.reporting.report import title
from bot.texts.reviewing.overview import Where
from bot.thai.dates import write_weekday_date
from bot.thai.numbers import write_number
from bot.thai.times import write_time

# Please tick at least one office.
TICK_FIRST = "กรุณาเลือกหน่วยงานอย่างน้อย 1 แห่งก่อน"
NAMES = 6  # offices named in one line; the rest are counted

# Why an office is not reminded, by `services.reminding.manual_reminder.Eligibility`: has had today's message; asked to
# be reminded on a later day; the month's messages are used up; no message reaches its people (they blocked the chat or
# left); nobody registered; locked: extend first
WHY: Mapping[str, str] = {
    "today": "ได้รับข้อความของวันนี้แล้ว",
    "wished": "ขอให้เตือนในวันหลัง",
    "quota": "โควตาข้อความไม่พอ",
    "unreachable": "ส่งข้อความไม่ถึง",
    "nobody": "ยังไม่มีผู้ลงทะเบียน",
    "locked": "ปิดรับแล้ว ต้องขยายเวลาก่อน",
}

CANCELLED = Text("ยกเลิกแล้ว ยังไม่มีการส่งหรือเปลี่ยนแปลงใด ๆ ค่ะ")  # cancelled: nothing was sent or changed
# There is nothing to cancel.
NOTHING_TO_CONFIRM = Text("ไม่มีรายการที่รอการยืนยันค่ะ")
# The report you were filling in rests as it is: type "go on" to come back to it.
REPORT_RESTS = Text("รายงานที่กรอกค้างไว้ยังอยู่ครบ พิมพ์ “ทำต่อ” เพื่อกลับไปทำรายงานค่ะ")
# To an officer who asks for more time: type "status" to see until when it can be sent. Those above give more time:
# type "contact" to ask them.
ASK_ABOVE = Text(
    "พิมพ์ “สถานะ” เพื่อดูว่าส่งได้ถึงวันใดค่ะ\nหากต้องการขยายเวลา พิมพ์ “ติดต่อ” เพื่อขอจากหน่วยงานที่กำกับดูแล",
    quick=(tap("สถานะ", "status"), tap("ติดต่อ", "contact")),
)


@dataclass(frozen=True, slots=True)
class ManualReminder:
    """What a manual reminder would do or did. `offices`: short names by "remind" and the keys of `WHY`.
    `unreached` are (office, people whom no message reaches) though others there are reached. `at` is None for now.
    `left` is what LINE takes this month before it; None for any, -1 where that is not known."""

    where: Where
    people: int
    offices: Mapping[str, Sequence[str]]
    unreached: Sequence[tuple[str, int]]
    at: datetime | None
    left: int | None

    @property
    def reminded(self) -> Sequence[str]:
        return self.offices.get("remind", ())


def manual_reminder(office: str, lines: Sequence[ReminderLine], can_wait: bool) -> Card:
    """To an office's people: a reminder that an `office` above sends by hand."""
    card = reminder(lines, can_wait=can_wait)
    # … asks after the report of your office.
    asks = f"{office} ขอติดตามรายงานของหน่วยงานท่านค่ะ"
    subtitle = card.subtitle if len(lines) == 1 else count(lines)
    # Following up the month's report
    title = "ติดตามการส่งรายงาน"
    return replace(card, title=title, subtitle=subtitle, text=f"{asks}\n\n{card.text}", alt=f"{asks}\n{card.alt}")


def preview(shown: ManualReminder, day: str) -> Card:
    """Before reminding: whom it reaches and what it costs. `day` stands in the button, which is good for that day."""
    if not shown.people:
        return _nobody_to_remind(shown)
    # Type "confirm" to send, or "cancel".
    text = "ยังไม่ได้ส่ง กดปุ่ม หรือพิมพ์ “ยืนยัน” เพื่อส่ง หรือ “ยกเลิก”"
    rows = (
        # will remind: … offices, … people; counted as … messages; the month's quota has … left; will be sent
        Row("จะเตือน", f"{_offices(len(shown.reminded))} {write_number(shown.people)} คน"),
        Row("นับเป็น", _messages(shown.people)),
        Row("โควตาเดือนนี้เหลือ", left(shown.left), Tone.WARN if shown.offices.get("quota") else Tone.PLAIN),
        Row("ส่งเมื่อ", when(shown.at)),
    )
    sections = [Section("", rows), *_left_out(shown)]
    if len(shown.reminded) > 1:
        sections.insert(1, Section("หน่วยงานที่จะได้รับข้อความเตือน", (Row(names(shown.reminded)),)))  # who will be reminded
    return Card(
        title="เตือนให้ส่งรายงาน",  # remind to send the report
        subtitle=shown.where.in_full,
        text=text,
        sections=tuple(sections),
        buttons=(
            # send the reminders; cancel
            Button("ยืนยันส่งข้อความเตือน", Post(confirm(shown, day), "ยืนยันส่งข้อความเตือน"), primary=True),
            tap("ยกเลิก", "chase.cancel"),
        ),
    )


def confirm(shown: ManualReminder, day: str) -> str:
    """The data of the button that sends: to so many people, on that day."""
    return shown.where.press("chase.send", d=day, k=shown.people)


def sent(shown: ManualReminder) -> Card:
    """After reminding: who was, who was not and why."""
    if not shown.people:
        return _nobody_to_remind(shown)
    # Reminded … people in … offices. / The reminders will be sent …
    told = f"{write_number(shown.people)} คน ใน {_offices(len(shown.reminded))}"
    title = "ส่งข้อความเตือนแล้ว" if shown.at is None else "ตั้งเวลาส่งข้อความเตือนแล้ว"
    heading = "เตือนแล้ว" if shown.at is None else "จะได้รับข้อความเตือน"  # reminded / will be reminded
    text = f"เตือน {told}" if shown.at is None else f"จะเตือน {told}\nส่งเมื่อ {when(shown.at)}"
    return Card(
        title=title,
        subtitle=shown.where.in_full,
        text=text,
        sections=(Section(heading, (Row(names(shown.reminded)),)), *_left_out(shown)),
        tone=Tone.GOOD,
    )


def sent_in_a_line(people: int, offices: int, at: datetime | None, left_out: Mapping[str, int]) -> str:
    """The same above a page that says of each office what became of it. `left_out` counts offices by the keys of `WHY`;
    `at` is None for now."""
    # Nobody can be reminded just now. / Reminders sent to … people in … offices / set to be sent to … on …
    told = "ไม่มีผู้ที่เตือนได้ในขณะนี้"
    if people:
        told = f"{'ส่ง' if at is None else 'ตั้งเวลาส่ง'}ข้อความเตือนแล้ว {write_number(people)} คน ใน {_offices(offices)}"
        told += f" ส่ง{when(at)}" if at else ""
    # not reminded: …
    not_told = ", ".join(f"{WHY[why]} {_offices(count)}" for why, count in left_out.items() if count)
    return f"{told}\nไม่ได้เตือน: {not_told}" if not_told else told


def ask_on_page(shown: ManualReminder) -> Card:
    """More people than an answer in the chat can serve at once."""
    path = f"/desk/chase/{shown.where.code}?programme={shown.where.programme}&period={shown.where.period}"
    return Card(
        title="เตือนให้ส่งรายงาน",  # remind to send the report
        subtitle=shown.where.in_full,
        # There are … people to remind: please send from the desk's page, or area by area.
        text=f"มีผู้ที่ต้องเตือน {shown.people:,} คน โปรดส่งจากหน้าเว็บ หรือเลือกเตือนทีละพื้นที่",
        buttons=(tap("เปิดหน้าเว็บ", "desk.open", primary=True, to=path),),  # open the page
    )


def all_sent(shown: ManualReminder) -> Text:
    # Everybody has sent: there is nobody to remind.
    return Text(f"{place_name(shown.where.unit)} ส่ง{title(shown.where.period)} ครบแล้ว ไม่มีหน่วยงานที่ต้องเตือนค่ะ")


def which(example: str) -> Text:
    """The word alone, or a number of no list. `example` is the word to type."""
    # Whom? Type "who has not sent" and then "… 1" by the number, or "… all".
    return Text(
        f"หมายถึงหน่วยงานใดคะ พิมพ์ “ใครยังไม่ส่ง” แล้วพิมพ์ “{example} 1” ตามหมายเลข หรือ “{example}ทั้งหมด”",
        quick=(tap("ใครยังไม่ส่ง", "review.missing"),),
    )


# The figures have changed since you looked: please look again and confirm.
LOOK_AGAIN = "ข้อมูลเปลี่ยนไปหลังจากท่านเปิดดู ยังไม่ได้ส่ง โปรดตรวจสอบอีกครั้ง"


def looked_again(first: Message) -> list[Message]:
    """An old button: the figures as they are now."""
    # Some time has passed: here is how it stands now.
    return [Text("เวลาผ่านไปแล้ว น้องตรวจข้อมูลล่าสุดให้ใหม่ค่ะ"), first]


def left(messages: int | None) -> str:
    if messages is None:
        return "ไม่จำกัด"  # no limit
    return "ยังไม่ทราบ" if messages < 0 else _messages(messages)  # not known yet


def when(at: datetime | None) -> str:
    if at is None:
        return "ทันที"  # at once
    local = at.astimezone(BANGKOK)
    return f"{write_weekday_date(local.date())} เวลา {write_time(local.time())}"  # on …, at …


def names(offices: Sequence[str]) -> str:
    more = len(offices) - NAMES
    # and … more
    return ", ".join(offices[:NAMES]) + (f" และอีก {more:,} หน่วยงาน" if more > 0 else "")


def _nobody_to_remind(shown: ManualReminder) -> Card:
    return Card(
        title="ไม่มีผู้ที่เตือนได้ในขณะนี้",  # nobody can be reminded at present
        subtitle=shown.where.in_full,
        sections=tuple(_left_out(shown)),
        tone=Tone.WARN,
    )


def _left_out(shown: ManualReminder) -> list[Section]:
    """Who is not reminded and why; those without anybody registered with the way to invite them."""
    rows = []
    for eligibility, why in WHY.items():
        if offices := shown.offices.get(eligibility, ()):
            rows.append(Row(f"{why} {_offices(len(offices))}", names(offices), Tone.MUTED))
        if offices and eligibility == "nobody":
            button = invitations(shown.where.code)
            rows.append(Row(button.label, button=button))
        if offices and eligibility == "locked":
            label = "ขยายเวลา"  # extend
            rows.append(Row(label, button=Button(label, Post(shown.where.press("chase.extend"), label))))
    found = [Section("ไม่ได้เตือน", tuple(rows))] if rows else []  # not reminded
    if shown.unreached:
        people = tuple(Row(office, f"{count} คน") for office, count in shown.unreached[:NAMES])
        # people whom no message reaches (they blocked the chat or left), though a colleague is reminded
        found.append(Section("ผู้ที่ส่งข้อความไม่ถึง", people))
    return found


def _offices(count: int) -> str:
    return f"{write_number(count)} หน่วยงาน"  # … offices


def _messages(count: int) -> str:
    return f"{write_number(count)} ข้อความ"  # … messages
