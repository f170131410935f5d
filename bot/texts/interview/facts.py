"""Several answers in one message: the words around the figures, and what is read back. Docstrings are glosses."""

from __future__ import annotations

import re

from bot.thai.digits import quoted

# None, as it is read back
NOTHING = "ไม่มี"
# There is none, it was not done (held, used, trained): a zero, or nothing to say.
NONE = "ไม่มี|ไม่ได้(?:จัด|ทำ|ใช้|อบรม|เบิก|ดำเนินการ)"
# The rest, everything else … is as before
REST = re.compile(
    "(?:นอกนั้น|ที่เหลือ|นอกจากนี้|ข้ออื่น|อย่างอื่น|อื่น) ?(?:ๆ|ทั้งหมด|ทุกข้อ)* ?"
    "(?:เหมือนเดิม|เท่าเดิม|ตามเดิม|คงเดิม|ใช้ค่าเดิม|(?:เหมือน|เท่า)(?:เดือน|ไตรมาส|ปี|ครั้ง)(?:ก่อน|ที่แล้ว))(?:ค่ะ|ครับ)?"
)
# and, about, altogether a number of, has, was …: say nothing about which question is meant
FILLERS = re.compile("^(?:และ|กับ|จำนวน|ประมาณ|ได้|มี|เป็น|เดือนนี้|ใช้|ค่ะ|ครับ)|(?:จำนวน|ประมาณ|ได้|มี|เป็น|ไป|รวม|ค่ะ|ครับ)$")


def read_back(lines: list[str]) -> str:
    """Read as follows: … . If one is wrong, type "review" and choose it."""
    listed = "\n".join(f"• {line}" for line in lines)
    return f"✓ อ่านได้ดังนี้\n{listed}\nถ้าข้อใดไม่ตรง พิมพ์ “ทวน” แล้วเลือกข้อนั้น"


def unclear(said: tuple[str, ...]) -> str:
    """Not sure what this is: "5 people". It is asked."""
    return f"ยังไม่แน่ใจว่า {' '.join(quoted(one) for one in said)} เป็นของข้อใด จึงยังไม่ได้บันทึกค่ะ"


def how(example: str) -> str:
    """Several may be typed at once, for example "…"."""
    return f"พิมพ์หลายข้อรวดเดียวได้ เช่น {quoted(example)}"
