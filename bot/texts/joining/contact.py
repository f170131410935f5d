"""Whom to ask: the office that issued the circular, and the offices above one's own. Offices, never people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.buttons import tap
from bot.messages import Button, Card, Message, Open, Row, Section, Text, Tone

_MENU = tap("เมนู", "menu")  # menu

# There is no contact yet. Please ask the office above yours.
NOBODY = Text("ยังไม่มีข้อมูลติดต่อในระบบค่ะ\nโปรดสอบถามหน่วยงานที่กำกับดูแลท่าน", quick=(_MENU,))


@dataclass(frozen=True, slots=True)
class ProgrammeContact:
    """Whom to ask about one programme. `contact` is free words of several lines; `telephone` a `tel:` link or ""."""

    title: str
    circular: str
    contact: str
    telephone: str


def contact(
    programmes: Sequence[ProgrammeContact], above: Sequence[tuple[str, Sequence[tuple[str, str]]]]
) -> list[Message]:
    """`above`: for each own office (its name, the offices above it, nearest first, with the lines of each)."""
    sections = [_about(one) for one in programmes if one.contact]
    sections += [
        # offices that supervise …
        Section(f"หน่วยงานที่กำกับดูแล {own}", tuple(row for office in offices for row in _office(*office)))
        for own, offices in above
        if offices
    ]
    if not sections:
        return [NOBODY]
    calls = [one for one in programmes if one.telephone]
    return [
        Card(
            title="ติดต่อสอบถาม",  # contact
            # About the letter: ask its owner. About sending the report: ask the office that supervises you.
            text="เรื่องเนื้อหาหนังสือ สอบถามหน่วยงานเจ้าของเรื่อง\nเรื่องการส่งรายงาน สอบถามหน่วยงานที่กำกับดูแลท่าน",
            sections=tuple(sections),
            buttons=tuple(
                # call (about …)
                Button("โทร" if len(calls) == 1 else f"โทร เรื่อง {one.title}", Open(one.telephone))
                for one in calls[:3]
            ),
            quick=(_MENU,),
        )
    ]


def _office(name: str, lines: str) -> list[Row]:
    return [Row(name), *(Row(line, tone=Tone.MUTED) for line in lines.splitlines())]


def _about(one: ProgrammeContact) -> Section:
    lines = [line.strip() for line in one.contact.splitlines() if line.strip()]
    # owner of the matter: … (circular number)
    heading = f"เจ้าของเรื่อง: {one.title}" + (f" ({one.circular})" if one.circular else "")
    return Section(heading, tuple(Row(line) for line in lines))
