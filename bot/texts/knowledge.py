"""The library in the chat: what people ask of it, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.buttons import tap
from bot.limits import shorten
from bot.messages import Button, Card, Message, Open, Picture, Row, Section, Text

PAGE = 8  # rows a card: eight titles and a way on still fit a phone's screen

_LIBRARY = tap("คลังความรู้", "knowledge", "ความรู้")  # the library
_ALL_CODES = tap("ดูทุกหมวด", "qr")  # all categories

# The item of the button is no longer in the library. Please choose from the categories.
GONE = Text("เรื่องนี้ไม่อยู่ในคลังความรู้แล้วค่ะ\nพิมพ์ “ความรู้” เพื่อเลือกเรื่องอื่น", quick=(_LIBRARY,))
# There is no such number. Type "knowledge" to see all categories.
NO_SUCH_NUMBER = Text("ไม่มีหมายเลขนี้ค่ะ\nพิมพ์ “ความรู้” เพื่อดูหมวดทั้งหมด", quick=(_LIBRARY,))
# There is no document in the library yet.
EMPTY = Text("ยังไม่มีเอกสารในคลังความรู้ค่ะ\nพิมพ์ “ติดต่อ” เพื่อสอบถามหน่วยงานเจ้าของเรื่อง")


@dataclass(frozen=True, slots=True)
class LibraryLine:
    """One item in a list. `number` is the one to type (`2.3`)."""

    number: str
    title: str
    slug: str


def shelves(rows: Sequence[tuple[str, int, str]], *, codes: bool = False) -> list[Message]:
    """The categories: (name, how many items, key of its button). `codes`: to choose a QR code from."""
    do = "know.codes" if codes else "know.shelf"
    word = "คิวอาร์" if codes else "ความรู้"  # the words "QR", "knowledge"
    card = Card(
        title="ขอ QR" if codes else "คลังความรู้",  # ask for a QR / the library
        # choose a category, or type "knowledge" and its number, such as knowledge 1
        text=f"เลือกหมวด หรือพิมพ์ “{word}” ตามด้วยหมายเลข เช่น {word} 1\n"
        # to search, type "search" and some words, such as search infographic
        "ค้นหา: พิมพ์ “ค้นหา” ตามด้วยคำ เช่น ค้นหา อินโฟกราฟิก",
        sections=(
            Section(
                "",
                tuple(
                    # name (n items)
                    Row(f"{number}. {name} ({count} เรื่อง)", button=tap(name, do, c=key))
                    for number, (name, count, key) in enumerate(rows, 1)
                ),
            ),
        ),
        quick=tuple(tap(name, do, c=key) for name, _, key in rows[:12]),
    )
    return [card]


def shelf(
    name: str, lines: Sequence[LibraryLine], *, number: int, key: str, page: int, pages: int, codes: bool = False
) -> list[Message]:
    """One page of a category. `number` is the category's own."""
    word = "คิวอาร์" if codes else "ความรู้"
    example = lines[0].number if lines else f"{number}.1"
    # choose a title, or type "knowledge" and its number
    hint = f"เลือกเรื่อง หรือพิมพ์ “{word}” ตามด้วยหมายเลข เช่น {word} {example}"
    buttons: tuple[Button, ...] = ()
    do = "know.codes" if codes else "know.shelf"
    if page < pages:
        hint += f"\nหน้าถัดไป: พิมพ์ “{word} {number} หน้า {page + 1}”"  # next page: type "knowledge 2 page 2"
        buttons += (tap("หน้าถัดไป", do, f"{name} หน้า {page + 1}", c=key, p=page + 1),)  # next page
    buttons += (_ALL_CODES if codes else _LIBRARY,)
    return [
        Card(
            title=name,
            # page 1 of 2
            subtitle=f"หน้า {page} จาก {pages}" if pages > 1 else "",
            text=hint,
            sections=(Section("", tuple(_row(line, codes=codes) for line in lines)),),
            buttons=buttons,
        )
    ]


def results(query: str, lines: Sequence[LibraryLine], *, codes: bool = False) -> list[Message]:
    """What the search found, best first."""
    word = "คิวอาร์" if codes else "ความรู้"
    return [
        Card(
            title="ผลการค้นหา",  # search results
            subtitle=f"“{shorten(query, 40)}”",
            text=f"เลือกเรื่อง หรือพิมพ์ “{word}” ตามด้วยหมายเลข เช่น {word} {lines[0].number}",
            sections=(Section("", tuple(_row(line, codes=codes) for line in lines)),),
            buttons=(_ALL_CODES if codes else _LIBRARY,),
        )
    ]


def nothing_found(query: str, closest: Sequence[LibraryLine]) -> list[Message]:
    """No match; `closest` may be what was meant."""
    # I have not found "…" in the library.
    said = f"ไม่พบ “{shorten(query, 40)}” ในคลังความรู้ค่ะ"
    if not closest:
        # Try "search" with a shorter word, or choose from the categories. Type "menu" for other things.
        return [
            Text(
                f"{said}\nลองพิมพ์ “ค้นหา” ตามด้วยคำที่สั้นลง หรือพิมพ์ “ความรู้” เพื่อเลือกจากหมวด\nหากต้องการทำรายการอื่น พิมพ์ “เมนู”",
                quick=(_LIBRARY, tap("เมนู", "menu")),  # menu
            )
        ]
    return [
        Card(
            title="ไม่พบเรื่องที่ค้นหา",  # what you looked for was not found
            subtitle=f"“{shorten(query, 40)}”",
            # You may mean one of these. Choose one, or type "knowledge" and its number.
            text=f"อาจหมายถึงเรื่องต่อไปนี้ค่ะ เลือกเรื่อง หรือพิมพ์หมายเลข เช่น ความรู้ {closest[0].number}",
            sections=(Section("", tuple(_row(line) for line in closest)),),
            buttons=(_LIBRARY,),
        )
    ]


def item(
    line: LibraryLine, *, category: str, description: str, circular: str, page: str, share: str, placeholder: bool
) -> list[Message]:
    """One item: read, ask for its QR, pass on. `page` and `share` are links."""
    rows = [Row("ตามหนังสือ", circular)] if circular else []  # according to circular
    if placeholder:
        rows.append(Row("หมายเหตุ", "ลิงก์ตัวอย่าง ยังไม่ใช่เอกสารจริง"))  # note: an example link, not the real document yet
    # QR to print: type "qr 2.3"
    rows.append(Row("QR สำหรับพิมพ์", f"พิมพ์ “คิวอาร์ {line.number}”"))
    return [
        Card(
            title=line.title,
            subtitle=category,
            text=description,
            sections=(Section("", tuple(rows)),),
            buttons=(
                Button("เปิดอ่าน", Open(page), primary=True),  # open and read
                # please send the QR
                tap("ขอ QR", "know.qr", shorten(f"ขอ QR {line.title}", 100), k=line.slug),
                Button("ส่งต่อ", Open(share)),  # pass on
                _LIBRARY,
            ),
            alt=f"{line.title}\n{description}".strip(),
        )
    ]


def qr(title: str, link: str, picture: str) -> list[Message]:
    """The QR to print: words first, so that the picture stands last and large."""
    return [
        Text(
            # The QR of "…" is below. / Save the picture and print it at least 3 cm wide. / Scanning it opens:
            f"QR ของเรื่อง “{title}” อยู่ด้านล่างค่ะ\nบันทึกภาพแล้วพิมพ์ให้กว้างอย่างน้อย 3 เซนติเมตร\nสแกนแล้วเปิดหน้านี้: {link}"
        ),
        # knowledge (the library)
        Picture(picture, quick=(_LIBRARY, tap("ขอ QR อื่น", "qr"))),  # another QR
    ]


def _row(line: LibraryLine, *, codes: bool = False) -> Row:
    do = "know.qr" if codes else "know.item"
    button = tap(line.title, do, shorten(line.title, 100), k=line.slug)
    return Row(f"{line.number}  {line.title}", button=button)
