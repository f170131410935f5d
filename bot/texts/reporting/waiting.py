"""Reports that wait to be sent: which one, how far each is, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.buttons import tap
from bot.messages import Button, Card, Message, Post, Row, Section, Text, Tone
from bot.texts.reporting.report import AFTER, of_programme, title
from bot.thai.dates import write_date, write_period
from bot.thai.digits import quoted


class Stands(StrEnum):
    """How far a report is that waits to be sent."""

    NEW = ""
    BEGUN = "กรอกค้างไว้"  # begun
    RETURNED = "ถูกส่งกลับให้แก้ไข"  # sent back to be corrected
    AMENDED = "แก้ไขค้าง ยังไม่ได้ส่ง"  # changed, and the change not sent


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that waits. `subject` is its programme where there are several, else ""; `begin` is the data of the
    button that begins it."""

    period: str
    subject: str
    office: str
    due: date
    stands: Stands
    begin: str


def choose(waiting: Sequence[Waiting], *, nothing: bool = False) -> list[Message]:
    """Several reports wait, oldest due first: which one? `nothing`: of which is there nothing to report?"""
    rows = tuple(
        Row(
            f"{number}. {one.office}",
            "\n".join(part for part in (one.subject, *_when(one), one.stands) if part),
            Tone.WARN if one.stands in (Stands.RETURNED, Stands.AMENDED) else Tone.PLAIN,
            button=Button(one.office, Post(one.begin)),
        )
        for number, one in enumerate(waiting, 1)
    )
    # nothing to report; report
    word = "ไม่มีการดำเนินงาน" if nothing else "รายงาน"
    return [
        Card(
            # of which report is there nothing / choose the report to fill in
            "เลือกรายงานที่ไม่มีการดำเนินงาน" if nothing else "เลือกรายงานที่จะทำ",
            subtitle="เรียงจากที่ครบกำหนดก่อน",  # earliest due first
            sections=(Section("", rows),),
            text=f"เลือกรายงาน หรือพิมพ์ “{word}” ตามด้วยหมายเลข เช่น {word} 1",  # choose, or type "report 1"
        )
    ]


def _when(one: Waiting) -> tuple[str, str]:
    return write_period(one.period), f"ครบกำหนด {write_date(one.due)}"


def not_open(said: str, periods: Sequence[str]) -> Text:
    """The month that was typed is none that can be sent now; those that can be, oldest first."""
    # No report of "…" can be sent at present. Those that can be: …. Type "report" to begin, "status" for past ones.
    could = ", ".join(title(period) for period in dict.fromkeys(periods))
    return Text(
        f"ขณะนี้ไม่มีรายงานของ {quoted(said)} ที่ส่งได้ค่ะ\nที่ส่งได้คือ {could}\nพิมพ์ “รายงาน” เพื่อเริ่ม หรือ “สถานะ” เพื่อดูรายงานที่ผ่านมา",
        quick=(tap("รายงาน", "report"), *AFTER),
    )


def next_one(one: Waiting, of: int) -> list[Message]:
    """Another report of this person still waits, the first of so many to choose from."""
    # Type "report" to begin this one / to choose from the n that wait
    how = f"เลือกจากรายงานที่รออยู่ {of} ฉบับ" if of > 1 else "เริ่มฉบับนี้"
    # One more is waiting: …, due on …
    what = of_programme(f"ยังมี{title(one.period)}\n{one.office}", one.subject)
    return [
        Text(
            f"{what}\nครบกำหนด {write_date(one.due)}\nพิมพ์ “รายงาน” เพื่อ{how}",
            quick=(Button("เริ่มรายงาน", Post(one.begin, "รายงาน")), *AFTER),  # begin
        )
    ]
