"""What the end of a call to LINE means for the row of the outbox it was made for. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from bot.line import errors
from bot.line.render import plain
from models.messaging.outbox import Claimed, Outbox, OutboxState

# LINE keeps a retry key for 24 h; a try after that would be a second message.
GIVE_UP_AFTER = timedelta(hours=20)
WAITS = (1, 3, 8, 30, 60, 300, 900, 1800)  # seconds before try 2, 3, …; the last one repeats
QUOTA_WAIT = timedelta(hours=1)
# LINE's limits are by the second; where it says how long to be silent, that is done instead, a minute at the most.
BUSY_WAIT, LONGEST_BUSY_WAIT = 1.0, 60.0

Row = Outbox | Claimed


@dataclass(frozen=True, slots=True)
class Outcome:
    """`values` are the new ones of the row's columns. `wait`: how long until the next try; None where it is settled.
    `was_tried`: whether a call was made."""

    state: OutboxState
    values: Mapping[str, Any]
    wait: timedelta | None = None
    was_tried: bool = True

    @property
    def figure(self) -> str:
        """The word for the figures."""
        return "again" if self.wait is not None else self.state.value


def can_reply(row: Row, now: datetime) -> bool:
    return bool(row.reply_token and row.reply_until and now <= row.reply_until)


def too_late(row: Row, now: datetime) -> Outcome | None:
    """Of a row that is not worth a call any more; None for any other."""
    # What may have arrived is told by another try with its token; until then it holds up what comes after it.
    may_have_arrived = row.attempts > 1 and can_reply(row, now)
    if row.send_before and now >= row.send_before and not may_have_arrived:
        return _settled(OutboxState.DROPPED, "its time is over")
    if not row.must_arrive and not can_reply(row, now):
        return _settled(OutboxState.DROPPED, "too late to answer")
    if row.attempts > 1 and now > _end(row):
        return _settled(OutboxState.UNKNOWN, "tried before, and too long ago to try again")
    return None


def sent(at: datetime, request_id: str | None = None) -> Outcome:
    values = {"claimed_until": None, "error": None, "sent_at": at, "request_id": request_id}
    return _outcome(OutboxState.SENT, values)


def not_tried(row: Row, next_try_at: datetime) -> Outcome:
    """The call was not made: the row is as if it had not been claimed, but has to wait."""
    values = {"claimed_until": None, "next_try_at": next_try_at, "attempts": row.attempts - 1}
    return _outcome(OutboxState.PENDING, values, wait=timedelta(0), was_tried=False)


def regrouped(row: Row, key: str, now: datetime) -> Outcome:
    """LINE refused a multicast for one of its people: the row goes out with fewer of them, under another key."""
    values = {"claimed_until": None, "next_try_at": now, "attempts": row.attempts - 1, "multicast_key": key}
    return _outcome(OutboxState.PENDING, values, wait=timedelta(0))


def failed(row: Row, error: errors.LineError, now: datetime) -> Outcome:
    """What a refusal or a silence means for this row."""
    if isinstance(error, errors.TokenSpent):
        if row.attempts > 1:
            # An earlier try got no answer: the token is spent because that one arrived. Refused ones do not count.
            return sent(now)
        if row.must_arrive:
            return _again(row, error, timedelta(0), now, reply_token=None)
        return _settled(OutboxState.DROPPED, str(error))
    if isinstance(error, errors.LineBusy | errors.QuotaSpent):
        return _again(row, error, max(pause_after(error), _backoff(row, error, now)), now)
    if isinstance(error, errors.LineRefused) and not isinstance(error, errors.NotAuthorized):
        simpler = plain(row.messages)
        if error.status == 400 and simpler != row.messages:
            # Never silence: the words go without the drawing, and other words need another key.
            key = _next_key(row.retry_key)
            alone = {"multicast_key": key} if row.multicast_key else {}
            return _again(row, error, timedelta(0), now, messages=simpler, retry_key=key, **alone)
        return _settled(OutboxState.FAILED, str(error))
    return _again(row, error, _backoff(row, error, now), now)


def pause_after(error: errors.LineBusy | errors.QuotaSpent) -> timedelta:
    """For how long LINE wants no more pushes of us."""
    if isinstance(error, errors.QuotaSpent):
        return QUOTA_WAIT
    return timedelta(seconds=min(error.retry_after or BUSY_WAIT, LONGEST_BUSY_WAIT))


def _end(row: Row) -> datetime:
    """Until when it may be tried: what waited for days while nobody sent has all of its time yet."""
    return (row.tried_at or row.created_at) + GIVE_UP_AFTER


def _backoff(row: Row, error: errors.LineError, now: datetime) -> timedelta:
    usual = timedelta(seconds=WAITS[min(row.attempts, len(WAITS)) - 1])
    # Refusals are not counted: each wait is as long as all before it together.
    return max(usual, now - row.created_at) if _is_refused(row, error, now) else usual


def _is_refused(row: Row, error: errors.LineError, now: datetime) -> bool:
    """Whether LINE has said of a reply that it did not take it: such a try is as if it had not been made."""
    return can_reply(row, now) and isinstance(error, errors.LineRefused | errors.LineBusy)


def _again(row: Row, error: errors.LineError, wait: timedelta, now: datetime, **changes: object) -> Outcome:
    if now + wait > _end(row):
        return _settled(OutboxState.FAILED, str(error))
    values: dict[str, Any] = {
        "next_try_at": now + wait,
        "claimed_until": None,
        "error": f"{type(error).__name__} {error}"[:200],
    }
    if _is_refused(row, error, now):
        values["attempts"] = row.attempts - 1
    return _outcome(OutboxState.PENDING, values | changes, wait=wait)


def _settled(state: OutboxState, error: str) -> Outcome:
    return _outcome(state, {"claimed_until": None, "error": error[:200] or None})


def _outcome(
    state: OutboxState, values: Mapping[str, Any], *, wait: timedelta | None = None, was_tried: bool = True
) -> Outcome:
    return Outcome(state, {"state": state, **values}, wait, was_tried)


def _next_key(retry_key: str) -> str:
    # Derived, not drawn: a sender killed right here would otherwise make a second key for the same words.
    return str(uuid5(NAMESPACE_URL, f"plain:{retry_key}"))
