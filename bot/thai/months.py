"""Thai names of months and weekdays, long and short, as written and as mistyped."""

from __future__ import annotations

from bot.thai.digits import folded

_JANUARY_ON = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
_JAN_ON = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."
_MONDAY_ON = "วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์ วันอาทิตย์"
_ENGLISH_NAMES = "january february march april may june july august september october november december"

# January … December
MONTHS = tuple(_JANUARY_ON.split())
# Jan. … Dec.
SHORT_MONTHS = tuple(_JAN_ON.split())
# Monday … Sunday (Python's order)
WEEKDAYS = tuple(_MONDAY_ON.split())

_ENGLISH = tuple(_ENGLISH_NAMES.split())
_MISSPELLED = {
    "มกรา": 1,
    "กุมภาพันธุ์": 2,
    "กุมภาพัน": 2,
    "กุมภา": 2,
    "มีนา": 3,
    "เมษา": 4,
    "พฤษภา": 5,
    "พฤกษภาคม": 5,
    "พฤศภาคม": 5,
    "มิถุนา": 6,
    "กรกฏาคม": 7,
    "กรกฎา": 7,
    "กรกฏา": 7,
    "กรกดาคม": 7,
    "กรกฎคม": 7,
    "สิงหา": 8,
    "กันยา": 9,
    "ตุลา": 10,
    "พฤศจิกา": 11,
    "พฤษจิกายน": 11,
    "พฤศจิกายม": 11,
    "ธันวา": 12,
}
_BY_NAME = (
    {folded(name): at for names in (MONTHS, SHORT_MONTHS, _ENGLISH) for at, name in enumerate(names, 1)}
    | {name[:3]: at for at, name in enumerate(_ENGLISH, 1)}
    | {folded(name): at for name, at in _MISSPELLED.items()}
)
_WEEKDAY_BY_NAME = {folded(name.removeprefix("วัน")): at for at, name in enumerate(WEEKDAYS)} | {"พฤหัส": 3}


def month_number(name: str) -> int | None:
    """1-12 for a month's name in any of its usual spellings; None for anything else."""
    return _BY_NAME.get(folded(name).removeprefix("เดือน"))


def weekday_number(name: str) -> int | None:
    """0 (Monday) - 6 for a weekday's name, with or without วัน before it; None for anything else."""
    return _WEEKDAY_BY_NAME.get(folded(name).removeprefix("วัน"))
