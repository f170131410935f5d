"""The month that an officer says with a word: "รายงานเดือนตุลาคม", "ดูรายงาน ก.ย. 69"."""

from __future__ import annotations

from bot.schedule import Schedule, local_day
from bot.thai.periods import read_periods
from handlers.request import Request
from models import programme as programmes


def said_periods(request: Request) -> set[str]:
    """The periods that the words mean, by the rhythm of each programme; empty where no month was said."""
    said, day = request.value("month"), local_day(request.now)
    if not said:
        return set()
    newest = (str(Schedule.from_json(one.schedule).current(day)) for one in programmes.every(request.session))
    return {period for one in newest for period in read_periods(said, one)}
