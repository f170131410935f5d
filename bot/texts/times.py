"""Times of day as officers say them (24-hour figures or โมง/ทุ่ม/บ่าย), and as we print them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.texts import reasons
from bot.texts.dates import read_date, write_date
from bot.texts.digits import printed, tidy
from bot.texts.numberwords import read_words
from bot.texts.refused import Refused

BANGKOK = ZoneInfo("Asia/Bangkok")

_FIGURES = re.compile(r"([0-9]{1,2}) ?[:.] ?([0-9]{2})(?:[:.][0-9]{2})? ?(?:น\.?|นาฬิกา)?")
_HOUR = re.compile(r"([0-9]{1,2}) ?(?:น\.?|นาฬิกา)")
_FIXED = {"เที่ยง": time(12), "เที่ยงวัน": time(12), "เที่ยงคืน": time(0), "เที่ยงครึ่ง": time(12, 30)}
_SPOKEN = re.compile(r"(ตี|บ่าย)? ?(.*?) ?(โมงเช้า|โมงเย็น|โมง|ทุ่ม)? ?(ครึ่ง|เช้า|เย็น)?")


def read_time(text: str) -> time | Refused:
    """A time of day, to the minute: `09:30`, `9.30 น.`, `บ่ายสองโมง`, `2 ทุ่มครึ่ง`, `ตีห้า`, `เที่ยง`."""
    words = re.sub(r"^เวลา ?| ?(?:ครับ|ค่ะ|คะ)$", "", tidy(text))
    if not words:
        return Refused(reasons.EMPTY)
    if figures := _FIGURES.fullmatch(words):
        return _time(int(figures[1]), int(figures[2]))
    if hour := _HOUR.fullmatch(words):
        return _time(int(hour[1]), 0)
    if words in _FIXED:
        return _FIXED[words]
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
    match = _SPOKEN.fullmatch(words)
    if match is None or not (match[1] or match[3]):
        return Refused(reasons.NOT_A_TIME)
    before, figure, unit, after = match.groups()
    if figure:
        number = read_words(figure)
        if number is None or isinstance(number, Refused) or number != int(number):
            return Refused(reasons.NOT_A_TIME)
        hour = int(number)
    elif unit in ("โมง", "ทุ่ม") or before == "บ่าย":
        hour = 1
    else:
        return Refused(reasons.NOT_A_TIME)
    minute = 30 if after == "ครึ่ง" else 0
    if before == "ตี":
        return _time(hour, minute) if 1 <= hour <= 5 and unit is None else Refused(reasons.NOT_A_TIME)
    if before == "บ่าย":
        return _time(hour + 12, minute) if 1 <= hour <= 5 else Refused(reasons.NOT_A_TIME)
    if unit == "ทุ่ม":
        return _time(hour + 18, minute) if 1 <= hour <= 5 else Refused(reasons.NOT_A_TIME)
    evening = unit == "โมงเย็น" or after == "เย็น"
    return _time(hour + 12 if evening and hour < 12 else hour, minute)


def _time(hour: int, minute: int) -> time | Refused:
    if hour > 23 or minute > 59:
        return Refused(reasons.NOT_A_TIME)
    return time(hour, minute)


def write_time(at: time) -> str:
    """`09:00 น.`."""
    return printed(f"{at:%H:%M} น.")


def write_moment(at: datetime) -> str:
    """`5 กรกฎาคม 2569 เวลา 09:00 น.` in Bangkok; `at` is aware."""
    local = at.astimezone(BANGKOK)
    return f"{write_date(local.date())} เวลา {write_time(local.time())}"
