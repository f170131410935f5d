"""Circulars in the chat: the list, one letter opened, its receipt, and what there is to say of old ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.buttons import press, tap
from bot.limits import shorten
from bot.messages import Button, Card, Open, Post, Row, Section, Text, Tone
from bot.texts.circulars.card import CircularLine, changed, please_acknowledge
from bot.thai.dates import write_date
from bot.thai.numbers import write_number
from bot.thai.times import write_moment

_MENU = tap("เมนู", "menu")  # menu
CIRCULARS = "หนังสือ"  # the word that lists them: "letters"
PAGE = 8
MOST_DOCUMENTS = 12
LONGEST_BODY = 1_800  # letters in the chat; the whole of it stands on its page

# There is no circular for your office (yet).
NONE = Text("ยังไม่มีหนังสือเวียนถึงหน่วยงานของท่านค่ะ", quick=(_MENU,))
# There is no circular that waits to be acknowledged.
NONE_WAITS = Text("ไม่มีหนังสือที่รอรับทราบค่ะ พิมพ์ “หนังสือ” เพื่อดูหนังสือทั้งหมด", quick=(_MENU,))
# Who said "acknowledged" was never shown the letter that waits.
# There is a new letter for your office. Please read it first, then acknowledge it.
READ_FIRST = Text("มีหนังสือใหม่ถึงหน่วยงานของท่าน โปรดอ่านก่อน แล้วกดรับทราบ หรือพิมพ์ “รับทราบ” อีกครั้งค่ะ")
# There is no letter with this number in the list.
NO_SUCH_NUMBER = Text("ไม่มีหนังสือหมายเลขนี้ค่ะ พิมพ์ “หนังสือ” เพื่อดูรายการ")
# This letter does not go to your office (any more).
NOT_YOURS = Text("หนังสือฉบับนี้ไม่ได้ส่งถึงหน่วยงานของท่านค่ะ พิมพ์ “หนังสือ” เพื่อดูรายการ")
# This letter is for information; it need not be acknowledged.
NOT_ASKED = Text("หนังสือฉบับนี้ส่งมาเพื่อทราบ ไม่ต้องกดรับทราบค่ะ")
# No documents go with this letter.
NO_ITEMS = Text("หนังสือฉบับนี้ไม่มีเอกสารความรู้ประกอบค่ะ พิมพ์ “ความรู้” เพื่อดูคลังความรู้")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list; `is_done`: all of the reader's offices have acknowledged it."""

    line: CircularLine
    is_done: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """One letter as its reader sees it. `page` is the path of its page, `has_file`: the signed letter lies there.
    `notes` are (office, words) of covering notes, `done` who has acknowledged it so far: (office, when)."""

    line: CircularLine
    dated: str
    refers_to: str
    contact: str
    page: str
    has_file: bool
    notes: Sequence[tuple[str, str]] = ()
    done: Sequence[tuple[str, datetime]] = ()


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One office's receipt. `role` in words; `is_new` False where a colleague was faster, or a second tap came."""

    office: str
    role: str
    at: datetime
    is_new: bool


def listing(listed: Sequence[Listed], page: int, pages: int) -> Card:
    waiting = sum(one.line.must_acknowledge and not one.is_done for one in listed)
    rows = [
        Row(
            f"{one.line.place}. {shorten(one.line.subject, 120)}",
            _state(one),
            _tone(one),
            button=Button(
                one.line.number,
                Post(press("circ.open", c=one.line.code, v=one.line.version), f"เปิดหนังสือ {one.line.place}"),
            ),
        )
        for one in listed
    ]
    # press a line, or type "letter 2"; "acknowledged 2"
    first = listed[0].line.place
    words = f"กดที่รายการเพื่อเปิดอ่าน หรือพิมพ์ “หนังสือ {first}”"
    buttons = (tap(f"หน้า {page + 1}", "circ.list", p=page + 1),) if page < pages else ()
    return Card(
        title="หนังสือเวียน",
        subtitle=f"รอรับทราบ {waiting} ฉบับ" if waiting else "",
        text=words,
        sections=(Section("", tuple(rows)),),
        buttons=buttons,
        tone=Tone.WARN if waiting else Tone.PLAIN,
    )


def _state(one: Listed) -> str:
    if not one.line.must_acknowledge:
        return f"{one.line.number} เพื่อทราบ"  # for information
    if one.is_done:
        return f"{one.line.number} รับทราบแล้ว"  # acknowledged
    # waits to be acknowledged (by …)
    until = f" ภายใน {write_date(one.line.ack_by)}" if one.line.ack_by else ""
    return f"{one.line.number} รอรับทราบ{until}"


def _tone(one: Listed) -> Tone:
    if not one.line.must_acknowledge:
        return Tone.PLAIN
    return Tone.GOOD if one.is_done else Tone.WARN


def opened(one: Opened) -> Card:
    """The letter itself, with all that can be done with it."""
    line = one.line
    told = [part for part in (changed(line.changes), shorten(line.asked, LONGEST_BODY)) if part]
    is_done = bool(one.done)
    if line.must_acknowledge and not is_done:
        told.append(please_acknowledge(line.ack_by))
    rows = [Row("เรื่อง", shorten(line.subject, 300))]  # subject
    # dated, from, refers to, contact
    for label, value in (
        ("ลงวันที่", one.dated),
        ("จาก", line.issuing_office),
        ("อ้างถึง", one.refers_to),
        ("ติดต่อ", one.contact),
    ):
        if value:
            rows.append(Row(label, shorten(value, 300)))
    sections = [Section("", tuple(rows))]
    sections += [
        Section(f"ข้อความจาก{office}", (Row(shorten(words, 900)),)) for office, words in one.notes
    ]  # a note from …
    if is_done:
        sections.append(
            Section("รับทราบแล้ว", tuple(Row(office, write_moment(at), Tone.GOOD) for office, at in one.done))
        )
    return Card(
        title="หนังสือเวียน ฉบับแก้ไข" if line.changes else "หนังสือเวียน",
        subtitle=line.number,
        text="\n\n".join(told),
        sections=tuple(sections),
        buttons=_buttons(one, is_done),
        tone=Tone.WARN if line.must_acknowledge and not is_done else Tone.PLAIN,
    )


def _buttons(one: Opened, is_done: bool) -> tuple[Button, ...]:
    line, buttons = one.line, list[Button]()
    if line.must_acknowledge and not is_done:
        buttons.append(tap("รับทราบ", "circ.ack", primary=True, c=line.code, v=line.version))  # acknowledged
    # read the signed letter / read the whole of it
    buttons.append(Button("เปิดไฟล์หนังสือ" if one.has_file else "อ่านฉบับเต็ม", Open(one.page)))
    if line.has_items:
        buttons.append(tap("ความรู้", "circ.items", "ความรู้จากหนังสือ", c=line.code, v=line.version))
    if line.programme:
        buttons.append(Button("เริ่มรายงาน", Post(press("report.start", p=line.programme), "เริ่มรายงาน")))
    return tuple(buttons)


def receipt(line: CircularLine, person: str, lines: Sequence[ReceiptLine], sha256: str | None) -> Card:
    """What stays as proof in the chat: who, for which office, in what role, when, which version of which file."""
    is_new = any(one.is_new for one in lines)
    sections = [
        Section(
            "",
            (
                Row("เลขที่", line.number),  # number
                Row("เรื่อง", shorten(line.subject, 300)),  # subject
                Row("ฉบับที่", str(line.version)),  # version
                *((Row("ผู้รับทราบ", person),) if person else ()),  # acknowledged by
            ),
        ),
        *(
            Section(
                one.office,
                (
                    Row("ในฐานะ", one.role),  # as
                    Row("เวลา", write_moment(one.at)),  # at
                ),
            )
            for one in lines
        ),
    ]
    if sha256:
        sections.append(Section("", (Row("รหัสตรวจสอบไฟล์ (SHA-256)", sha256, Tone.MUTED),)))  # check sum of the file
    return Card(
        # acknowledged / has been acknowledged before
        title="รับทราบหนังสือแล้ว" if is_new else "รับทราบไว้ก่อนแล้ว",
        subtitle=line.number,
        # The receipt is kept in the system; the office above sees it.
        text="บันทึกการรับทราบแล้วค่ะ หน่วยงานที่กำกับดูแลเห็นผลทันที",
        sections=tuple(sections),
        tone=Tone.GOOD,
        must_arrive=True,
    )


def which(listed: Sequence[Listed]) -> list[Card]:
    """Several wait: which of them is meant?"""
    rows = tuple(
        Row(
            f"{one.line.place}. {shorten(one.line.subject, 120)}",
            _state(one),
            Tone.WARN,
            button=Button(
                "รับทราบ",
                Post(press("circ.ack", c=one.line.code, v=one.line.version), f"รับทราบ {one.line.place}"),
            ),
        )
        for one in listed[:PAGE]
    )
    first = listed[0].line.place
    # n letters wait to be acknowledged. Press the one you acknowledge, or type "acknowledged 1".
    text = f"กดที่หนังสือที่ต้องการรับทราบ หรือพิมพ์ “รับทราบ {first}”"
    return [Card(title=f"มีหนังสือรอรับทราบ {len(listed)} ฉบับ", text=text, sections=(Section("", rows),), tone=Tone.WARN)]


def documents(number: str, rows: Sequence[tuple[str, str]]) -> Card:
    """(title, slug) of the documents that go with a letter."""
    return Card(
        title="ความรู้จากหนังสือ",  # knowledge that goes with the letter
        subtitle=number,
        text="เลือกเรื่องที่ต้องการเปิดอ่านค่ะ",  # choose what to open
        sections=(Section("", tuple(Row(title, button=tap(title, "know.item", k=slug)) for title, slug in rows)),),
        quick=tuple(tap(title, "know.item", k=slug) for title, slug in rows[:12]),
    )


def withdrawn(number: str, subject: str) -> Text:
    # The letter … has been withdrawn; nothing needs to be done.
    return Text(f"หนังสือ {number} เรื่อง {subject} ถูกยกเลิกแล้วค่ะ ไม่ต้องดำเนินการตามหนังสือฉบับนี้")


def corrected(version: int) -> Text:
    # There is a corrected version (the first is version 2): please read it below and acknowledge it anew.
    return Text(f"หนังสือฉบับนี้มีฉบับแก้ไขครั้งที่ {write_number(version - 1)} แล้ว โปรดอ่านฉบับล่าสุดด้านล่าง แล้วกดรับทราบอีกครั้งค่ะ")
