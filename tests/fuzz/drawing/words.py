"""What people might type: commands, answers, and what no keyboard would give."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.vocabulary import recognise
from tests.web.desk.world import OFFICES

COMMANDS = sorted({word for phrase in recognise.TABLE for word in phrase.each})
ANSWERS = (
    *("1", "2", "1,2", "ใช่", "ไม่", "ข้าม", "ส่ง", "ยืนยัน", "แก้ไข", "แก้ข้อ 3", "ย้อนกลับ", "ไม่ชัดเจน", "ทั้งหมด"),
    *("แพรกษา", "บางเมือง", "อบต.แพรกษา", "12500", "๑๒,๕๐๐.๕๐", "สองพัน", "3 ไร่ 2 งาน 50 ตร.ว.", "3-2-50 ไร่", "ครึ่งไร่"),
    *(
        "13.6, 100.7",
        "https://maps.google.com/?q=13.6,100.7",
        "31 ก.พ. 2569",
        "10 พ.ย. 69",
        "พรุ่งนี้",
        "29/02/2570",
        "25:61",
    ),
)
GARBAGE = (
    *("", " ", "\u200b", "\ufeff", "\x00", "\x1b[31m", "\u202e", "\ud800", "\udfff\ud800", "ก" + "ิ" * 300),
    *("1e999", "-1e999", "NaN", "Infinity", "-0", "9" * 400, "1" * 5000, "0x10", "1_000", "٣", "²", "½", "①", "1.2.3"),
    *("{{ 1 }}", "${x}", "%s%n", "%00", "'; drop table person --", "<script>alert(1)</script>", "=1+1", "@", "\\"),
    *("(" * 3000, "ไร่" * 1500, "-" * 5000, "1 ไร่ " * 800, "แก้" * 1500, "2569-13-45", "999999999999-01-01"),
)  # fmt: skip
NUMBERS = (-1, 0, 1, 2, 7, 2**31 - 1, 2**31, 2**63, 10**30)

garbage = st.one_of(
    st.sampled_from(GARBAGE),
    st.sampled_from(NUMBERS).map(str),
    st.text(max_size=40),
    st.text(st.characters(min_codepoint=0x0E00, max_codepoint=0x0E7F), max_size=60),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Nd", "No"]), max_size=20),
)
piece = st.one_of(
    st.sampled_from(COMMANDS), st.sampled_from(ANSWERS), st.sampled_from(sorted(OFFICES.values())), garbage
)
words = st.one_of(
    piece,
    st.lists(piece, min_size=2, max_size=5).map(" ".join),
    st.builds(lambda said, times: (said * times)[:5000], piece, st.integers(2, 2000)),
)
