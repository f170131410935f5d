"""Words of added-up results: what each figure is, spans of months, what stands where there is nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.periods import Period
from bot.spans import KINDS, Span, SpanKind
from bot.thai.area import RAI, write_dashed_area
from bot.thai.dates import write_period, write_short_period
from bot.thai.numbers import write_amount

# items (rows of a list)
ROWS = "รายการ"

_DEFINITIONS = {
    # The sum of what the offices reported; over several periods those of all together.
    "sum": "ผลรวมของตัวเลขที่หน่วยงานรายงาน กรณีหลายงวดรวมทุกงวด",
    # How things stand at the end: the sum of each office's newest period of the span; they are not added together, and
    # offices that were dissolved within the span are left out.
    "last": "ยอด ณ สิ้นช่วง คือผลรวมตัวเลขงวดล่าสุดที่แต่ละหน่วยงานรายงานในช่วงนั้น ไม่นำหลายงวดมาบวกกัน และไม่รวมหน่วยงานที่ยุบเลิกไปแล้ว",
    # How many reports chose it; an office counts once a period.
    "choices": "จำนวนรายงานที่เลือกข้อนี้ หน่วยงานหนึ่งนับงวดละหนึ่งครั้ง",
    # How many items stand in the lists of the reports.
    "rows": "จำนวนรายการที่หน่วยงานกรอกรายละเอียดไว้",
}
# How many items chose it
_CHOICES_OF_ROWS = "จำนวนรายการที่เลือกข้อนี้"
# The sum over all items
_SUM_OF_ROWS = "ผลรวมของทุกรายการที่หน่วยงานกรอกไว้"
# One report may choose several
_SEVERAL = "เลือกได้หลายข้อ ผลรวมจึงอาจมากกว่าจำนวนรายงาน"


def definition(how: str, *, several: bool, in_rows: bool) -> str:
    """How a figure is calculated. `how` is one of `services.aggregation.figures.How`."""
    if in_rows and how in ("sum", "choices"):
        text = _SUM_OF_ROWS if how == "sum" else _CHOICES_OF_ROWS
    else:
        text = _DEFINITIONS[how]
    return f"{text} ({_SEVERAL})" if several else text


def which_reports(*, awaits: str, leaves_out: bool) -> str:
    """Which reports count. `awaits` is the level that must have approved, "" where none must."""
    # Reports sent by offices that were to report that period are counted, without drafts and those returned.
    text = "นับรายงานที่ส่งแล้วของหน่วยงานที่ต้องรายงานในงวดนั้น ไม่รวมฉบับร่างและฉบับที่ส่งกลับแก้ไข"
    if not awaits:
        return text
    level = LEVELS[awaits]
    if leaves_out:
        # … and without those that (the district) has not approved
        return f"{text} และไม่รวมรายงานที่{level}ยังไม่รับรอง"
    # … Reports that (the district) has not approved are in, and counted apart
    return f"{text} รายงานที่{level}ยังไม่รับรองนับรวมไว้ด้วย และแสดงจำนวนแยกให้เห็น"


# Which of what offices wrote is shown: all, without a reply, with one
WRITTEN: Mapping[str, str] = {"": "ทั้งหมด", "waiting": "ยังไม่ตอบ", "replied": "ตอบแล้ว"}
# What figures are added up over: a month, a quarter, a fiscal year, a round
_SPANS = {SpanKind.MONTH: "เดือน", SpanKind.QUARTER: "ไตรมาส", SpanKind.YEAR: "ปีงบประมาณ", SpanKind.ONCE: "งวด"}

# district, province, department
LEVELS = {"district": "อำเภอ", "province": "จังหวัด", "department": "กรม"}


def spans(period: Period) -> dict[SpanKind, str]:
    """What the period can be added up over, by `SpanKind`: itself, and the longer ones up to it."""
    own, *longer = KINDS[period.every]
    # … so far: to the month that was chosen
    return {own: _SPANS[own]} | {kind: f"{_SPANS[kind]} (ถึง{_SPANS[own]}ที่เลือก)" for kind in longer}


def write_span(span: Span) -> str:
    """`ตุลาคม 2569`; `ไตรมาส 1 ปีงบประมาณ 2570 (ต.ค. 69 - ธ.ค. 69)`; `ปีงบประมาณ 2570 (ต.ค. 69 - ม.ค. 70)`."""
    if span.is_alone:
        return write_period(str(span.through))
    first, last = write_short_period(span.periods[0]), write_short_period(span.periods[-1])
    months = first if first == last else f"{first} - {last}"
    # fiscal year; quarter n of fiscal year
    year = f"ปีงบประมาณ {span.fiscal_year}"
    return f"{year} ({months})" if span.kind is SpanKind.YEAR else f"ไตรมาส {span.quarter} " + f"{year} ({months})"


def value(found: Decimal | None, unit: str = "") -> str:
    """A figure, without its unit; a dash where nobody knows. Rai are written `7-2-50`: ไร่, งาน, ตารางวา."""
    return "–" if found is None else _amount(found, unit)


def _amount(found: Decimal, unit: str) -> str:
    if unit != RAI:
        return write_amount(found, unit)
    return f"-{write_dashed_area(-found)}" if found < 0 else write_dashed_area(found)


def change(now: Decimal | None, before: Decimal | None, unit: str = "") -> str:
    """`+12 (+5%)` against the year before; "" where either is unknown."""
    if now is None or before is None:
        return ""
    difference = now - before
    text = f"+{_amount(difference, unit)}" if difference > 0 else _amount(difference, unit)
    if not before or not difference:
        return text
    share = round(difference / abs(before) * 100)
    return f"{text} ({share:+,d}%)" if abs(share) < 10_000 else text


def share(part: Decimal | None, whole: int) -> str:
    """`45.2%` of the reports that count."""
    return f"{part / whole * 100:.1f}%" if part is not None and whole else "–"


def dot(said: Sequence[str], count: int) -> str:
    """What stands at a point of the map, one a line."""
    # and n more
    more = [f"และอีก {count - len(said):,} รายการ"] if count > len(said) else []
    return "\n".join([*said, *more])
