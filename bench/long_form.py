"""A form of 230 questions as a large survey has them: 23 sections, each with limits that look at the answer before,
questions that hang on an answer, and totals of the section and of the whole. And one of five questions in 200 rows."""

from __future__ import annotations

from datetime import datetime

from bot.engine.definition.form import Form
from bot.engine.filling.filling import Filling

SECTIONS = 23
PER_SECTION = 10
ROWS = """
| survey |
| | type | name | label | required | constraint | calculation | relevant |
| | begin repeat | r | แปลง | | | | |
| | text | plot | ชื่อแปลง | yes | | | |
| | decimal | rai | พื้นที่ | yes | . > 0 | | |
| | select_one yn | dug | ขุดแล้ว | | | | |
| | text | why | เพราะเหตุใด | | | | ${dug} = 'no' |
| | geopoint | at | พิกัด | | | | |
| | end repeat | | | | | | |
| | calculate | total | | | | sum(${rai}) | |
| | text | last | หมายเหตุ รวม ${total} ไร่ | | | | |
| choices |
| | list_name | name | label |
| | yn | yes | ใช่ |
| | yn | no | ไม่ใช่ |
"""
TYPED = ("เพิ่ม", "แปลงใหม่", "12.5", "ใช่", "13.7, 100.5", "เสร็จ", "ไม่มี")
"""What an officer types after 199 rows: one more, and on to the review."""


def markdown() -> str:
    lines = ["| survey |", "| | type | name | label | required | relevant | constraint | calculation |"]
    for number in range(1, SECTIONS + 1):
        lines += _section(number)
    every = " + ".join(f"${{total{number}}}" for number in range(1, SECTIONS + 1))
    lines.append(f"| | calculate | whole | รวมทุกส่วน | | | | {every} |")
    lines += ["| choices |", "| | list_name | name | label |"]
    lines += [f"| | who | w{one} | หน่วยงานที่ {one} |" for one in range(1, 9)]
    lines += ["| | yes_no | yes | ใช่ |", "| | yes_no | no | ไม่ใช่ |"]
    lines += ["| settings |", "| | form_title | form_id |", "| | แบบสำรวจยาว | long |"]
    return "\n".join(lines)


def answers() -> list[tuple[str, object, str]]:
    """(path, value, the same as typed) of every question in order."""
    found: list[tuple[str, object, str]] = []
    for number in range(1, SECTIONS + 1):
        values: list[tuple[str, object, str]] = [("has", "yes", "1")]
        values += [(f"n{one}", 10 * one, f"{10 * one}") for one in range(1, 5)]
        values += [
            ("who", ["w1", "w3"], "1 3"),
            ("cost", 12_500.5, "12,500.50"),
            ("day", "2026-10-15", "15 ต.ค. 2569"),
            ("more", "yes", "1"),
            ("words", "อบรมเกษตรกรร่วมกับวัดและชุมชน", "อบรมเกษตรกรร่วมกับวัดและชุมชน"),
        ]
        found += [(f"/data/s{number}/{name}{number}", value, typed) for name, value, typed in values]
    return found


def filled(form: Form, now: datetime) -> Filling:
    """`ROWS` with 199 of them."""
    filling = Filling.start(form, now=now, seed=1)
    for number in range(1, 200):
        if number > 1:
            filling.add_row("/data/r")
        for name, value in (("plot", f"แปลง {number}"), ("rai", 1.5), ("dug", "yes"), ("at", (13.7, 100.5))):
            if not filling.answer(f"/data/r[{number}]/{name}", value).accepted:
                raise RuntimeError(f"{name} of row {number}")
    return filling


def _section(number: int) -> list[str]:
    def line(kind: str, name: str, label: str, relevant: str = "", constraint: str = "", calculation: str = "") -> str:
        required = "" if kind == "calculate" else "yes"
        return f"| | {kind} | {name}{number} | {label} | {required} | {relevant} | {constraint} | {calculation} |"

    has, counts = f"${{has{number}}} = 'yes'", [f"${{n{one}{number}}}" for one in range(1, 5)]
    return [
        f"| | begin_group | s{number} | ส่วนที่ {number} | | | | |",
        line("select_one yes_no", "has", "มีการดำเนินงานในส่วนนี้หรือไม่"),
        line("integer", "n1", "จำนวนครั้ง", has, ". >= 0 and . <= 1000"),
        *(
            line("integer", f"n{one}", f"จำนวนผู้เข้าร่วมกลุ่มที่ {one}", has, f". >= {counts[one - 2]} and . <= 5000")
            for one in range(2, 5)
        ),
        line("select_multiple who", "who", "หน่วยงานที่ร่วม", f"{has} and {counts[0]} > 0"),
        line("decimal", "cost", "งบประมาณ (บาท)", has, f". >= 0 and . <= 1000000 * {counts[0]}"),
        line("date", "day", "วันที่ดำเนินงาน", has),
        line("select_one yes_no", "more", "มีปัญหาหรือไม่", has),
        line("text", "words", "ปัญหาที่พบ", f"${{more{number}}} = 'yes'", "string-length(.) <= 500"),
        line("calculate", "total", "", calculation=" + ".join(f"coalesce({one}, 0)" for one in counts)),
        "| | end_group | | | | | | |",
    ]
