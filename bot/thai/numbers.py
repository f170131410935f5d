"""Numbers as officers type them, and as we print them."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.thai import reasons
from bot.thai.digits import tidy
from bot.thai.numberwords import read_words
from bot.thai.polite import POLITE, without
from bot.thai.refused import Refused

_LONGEST = 160
# More digits than this do not survive a spreadsheet or an XPath number (both are doubles).
_MOST_DIGITS = 15

# baht
BAHT = "บาท"

# Words that may stand after a number and say nothing new about it.
_UNIT_WORDS = (
    "คน ราย ท่าน รูป นาย ครั้ง หน แห่ง ที่ แปลง จุด พื้นที่ ครัวเรือน หลังคาเรือน ครอบครัว หลัง หมู่บ้าน หมู่ ตำบล ชุมชน "
    "โรงเรียน วัด ศูนย์ หน่วยงาน กลุ่ม รุ่น ชุด ฉบับ เล่ม แผ่น ชิ้น อัน ต้น ตัว บ่อ สระ กิโลกรัม กก วัน เดือน ปี ชั่วโมง "
    "บาท บาทถ้วน THB กิจกรรม โครงการ หลักสูตร ช่องทาง รายการ"
)
UNITS = tuple(_UNIT_WORDS.split())
_LONGEST_FIRST = sorted(UNITS, key=len, reverse=True)
# Of any kind of place: they agree with the word of one.
_PLACES = frozenset(("แห่ง", "ที่", "จุด", "พื้นที่"))
_OF_A_KIND = ("แปลง", "หมู่บ้าน", "ตำบล", "ชุมชน", "โรงเรียน", "วัด", "ศูนย์", "หน่วยงาน", "บ่อ", "สระ")
# Of one measure: kilometre, metre, square metre, cubic metre, kilogram, litre, hour.
_MEASURES = (
    ("กิโลเมตร", "กม", "กิโล"),
    ("เมตร", "ม"),
    ("ตารางเมตร", "ตร.ม", "ตรม"),
    ("ลูกบาศก์เมตร", "ลบ.ม", "ลบม", "คิว"),
    ("กิโลกรัม", "กก", "กิโล", "โล"),
    ("ลิตร", "ล"),
    ("ชั่วโมง", "ชม"),
)
# Words with which the same may be counted.
_ALIKE = (
    *(_PLACES | {one} for one in _OF_A_KIND),
    *map(
        frozenset,
        (
            ("คน", "ราย", "ท่าน", "รูป", "นาย"),
            ("ครัวเรือน", "หลังคาเรือน", "ครอบครัว", "หลัง", "ราย"),
            ("ครั้ง", "หน"),
            ("หมู่บ้าน", "หมู่"),
            ("ชุด", "ฉบับ", "เล่ม", "แผ่น", "ชิ้น", "อัน"),
            ("กิจกรรม", "โครงการ", "หลักสูตร", "รายการ"),
            ("ตัว", "ต้น", "ชิ้น", "อัน", "รายการ"),
            (BAHT, "บาทถ้วน", "THB"),
            *_MEASURES,
        ),
    ),
)
_BEFORE = ("จำนวนทั้งสิ้น", "จำนวน", "ทั้งหมด", "ทั้งสิ้น", "รวม", "ประมาณ", "ราวๆ", "ราว", "มี", "ได้", "เป็นเงิน",
           "คิดเป็น", "เท่ากับ", "อยู่ที่", "น่าจะ", "คือ", "ตอบ")  # fmt: skip
_AFTER = ("ทั้งหมด", "ทั้งสิ้น", "โดยประมาณ", "ถ้วน")
# none of something that is counted; not done: but "no data" and "did not count" are no zero
_NOBODY = (
    "งบ(?:ประมาณ)?|ผู้เข้าร่วม|ผู้เข้าอบรม|ใคร|การดำเนินการ|การจัด|การจัดอบรม|"
    "การอบรม|การใช้จ่าย|การเบิกจ่าย|ค่าใช้จ่าย|การใช้งบ(?:ประมาณ)?"
)
_NOT_DONE = "ทำ|จัด|จัดอบรม|ใช้|ใช้งบ|ใช้งบประมาณ|ดำเนินการ|ดำเนินงาน|เบิก|เบิกจ่าย|จ่าย|อบรม"
_NONE = re.compile(
    f"(?:ยัง)?(?:ไม่มี(?:เลย|สัก)?(?:{_NOBODY}|{'|'.join(UNITS)})?|ไม่ได้(?:{_NOT_DONE})|ไม่ใช้งบ(?:ประมาณ)?)(?:เดียว|ใดๆ|เลย)?"
)

# What may stand around a figure and says nothing; "(in brackets)" explains it.
_BEFORE_IT, _BEHIND_IT = " \"'([=*~≈", " \"')]!?*…=,/ๆฯ"
_IN_BRACKETS = re.compile(r"\([^()]*\)")
# `1,200.-`, `1,200/-` and `1,200 บ.` are baht on a receipt.
_ON_A_RECEIPT = re.compile(r"[./]-+$|(?<=[0-9]) ?บ\.?$")
_SATANG = re.compile(r"(?:(?P<baht>.+?) ?(?:บาท|บ\.?))? ?(?P<satang>.+?) ?สตางค์")
_DOTTED = re.compile(r"[^0-9]*(?P<figure>[0-9]{1,3}(?:[.][0-9]{3})+)[^0-9]*")
_FIGURE = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:[.][0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:[.][0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+)(?:[.][0-9]+)?")


def read_integer(text: str, units: tuple[str, ...] = ()) -> int | Refused:
    """A whole number, possibly below zero. `units` are further words that may stand after it."""
    value = read_decimal(text, units)
    if dotted := _thousands(text):
        # Points between groups of three are how other countries write thousands.
        meant = int(dotted)
        if not isinstance(value, Refused) and value == int(value) and value > 0:
            either = (int(value), meant)
            return Refused(reasons.whole_or_thousands(*map(write_number, either)), either)
        return Refused(reasons.only_figure(write_number(meant)), (meant,))
    if isinstance(value, Refused):
        whole = tuple(int(one) for one in value.candidates if one == int(one))
        return Refused(value.reason, whole) if len(whole) == len(value.candidates) else Refused(reasons.NOT_WHOLE)
    return int(value) if value == int(value) else Refused(reasons.NOT_WHOLE)


def read_money(text: str, units: tuple[str, ...] = ()) -> Decimal | Refused:
    """Baht, with satang as decimals: `12,500.50`, `1,200.-`, `75 สตางค์`."""
    value = read_decimal(text, units)
    dotted = _thousands(text)
    if dotted is None:
        return value
    if isinstance(value, Refused):
        return Refused(reasons.only_figure(write_number(dotted)), (dotted,))
    # Nobody counts thousandths of a baht.
    return Refused(reasons.whole_or_thousands(write_number(value), write_number(dotted)), (value, dotted))


def read_decimal(text: str, units: tuple[str, ...] = ()) -> Decimal | Refused:
    """A number with or without decimals, exactly as typed (no floating point)."""
    words = tidy(text)
    if not words:
        return Refused(reasons.EMPTY)
    if len(words) > _LONGEST:
        return Refused(reasons.NOT_A_NUMBER)
    if words.isdecimal():
        return _figures(words)
    words = _plain(words)
    if _NONE.fullmatch(words.replace(" ", "")):
        return Decimal(0)
    if set(words) == {"-"}:
        return Refused(reasons.DASH)
    words = _bare(words)
    sign, words = _sign(words)
    if (satang := _SATANG.fullmatch(words)) is not None:
        value = _with_satang(satang["baht"], satang["satang"])
    else:
        value = _figures(_ON_A_RECEIPT.sub("", without(words, (*units, *UNITS), ("฿", "THB"))).rstrip("."))
    if isinstance(value, Refused):
        return Refused(value.reason, tuple(sign * one for one in value.candidates))
    return sign * value


def unit_said(text: str, units: tuple[str, ...] = ()) -> str:
    """The unit that stands behind the figure; "" for none that is known. `units` are further ones."""
    words = tidy(text)
    if words[-1:].isdecimal() and not words.startswith("฿"):
        return ""
    words = _bare(words)
    if _ON_A_RECEIPT.search(words) or words.startswith("฿") or words.endswith("สตางค์"):
        return BAHT
    words = words.rstrip(" .")
    return next((one for one in (*units, *_LONGEST_FIRST) if words.endswith(one) and words != one), "")


def names_of(unit: str) -> tuple[str, ...]:
    """`unit` and, where it is a measure, what else people call it: กิโลเมตร and กม. are one."""
    bare = unit.rstrip(".")
    return (unit, *(one for names in _MEASURES if bare in names for one in names if one != unit))


def agree(unit: str, other: str) -> bool:
    """Whether what one of them counts may be called by the other."""
    units = {unit.rstrip("."), other.rstrip(".")}
    return len(units) == 1 or any(units <= words for words in _ALIKE)


def write_number(value: int | float | Decimal) -> str:
    """`12,500`, `3.75`, `-4`: commas, no exponent, no idle zeros."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    words = f"{exact:,f}"
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    return "0" if words == "-0" else words


def write_amount(value: int | float | Decimal, unit: str) -> str:
    """As `write_number`; of baht, a part is satang and has two places: `12,500`, `48,500.50`."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    has_satang = unit == BAHT and exact % 1 and not exact * 100 % 1
    return f"{exact:,.2f}" if has_satang else write_number(exact)


def _plain(words: str) -> str:
    """Without what explains it and what is only polite."""
    return _trimmed(without(_trimmed(" ".join(_IN_BRACKETS.sub(" ", words).split()) or words), POLITE, ()))


def _bare(words: str) -> str:
    """A figure with its unit, if it has one, and nothing around them."""
    return _trimmed(without(_plain(words), _AFTER, _BEFORE))


def _trimmed(words: str) -> str:
    return words.lstrip(_BEFORE_IT).rstrip(_BEHIND_IT) or words


def _thousands(text: str) -> Decimal | None:
    """The number in which points part groups of three, zero in front left aside; None for any other."""
    dotted = _DOTTED.fullmatch(tidy(text))
    return Decimal(dotted["figure"].replace(".", "")) if dotted and dotted["figure"][0] != "0" else None


def _with_satang(baht: str | None, satang: str) -> Decimal | Refused:
    whole, part = _figures(baht) if baht else Decimal(0), _figures(satang)
    if isinstance(whole, Refused) or isinstance(part, Refused) or not 0 <= part < 100:
        return Refused(reasons.NOT_A_NUMBER)
    return whole + part / 100


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
    figures = _FIGURE.findall(words)
    if len(figures) == 1 and len(figures[0]) <= _MOST_DIGITS and not re.search("[a-z]", words, re.IGNORECASE):
        only = Decimal(figures[0].replace(",", ""))
        return Refused(reasons.only_figure(write_number(only)), (only,))
    return Refused(reasons.SEVERAL_NUMBERS if len(figures) > 1 else reasons.NOT_A_NUMBER)
