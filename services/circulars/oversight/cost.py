"""What sending a circular costs, before it is sent: counted messages at most, and by when everybody has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.ladder import next_hour, rungs
from bot.message_class import MessageClass
from bot.schedule import Schedule, local_day
from models import programme as programmes
from services.circulars.announcing import AT_ONCE, SHARE
from services.circulars.audience import Size
from services.messaging import quota
from services.messaging.quota import Left

_MONTHS_AHEAD = 62  # days within which the next reminder that is counted is looked for


@dataclass(frozen=True, slots=True)
class Cost:
    """`messages` is an upper bound. `at` is when the first go out, `through` the Bangkok day on which the last are
    expected to; None where that depends on when people write."""

    messages: int
    left: Left
    at: datetime
    through: date | None

    @property
    def is_affordable(self) -> bool:
        """Whether the quota covers the bound; True where it is not known."""
        return self.left.messages is None or self.messages <= self.left.messages


def of_sending(session: Session, size: Size, now: datetime) -> Cost:
    """To so many offices and people, begun at this moment."""
    at = next_hour(now)
    if size.offices <= AT_ONCE:
        return Cost(size.people, quota.left(session, now), at, local_day(at))
    messages = min(size.people, size.offices // SHARE)
    return Cost(messages, quota.left(session, now), at, _next_reminder(session, local_day(at)))


def _next_reminder(session: Session, day: date) -> date | None:
    """The first day from this one on on which offices are reminded by a counted message; None where none is near."""
    found: list[date] = []
    for asked in programmes.every(session):
        schedule = Schedule.from_json(asked.schedule)
        windows = [
            window for ahead in (0, 31, _MONTHS_AHEAD) for window in schedule.open_windows(day + timedelta(ahead))
        ]
        for window in windows:
            if asked.runs_in(str(window.period)):
                found += [one.day for one in rungs(window) if one.message_class is MessageClass.DUE and one.day >= day]
    return min(found, default=None)
