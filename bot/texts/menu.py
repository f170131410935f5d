"""The main menu: the same six things as the tiles of the rich menu, as a card and as words to type."""

from __future__ import annotations

from dataclasses import dataclass

from bot.buttons import tap
from bot.messages import Button, Card, Message, Row, Section, Text


@dataclass(frozen=True, slots=True)
class Tile:
    """`word` is what one types and what the tile shows, `does` what comes of it, `do` what its button does."""

    do: str
    word: str
    does: str

    @property
    def button(self) -> Button:
        return tap(self.word, self.do)

    @property
    def row(self) -> Row:
        return Row(self.word, self.does, button=self.button, is_word=True)


TILES = (
    Tile("report", "รายงาน", "ส่งรายงานของหน่วยงาน"),  # report: send the month's report
    Tile("status", "สถานะ", "ส่งแล้วหรือยัง"),  # status: sent or not
    Tile("knowledge", "ความรู้", "เอกสารและสื่อ"),  # knowledge: documents and media
    Tile("qr", "คิวอาร์", "ภาพ QR สำหรับพิมพ์"),  # QR: a picture to print
    Tile("contact", "ติดต่อ", "สอบถามหน่วยงาน"),  # contact: ask an office
    Tile("help", "ช่วยเหลือ", "วิธีใช้งาน"),  # help: how it works
)
# Those of somebody who only supervises: they send no report
TILES_ABOVE = TILES[1:]
# What the bar below the chat says while the menu is closed: menu
CHAT_BAR = "เมนู"
# With pleasure.
THANKED = Text("ด้วยความยินดีค่ะ", quick=(TILES[1].button, tap(CHAT_BAR, "menu")))
# choose office: join an office
JOIN = Tile("join.choose", "เลือกหน่วยงาน", "เข้าร่วมหน่วยงาน")
# the work of those who supervise: overview, who has not sent, check reports, open the desk
SUPERVISING = (
    Tile("review.overview", "ภาพรวม", "ผลการส่งของพื้นที่"),
    Tile("review.missing", "ใครยังไม่ส่ง", "รายชื่อและการเตือน"),
    Tile("review.queue", "ตรวจรายงาน", "ตรวจ ส่งกลับ รับรอง"),
    Tile("desk.open", "เปิดหน้าเว็บ", "ตรวจและรวมรายงาน"),
)


def menu(*, has_office: bool, reports: bool, supervises: bool) -> list[Message]:
    """Everything the bot does, each a tap or a word; what supervisors do stands first for them."""
    tiles = (*SUPERVISING, *(TILES if reports else TILES_ABOVE)) if supervises else TILES
    tiles = tiles if has_office else (JOIN, *tiles)
    return [
        Card(
            title="เมนูน้องรายงาน",  # the menu
            text="เลือกรายการ หรือพิมพ์คำตัวหนาได้ทุกเมื่อ",  # choose one, or type the bold word at any time
            sections=(Section("", tuple(tile.row for tile in tiles)),),
            quick=tuple(tile.button for tile in tiles),
        )
    ]
