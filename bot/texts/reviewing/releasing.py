"""Showing a photo of a model area to everybody, and taking it back."""

from __future__ import annotations

# Everybody can see it on the page of model areas. Only where the people in the photo have agreed.
WARNING = "ประชาชนทุกคนจะเห็นภาพนี้ในหน้าพื้นที่ต้นแบบ เผยแพร่ได้เฉพาะเมื่อบุคคลที่เห็นในภาพยินยอมแล้ว"
RELEASE = "เผยแพร่ภาพนี้"
TAKE_BACK = "เลิกเผยแพร่"
# The public sees it.
IS_RELEASED = "เผยแพร่ต่อประชาชนอยู่"
# It is shown on the page of model areas now.
RELEASED = "เผยแพร่ภาพในหน้าพื้นที่ต้นแบบแล้ว ประชาชนทุกคนเห็นภาพนี้ได้"
# Nobody outside sees it any more.
TAKEN_BACK = "เลิกเผยแพร่ภาพแล้ว ประชาชนไม่เห็นภาพนี้อีก"
# It can be released only while the report stands approved, and of a model area.
REFUSED = "เผยแพร่ภาพนี้ไม่ได้ เพราะรายงานไม่อยู่ในสถานะรับรองแล้ว หรือภาพไม่ใช่ภาพของพื้นที่ต้นแบบ"
# It was not public (any more).
NOT_RELEASED = "ภาพนี้ไม่ได้เผยแพร่อยู่"
