"""When the form was changed under a half-filled report. Docstrings and comments are the English glosses."""

from __future__ import annotations

_MOST_NAMED = 12


def all_kept(count: int) -> str:
    """The form has been changed. All 8 answers so far still fit; we go on from here."""
    if not count:
        # The form has been changed; please answer the new one.
        return "แบบรายงานนี้มีการปรับปรุงค่ะ โปรดตอบตามแบบใหม่"
    return f"แบบรายงานนี้มีการปรับปรุงค่ะ คำตอบเดิม {count} ข้อยังใช้ได้ทั้งหมด ทำต่อได้เลย"


def some_asked_again(kept: int, labels: list[str]) -> str:
    """The form has been changed. 8 answers still fit. These are asked again: …"""
    first = "แบบรายงานนี้มีการปรับปรุงค่ะ" + (f" คำตอบเดิมยังใช้ได้ {kept} ข้อ" if kept else "")
    return f"{first}\nข้อต่อไปนี้ขอให้ตอบใหม่\n{_named(labels)}"


def some_gone(labels: list[str]) -> str:
    """These questions are no longer in the form, so their answers are left out: …"""
    return f"ข้อต่อไปนี้ไม่มีในแบบใหม่แล้ว จึงไม่นำคำตอบไปรวม\n{_named(labels)}"


def _named(labels: list[str]) -> str:
    named = "\n".join(f"• {label}" for label in labels[:_MOST_NAMED])
    return named + (f"\nและอีก {len(labels) - _MOST_NAMED} ข้อ" if len(labels) > _MOST_NAMED else "")  # and … more
