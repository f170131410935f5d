"""How fast one person may write: a bucket that leaks, kept in their row and so the same for all processes.

It is measured in LINE's time, so that it does not matter how late an event is delivered or handled.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from bot.events import Event, Kind
from models.membership.person import Person

# LINE lets people choose fifty photos at once: two such lots and a few words are no flood.
AT_ONCE = 120
# As fast as the quickest thumb taps from question to question, for as long as it likes.
EACH = timedelta(seconds=0.5)
ROOM = AT_ONCE * EACH
# So long nothing is heard of whoever wrote faster. Longer than the bucket takes to run empty: they begin afresh.
REST = timedelta(minutes=2)
# They change what may be sent to somebody, or take something back.
NEVER_PUT_ASIDE = (Kind.FOLLOW, Kind.UNFOLLOW, Kind.UNSEND)


class Pace(NamedTuple):
    """`is_heard`: whether the event is handled. The rest is what is remembered of the person: until when the bucket
    runs empty, or the rest lasts, and whether they rest and know it."""

    is_heard: bool
    busy_until: datetime | None
    is_put_aside: bool


def pace(person: Person, event: Event, now: datetime, *, may_be_told: bool) -> Pace:
    """Whether this event of the person is still heard. Where they cannot be told so (`may_be_told`: no reply token that
    lives), the rest begins with the next one that can: nobody is left without a word."""
    busy, last = person.busy_until, person.last_event_at
    if event.kind in NEVER_PUT_ASIDE:
        return Pace(True, busy, person.is_put_aside)
    # What is delivered late counts as though it came with the newest; a clock set back is followed.
    at = event.at if last is None or last > now else max(event.at, last)
    if busy is None or busy < at or busy > at + REST:
        busy = at
    elif person.is_put_aside:
        return Pace(False, busy, True)
    if busy + EACH > at + ROOM:
        return Pace(False, at + REST, may_be_told)
    return Pace(True, busy + EACH, False)
