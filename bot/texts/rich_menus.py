"""The rich menus by role and moment: which tiles, and what the light on the first of them says.

A menu is known by its key: `officer.due.3`, `report`, `supervisor.2`; "" is a stranger's, which LINE shows whoever has
none of their own. Docstrings and comments are glosses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.texts.menu import JOIN, SUPERVISING, TILES, Tile

STRANGER, IN_REPORT = "", "report"
# The largest figure that a light says: LINE keeps a thousand menus, and lets a hundred be made in an hour.
MOST_DAYS, MOST_REPORTS, MOST_QUESTIONS = 15, 20, 60

_KNOWLEDGE, _QR, _CONTACT, _HELP = TILES[2:]
# how to join; back, skip, look over, pause, help with this question, menu
_HOW = Tile("join.how", "เข้าร่วม", "วิธีเข้าร่วม")
_WORDS = (
    Tile("back", "ย้อน", "กลับไปข้อก่อน"),
    Tile("skip", "ข้าม", "ข้อที่ไม่บังคับ"),
    Tile("review", "ทวน", "ดูคำตอบทั้งหมด"),
    Tile("pause", "พัก", "เก็บไว้ทำต่อ"),
    Tile("help", "ช่วยเหลือ", "อธิบายข้อนี้"),
    Tile("menu", "เมนู", "รายการหลัก"),
)


@dataclass(frozen=True, slots=True)
class RichMenu:
    """`light` is the number of the tile that has it and how pressing it is: `good`, `warn`, `bad`; None for no light.
    `says`: a tile types its word, where the word means the question that stands open."""

    tiles: tuple[Tile, ...]
    light: tuple[int, str] | None = None
    says: bool = False


def rich_menu(key: str) -> RichMenu:
    """The menu of this key."""
    name, *figures = key.split(".")
    if name == IN_REPORT:
        return RichMenu(_WORDS, says=True)
    if name == "supervisor":
        count = int(figures[0])
        overview, missing, queue, desk = SUPERVISING
        # reports wait / nothing waits
        queue = replace(queue, does=f"รอท่าน {count} ฉบับ" if count else "ไม่มีรายงานรอท่าน")
        tiles = (overview, missing, queue, desk, _KNOWLEDGE, _HELP)
        return RichMenu(tiles, (2, "warn") if count else None)
    if name == "officer":
        words, tone = _due(*figures)
        report, *others = TILES
        return RichMenu((replace(report, does=words), *others), (0, tone) if tone else None)
    return RichMenu((JOIN, _HOW, _KNOWLEDGE, _QR, _CONTACT, _HELP))


def _due(state: str, *figures: str) -> tuple[str, str]:
    """What the light on "report" says, and how pressing it is; "" for no light."""
    match state:
        case "returned":
            return "รอท่านแก้ไข", "bad"  # sent back
        case "late":
            return "เกินกำหนดแล้ว", "bad"  # overdue
        case "draft" if figures[0] == "0":
            return "ตรวจทานแล้วส่ง", "warn"  # look it over and send it
        case "draft":
            return f"ทำต่อ เหลือ {figures[0]} ข้อ", "warn"  # go on, n questions are left
        case "due" if figures[0] == "0":
            return "ครบกำหนดวันนี้", "bad"  # due today
        case "due":
            return f"ครบกำหนดอีก {figures[0]} วัน", "warn"  # due in n days
        case "sent":
            return "ส่งครบแล้ว", "good"  # all sent
    return "ยังไม่มีรายงานต้องส่ง", ""  # nothing due
