"""Lists to choose an office from: provinces, districts, offices, ten a page."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import tap
from bot.messages import Card, Row, Section, Text
from bot.thai.digits import quoted, up_to
from bot.thai.units import Unit, area_name, short_full_name, short_name

PAGE = 10

# This is the last page.
NO_MORE = Text("หน้านี้เป็นหน้าสุดท้ายแล้วค่ะ")
# The registry has not been brought in.
# No offices to choose from yet. Use the office's QR or invitation code.
NO_OFFICES = Text("ยังไม่มีรายชื่อหน่วยงานให้เลือกค่ะ โปรดใช้ QR หรือรหัสเชิญของหน่วยงาน")


def choose(items: Sequence[Unit], within: Unit | None, page: int, *, c: int, s: int) -> Card:
    """What lies in `within` (None: the country), a page of it; numbers run on from page to page."""
    if within is None:
        # Choose the province
        title, example = "เลือกจังหวัด", "ชื่อจังหวัด"
    elif within.kind == "province":
        # Choose the district of …
        title, example = f"{area_name(within)}: เลือกอำเภอ", "ชื่ออำเภอ"
    else:
        # Choose the office in …
        title, example = f"{area_name(within)}: เลือกหน่วยงาน", "ชื่อหน่วยงาน"
    return _listed(title, f"พิมพ์หมายเลข หรือบางส่วนของ{example}", items, [_label(one) for one in items], page, c, s)


def found(items: Sequence[Unit], typed: str, page: int, *, sure: bool, more: bool, c: int, s: int) -> Card:
    """Places and offices that fit what was typed; names are shared, so each stands with its district and province.

    `sure` False: nothing has that name, these are like it. `more`: there are others that are not listed.
    """
    # Found more than / found … places with this name; nothing by that name, is it one of these?
    title = f"พบ{'มากกว่า' if more else ''} {len(items)} รายการ" if sure else "ไม่พบชื่อนี้ หมายถึงรายการใด"
    # Type the number, or add the district or province to the name.
    hint = "พิมพ์หมายเลข หรือพิมพ์ชื่อพร้อมอำเภอหรือจังหวัด"
    return _listed(title, f"{quoted(typed)}\n{hint}", items, [_full_label(one) for one in items], page, c, s)


def nothing_found(typed: str) -> Text:
    # Nothing is called … . Type the number in the list, part of the name, or the office's code of 8 digits.
    return Text(f"ไม่พบชื่อ {quoted(typed)} ค่ะ พิมพ์หมายเลขในรายการ บางส่วนของชื่อ หรือรหัสหน่วยงาน 8 หลัก")


def no_such_number(last: int) -> Text:
    # Choose a number from 1 to …
    return Text(f"โปรดเลือกหมายเลข {up_to(last)} ค่ะ")


def _listed(title: str, hint: str, items: Sequence[Unit], labels: list[str], page: int, c: int, s: int) -> Card:
    pages = -(-len(items) // PAGE)
    first = page * PAGE
    rows = tuple(
        Row(
            f"{number}. {label}",
            button=tap(label, "join.pick", c=c, s=s, n=number),
        )
        for number, label in enumerate(labels[first : first + PAGE], start=first + 1)
    )
    buttons = []
    if page + 1 < pages:
        # More
        buttons.append(tap("เพิ่มเติม", "join.more", primary=True, c=c, s=s))
        hint += " หรือ “เพิ่มเติม”"
    # Back; cancel
    buttons.append(tap("ย้อนกลับ", "join.back", c=c, s=s))
    buttons.append(tap("ยกเลิก", "join.cancel", c=c, s=s))
    return Card(
        title=title,
        # Page … of …
        subtitle=f"หน้า {page + 1} จาก {pages}" if pages > 1 else "",
        text=hint,
        sections=(Section("", rows),),
        buttons=tuple(buttons),
    )


def _label(unit: Unit) -> str:
    if unit.kind in ("province", "district"):
        return unit.name
    return short_name(unit)


def _full_label(unit: Unit) -> str:
    if unit.kind in ("province", "district"):
        return " ".join(
            [area_name(unit), *([area_name(unit.parent)] if unit.kind == "district" and unit.parent else [])]
        )
    return short_full_name(unit)
