"""What is typed to ask the library: its word with a number or with words to look for, "search", a number alone."""

from __future__ import annotations

import re

from bot.thai.digits import tidy
from bot.thai.polite import POLITE, wish
from bot.vocabulary.commands import Command, glossary
from bot.vocabulary.intents import Certainty, Do, Intent, Phrase

PHRASES = (
    # newest, the newest items
    Phrase(Do.LIBRARY_NEWEST, "ล่าสุด|เรื่องล่าสุด|ความรู้ล่าสุด|เอกสารล่าสุด|มาใหม่", certainty=Certainty.BARE),
    # often used, popular
    Phrase(Do.LIBRARY_POPULAR, "ที่ใช้บ่อย|ใช้บ่อย|เรื่องที่ใช้บ่อย|ความรู้ที่ใช้บ่อย|ยอดนิยม|ที่นิยม", certainty=Certainty.BARE),
    # may I have the file to print
    Phrase(Do.LIBRARY_PRINT, "ขอไฟล์พิมพ์|ไฟล์พิมพ์|ขอไฟล์สำหรับพิมพ์|ไฟล์สำหรับพิมพ์|ขอไฟล์ปริ้น|ขอไฟล์ปริ้นท์", certainty=Certainty.SURE),
    # see the explanation (of this question)
    Phrase(Do.LIBRARY_EXPLAIN, "ดูคำอธิบาย|ขอดูคำอธิบาย|ดูคำอธิบายข้อนี้|เปิดคำอธิบาย|อ่านคำอธิบาย", certainty=Certainty.SURE),
)

# search
_SEARCH = ("ค้นหา", "ค้น", "search")
_WORDS = sorted(
    [
        *((word, Do.KNOWLEDGE) for word in glossary()[Command.KNOWLEDGE]),
        *((word, Do.QR) for word in glossary()[Command.QR]),
    ],
    key=lambda row: -len(row[0]),
)
_PRINT = next(phrase.each for phrase in PHRASES if phrase.do is Do.LIBRARY_PRINT)
# may I see, may I have, I want, look for, the matter of, about … any, please, politeness
_BEFORE = re.compile("^(?:ขอดู|ขอ|อยากได้|อยากดู|ต้องการ|หา|เรื่อง|เกี่ยวกับ)+ *")
_AFTER = re.compile(
    f"(?: *(?:{'|'.join((*sorted(POLITE, key=len, reverse=True), 'หน่อย', 'ไหม', 'มั้ย', 'ด้วย', 'นะ'))}))+$"
)
# "2", "2.3", "2 หน้า 2" (page 2)
_NUMBER = re.compile(r"(?P<shelf>[0-9]{1,2})(?:[.,/ -](?P<item>[0-9]{1,3}))?(?: ?หน้า ?(?:ที่ ?)?(?P<page>[0-9]{1,2}))?")
_LONGEST = 120


def read_library(words: str) -> Intent | None:
    """What is asked of the library: "ความรู้ 2.3", "คิวอาร์ 2.3" (`shelf`, `item`, `page`, all from 1), "ค้นหา ปุ๋ย",
    "ความรู้ ปุ๋ย" (`words`; `codes` where a QR code is meant), "ขอไฟล์พิมพ์ 2.3". None for anything else.

    Words that merely begin with "ความรู้" may be an answer.
    """
    words = wish(words)
    if len(words) > _LONGEST:
        return None
    for word in _SEARCH:
        if rest := _after(words, word):
            return Intent(Do.LIBRARY_FIND, {"words": rest})
    for word in _PRINT:
        if rest := _after(words, word):
            return read_number(rest, Do.LIBRARY_PRINT)
    for word, do in _WORDS:
        if rest := _after(words, word):
            codes = {"codes": "1"} if do is Do.QR else {}
            return read_number(rest, do) or Intent(Do.LIBRARY_FIND, {"words": rest, **codes}, Certainty.BARE)
    return None


def read_number(words: str, do: Do = Do.KNOWLEDGE) -> Intent | None:
    """A number as the lists print it: `2`, `2.3`, `2 หน้า 2`; None for anything else."""
    found = _NUMBER.fullmatch(wish(tidy(words)))
    return Intent(do, {key: value for key, value in found.groupdict().items() if value}) if found else None


def bare(query: str) -> str:
    """A query without the words of asking around it."""
    return _AFTER.sub("", _BEFORE.sub("", query)).strip() or query


def _after(words: str, word: str) -> str:
    """What stands after `word` and a space or colon; empty where `words` begins otherwise."""
    start = words[: len(word)].casefold()
    rest = words[len(word) :]
    return rest.strip(" :") if start == word and rest[:1] in (" ", ":") else ""
