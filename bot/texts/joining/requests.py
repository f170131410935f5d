"""Requests to join, as the level above decides them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.buttons import tap
from bot.messages import Button, Card, Row, Section, Text, Tone
from bot.texts.joining.coming import ROLES
from bot.thai.times import write_moment
from bot.thai.units import Unit, full_name, short_full_name

# Somebody whose LINE name is not known (yet): new user
NAMELESS = "ผู้ใช้ใหม่"
MOST_SHOWN = 5
# The membership was ended before: somebody who was removed comes back
RETURNS = "เคยถูกถอดออกจากหน่วยงาน"

# No request is waiting.
NONE_WAITING = Text("ไม่มีคำขอที่รอพิจารณาค่ะ")
# Requests are decided by district, provincial and department officers only.
NOT_A_SUPERVISOR = Text("เมนูคำขอใช้ได้เฉพาะผู้มีหน้าที่ระดับอำเภอ จังหวัด หรือกรมค่ะ")
# Foreign, decided, withdrawn or never there: one answer for all, so that it tells nothing.
# This request is not among those that wait for you; somebody may have decided it. Type "requests".
NO_SUCH_REQUEST = Text("ไม่พบคำขอนี้ในรายการที่รอท่านพิจารณาค่ะ อาจมีผู้พิจารณาแล้ว พิมพ์ “คำขอ” เพื่อดูรายการล่าสุด")
# Which request? Type its number after the word, for example "approve 1".
WHICH = Text("ต้องการพิจารณาคำขอใดคะ พิมพ์หมายเลขต่อท้าย เช่น “อนุมัติ 1”")


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """`membership` is its number. `by_code`: an invitation was used; `returns`: the person was removed there before."""

    membership: int
    name: str
    unit: Unit
    code: str
    role: str
    asked_at: datetime
    by_code: bool
    returns: bool

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is to be known before it is decided: the duty asked for, when, and what speaks for caution."""
        return (
            # Duty: …; asked on …
            Row("หน้าที่", ROLES[self.role]),
            Row("ขอเมื่อ", write_moment(self.asked_at)),
            # How: by an invitation code
            *((Row("เข้าร่วมโดย", "รหัสเชิญ"),) if self.by_code else ()),
            # Please note: this membership was ended before
            *((Row("โปรดทราบ", RETURNS, tone=Tone.WARN),) if self.returns else ()),
        )


def shown_name(name: str) -> str:
    """A LINE name as we print it: people put anything into theirs."""
    return " ".join(name.split())[:60] or NAMELESS


def request(one: JoinRequest) -> Card:
    """To whoever decides: somebody asks to join an office below."""
    return Card(
        # Request to join an office
        title="มีคำขอเข้าร่วมหน่วยงาน",
        subtitle=full_name(one.unit),
        # Before approving please check with the office that this is its officer. Type "requests" to see all that wait.
        text="ก่อนอนุมัติ โปรดตรวจสอบกับหน่วยงานว่าเป็นเจ้าหน้าที่จริง\nพิมพ์ “คำขอ” เพื่อดูคำขอทั้งหมดที่รอพิจารณา",
        sections=(
            Section(
                "",
                (
                    # LINE name; office code
                    Row("ชื่อใน LINE", shown_name(one.name)),
                    Row("รหัสหน่วยงาน", one.code),
                    *one.rows,
                ),
            ),
        ),
        buttons=(_approve(one.membership, "อนุมัติ"), _refuse(one.membership, "ไม่อนุมัติ")),
        must_arrive=True,
    )


def waiting(requests: Sequence[JoinRequest]) -> Card:
    """All that wait below, the oldest first; the first few are shown."""
    shown = requests[:MOST_SHOWN]
    sections = tuple(
        Section(
            f"{number}. {shown_name(one.name)}",
            (
                Row(short_full_name(one.unit)),
                *one.rows,
                # Approve request …; do not approve request …
                Row(f"✓ อนุมัติ {number}", tone=Tone.GOOD, button=_approve(one.membership, f"อนุมัติ {number}")),
                Row(f"✕ ไม่อนุมัติ {number}", tone=Tone.BAD, button=_refuse(one.membership, f"ไม่อนุมัติ {number}")),
            ),
        )
        for number, one in enumerate(shown, start=1)
    )
    # Type "approve 1" or "do not approve 1".
    text = "พิมพ์ “อนุมัติ 1” หรือ “ไม่อนุมัติ 1” ตามหมายเลขคำขอ"
    if len(requests) > len(shown):
        # The oldest … are shown; the others follow when these are decided.
        text += f"\nแสดง {len(shown)} คำขอแรก ที่เหลือจะแสดงเมื่อพิจารณาแล้ว"
    # … requests to join are waiting
    return Card(title=f"คำขอที่รอพิจารณา {len(requests)} คำขอ", text=text, sections=sections)


def decided(name: str, unit: Unit, *, approved: bool, left: int) -> Text:
    """To the supervisor who decided; `left` requests still wait."""
    # Approved / Not approved: … for … . The applicant has been told. … still wait: type "requests".
    what = "อนุมัติแล้ว" if approved else "บันทึกว่าไม่อนุมัติแล้ว"
    text = f"{what}ค่ะ\n{shown_name(name)}\n{full_name(unit)}\nน้องแจ้งผลให้ผู้ขอทราบแล้ว"
    if left:
        text += f"\n\nเหลืออีก {left} คำขอ พิมพ์ “คำขอ” เพื่อดู"
    # See the requests
    quick = (tap("ดูคำขอที่เหลือ", "join.requests", "คำขอ"),) if left else ()
    return Text(text, quick=quick)


def _approve(membership: int, shows: str) -> Button:
    # Approve
    return tap("อนุมัติ", "join.approve", shows, primary=True, m=membership)


def _refuse(membership: int, shows: str) -> Button:
    # Do not approve
    return tap("ไม่อนุมัติ", "join.refuse", shows, m=membership)
