"""Why a report has the score it has."""

from __future__ import annotations

from bot.thai.periods import period_name

# How the score is made: up to 50 for required answers, 25 unless all figures are those of the time before, 25 for
# photos of its own. It is for looking closer: nobody is marked by it.
HOW = (
    "คะแนนเต็ม 100 มาจากตอบข้อที่ต้องตอบครบ 50 คะแนน ตัวเลขไม่ซ้ำกับรายงานครั้งก่อนทุกข้อ 25 คะแนน "
    "และภาพถ่ายไม่ซ้ำกับที่ส่งมาก่อน 25 คะแนน ใช้เพื่อเลือกฉบับที่ควรเปิดดู ไม่ใช่การประเมินบุคคล"
)
TITLE = "คะแนนนี้คิดอย่างไร"  # how is this score made?


def answers(missing: int) -> str:
    # Required answers: all there / n missing, ten each
    return f"ข้อที่ต้องตอบ ขาด {missing} ข้อ หักข้อละ 10 คะแนน" if missing else "ตอบข้อที่ต้องตอบครบทุกข้อ"


def figures(same: str) -> str:
    # Figures: all as in the report of … / not all as in the report before
    return f"ตัวเลขทุกข้อเหมือนรายงาน{period_name(same)}" if same else "ตัวเลขไม่ซ้ำกับรายงานครั้งก่อนทุกข้อ"


def photos(points: int) -> str:
    # Photos: none was used before / some (or all) were used before
    if points == 25:
        return "ภาพถ่ายไม่ซ้ำกับที่ส่งมาก่อน"
    return "มีบางภาพซ้ำกับที่ส่งมาก่อน" if points else "ทุกภาพซ้ำกับที่ส่งมาก่อน"
