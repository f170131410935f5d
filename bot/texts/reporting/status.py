"""สถานะ: what an office has to send now, and the outcome of its last months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.buttons import press, tap
from bot.messages import Button, Card, Message, Post, Row, Section, Text, Tone
from bot.texts.menu import SUPERVISING
from bot.texts.reporting.report import dissolved, due_on, title
from bot.thai.dates import write_period, write_short_date, write_weekday_date
from bot.thai.numbers import write_number
from bot.thai.periods import name_beside_day, name_on_button, period_name, period_word


class Now(StrEnum):
    """Where an open month stands."""

    WAITING = "waiting"
    BEGUN = "begun"
    RETURNED = "returned"
    AMENDED = "amended"
    SENT = "sent"
    NOTHING = "nothing"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Open:
    """A month that can be filled in now. `locks` is the last day; `report_id` None while nobody has begun;
    `is_late` counts the due day only: whether it has passed, or for a sent one whether it came after it."""

    programme: str
    subject: str
    unit: str
    period: str
    due: date
    locks: date
    now: Now
    is_late: bool
    report_id: int | None

    @property
    def waits(self) -> bool:
        return self.now in (Now.WAITING, Now.BEGUN, Now.RETURNED, Now.AMENDED)


@dataclass(frozen=True, slots=True)
class Past:
    """A month before that was asked for. `outcome` as in due_months.Outcome; `on_time` None where not sent."""

    period: str
    outcome: str
    on_time: bool | None
    report_id: int | None


@dataclass(frozen=True, slots=True)
class AskedMonths:
    """What one programme asks of one office."""

    subject: str
    open: tuple[Open, ...]
    past: tuple[Past, ...]


def office(name: str, area: str, asked: Sequence[AskedMonths], gone: date | None = None) -> Card:
    """One office's card; what waits longest has the button. `gone` is the first day without it, if it is no more."""
    months = [month for one in asked for month in one.open]
    waiting = sorted((month for month in months if month.waits), key=lambda month: (month.due, month.period))
    sections: list[Section] = []
    for one in asked:
        rows = tuple(_open_row(month) for month in one.open)
        # nothing to send at present
        sections.append(Section(one.subject, rows or (Row("ขณะนี้ไม่มีรายงานที่ต้องส่ง", tone=Tone.MUTED),)))
        if one.past:
            heading = f"{period_word(one.past[0].period)}ที่ผ่านมา"  # past months
            sections.append(Section(heading, tuple(_past_row(month) for month in one.past)))
    return Card(
        title=name,
        subtitle=area,
        text=_headline(waiting, months) if gone is None else _of_the_gone(name, gone, waiting),
        sections=tuple(sections),
        buttons=_buttons(waiting, months, len(asked) > 1),
        tone=_tone(waiting, months),
    )


def _of_the_gone(name: str, gone: date, waiting: Sequence[Open]) -> str:
    """What is still to be sent of the months before stands first."""
    left = [_headline(waiting, waiting)] if waiting else []
    return "\n\n".join([*left, dissolved(name, gone)])


def _headline(waiting: Sequence[Open], months: Sequence[Open]) -> str:
    if not waiting:
        # all sent / nothing to send at present
        return "ส่งรายงานครบแล้วค่ะ" if months else "ขณะนี้ไม่มีรายงานที่ต้องส่งค่ะ"
    first = waiting[0]
    words = due_on(first.period, first.due)
    if first.now is Now.AMENDED:
        # A change waits to be sent, until …; until then the report stands as it was sent. Type "report" to go on.
        return (
            f"{title(first.period)} แก้ไขค้าง ยังไม่ได้ส่ง\nรายงานที่ส่งไว้ยังเป็นฉบับเดิม "
            f"ส่งการแก้ไขได้ถึง{write_weekday_date(first.locks)} ค่ะ\n\nพิมพ์ “รายงาน” เพื่อแก้ไขต่อ"
        )
    if first.now is Now.RETURNED:
        # sent back, waits for your correction; until …
        words += f"\nถูกส่งกลับให้แก้ไข และรอการแก้ไขของท่าน ส่งได้ถึง{write_weekday_date(first.locks)} ค่ะ"
    elif first.is_late:
        # overdue, can still be sent until …
        words += f"\nเกินกำหนดแล้ว ยังส่งได้ถึง{write_weekday_date(first.locks)} ค่ะ"
    return words + "\n\nพิมพ์ “รายงาน” เพื่อทำรายงาน"  # type "report" to fill it in


_NOW = {
    Now.WAITING: "ยังไม่ส่ง",  # not sent
    Now.BEGUN: "กรอกค้างไว้",  # begun
    Now.RETURNED: "รอแก้ไข",  # waits for correction
    Now.AMENDED: "แก้ไขค้าง ยังไม่ได้ส่ง",  # changed, and the change not sent
    Now.SENT: "ส่งแล้ว",  # sent
    Now.NOTHING: "ส่งแล้ว ไม่มีการดำเนินงาน",  # sent: nothing to report
    Now.APPROVED: "รับรองแล้ว",  # approved
}


def _open_row(month: Open) -> Row:
    value = _NOW[month.now]
    if not month.waits:
        value += " (เกินกำหนด)" if month.is_late else " (ทันกำหนด)"  # late / on time
        return Row(period_name(month.period), value, Tone.GOOD, button=_see(month.report_id))
    if month.now is Now.AMENDED:
        value += f"\nส่งได้ถึง {write_short_date(month.locks)}"  # can be sent until
        return Row(period_name(month.period), value, Tone.WARN, button=_start(month))
    if month.is_late:
        value += " เกินกำหนด"  # overdue
    value += f"\nครบกำหนด {write_short_date(month.due)}"  # due on
    tone = Tone.BAD if month.is_late else Tone.WARN if month.now is Now.RETURNED else Tone.PLAIN
    return Row(period_name(month.period), value, tone, button=_start(month))


def _past_row(month: Past) -> Row:
    late = " (เกินกำหนด)" if month.on_time is False else ""  # late
    value, tone = {
        "on_time": ("ส่งทันกำหนด", Tone.GOOD),  # sent on time
        "late": ("ส่งเกินกำหนด", Tone.WARN),  # sent late
        "nothing": (f"ไม่มีการดำเนินงาน{late}", Tone.GOOD),  # said there was nothing
        "returned": ("ส่งกลับแก้ไข", Tone.WARN),  # sent back, never corrected
        "missing": ("ไม่ได้ส่ง", Tone.BAD),  # never sent
        "open": ("ยังไม่ส่ง", Tone.WARN),  # not sent yet
    }[month.outcome]
    return Row(write_period(month.period), value, tone, button=_see(month.report_id))


def _see(report_id: int | None) -> Button | None:
    return None if report_id is None else tap("ดูรายงาน", "report.see", r=report_id)  # see


def _start(month: Open) -> Button:
    # correct / go on / go on changing / start
    labels = {Now.RETURNED: "แก้ไขรายงาน", Now.BEGUN: "ทำรายงานต่อ", Now.AMENDED: "แก้ไขต่อ"}
    label = labels.get(month.now, "เริ่มรายงาน")
    return Button(label, Post(press("report.start", p=month.programme, u=month.unit, m=month.period), label), True)


def _buttons(waiting: Sequence[Open], months: Sequence[Open], several: bool) -> tuple[Button, ...]:
    buttons = []
    for month in waiting[:3]:
        button = _start(month)
        if len(waiting) > 1:
            # start the report of October 2569 (of programme …)
            which = f"{button.label} {name_on_button(month.period)}" + (f" {month.subject}" if several else "")
            button = Button(which, button.does, primary=month is waiting[0])
        buttons.append(button)
    if not buttons and months and (see := _see(months[-1].report_id)):
        buttons.append(see)
    return tuple(buttons)


def _tone(waiting: Sequence[Open], months: Sequence[Open]) -> Tone:
    if any(month.is_late and month.now is not Now.AMENDED for month in waiting):
        return Tone.BAD
    if any(month.now in (Now.RETURNED, Now.AMENDED) for month in waiting):
        return Tone.WARN
    return Tone.GOOD if months and not waiting else Tone.PLAIN


def more_offices(first: int, last: int, total: int, page: int) -> Button:
    # next offices (5-8 of 12)
    label = f"ดูหน่วยงานที่ {first}-{last} จาก {total}" if last > first else f"ดูหน่วยงานที่ {first} จาก {total}"
    return tap(label, "status", page=page)


def level(lines: Sequence[tuple[str, str, str, date, int, int]]) -> Message:
    """For a supervisor: (unit, programme, period, due day, offices that sent, offices asked)."""
    # offices that have sent / … of … offices have sent; due on
    words = [
        f"{unit}\n{subject} {name_beside_day(period)}: ส่งแล้ว {write_number(sent)} จาก {write_number(asked)} หน่วยงาน "
        f"(ครบกำหนด{write_weekday_date(due)})"
        for unit, subject, period, due, sent, asked in lines
    ]
    # overview, who has not sent, check reports, open the desk
    return Text("\n\n".join(words), quick=tuple(tile.button for tile in SUPERVISING))


def nobody_asked(unit: str) -> Message:
    # No office below is asked for a report at present.
    return Text(f"{unit}\nขณะนี้ไม่มีหน่วยงานในพื้นที่ที่ต้องส่งรายงานค่ะ")
