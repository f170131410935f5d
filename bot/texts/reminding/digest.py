"""What supervisors are told after a due day: how their area's month went, who is still waited for, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.buttons import press, tap
from bot.messages import Button, Card, Message, Post, Row, Section, Text, Tone
from bot.texts.reporting.report import due_on
from bot.texts.reviewing.overview import MISSING, with_period
from bot.thai.numbers import write_number

CARDS = 4  # of the five messages that LINE takes at once, the last counts the rest
CHILDREN, OFFICES, NOBODY = 5, 6, 3  # shown of each kind; the rest are counted


@dataclass(frozen=True, slots=True)
class Child:
    """An area below: `waiting` of its `expected` offices have not sent, or have to send again."""

    name: str
    code: str
    waiting: int
    expected: int


@dataclass(frozen=True, slots=True)
class WaitingOffice:
    """An office that has not sent, or whose report was sent back."""

    office: str
    is_returned: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """One area's month. `due` is the usual due day; `extended` of the waiting offices have a later one that has not
    passed. `nothing` are among those sent; `nobody` are offices without anybody registered."""

    programme: str
    subject: str
    unit: str
    name: str
    is_district: bool
    period: str
    due: date
    expected: int
    on_time: int
    late: int
    nothing: int
    returned: int
    extended: int
    waiting: tuple[WaitingOffice, ...]
    children: tuple[Child, ...]
    nobody: tuple[str, ...]

    @property
    def sent(self) -> int:
        return self.on_time + self.late

    @property
    def missing(self) -> int:
        return self.expected - self.sent - self.returned


def digest(areas: Sequence[Area]) -> list[Message]:
    """One message for all areas of a person, the widest first."""
    cards: list[Message] = [_card(area) for area in areas[:CARDS]]
    if len(areas) > CARDS:
        rest = "\n".join(
            f"{area.name} ส่งแล้ว {write_number(area.sent)} จาก {_offices(area.expected)}" for area in areas[CARDS:]
        )
        # Your other areas
        cards.append(Text(f"พื้นที่อื่นของท่าน\n{rest}", must_arrive=True))
    return cards


def _card(area: Area) -> Card:
    is_complete = not area.waiting
    # The report of October 2569 was due on …; … of … offices have sent.
    told = f"{due_on(area.period, area.due)}\nส่งแล้ว {write_number(area.sent)} จาก {_offices(area.expected)}"
    # All offices have sent / The state of sending after the due day
    title = "ทุกหน่วยงานส่งรายงานแล้ว" if is_complete else "สรุปผลการส่งหลังครบกำหนด"
    # Press, or type "who has not sent" (of that month: another may be asked for by then) to see the offices.
    word = with_period(MISSING, area.period)
    typed = "" if is_complete else f"\n\nกดปุ่ม หรือพิมพ์ “{word}” เพื่อดูรายชื่อ"
    return Card(
        title=title,
        subtitle=f"{area.name}\n{area.subject}",
        text=told + typed,
        sections=tuple(section for section in (_figures(area), _worst(area), _nobody(area)) if section),
        buttons=_buttons(area, is_complete),
        tone=Tone.GOOD if is_complete else Tone.WARN,
        alt=f"{title} {area.name}\n{told}{typed}",
        must_arrive=True,
    )


def _figures(area: Area) -> Section:
    rows = (
        ("ส่งทันกำหนด", area.on_time, Tone.GOOD),  # sent on time
        ("ส่งเกินกำหนด", area.late, Tone.WARN),  # sent late
        ("ส่งกลับแก้ไข", area.returned, Tone.WARN),  # sent back
        ("ยังไม่ส่ง", area.missing, Tone.BAD),  # not sent
        ("ไม่มีการดำเนินงาน (ส่งแล้ว)", area.nothing, Tone.MUTED),  # nothing to report (sent)
        ("อยู่ในเวลาที่ขยายให้", area.extended, Tone.MUTED),  # within an extension
    )
    # The state of sending
    return Section("ผลการส่ง", tuple(Row(label, _offices(count), tone) for label, count, tone in rows if count))


def _worst(area: Area) -> Section | None:
    if not area.waiting:
        return None
    if area.is_district:
        # Sent back for correction
        rows = [Row(one.office, "ส่งกลับแก้ไข" if one.is_returned else "") for one in area.waiting[:OFFICES]]
        more = len(area.waiting) - OFFICES
        heading = "หน่วยงานที่ยังค้างส่ง"  # offices whose report is waited for
        unit = "หน่วยงาน"
    else:
        rows = [
            # … of … are waited for
            Row(
                one.name,
                f"ค้างส่ง {write_number(one.waiting)} จาก {write_number(one.expected)}",
                button=_list(area, one.code),
            )
            for one in area.children[:CHILDREN]
        ]
        more = len(area.children) - CHILDREN
        heading = "พื้นที่ที่ค้างส่งมากที่สุด"  # areas with most reports waited for
        unit = "พื้นที่"
    if more > 0:
        rows.append(Row(f"และอีก {more:,} {unit}", tone=Tone.MUTED))  # and … more
    return Section(heading, tuple(rows))


def _nobody(area: Area) -> Section | None:
    """Nobody can send for these, and no reminder reaches them: the first thing to do."""
    if not area.nobody:
        return None
    names = ", ".join(area.nobody[:NOBODY])
    if len(area.nobody) > NOBODY:
        names += f" และอีก {len(area.nobody) - NOBODY:,} หน่วยงาน"  # and … more
    button = invitations(area.unit)
    # Nobody registered yet: … offices
    return Section(f"ยังไม่มีผู้ลงทะเบียน {_offices(len(area.nobody))}", (Row(names), Row(button.label, button=button)))


def invitations(unit: str) -> Button:
    """To the page on which invitations for an area are made and printed."""
    # print the QR codes that invite
    return tap("พิมพ์ QR เชิญ", "desk.open", to=f"/desk/admin/invites/{unit}")


def _list(area: Area, unit: str) -> Button:
    # open the list of those who have not sent
    return tap("เปิดรายการ", "review.missing", u=unit, m=area.period, p=area.programme)


def _buttons(area: Area, is_complete: bool) -> tuple[Button, ...]:
    which: dict[str, Any] = {"u": area.unit, "m": area.period, "p": area.programme}
    desk = press("desk.open", to=f"/desk/chase/{area.unit}?programme={area.programme}&period={area.period}")
    # open the desk's page
    on_page = Button("เปิดหน้าเว็บ", Post(desk, "เปิดหน้าเว็บ"))
    if is_complete:
        return (on_page,)
    return (
        tap("เตือนทั้งหมด", "chase.nudge", primary=True, **which),  # remind all
        tap("ขยายเวลา", "chase.extend", **which),  # extend
        _list(area, area.unit),
        on_page,
    )


def _offices(count: int) -> str:
    return f"{write_number(count)} หน่วยงาน"  # … offices
