"""What is said in a group: with its reply token alone and no row, tried again as any other reply is while that lives.

Of a group nothing is kept, so what is still to be said is known to this process alone: where it is killed meanwhile,
the question stays unanswered.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

import structlog

from bot.line import errors
from models.messaging.outbox import Outbox
from services.messaging import outcome
from services.messaging.lanes import Again
from services.messaging.outcome import Outcome

log = structlog.get_logger(__name__)


class Aloud(NamedTuple):
    """LINE's JSON for the group that asked, once the event is committed; until its token's end. Nobody is pushed to
    there: what LINE has not taken by then is not said."""

    reply_token: str
    until: datetime
    messages: list[dict[str, Any]]


class ReplyApi(Protocol):
    def reply(self, token: str, messages: list[dict]) -> str: ...


class Speaker:
    """One for all groups of a process. Each token is tried by one thread at a time."""

    def __init__(self, line: ReplyApi, clock: Callable[[], datetime]) -> None:
        self._line = line
        self._clock = clock
        self._unsaid: dict[str, Outbox] = {}

    def say(self, said: Aloud) -> bool:
        """Whether that is settled; what is not waits for `work`."""
        row = Outbox(
            reply_token=said.reply_token,
            reply_until=said.until,
            messages=said.messages,
            must_arrive=False,
            retry_key="",
            attempts=0,
            created_at=self._clock(),
        )
        return self._try(row) is None

    def work(self, reply_token: str, again: Again) -> bool:
        """The work of a lane: the next try, when it is due."""
        row = self._unsaid.get(reply_token)
        if row is not None:
            wait = row.next_try_at - self._clock()
            rest = wait if wait > timedelta(0) else self._try(row)
            if rest is not None:
                again(rest.total_seconds())
        return False

    def _try(self, row: Outbox) -> timedelta | None:
        row.attempts += 1
        became = outcome.too_late(row, self._clock()) or self._call(row)
        for name, value in became.values.items():
            setattr(row, name, value)
        assert row.reply_token is not None
        if became.wait is None:
            self._unsaid.pop(row.reply_token, None)
        else:
            self._unsaid[row.reply_token] = row
        return became.wait

    def _call(self, row: Outbox) -> Outcome:
        assert row.reply_token is not None
        try:
            return outcome.sent(self._clock(), self._line.reply(row.reply_token, row.messages))
        except errors.LineError as error:
            log.warning("group not answered", error=type(error).__name__, attempt=row.attempts)
            return outcome.failed(row, error, self._clock())
