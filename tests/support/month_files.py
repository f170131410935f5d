"""What a month's files say, opened in LibreOffice, in the terms of the chat."""

from __future__ import annotations

import re

from tests.support.office_suite import Sheet

# What the overview's card calls it → what the workbook's summary does, and the memo's annex.
COUNTS = {
    "expected": ("หน่วยงานที่ต้องส่ง", "ต้องส่ง"),
    "sent": ("ส่งแล้ว", "ส่งแล้ว"),
    "on_time": ("ในจำนวนนี้ ส่งทันกำหนด", "ทันกำหนด"),
    "late": ("ในจำนวนนี้ ส่งเกินกำหนด", "เกินกำหนด"),
    "nothing": ("ในจำนวนนี้ ไม่มีการดำเนินงาน", "ไม่มีการดำเนินงาน"),
    "returned": ("ส่งกลับแก้ไข", "ส่งกลับแก้ไข"),
    "missing": ("ยังไม่ส่ง", "ยังไม่ส่ง"),
}
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def number_in(words: str) -> float:
    """The first number of `12,500 บาท` or `๑๒,๕๐๐.๕๐`."""
    found = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", words.translate(_THAI_DIGITS))
    assert found, words
    return float(found[0].replace(",", ""))


def row_of(sheet: Sheet, label: str) -> list[str]:
    """What the row that begins so shows."""
    [found] = [row for row in sheet if row and row[0].shown == label]
    return [cell.shown for cell in found]


def column(sheet: Sheet, head: str) -> dict[str, str]:
    """What stands below this head, by the first cell of each row."""
    at = [cell.shown for cell in sheet[0]].index(head)
    return {row[0].shown: row[at].shown if at < len(row) else "" for row in sheet[1:] if row}


def counts_in(sheets: dict[str, Sheet]) -> dict[str, int]:
    """The workbook's summary; its sheets by district and by office must add up to the same."""
    summary = {row[0].shown: row[1] for row in sheets["สรุป"] if len(row) > 1}
    counts = {name: int(summary[label].number) for name, (label, _) in COUNTS.items()}
    by_district = sheets["แยกตามอำเภอ"]
    for name, (_, label) in COUNTS.items():
        below = {area: number_in(shown) for area, shown in column(by_district, label).items()}
        assert below.pop("รวม") == sum(below.values()) == counts[name], (label, below)
    offices = sheets["หน่วยงาน"]
    assert len(offices) - 1 == counts["expected"]
    states = list(column(offices, "สถานะ").values())
    assert states.count("ยังไม่ส่ง") == counts["missing"]
    assert list(column(offices, "ทันกำหนด").values()).count("ใช่") == counts["on_time"]
    assert list(column(offices, "ไม่มีการดำเนินงาน").values()).count("ใช่") == counts["nothing"]
    return counts


def sums_in(sheets: dict[str, Sheet], labels: list[str]) -> dict[str, float]:
    """The workbook's totals; the answers of the offices must add up to them."""
    totals = {row[0].shown: row[1].number for row in sheets["สรุป"] if len(row) > 2 and row[1].kind == "float"}
    answers = sheets["คำตอบ"]
    for label in labels:
        [at] = [n for n, cell in enumerate(answers[0]) if cell.shown.startswith(label)]
        given = [row[at].number for row in answers[1:] if at < len(row) and row[at].kind]
        assert sum(given) == totals[label], label
    return {label: totals[label] for label in labels}


def counts_in_memo(tables: list[Sheet]) -> dict[str, int]:
    """The first annex, whose last row is the total."""
    [annex] = [table for table in tables if any(cell.shown == "ร้อยละ" for cell in table[0])]
    heads = [cell.shown for cell in annex[0]]
    total = {head: cell.shown for head, cell in zip(heads, annex[-1], strict=True)}
    return {name: int(number_in(total[label])) for name, (_, label) in COUNTS.items()}
