"""The desk's administration: what is said after an act, and names of roles. Other words are in the templates."""

from __future__ import annotations

from bot.texts.joining.coming import ROLES
from bot.texts.joining.requests import shown_name
from bot.thai.units import Unit, short_full_name

# No mail can be sent: there is no mail server, or none of these has a mailbox.
NO_MAIL = "ส่งอีเมลไม่ได้ เพราะยังไม่ได้ตั้งค่าระบบส่งอีเมล หรือไม่มีหน่วยงานใดมีอีเมลกลาง"


def role_name(role: str) -> str:
    """What somebody is to their office, as they were told when they joined."""
    return ROLES.get(role, role)


def approved(name: str, unit: Unit) -> str:
    # Approved: … for … . They have been told.
    return f"อนุมัติ {shown_name(name)} เข้า {short_full_name(unit)} แล้ว และแจ้งให้ผู้ขอทราบแล้ว"


def refused(name: str, unit: Unit) -> str:
    # Not approved: … for … . They have been told.
    return f"บันทึกว่าไม่อนุมัติ {shown_name(name)} เข้า {short_full_name(unit)} แล้ว และแจ้งให้ผู้ขอทราบแล้ว"


# What was decided about a request, by `models.membership.MembershipState`: approved, not approved
_DECIDED = {"active": "อนุมัติ", "refused": "ไม่อนุมัติ"}


def decided_before(state: str) -> str:
    # This request has been decided already: … / does not wait any more.
    if state in _DECIDED:
        return f"คำขอนี้พิจารณาไปก่อนหน้านี้แล้ว ผลการพิจารณา: {_DECIDED[state]}"
    return "คำขอนี้ไม่รอพิจารณาแล้ว"


# This person has been taken out of the office already.
ENDED_BEFORE = "ผู้นี้ออกจากหน่วยงานไปก่อนหน้านี้แล้ว"


def ended(name: str, unit: Unit) -> str:
    # The membership of … in … has ended; they and their colleagues have been told. The office's invitation codes are
    # cancelled: please print new ones if they are needed.
    return (
        f"ถอด {shown_name(name)} ออกจาก {short_full_name(unit)} แล้ว และแจ้งให้ผู้นั้นกับเพื่อนร่วมหน่วยงานทราบแล้ว "
        "รหัสเชิญเดิมของหน่วยงานใช้ไม่ได้อีก หากต้องการเชิญผู้อื่น โปรดพิมพ์ใบเชิญใหม่"
    )


def invite_cancelled(unit: Unit) -> str:
    # The invitation of … was cancelled; its QR cannot be used any more.
    return f"ยกเลิกใบเชิญของ {short_full_name(unit)} แล้ว QR เดิมใช้ไม่ได้อีก"


# Nobody left to invite here. / Everybody in this area has joined.
NOBODY_TO_INVITE = "ไม่มีหน่วยงานที่ต้องพิมพ์ใบเชิญตามที่เลือก"


def too_many_sheets(sheets: int, most: int) -> str:
    # … sheets are too many for one file (… at most): please choose a smaller area.
    return f"ใบเชิญ {sheets:,} ใบมากเกินไปสำหรับไฟล์เดียว (ไม่เกิน {most:,} ใบ) กรุณาเลือกพื้นที่ให้แคบลง"


def bad_numbers(most_uses: int, most_days: int) -> str:
    # People: 1 to … (for one person only); days: 1 to ….
    people = f"จำนวนคนต้องอยู่ระหว่าง 1-{most_uses}" if most_uses > 1 else "ใบเชิญนี้ใช้ได้เพียง 1 คน"
    return f"{people} และจำนวนวันต้องอยู่ระหว่าง 1-{most_days}"


CONTACT_SAVED = "บันทึกข้อมูลติดต่อแล้ว มีผลในแชตทันที"  # saved; in force in the chat at once
# A contact has five lines of 100 characters at most
CONTACT_TOO_LONG = "ข้อมูลติดต่อต้องไม่เกิน 5 บรรทัด บรรทัดละไม่เกิน 100 ตัวอักษร"
# LINE's @id is not known yet, so no QR can be made. Please try again in a moment.
NO_BASIC_ID = "ขณะนี้ติดต่อ LINE ไม่ได้ จึงยังสร้าง QR ไม่ได้ กรุณาลองใหม่ในอีกสักครู่"
