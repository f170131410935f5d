"""What the bot says in a group: the library and nothing else, for everybody there reads it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.limits import shorten
from bot.messages import Text
from bot.thai.digits import quoted

# In a group I only help to find documents: mention "Nong Rai-ngan", or type "knowledge" and what to look for. Reports
# and personal matters are for the chat of two.
HELLO = Text("สวัสดีค่ะ ในกลุ่มนี้น้องรายงานช่วยค้นคลังความรู้เท่านั้น พิมพ์ “ความรู้ ” ตามด้วยเรื่องที่ต้องการ ส่วนการรายงานโปรดทำในแชตส่วนตัวค่ะ")


def library(link: str) -> Text:
    """Asked for nothing in particular."""
    # The library: … / To search type "knowledge" and words, such as …
    return Text(f"คลังความรู้: {link}\nค้นหา: พิมพ์ “ความรู้ ” ตามด้วยคำ เช่น ความรู้ โคก หนอง นา")


def found(items: Sequence[tuple[str, str]], more: int, link: str) -> Text:
    """(title, link) of the best; `more` matched besides."""
    lines = [f"{title}\n{address}" for title, address in items]
    if more:
        lines.append(f"อีก {more} เรื่อง: {link}")  # … more
    return Text("\n\n".join(lines))


def nothing_found(query: str, link: str) -> Text:
    # I have not found "…" in the library. See all: …
    return Text(f"ไม่พบ {quoted(shorten(query, 40))} ในคลังความรู้ค่ะ\nดูทั้งหมด: {link}")
