"""What a supervisor is told unasked about a report."""

from __future__ import annotations

from bot.buttons import tap
from bot.messages import Card, Tone
from bot.texts.reporting.report import title


def came_again(period: str, office: str, report_id: int) -> Card:
    """To the one who had sent the report back."""
    return Card(
        title="แก้ไขแล้วและส่งกลับมาใหม่",  # corrected and sent again
        subtitle=f"{title(period)}\n{office}",
        # The report that you sent back has been corrected. Tap to open it, or type "check reports".
        text="รายงานที่ท่านส่งกลับได้รับการแก้ไขแล้วค่ะ แตะปุ่มเพื่อตรวจ หรือพิมพ์ “ตรวจรายงาน”",
        # open the report
        buttons=(tap("เปิดรายงาน", "review.open", primary=True, r=report_id),),
        tone=Tone.GOOD,
        must_arrive=True,
    )
