"""What a reminder says: which month, of which office, due on which day. Dates in words, never "in three days"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import groupby

from bot.buttons import press, tap
from bot.messages import Button, Card, Post, Row, Section, Text, Tone
from bot.texts.reporting.report import due_on
from bot.thai.dates import write_weekday_date
from bot.thai.periods import is_once, name_beside_day, period_word

ROWS = 8  # offices named in one card; the rest are counted

_AFTER = (
    tap("รายงาน", "report"),  # report
    tap("สถานะ", "status"),  # status
)
# All your reports have been sent; there is nothing to remind you of.
NOTHING_WAITS = Text("ส่งรายงานครบแล้ว ไม่มีรายงานที่ต้องเตือนค่ะ", quick=_AFTER)


class Phase(IntEnum):
    """Where the day stands, the most pressing last."""

    OPENED = 0
    BEFORE = 1
    AMENDED = 2
    DUE = 3
    RETURNED = 4
    OVERDUE = 5


# Of these only a correction is wanted.
_CORRECTED = (Phase.RETURNED, Phase.AMENDED)


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One month of one office. `locks` is the last day on which it can be sent, `is_begun` true for a draft;
    `can_be_nothing`: its form has an answer that says that nothing was done."""

    programme: str
    subject: str
    unit: str
    office: str
    period: str
    due: date
    locks: date
    phase: Phase
    is_begun: bool = False
    can_be_nothing: bool = True

    @property
    def offers_nothing(self) -> bool:
        return self.can_be_nothing and self.phase not in _CORRECTED

    @property
    def button(self) -> str:
        return press("report.start", p=self.programme, u=self.unit, m=self.period)


_TITLES = {
    Phase.OPENED: "เปิดรับรายงาน",  # the report may be sent; for the month, the quarter, the year is added
    Phase.BEFORE: "ใกล้ครบกำหนดส่งรายงาน",  # the report is due soon
    Phase.AMENDED: "แก้ไขรายงานค้าง ยังไม่ได้ส่ง",  # a change of a report was not sent
    Phase.DUE: "ครบกำหนดส่งรายงาน",  # the report is due
    Phase.RETURNED: "รายงานรอการแก้ไขของท่าน",  # a report waits for your correction
    Phase.OVERDUE: "เกินกำหนดส่งรายงาน",  # the report is overdue
}
_TONES = {Phase.AMENDED: Tone.WARN, Phase.DUE: Tone.WARN, Phase.RETURNED: Tone.WARN, Phase.OVERDUE: Tone.BAD}


def reminder(lines: Sequence[ReminderLine], *, can_wait: bool) -> Card:
    """One message for everything of a day. `can_wait`: something will still be open tomorrow."""
    pressing = max(lines, key=lambda line: line.phase)
    alike = [line for line in lines if line.phase is pressing.phase]
    words = _one(lines[0], can_wait) if len(lines) == 1 else _several(lines, can_wait)
    return Card(
        title=_title(pressing),
        subtitle=lines[0].office if len(lines) == 1 else _count_of(alike, lines),
        text=words,
        sections=(Section("", (Row("เรื่อง", lines[0].subject),)),) if len(lines) == 1 else _sections(lines),  # subject
        buttons=_buttons(lines, can_wait),
        tone=_TONES.get(pressing.phase, Tone.PLAIN),
        alt=f"{_title(pressing)}\n{_sentence(pressing)}\n{_where(alike)}\n{_typed(lines, can_wait)}",
        must_arrive=True,
    )


def _one(line: ReminderLine, can_wait: bool) -> str:
    told = "\n".join(part for part in (_sentence(line), _more(line)) if part)
    return f"{told}\n\n{_typed([line], can_wait)}"


def _several(lines: Sequence[ReminderLine], can_wait: bool) -> str:
    # The same sentence is said once, however many offices it is true of.
    is_one_subject = len({line.subject for line in lines}) == 1
    sentences = dict.fromkeys(
        _sentence(line) if is_one_subject else f"{_sentence(line)} ({line.subject})" for line in lines
    )
    told = "\n".join(sentences)
    return f"{told}\n\n{_typed(lines, can_wait)}"


def _sentence(line: ReminderLine) -> str:
    return due_on(line.period, line.due)


def _title(line: ReminderLine) -> str:
    is_recurring = line.phase is Phase.OPENED and not is_once(line.period)
    return _TITLES[line.phase] + (f"ประจำ{period_word(line.period)}" if is_recurring else "")


def _more(line: ReminderLine) -> str:
    if line.phase is Phase.AMENDED:
        # The change was not sent, so the report stands as it was; the change can be sent until …
        return f"การแก้ไขยังไม่ได้ส่ง รายงานจึงยังเป็นฉบับเดิม ส่งการแก้ไขได้ถึง{write_weekday_date(line.locks)} ค่ะ"
    if line.phase is Phase.RETURNED:
        # It was sent back for correction and waits for you; it can be sent until …
        return f"รายงานถูกส่งกลับให้แก้ไข และรอการแก้ไขของท่าน ส่งได้ถึง{write_weekday_date(line.locks)} ค่ะ"
    if line.phase is Phase.OVERDUE:
        # It has not come yet, and can still be sent until …
        return f"ขณะนี้ยังไม่ได้รับรายงาน และยังส่งได้ถึง{write_weekday_date(line.locks)} ค่ะ"
    if line.is_begun:
        # What has been filled in is kept; you can go on from there.
        return "ข้อมูลที่กรอกไว้ยังอยู่ครบ ทำต่อได้เลยค่ะ"
    return ""


def _sections(lines: Sequence[ReminderLine]) -> tuple[Section, ...]:
    same_name = Counter({line.unit: line.office for line in lines}.values())
    sections, left = [], ROWS
    for (subject, period), group in groupby(lines, key=lambda line: (line.subject, line.period)):
        shown = list(group)[:left]
        left -= len(shown)
        if shown:
            heading = f"{subject} {name_beside_day(period)}"
            sections.append(Section(heading, tuple(_row(line, same_name[line.office] > 1) for line in shown)))
    if len(lines) > ROWS:
        # and n more; type "status" to see all
        sections.append(Section("", (Row(f"และอีก {len(lines) - ROWS} รายการ พิมพ์ “สถานะ” เพื่อดูทั้งหมด", tone=Tone.MUTED),)))
    return tuple(sections)


def _row(line: ReminderLine, is_ambiguous: bool) -> Row:
    office = f"{line.office} ({line.unit})" if is_ambiguous else line.office
    value, tone = {
        Phase.RETURNED: ("รอแก้ไข", Tone.WARN),  # waits for correction
        Phase.AMENDED: ("แก้ไขค้าง", Tone.WARN),  # a change was not sent
        Phase.OVERDUE: ("เกินกำหนด", Tone.BAD),  # overdue
        Phase.DUE: ("ครบกำหนด", Tone.WARN),  # due
    }.get(line.phase, ("กรอกค้างไว้" if line.is_begun else "ยังไม่ส่ง", Tone.PLAIN))  # begun / not sent
    return Row(office, value, tone, button=Button(office, Post(line.button)))


def _buttons(lines: Sequence[ReminderLine], can_wait: bool) -> tuple[Button, ...]:
    if len(lines) == 1:
        line = lines[0]
        # correct the report / go on changing / go on with the report / start the report
        labels = {Phase.RETURNED: "แก้ไขรายงาน", Phase.AMENDED: "แก้ไขต่อ"}
        label = labels.get(line.phase) or ("ทำรายงานต่อ" if line.is_begun else "เริ่มรายงาน")
        start = line.button
        nothing = press("report.nothing", p=line.programme, u=line.unit, m=line.period)
    else:
        label, start, nothing = "เริ่มรายงาน", press("report.start"), press("report.nothing")
    buttons = [Button(label, Post(start, label), primary=True)]
    if any(line.offers_nothing for line in lines):
        buttons.append(Button("ไม่มีการดำเนินงาน", Post(nothing, "ไม่มีการดำเนินงาน")))  # nothing to report
    if can_wait:
        buttons.append(tap("เตือนพรุ่งนี้", "remind.tomorrow"))  # remind me tomorrow
    return tuple(buttons)


def _typed(lines: Sequence[ReminderLine], can_wait: bool) -> str:
    """The same by typing, for whoever sees no buttons."""
    # "report" (to correct it)
    words = ["“รายงาน” เพื่อแก้ไข" if all(line.phase in _CORRECTED for line in lines) else "“รายงาน”"]
    if any(line.offers_nothing for line in lines):
        words.append("“ไม่มีการดำเนินงาน”")  # "nothing to report"
    if can_wait:
        words.append("“เตือนพรุ่งนี้”")  # "remind tomorrow"
    # Press a button, or type …, … or …
    return "กดปุ่ม หรือพิมพ์ " + " ".join([*words[:-2], " หรือ ".join(words[-2:])])


def _count_of(alike: Sequence[ReminderLine], lines: Sequence[ReminderLine]) -> str:
    """Of how many the title is true."""
    # … of all the …
    return count(lines) if len(alike) == len(lines) else f"{len(alike)} จากทั้งหมด {count(lines)}"


def count(lines: Sequence[ReminderLine]) -> str:
    units = len({line.unit for line in lines})
    # n offices / n reports
    return f"{units} หน่วยงาน" if units == len(lines) else f"{len(lines)} รายงาน"


def _where(lines: Sequence[ReminderLine]) -> str:
    first = lines[0].office
    # and others
    return (
        first
        if len({line.unit for line in lines}) == 1
        else f"{first} และอีก {len({line.unit for line in lines}) - 1} หน่วยงาน"
    )


def will_remind(on: date, lines: Sequence[tuple[str, date]]) -> Text:
    """The answer to "remind me tomorrow": (period, due day) of what waits."""
    # Yes. I will remind you again on … at 08:30.
    words = [f"ได้ค่ะ น้องรายงานจะเตือนอีกครั้ง{write_weekday_date(on)} เวลา 08:30 น."]
    for period, due in dict.fromkeys(lines):
        words.append(due_on(period, due))
    if any(due < on for _, due in lines):
        # What is sent after the due day counts as late.
        words.append("รายงานที่ส่งหลังวันครบกำหนด ระบบจะบันทึกว่าส่งเกินกำหนด")
    return Text("\n".join(words), quick=_AFTER)


def locked_tomorrow(lines: Sequence[tuple[str, date]]) -> Text:
    """(period, last day): everything that waits closes today."""
    words = [
        # The report of … can be sent until … only
        f"รายงาน{name_beside_day(period)} ส่งได้ถึง{write_weekday_date(last)} เท่านั้น"
        for period, last in dict.fromkeys(lines)
    ]
    # So it cannot be put off until tomorrow. Type "report" to do it now.
    words.append("จึงเลื่อนการเตือนไปวันพรุ่งนี้ไม่ได้ค่ะ\nพิมพ์ “รายงาน” เพื่อทำรายงานในวันนี้")
    return Text("\n".join(words), quick=_AFTER)
