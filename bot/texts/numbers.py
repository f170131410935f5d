"""Numbers as officers type them, and as we print them."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.texts import reasons
from bot.texts.digits import printed, tidy
from bot.texts.numberwords import read_words
from bot.texts.refused import Refused

_LONGEST = 160
# More digits than this do not survive a spreadsheet or an XPath number (both are doubles).
_MOST_DIGITS = 15

# baht
BAHT = "บาท"

# Words that may stand after a number and say nothing new about it.
_UNIT_WORDS = (
    "คน ราย ท่าน รูป นาย ครั้ง หน แห่ง ที่ แปลง จุด พื้นที่ ครัวเรือน หลังคาเรือน ครอบครัว หลัง หมู่บ้าน หมู่ ตำบล ชุมชน "
    "โรงเรียน วัด ศูนย์ หน่วยงาน กลุ่ม รุ่น ชุด ฉบับ เล่ม แผ่น ชิ้น อัน ต้น ตัว บ่อ สระ กิโลกรัม กก วัน เดือน ปี ชั่วโมง "
    "บาท บาทถ้วน กิจกรรม โครงการ หลักสูตร ช่องทาง รายการ"
)
UNITS = tuple(_UNIT_WORDS.split())
_POLITE = ("นะคะ", "นะครับ", "ครับ", "คับ", "ค่ะ", "คะ", "จ้า", "ค่า")
_BEFORE = ("จำนวนทั้งสิ้น", "จำนวน", "ทั้งหมด", "ทั้งสิ้น", "รวม", "ประมาณ", "ราวๆ", "ราว", "มี", "ได้", "เป็นเงิน")
_AFTER = ("ทั้งหมด", "ทั้งสิ้น", "โดยประมาณ", "ถ้วน")
_NONE = ("ไม่มี", "ไม่มีเลย", "ไม่ได้ทำ", "ไม่ได้จัด", "ไม่ได้ใช้")

_PLAIN = re.compile(r"[0-9]+(?:[.][0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+)(?:[.][0-9]+)?")


def read_integer(text: str, units: tuple[str, ...] = ()) -> int | Refused:
    """A whole number, possibly below zero. `units` are further words that may stand after it."""
    value = read_decimal(text, units)
    if isinstance(value, Refused):
        return Refused(value.reason, tuple(int(one) for one in value.candidates))
    if value == int(value):
        figure = re.search(r"([0-9]+)[.](000)(?![0-9])", tidy(text))
        if figure and 0 < int(figure[1]) < 1000:
            either = (int(value), int(value) * 1000)
            return Refused(reasons.whole_or_thousands(*map(write_number, either)), either)
        return int(value)
    return Refused(reasons.NOT_WHOLE)


def read_decimal(text: str, units: tuple[str, ...] = ()) -> Decimal | Refused:
    """A number with or without decimals, exactly as typed (no floating point)."""
    words = tidy(text)
    if not words:
        return Refused(reasons.EMPTY)
    if len(words) > _LONGEST:
        return Refused(reasons.NOT_A_NUMBER)
    words = without(words, _POLITE, ())
    if words in _NONE:
        return Decimal(0)
    if set(words) == {"-"}:
        return Refused(reasons.DASH)
    words = without(words, _AFTER, _BEFORE)
    sign, words = _sign(words)
    words = without(words, (*units, *UNITS), ("฿",)).rstrip(".")
    value = _figures(words)
    return value if isinstance(value, Refused) else sign * value


def write_number(value: int | float | Decimal) -> str:
    """`12,500`, `3.75`, `-4`: commas, no exponent, no idle zeros."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    words = f"{exact:,f}"
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    return printed("0" if words == "-0" else words)


def write_amount(value: int | float | Decimal, unit: str) -> str:
    """As `write_number`; of baht, a part is satang and has two places: `12,500`, `48,500.50`."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    has_satang = unit == BAHT and exact % 1 and not exact * 100 % 1
    return printed(f"{exact:,.2f}") if has_satang else write_number(exact)


def without(words: str, after: tuple[str, ...], before: tuple[str, ...]) -> str:
    """`words` less any of `after` at the end and `before` at the start, again and again, but never down to nothing."""
    while True:
        shorter = words
        for tail in sorted(after, key=len, reverse=True):
            if words.rstrip(" .").endswith(tail):
                shorter = words.rstrip(" .")[: -len(tail)].rstrip()
                break
        else:
            for head in before:
                if words.startswith(head):
                    shorter = words[len(head) :].lstrip(" :=")
                    break
        if shorter in ("", words):
            return words
        words = shorter


def _sign(words: str) -> tuple[int, str]:
    for minus in ("-", "ติดลบ", "ลบ"):
        if words.startswith(minus):
            return -1, words[len(minus) :].lstrip()
    return 1, words.removeprefix("+").lstrip()


def _figures(words: str) -> Decimal | Refused:
    if _PLAIN.fullmatch(words) or _GROUPED.fullmatch(words):
        figure = re.sub("[, ]", "", words)
        if len(figure.replace(".", "").lstrip("0")) > _MOST_DIGITS:
            return Refused(reasons.TOO_BIG)
        return Decimal(figure)
    if "," in words and re.fullmatch("[0-9., ]+", words):
        return Refused(reasons.COMMA if " " not in words else reasons.SEVERAL_NUMBERS)
    spelled_out = None if re.fullmatch("[0-9 .]+", words) else read_words(re.sub("(?<=[0-9]),(?=[0-9]{3})", "", words))
    if spelled_out is not None:
        return spelled_out
    several = len(re.findall(r"[0-9]+", words)) > 1
    return Refused(reasons.SEVERAL_NUMBERS if several else reasons.NOT_A_NUMBER)
