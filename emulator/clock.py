"""The one clock of the emulator.

Tokens, retry keys, quota months, rate buckets and stored content all age by it, so a test (or the demo)
can move time instead of waiting. It runs on from wherever it was set.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")


class BadMoment(ValueError):
    """The text is no ISO 8601 moment."""


class Clock:
    """`now` is aware, UTC. `offset` is how far this clock is ahead of the machine's."""

    def __init__(self) -> None:
        self.offset = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def set(self, moment: datetime) -> None:
        self.offset = moment - datetime.now(UTC)

    def advance(self, seconds: float) -> None:
        self.offset += timedelta(seconds=seconds)

    def reset(self) -> None:
        self.offset = timedelta(0)

    def as_json(self) -> dict[str, object]:
        return {"now": show(self.now()), "offsetSeconds": round(self.offset.total_seconds(), 3)}


def show(moment: datetime) -> str:
    """ISO 8601 with milliseconds, in Bangkok time, which is what the people on the page live by."""
    return moment.astimezone(BANGKOK).isoformat(timespec="milliseconds")


def read(text: str) -> datetime:
    """An ISO 8601 moment; without a zone it is meant in Bangkok time. Raises BadMoment."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise BadMoment(f"not an ISO 8601 moment: {text!r}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)


def millis(moment: datetime) -> int:
    """Milliseconds since 1970, as webhook events carry them."""
    return round(moment.timestamp() * 1000)
