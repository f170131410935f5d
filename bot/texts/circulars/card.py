"""A circular as it arrives in the chat: one card, or one card that lists several. The same words for everybody, so that
thousands of them go out together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.buttons import press, tap
from bot.limits import shorten
from bot.messages import Button, Card, Post, Row, Section, Tone
from bot.thai.dates import write_date, write_weekday_date

LISTED = 8  # circulars in one card
LONGEST_ASKED, LONGEST_SUBJECT = 400, 300  # letters on a card; the rest stands in the letter


@dataclass(frozen=True, slots=True)
class CircularLine:
    """`place` is its number in its reader's list, 0 where none is shown. `changes`: what this version has changed, by
    field: (before, after); empty for a first one. `programme` is the code of what it asks to report, ""
    for a letter alone; `has_items`: documents go with it.
    """

    code: str
    version: int
    number: str
    subject: str
    asked: str
    issuing_office: str = ""
    must_acknowledge: bool = False
    ack_by: date | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    programme: str = ""
    has_items: bool = False
    place: int = 0


# What a correction changes: number, date, subject, issuing office, contact, references, body, audience, whether and
# until when to acknowledge, the letter's file.
FIELDS: Mapping[str, str] = {
    "number": "เลขที่หนังสือ",
    "dated": "วันที่ของหนังสือ",
    "subject": "เรื่อง",
    "issuing_office": "หน่วยงานเจ้าของเรื่อง",
    "contact": "ผู้ติดต่อ",
    "refers_to": "หนังสืออ้างถึง",
    "body": "เนื้อหา",
    "audience": "หน่วยงานผู้รับ",
    "must_acknowledge": "การขอให้รับทราบ",
    "ack_by": "วันครบกำหนดรับทราบ",
    "file": "ไฟล์หนังสือ",
}


def card(lines: Sequence[CircularLine]) -> Card:
    """One message for all of them, the most pressing first. Raises ValueError for none."""
    if not lines:
        raise ValueError("no circular")
    return _one(lines[0]) if len(lines) == 1 else _several(lines)


def _one(line: CircularLine) -> Card:
    told = [shorten(line.asked, LONGEST_ASKED)]
    if line.changes:
        told.insert(0, changed(line.changes))
    if line.must_acknowledge:
        told.append(please_acknowledge(line.ack_by))
    title = "หนังสือเวียน ฉบับแก้ไข" if line.changes else "หนังสือเวียน"  # a circular; corrected
    subject = shorten(line.subject, LONGEST_SUBJECT)
    rows = [Row("เรื่อง", subject)]  # subject
    if line.issuing_office:
        rows.append(Row("จาก", shorten(line.issuing_office, LONGEST_SUBJECT)))  # from
    words = _typed(line)
    return Card(
        title=title,
        subtitle=line.number,
        text="\n\n".join([*(part for part in told if part), words]),
        sections=(Section("", tuple(rows)),),
        buttons=_buttons(line),
        tone=Tone.WARN if line.must_acknowledge else Tone.PLAIN,
        alt="\n".join(
            part
            for part in (
                f"{title} {line.number}",
                subject,
                please_acknowledge(line.ack_by) if line.must_acknowledge else "",
                words,
            )
            if part
        ),
        must_arrive=True,
    )


def _buttons(line: CircularLine) -> tuple[Button, ...]:
    code, version = line.code, line.version
    # open the letter / acknowledged / knowledge / start the report
    buttons = [tap("เปิดหนังสือ", "circ.open", primary=not line.must_acknowledge, c=code, v=version)]
    if line.must_acknowledge:
        buttons.append(tap("รับทราบ", "circ.ack", primary=True, c=code, v=version))
    if line.has_items:
        buttons.append(tap("ความรู้", "circ.items", "ความรู้จากหนังสือ", c=code, v=version))
    if line.programme:
        buttons.append(Button("เริ่มรายงาน", Post(press("report.start", p=line.programme), "เริ่มรายงาน")))
    return tuple(buttons)


def _typed(line: CircularLine) -> str:
    """The same by typing, for whoever sees no buttons."""
    # Press a button, or type "letter" to open it, or "acknowledged"
    return "กดปุ่ม หรือพิมพ์ “หนังสือ” เพื่อเปิดอ่าน" + (" หรือ “รับทราบ”" if line.must_acknowledge else "")


def _several(lines: Sequence[CircularLine]) -> Card:
    waiting = sum(line.must_acknowledge for line in lines)
    # n circulars / n of them wait to be acknowledged
    told = f"รอรับทราบ {waiting} ฉบับ" if waiting else ""
    rows = [
        Row(
            f"{line.place}. {shorten(line.subject, 120)}",
            line.number + (f" รับทราบภายใน {write_date(line.ack_by)}" if line.must_acknowledge and line.ack_by else ""),
            Tone.WARN if line.must_acknowledge else Tone.PLAIN,
            button=Button(line.number, Post(press("circ.open", c=line.code, v=line.version), f"เปิดหนังสือ {line.place}")),
        )
        for line in lines[:LISTED]
    ]
    if len(lines) > LISTED:
        # and n more
        rows.append(Row(f"และอีก {len(lines) - LISTED} ฉบับ", tone=Tone.MUTED))
    # Press a line to open it, or type "letter 1"; "acknowledged 1"
    first = lines[0].place
    words = f"กดที่รายการเพื่อเปิดอ่าน หรือพิมพ์ “หนังสือ {first}”" + (f" และ “รับทราบ {first}”" if waiting else "")
    return Card(
        title="หนังสือเวียน",
        subtitle=f"{len(lines)} ฉบับ",
        text="\n".join(part for part in (told, words) if part),
        sections=(Section("", tuple(rows)),),
        tone=Tone.WARN if waiting else Tone.PLAIN,
        alt="\n".join([f"หนังสือเวียน {len(lines)} ฉบับ", *(row.label for row in rows), words]),
        must_arrive=True,
    )


def please_acknowledge(ack_by: date | None) -> str:
    # Please acknowledge it (by …).
    return f"โปรดรับทราบภายใน{write_weekday_date(ack_by)} ค่ะ" if ack_by else "โปรดรับทราบหนังสือฉบับนี้ค่ะ"


def changed(changes: Mapping[str, tuple[Any, Any]]) -> str:
    """What a correction changed, in one line; the days with what they were before."""
    # Changed: subject, day to acknowledge by (before: 5 December 2569)
    parts = [
        FIELDS[name]
        + (f" (เดิม {write_date(before)})" if name in ("dated", "ack_by") and isinstance(before, date) else "")
        for name, (before, _) in changes.items()
    ]
    return f"สิ่งที่แก้ไข: {', '.join(parts)}" if parts else ""
