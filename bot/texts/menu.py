"""The main menu: the same six things as the tiles of the rich menu, as a card and as words to type."""

from __future__ import annotations

from dataclasses import dataclass

from bot.buttons import press
from bot.messages import Button, Card, Message, Post, Row, Section


@dataclass(frozen=True, slots=True)
class Tile:
    """`word` is what one types and what the tile shows; `does` says what comes of it, `brief` the same on the picture
    of the rich menu; `do` is its button."""

    do: str
    word: str
    does: str
    brief: str = ""

    @property
    def button(self) -> Button:
        return Button(self.word, Post(press(self.do), self.word))


TILES = (
    # report: begin or go on with the month's report
    Tile("report", "รายงาน", "ทำหรือทำต่อรายงานประจำเดือน", "ส่งรายงานประจำเดือน"),
    # status: sent or not, and due when
    Tile("status", "สถานะ", "ดูว่าส่งแล้วหรือยัง และครบกำหนดเมื่อใด", "ส่งแล้วหรือยัง"),
    # knowledge: documents and media of the circular
    Tile("knowledge", "ความรู้", "เอกสารและสื่อตามหนังสือสั่งการ", "เอกสารและสื่อ"),
    # QR: a picture to print and put up
    Tile("qr", "คิวอาร์", "ภาพ QR สำหรับพิมพ์ติดประกาศ", "ภาพ QR สำหรับพิมพ์"),
    # contact: offices to ask
    Tile("contact", "ติดต่อ", "หน่วยงานที่สอบถามได้", "สอบถามหน่วยงาน"),
    # help: how it works and all the words
    Tile("help", "ช่วยเหลือ", "วิธีใช้งานและคำสั่งทั้งหมด", "วิธีใช้งาน"),
)
# What the bar below the chat says while the menu is closed: menu
CHAT_BAR = "เมนู"
# choose office: belong to an office, to report for it
JOIN = Tile("join.choose", "เลือกหน่วยงาน", "ผูกกับหน่วยงานเพื่อรายงาน")


def menu(*, has_office: bool) -> list[Message]:
    """Everything the bot does, each a tap or a word."""
    tiles = TILES if has_office else (JOIN, *TILES)
    return [
        Card(
            title="เมนูน้องรายงาน",  # the menu
            text="แตะรายการที่ต้องการ หรือพิมพ์คำทางซ้ายได้ทุกเมื่อ",  # tap one, or type the word on the left at any time
            sections=(
                Section("", tuple(Row(tile.word, tile.brief or tile.does, button=tile.button) for tile in tiles)),
            ),
            quick=tuple(tile.button for tile in tiles),
        )
    ]
