"""Times of day as officers say them (24-hour figures or โมง/ทุ่ม/บ่าย), and as we print them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.thai import reasons
from bot.thai.dates import read_date, write_date
from bot.thai.digits import tidy
from bot.thai.numberwords import read_words
from bot.thai.polite import POLITE, without
from bot.thai.refused import Refused

BANGKOK = ZoneInfo("Asia/Bangkok")

_FIGURES = re.compile(r"([0-9]{1,2}) ?[:.] ?([0-9]{2})(?:[:.][0-9]{2})? ?(am|pm)? ?(?:น\.?|นาฬิกา)?")
# 0930, as on an obligation list
_RUN = re.compile(r"([0-9]{2})([0-9]{2}) ?(?:น\.?|นาฬิกา)?")
# A bare hour from 6 on has one reading; 2 may be night or afternoon.
_HOUR = re.compile(r"([0-9]{1,2}) ?(?:น\.?|นาฬิกา)|([6-9]|1[0-9]|2[0-3])")
_ENGLISH = re.compile(r"([0-9]{1,2}) ?(am|pm)")
_COUNT = "(?:[0-9]{1,2}|(?:ศูนย์|หนึ่ง|นึง|เอ็ด|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)+)"
# half past; … minutes
_MINUTES = rf"(?: ?(?P<half>ครึ่ง)| ?(?P<minutes>{_COUNT}) ?(?:นาที)?)?"
_NOON = re.compile(rf"(?P<which>เที่ยงคืน|เที่ยงวัน|เที่ยง){_MINUTES}")
# one to five at night; one to five after noon
_BEFORE = re.compile(rf"(?P<which>ตี|บ่าย) ?(?P<hour>{_COUNT})?(?: ?โมง)?{_MINUTES}")
_BEHIND = re.compile(rf"(?P<hour>{_COUNT})? ?(?P<which>โมงเช้า|โมงเย็น|โมง|ทุ่ม){_MINUTES}(?: ?(?P<part>เช้า|เย็น|บ่าย))?")


def read_time(text: str) -> time | Refused:
    """A time of day, to the minute: `09:30`, `9.30 น.`, `บ่ายสองโมง`, `2 ทุ่มครึ่ง`, `ตีห้า`, `เที่ยง`."""
    words = without(tidy(text).casefold(), (*POLITE, "ตรง"), ("เวลา",))
    if not words:
        return Refused(reasons.EMPTY)
    if figures := _FIGURES.fullmatch(words):
        return _time(_of_english(int(figures[1]), figures[3]), int(figures[2]))
    if run := _RUN.fullmatch(words):
        return _time(int(run[1]), int(run[2]))
    if english := _ENGLISH.fullmatch(words):
        return _time(_of_english(int(english[1]), english[2]), 0)
    if hour := _HOUR.fullmatch(words):
        return _time(int(hour[1] or hour[2]), 0)
    return _spoken(words) if len(words) <= 30 else Refused(reasons.NOT_A_TIME)


def read_moment(text: str, today: date) -> datetime | Refused:
    """A date and a time of day (`5/7/69 09:30`, `5 ก.ค. 69 เวลา 9.30 น.`), aware, in Bangkok."""
    words = tidy(text)
    cut = re.search(r"(?:,? (?:เวลา ?)?)(?=[^ ]+(?: ?น\.?)?$)", words)
    if cut is None:
        return Refused(reasons.NOT_A_DATE)
    day, at = read_date(words[: cut.start()], today), read_time(words[cut.end() :])
    if isinstance(day, Refused):
        return day
    return at if isinstance(at, Refused) else datetime.combine(day, at, tzinfo=BANGKOK)


def _spoken(words: str) -> time | Refused:
    said = _NOON.fullmatch(words) or _BEFORE.fullmatch(words) or _BEHIND.fullmatch(words)
    if said is None:
        return Refused(reasons.NOT_A_TIME)
    parts = said.groupdict()
    which, minute = parts["which"], 30 if parts["half"] else _count(parts["minutes"] or "0")
    count = _count(parts.get("hour") or "1")
    if minute is None or count is None:
        return Refused(reasons.NOT_A_TIME)
    if which.startswith("เที่ยง"):
        return _time(0 if which == "เที่ยงคืน" else 12, minute)
    if which in ("ตี", "บ่าย"):
        is_good = 1 <= count <= 5 and (which == "บ่าย" or parts["hour"])
        return _time(count + (12 if which == "บ่าย" else 0), minute) if is_good else Refused(reasons.NOT_A_TIME)
    if which == "ทุ่ม":
        return _time((count + 18) % 24, minute) if 1 <= count <= 6 else Refused(reasons.NOT_A_TIME)
    return _by_the_bell(which.removeprefix("โมง") or parts["part"] or "", parts["hour"], count, minute)


def _by_the_bell(part: str, said: str | None, count: int, minute: int) -> time | Refused:
    """โมง: from 7 to 12 in the morning as the clock has it, 1 to 5 in the afternoon; with เช้า one to five are counted
    from six o'clock, as the bell was (สามโมงเช้า is 9:00)."""
    if part == "เช้า":
        return _time(count + 6 if count <= 5 else count, minute) if count <= 11 else Refused(reasons.NOT_A_TIME)
    if not said:
        return Refused(reasons.NOT_A_TIME)
    if part:
        return _time(count + 12, minute) if count <= 7 else Refused(reasons.NOT_A_TIME)
    if count == 6:
        return Refused(reasons.SIX)
    return _time(count + 12 if 1 <= count <= 5 else count, minute)


def _of_english(hour: int, half: str | None) -> int:
    """24 for what is no hour."""
    if half is None:
        return hour
    return hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 24


def _count(words: str) -> int | None:
    if words.isdecimal():
        return int(words)
    number = read_words(words)
    return int(number) if isinstance(number, Decimal) else None


def _time(hour: int, minute: int) -> time | Refused:
    if hour > 23 or minute > 59:
        return Refused(reasons.NOT_A_TIME)
    return time(hour, minute)


def write_time(at: time) -> str:
    """`09:00 น.`."""
    return f"{at:%H:%M} น."


def write_moment(at: datetime) -> str:
    """`5 กรกฎาคม 2569 เวลา 09:00 น.` in Bangkok; `at` is aware."""
    local = at.astimezone(BANGKOK)
    return f"{write_date(local.date())} เวลา {write_time(local.time())}"
