"""Who has not sent, in the chat: the offices of an area with what can be done about each, and one of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.buttons import tap
from bot.messages import Button, Card, Post, Row, Section, Text, Tone
from bot.texts.desk.desk import place_name
from bot.texts.progress import short_day
from bot.texts.reporting.report import title
from bot.texts.reviewing.overview import (
    AREAS,
    OVERVIEW,
    QUEUE,
    OverviewLine,
    Where,
    behind,
    months_around,
    more,
    of_pages,
    pages_of,
)
from bot.thai.dates import write_short_date
from bot.thai.units import Unit, area_name, short_full_name, short_name

OFFICES = 6  # of one page


@dataclass(frozen=True, slots=True)
class MissingOffice:
    """One office that has not sent. `contact`: its people's last act in the chat; `state` "": just not sent.
    `requests`: how many wait for the supervisor to let them in there. `is_open`: it can still be sent."""

    unit: Unit
    code: str
    state: str
    due: date
    is_extended: bool
    people: int
    reachable: int
    contact: datetime | None
    report_id: int | None = None
    requests: int = 0
    is_returned: bool = False
    is_open: bool = True


def missing(where: Where, lines: Sequence[MissingOffice], *, page: int, around: tuple[str | None, str | None]) -> Card:
    """Offices that have not sent, those with nobody registered last, each with what can be done about it."""
    pages = pages_of(len(lines), OFFICES)
    first = (page - 1) * OFFICES
    numbered = list(enumerate(lines, 1))[first : first + OFFICES]
    there = tuple(_waiting(where, number, line) for number, line in numbered if line.people)
    nobody = tuple(_waiting(where, number, line) for number, line in numbered if not line.people)
    heard = _behind([line for _, line in numbered if line.people])
    sections = tuple(
        Section(heading, rows)
        # not sent (or to be corrected) / nobody registered for it yet
        for heading, rows in ((heard, there), ("ยังไม่มีผู้ลงทะเบียนในระบบ", nobody))
        if rows
    )
    can_hear = sum(bool(line.reachable) and line.is_open for line in lines)
    buttons = []
    if page < pages:
        buttons.append(more(where.press("review.missing", page=page + 1), page, pages))
    if can_hear:
        # remind all n offices
        label = f"เตือนทั้งหมด {can_hear} แห่ง"
        buttons.append(Button(label, Post(where.press("chase.nudge"), "เตือนทั้งหมด"), primary=True))
    buttons.append(where.desk())
    return Card(
        title=f"{_behind(lines)} {len(lines)} แห่ง",  # n have not sent (or have to correct)
        subtitle=f"{place_name(where.unit)}\n{where.heading}{of_pages(page, pages)}",
        # Type for example: open 1, remind 1, extend 1
        text=f"แตะปุ่มใต้ชื่อหน่วยงาน หรือพิมพ์ เช่น เปิด 1 {'เตือน 1 ' if can_hear else ''}ขยายเวลา 1",
        sections=sections,
        buttons=tuple(buttons),
        quick=months_around(where, "review.missing", around),
        tone=Tone.WARN,
    )


def missing_by_area(where: Where, lines: Sequence[OverviewLine], total: int, *, page: int) -> Card:
    """The same for the whole country: provinces with how many have not sent (`Line.sent` of `Line.expected`)."""
    pages = pages_of(len(lines), AREAS)
    shown = list(enumerate(lines, 1))[(page - 1) * AREAS : page * AREAS]
    rows = tuple(
        # n have not sent (or have to correct)
        Row(
            f"{number}. {place_name(line.unit)}",
            f"{_areas_behind([line])} {line.expected - line.sent:,} จาก {line.expected:,}",
            button=Button(place_name(line.unit), Post(line.data)),
        )
        for number, line in shown
    )
    buttons = (more(where.press("review.missing", page=page + 1), page, pages),) if page < pages else ()
    return Card(
        title=f"{_areas_behind(lines)} {total:,} แห่ง",  # n have not sent (or have to correct)
        subtitle=f"{place_name(where.unit)}\n{where.heading}{of_pages(page, pages)}",
        text="แตะจังหวัดเพื่อดูรายชื่อ หรือพิมพ์ เช่น เปิด 1",  # tap a province for the names, or type "open 1"
        sections=(Section("", rows),),
        buttons=(*buttons, where.desk()),
        tone=Tone.WARN,
    )


def _behind(lines: Sequence[MissingOffice]) -> str:
    returned = sum(line.is_returned for line in lines)
    return behind(len(lines) - returned, returned)


def _areas_behind(lines: Sequence[OverviewLine]) -> str:
    returned = sum(line.returned for line in lines)
    return behind(sum(line.expected - line.sent for line in lines) - returned, returned)


def all_sent(where: Where) -> Text:
    # Everybody in … has sent for the month of … .
    return Text(
        f"{place_name(where.unit)} ส่ง{title(where.period)} ครบทุกแห่งแล้วค่ะ",
        quick=(
            Button(QUEUE, Post(where.press("review.queue"), QUEUE)),
            Button(OVERVIEW, Post(where.press("review.overview"), OVERVIEW)),
        ),
    )


def office(where: Where, line: MissingOffice, tone: Tone) -> Card:
    """One office that has not sent, and what can be done about it. `line.state` says how far it is."""
    # state; due on (extended); registered people, those a message can reach; when one of them last used it
    due = write_short_date(line.due) + (" (ขยายเวลาแล้ว)" if line.is_extended else "")
    people = f"{line.people} คน (รับข้อความได้ {line.reachable} คน)" if line.people else "ยังไม่มี"
    if line.requests:
        people = f"{people} {_asking(line)}"
    rows = (
        Row("สถานะ", line.state or "ยังไม่ส่ง", tone),
        Row("ครบกำหนด", due),
        Row("ผู้ลงทะเบียน", people, Tone.PLAIN if line.people else Tone.WARN),
        Row("ใช้งานล่าสุด", short_day(line.contact) if line.contact else "ยังไม่เคยใช้งาน"),
    )
    first, *others = _links(where, line)[1:]
    buttons = [Button(first.label, first.does, primary=line.report_id is None), *others]
    if line.report_id is not None:
        # open the report
        buttons.insert(0, tap("เปิดรายงาน", "review.open", primary=True, r=line.report_id))
    return Card(
        title=short_full_name(line.unit),
        subtitle=where.heading,
        sections=(Section("", rows),),
        buttons=tuple(buttons),
        tone=tone,
    )


def _waiting(where: Where, number: int, line: MissingOffice) -> Row:
    # last used … / has never used it
    contact = f"ใช้งานล่าสุด {short_day(line.contact)}" if line.contact else "ยังไม่เคยใช้งาน"
    asking = _asking(line) if line.requests else ""
    value = "\n".join(part for part in (line.state, contact if line.people else "", asking) if part)
    return Row(f"{number}. {_name(where, line.unit)}", value, links=_links(where, line))


def _asking(line: MissingOffice) -> str:
    # n wait(s) for you to be let in
    return f"มีคำขอเข้าร่วมรอท่าน {line.requests} คน"


def _name(where: Where, unit: Unit) -> str:
    """The office, with its district where the list is of more than one."""
    above = unit.parent
    is_of_many = where.unit.kind != "district" and above is not None and above.kind == "district"
    return f"{short_name(unit)} {area_name(above)}" if is_of_many and above else short_name(unit)


def _links(where: Where, line: MissingOffice) -> tuple[Button, ...]:
    """Open, remind (where nobody is registered: let in who asks, or invite), extend."""
    one: dict[str, Any] = {"p": where.programme, "u": line.code, "m": where.period}
    if line.people:
        # Of a month that is closed they would have to be given more time first.
        reminding = [tap("เตือน", "chase.nudge", f"เตือน {short_name(line.unit)}", **one)] if line.is_open else []
    elif line.requests:
        reminding = [tap("ดูคำขอ", "join.requests", "คำขอ")]
    else:
        reminding = [tap("พิมพ์ QR เชิญ", "desk.open", to=f"/desk/admin/invites/{where.code}?only=empty")]
    return (
        tap("เปิด", "review.office", short_name(line.unit), **one),
        *reminding,
        tap("ขยายเวลา", "chase.extend", f"ขยายเวลา {short_name(line.unit)}", **one),
    )
