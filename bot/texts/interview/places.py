"""What is asked of a point that looks wrong. Docstrings are the English glosses."""

from __future__ import annotations


def outside_thailand(shown: str) -> str:
    """This point is outside Thailand."""
    return f"จุดนี้ ({shown}) อยู่นอกประเทศไทยค่ะ"


def outside(area: str, lies_in: str) -> str:
    """This point lies outside the district of … (it lies in …)."""
    return f"จุดนี้อยู่นอกเขต{area}" + (f" (อยู่ใน{lies_in})" if lies_in else "") + " ค่ะ"


def far(kilometres: int) -> str:
    """This point is about 105 km from the plots that were reported before in this area."""
    return f"จุดนี้อยู่ห่างจากแปลงที่เคยรายงานในพื้นที่ประมาณ {kilometres:,} กม. ค่ะ"


def ask(seen: str) -> str:
    """… Use it all the same?"""
    return f"{seen} ใช้จุดนี้หรือไม่คะ (ใช่/ไม่)"
