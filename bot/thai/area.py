"""Land areas: ไร่-งาน-ตารางวา and square metres, to and from decimal rai without rounding.

1 ไร่ = 4 งาน = 400 ตารางวา = 1,600 ตารางเมตร; so 1 ตารางวา is 0.0025 ไร่ exactly, and 1 ตารางเมตร 0.000625.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.thai import reasons
from bot.thai.digits import tidy
from bot.thai.numbers import read_decimal, unit_said, write_number
from bot.thai.polite import POLITE, without
from bot.thai.refused import Refused

RAI = "ไร่"  # rai: the unit as forms name it
NGAN = Decimal("0.25")
WAH = Decimal("0.0025")
SQUARE_METRE = Decimal("0.000625")

_WAH = r"ตารางวา|ตร\.? ?วา|ตร\.? ?ว\.?|วา"
_METRES = r"ตารางเมตร|ตร\.? ?เมตร|ตร\.? ?ม\.?|เมตร|m2|sq\.? ?m\.?"
_PARTS = re.compile(
    r"^(?:(?P<rai>[^-]*?) ?ไร่ ?(?P<half>ครึ่ง)?)? ?(?:(?P<ngan>[^-]*?) ?งาน ?(?P<half_ngan>ครึ่ง)?)? ?"
    rf"(?:(?P<wah>[^-]*?) ?(?:{_WAH}))?$"
)
_IN_METRES = re.compile(rf"^(.+?) ?(?:{_METRES})$", re.IGNORECASE)
_DASHED = re.compile(r"^([0-9]+) ?[-/ ] ?([0-9]+) ?[-/ ] ?([0-9]+(?:\.[0-9]+)?)(?: ?(?:ไร่|ไร่-งาน-ตารางวา))?$")
# area, about, number, in all, size; exactly
_AROUND = ("พื้นที่", "เนื้อที่", "ประมาณ", "จำนวน", "รวม", "ขนาด"), (*POLITE, "ถ้วน", "พอดี")
_IN_BRACKETS = re.compile(r" ?\([^()]*\)$")


def read_area(text: str) -> Decimal | Refused:
    """An area in decimal rai. A bare number is taken as rai; `3-2-50` is ไร่-งาน-ตารางวา."""
    words = tidy(text)
    if not words:
        return Refused(reasons.EMPTY)
    if len(words) > 60:
        return Refused(reasons.NOT_AN_AREA)
    before, after = _AROUND
    words = without(_IN_BRACKETS.sub("", words), after, before)
    # A dash or a comma between the parts; rai without its tone mark.
    if set(words) == {"-"}:
        return Refused(reasons.NOT_AN_AREA)
    words = re.sub(r"(ไร่|งาน) ?[-,] ?(?=[0-9ก-๙])", r"\1 ", re.sub(r"(?<=[0-9]) ?(?:ไร|rai)(?![ก-๙])", " ไร่", words))
    if words.startswith(("-", "ลบ")):
        return Refused(reasons.AREA_BELOW_ZERO)
    if dashed := _DASHED.match(words):
        rai, ngan, wah = (Decimal(part) for part in dashed.groups())
        return _sum(rai, ngan, wah, checked=True)
    if metres := _IN_METRES.match(words):
        amount = _amount(metres[1])
        return amount if isinstance(amount, Refused) else amount * SQUARE_METRE
    parts = _PARTS.match(words)
    if parts is None or not any(unit in words for unit in ("ไร่", "งาน", "วา", "ว")):
        amount = _amount(words)
        if isinstance(amount, Refused) or not (said := unit_said(words)):
            return amount
        # 12 households are no 12 rai.
        return Refused(reasons.other_unit(said, RAI, write_number(amount)), (amount,)) if amount else amount
    amounts = []
    for name in ("rai", "ngan", "wah"):
        typed = parts[name]
        half = {"rai": parts["half"], "ngan": parts["half_ngan"]}.get(name)
        amount = Decimal(0) if typed is None else _amount(typed, one_if_empty=bool(half))
        if isinstance(amount, Refused):
            return amount
        amounts.append(amount + Decimal("0.5") if half else amount)
    rai, ngan, wah = amounts
    return _sum(rai, ngan, wah, checked=parts["rai"] is not None, ngan_typed=parts["ngan"] is not None)


def write_area(rai: Decimal) -> str:
    """`3 ไร่ 2 งาน 50 ตารางวา`: parts that are zero are left out; zero itself is `0 ไร่`."""
    wah = rai / WAH
    whole_rai, wah = divmod(wah, 400)
    whole_ngan, wah = divmod(wah, 100)
    parts = [
        f"{write_number(amount)} {unit}"
        for amount, unit in ((whole_rai, "ไร่"), (whole_ngan, "งาน"), (wah, "ตารางวา"))
        if amount
    ]
    return " ".join(parts) or f"{write_number(0)} ไร่"


def write_dashed_area(rai: Decimal) -> str:
    """`3-2-50`, as a table under "ไร่" has it: ไร่, งาน, ตารางวา."""
    whole_rai, wah = divmod(round(rai / WAH, 4), 400)
    whole_ngan, wah = divmod(wah, 100)
    return f"{write_number(whole_rai)}-{write_number(whole_ngan)}-{write_number(wah)}"


def _amount(typed: str, one_if_empty: bool = False) -> Decimal | Refused:
    typed = typed.strip()
    if typed == "ครึ่ง":
        return Decimal("0.5")
    if not typed and one_if_empty:
        return Decimal(1)
    value = read_decimal(typed)
    if isinstance(value, Refused):
        # One figure among other words: of what unit nobody can say.
        return value if len(value.candidates) > 1 else Refused(reasons.NOT_AN_AREA)
    return Refused(reasons.AREA_BELOW_ZERO) if value < 0 else value


def _sum(rai: Decimal, ngan: Decimal, wah: Decimal, checked: bool, ngan_typed: bool = True) -> Decimal | Refused:
    # Alone, "6 งาน" or "200 ตารางวา" is how people speak; after a larger unit it is a slip.
    if checked and ngan >= 4:
        return Refused(reasons.NGAN_TOO_MANY)
    most_wah = 100 if ngan_typed else 400
    if (ngan_typed or checked) and wah >= most_wah:
        return Refused(reasons.WAH_TOO_MANY)
    return rai + ngan * NGAN + wah * WAH
