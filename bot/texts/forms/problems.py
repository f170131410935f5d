"""What the author of a form is told about it, in Thai and English.

The Thai and the English of one problem stand side by side. `{0}`, `{1}` … are the problem's facts, `{s}` what was
probably meant. The words of expressions stand in `expressions.py`, of sheets in `sheets.py`.
"""

from __future__ import annotations

from bot.texts.forms.cells import CELLS
from bot.texts.forms.expressions import EXPRESSIONS
from bot.texts.forms.files import FILES
from bot.texts.forms.sheets import SHEETS
from bot.texts.forms.words import Two, WordedAs

_WORDS: dict[str, WordedAs] = {**FILES, **CELLS, **SHEETS, **EXPRESSIONS}
_SEVERITIES = {
    "error": Two("ต้องแก้", "error"),
    "warning": Two("ควรแก้", "warning"),
    "note": Two("หมายเหตุ", "note"),
}
# Where nothing that could be advised would help.
_WITHOUT_EXAMPLE = {
    "unknown-type": Two(
        "ใช้ชนิดของ XLSForm เช่น text, integer, date, image, select_one ชื่อรายการ",
        "write a type of XLSForm, such as text, integer, date, image, select_one list",
    ),
    "bad-name": Two(
        "ขึ้นต้นด้วยตัวอักษรภาษาอังกฤษหรือ _ ตามด้วยตัวอักษร ตัวเลข _ - . และไม่เว้นวรรค",
        "begin with a letter or _, then letters, digits, _ - . and no space",
    ),
    "name-not-latin": Two(
        "ในคอลัมน์ name ใช้ตัวอักษรภาษาอังกฤษ ส่วนภาษาไทยให้ใส่ในคอลัมน์ label",
        "write Latin letters in name; Thai belongs in label",
    ),
    "reference-form": Two("ใช้ปีกกาครอบชื่อ", "put the name in braces"),
    "choice-space": Two("เขียนติดกัน ไม่เว้นวรรค", "write it without a space"),
    "bare-word": Two(
        "ตรวจการสะกด ถ้าเป็นข้อความ ให้ใส่เครื่องหมายคำพูด", "look at its spelling; a word is written in quotation marks"
    ),
}
_MEANT = Two("หมายถึง {s} หรือไม่", "did you mean {s}?")


def codes() -> tuple[str, ...]:
    """Every kind of problem that there are words for."""
    return tuple(_WORDS)


def english(code: str, facts: tuple[str, ...]) -> str:
    """What is wrong."""
    return _filled(_WORDS[code].says.en, facts)


def thai(code: str, facts: tuple[str, ...]) -> str:
    """The same in Thai."""
    return _filled(_WORDS[code].says.th, facts)


def advice(code: str, facts: tuple[str, ...], suggestion: str) -> Two:
    """What to do about it; blank where there is nothing to say."""
    todo = _WORDS[code].todo
    if not suggestion:
        todo = _WITHOUT_EXAMPLE.get(code, todo)
    if suggestion and (todo is None or "{s}" not in todo.th):
        both = _MEANT if todo is None else Two(f"{todo.th} ({_MEANT.th})", f"{todo.en} ({_MEANT.en})")
    elif todo is None or ("{s}" in todo.th and not suggestion):
        return Two("", "")
    else:
        both = todo
    return Two(*(_filled(words, facts).replace("{s}", suggestion) for words in (both.th, both.en)))


def severity_word(severity: str) -> str:
    """The severity in both languages."""
    return f"{_SEVERITIES[severity].th} / {_SEVERITIES[severity].en}"


def _filled(words: str, facts: tuple[str, ...]) -> str:
    # Not str.format: the author's own words are put in, braces and all.
    for at, fact in enumerate(facts):
        words = words.replace(f"{{{at}}}", fact)
    return words
