"""The library in the chat: what people ask of it, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.buttons import tap
from bot.limits import shorten
from bot.messages import Button, Card, Carousel, Message, Open, Picture, Row, Section, Text
from bot.thai.digits import quoted

PAGE = 8  # rows a card: eight titles and a way on still fit a phone's screen

_LIBRARY = tap("คลังความรู้", "knowledge", "ความรู้")  # the library
_ALL_CODES = tap("ดูทุกหมวด", "qr")  # all categories
_NEWEST = tap("ล่าสุด", "know.newest")  # newest
_POPULAR = tap("ที่ใช้บ่อย", "know.popular")  # often used
_MOST_CARDS = 11  # side by side; the twelfth says how to type instead

# The item of the button is no longer in the library. Please choose from the categories.
GONE = Text("เรื่องนี้ไม่อยู่ในคลังความรู้แล้วค่ะ\nพิมพ์ “ความรู้” เพื่อเลือกเรื่องอื่น", quick=(_LIBRARY,))
# There is no such number. Type "knowledge" to see all categories.
NO_SUCH_NUMBER = Text("ไม่มีหมายเลขนี้ค่ะ\nพิมพ์ “ความรู้” เพื่อดูหมวดทั้งหมด", quick=(_LIBRARY,))
# Nothing in the library explains this question.
NOTHING_EXPLAINS = Text("ข้อนี้ยังไม่มีเรื่องอธิบายในคลังความรู้ค่ะ")
# Nobody has opened anything yet. Type "knowledge" to see all categories.
NOTHING_USED = Text("ยังไม่มีเรื่องที่เปิดดูบ่อยค่ะ\nพิมพ์ “ความรู้” เพื่อดูหมวดทั้งหมด", quick=(_LIBRARY,))
# The file to print of which item? Type "file to print" and its number, such as file to print 1.2.
PRINT_WHICH = Text("ขอไฟล์พิมพ์ของเรื่องใดคะ\nพิมพ์ “ขอไฟล์พิมพ์” ตามด้วยหมายเลข เช่น ขอไฟล์พิมพ์ 1.2", quick=(_LIBRARY,))
# There is no document in the library yet.
EMPTY = Text("ยังไม่มีเอกสารในคลังความรู้ค่ะ\nพิมพ์ “ติดต่อ” เพื่อสอบถามหน่วยงานเจ้าของเรื่อง")


@dataclass(frozen=True, slots=True)
class LibraryLine:
    """One item in a list. `number` is the one to type (`2.3`); `picture` a link to one, "" for none."""

    number: str
    title: str
    slug: str
    about: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """A category in a list. `key` names it in buttons."""

    name: str
    count: int
    key: str
    picture: str = ""


def shelves(rows: Sequence[CategoryLine], *, codes: bool = False) -> list[Message]:
    """The categories: side by side where they have pictures, else one below the other. `codes`: to choose a QR code
    from."""
    do = "know.codes" if codes else "know.shelf"
    word = "คิวอาร์" if codes else "ความรู้"  # the words "QR", "knowledge"
    title = "ขอ QR" if codes else "คลังความรู้"  # ask for a QR / the library
    # choose a category, or type "knowledge" and its number, such as knowledge 1
    text = f"เลือกหมวด หรือพิมพ์ “{word}” ตามด้วยหมายเลข เช่น {word} 1"
    # to search, type "search" and some words, such as search infographic
    text += "\nค้นหา: พิมพ์ “ค้นหา” ตามด้วยคำ เช่น ค้นหา อินโฟกราฟิก"
    quick = (*(() if codes else (_NEWEST, _POPULAR)), *(tap(one.name, do, c=one.key) for one in rows))[:12]
    # name (n items)
    names = [f"{number}. {one.name} ({one.count} เรื่อง)" for number, one in enumerate(rows, 1)]
    if not codes and len(rows) <= _MOST_CARDS and any(one.picture for one in rows):
        cards = [
            Card(shorten(name, 60), buttons=(tap("ดูหมวดนี้", do, one.name, c=one.key),), picture=one.picture)  # see it
            for name, one in zip(names, rows, strict=True)
        ]
        return [Carousel((*cards, Card(title, text=text)), "\n".join((title, *names)), quick)]
    lines = tuple(Row(name, button=tap(one.name, do, c=one.key)) for name, one in zip(names, rows, strict=True))
    return [Card(title=title, text=text, sections=(Section("", lines),), quick=quick)]


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
    # page 1 of 2
    return _listed(name, f"หน้า {page} จาก {pages}" if pages > 1 else "", hint, lines, buttons, codes)


def results(query: str, lines: Sequence[LibraryLine], *, codes: bool = False) -> list[Message]:
    """What the search found, best first."""
    # search results
    return _chosen("ผลการค้นหา", f"{quoted(shorten(query, 40))}", lines, codes)


def newest(lines: Sequence[LibraryLine]) -> list[Message]:
    return _chosen("เรื่องล่าสุด", "", lines, False)  # newest items


def popular(lines: Sequence[LibraryLine]) -> list[Message]:
    return _chosen("เรื่องที่ใช้บ่อย", "", lines, False)  # items often used


def _chosen(title: str, subtitle: str, lines: Sequence[LibraryLine], codes: bool) -> list[Message]:
    word = "คิวอาร์" if codes else "ความรู้"
    hint = f"เลือกเรื่อง หรือพิมพ์ “{word}” ตามด้วยหมายเลข เช่น {word} {lines[0].number}"
    return _listed(title, subtitle, hint, lines, (_ALL_CODES if codes else _LIBRARY,), codes)


def _listed(
    title: str, subtitle: str, hint: str, lines: Sequence[LibraryLine], buttons: tuple[Button, ...], codes: bool
) -> list[Message]:
    """Side by side with their pictures where any has one, else one below the other. A code is no matter of looks."""
    if codes or not any(line.picture for line in lines):
        rows = tuple(_row(line, codes=codes) for line in lines)
        return [Card(title=title, subtitle=subtitle, text=hint, sections=(Section("", rows),), buttons=buttons)]
    cards = [
        Card(
            title=f"{line.number}  {shorten(line.title, 60)}",
            text=shorten(line.about, 90),
            buttons=(tap("เปิดเรื่องนี้", "know.item", shorten(line.title, 100), k=line.slug),),  # open it
            picture=line.picture,
        )
        for line in lines[:_MOST_CARDS]
    ]
    words = "\n".join((title, *(f"{line.number}  {line.title}" for line in lines)))
    return [Carousel((*cards, Card(title, subtitle, hint, buttons=buttons)), words)]


def nothing_found(query: str, closest: Sequence[LibraryLine]) -> list[Message]:
    """No match; `closest` may be what was meant."""
    # I have not found "…" in the library.
    said = f"ไม่พบ {quoted(shorten(query, 40))} ในคลังความรู้ค่ะ"
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
            subtitle=f"{quoted(shorten(query, 40))}",
            # You may mean one of these. Choose one, or type "knowledge" and its number.
            text=f"อาจหมายถึงเรื่องต่อไปนี้ค่ะ เลือกเรื่อง หรือพิมพ์หมายเลข เช่น ความรู้ {closest[0].number}",
            sections=(Section("", tuple(_row(line) for line in closest)),),
            buttons=(_LIBRARY,),
        )
    ]


def item(
    line: LibraryLine,
    *,
    category: str,
    description: str,
    circular: str,
    page: str,
    share: Open,
    placeholder: bool,
    infographics: Sequence[Picture] = (),
    has_print: bool = False,
) -> list[Message]:
    """One item: read, ask for its QR, pass on; its infographics as pictures below. `page` is a link."""
    rows = [Row("ตามหนังสือ", circular)] if circular else []  # according to circular
    if placeholder:
        rows.append(Row("หมายเหตุ", "ลิงก์ตัวอย่าง ยังไม่ใช่เอกสารจริง"))  # note: an example link, not the real document yet
    # QR to print: type "qr 2.3"
    rows.append(Row("QR สำหรับพิมพ์", f"พิมพ์ “คิวอาร์ {line.number}”"))
    if has_print:
        rows.append(Row("ไฟล์สำหรับพิมพ์", f"พิมพ์ “ขอไฟล์พิมพ์ {line.number}”"))  # file to print: type …
    card = Card(
        title=line.title,
        subtitle=category,
        text=description,
        sections=(Section("", tuple(rows)),),
        buttons=(
            Button("เปิดอ่าน", Open(page), primary=True),  # open and read
            # please send the QR
            tap("ขอ QR", "know.qr", shorten(f"ขอ QR {line.title}", 100), k=line.slug),
            Button("ส่งต่อ", share),  # pass on
            _LIBRARY,
        ),
        alt=f"{line.title}\n{description}".strip(),
        picture="" if infographics else line.picture,
    )
    # may I have the file to print
    quick = (tap("ขอไฟล์พิมพ์", "know.print", k=line.slug), _LIBRARY) if has_print else ()
    messages: list[Message] = [card, *infographics]
    return [*messages[:-1], replace(messages[-1], quick=quick)] if quick else messages


def print_files(title: str, files: Sequence[tuple[str, str]]) -> list[Message]:
    """The files of an item for paper: (name, link)."""
    return [
        Card(
            title="ไฟล์สำหรับพิมพ์",  # files to print
            subtitle=shorten(title, 100),
            # Tap to open, then save or print. On a PC the link works too.
            text="แตะเพื่อเปิด แล้วบันทึกหรือสั่งพิมพ์ได้เลยค่ะ",
            buttons=(*(Button(shorten(name, 40), Open(link), primary=True) for name, link in files), _LIBRARY),
            alt="\n".join((title, *(name for name, _ in files))),
        )
    ]


def no_print_files(title: str, number: str) -> list[Message]:
    """There is none; the QR of the item is the next best thing to print."""
    # "…" has no file to print. Its QR can be printed: type "qr 2.3".
    said = f"{quoted(shorten(title, 60))} ยังไม่มีไฟล์สำหรับพิมพ์ค่ะ\nพิมพ์ “คิวอาร์ {number}” เพื่อขอ QR ไปพิมพ์แทนได้"
    return [Text(said, quick=(_LIBRARY,))]


def qr(title: str, link: str, picture: str) -> list[Message]:
    """The QR to print: words first, so that the picture stands last and large."""
    return [
        Text(
            # The QR of "…" is below. / Save the picture and print it at least 3 cm wide. / Scanning it opens:
            f"QR ของเรื่อง {quoted(title)} อยู่ด้านล่างค่ะ\nบันทึกภาพแล้วพิมพ์ให้กว้างอย่างน้อย 3 เซนติเมตร\nสแกนแล้วเปิดหน้านี้: {link}"
        ),
        # knowledge (the library)
        Picture(picture, quick=(_LIBRARY, tap("ขอ QR อื่น", "qr"))),  # another QR
    ]


def _row(line: LibraryLine, *, codes: bool = False) -> Row:
    do = "know.qr" if codes else "know.item"
    button = tap(line.title, do, shorten(line.title, 100), k=line.slug)
    return Row(f"{line.number}  {line.title}", button=button)
