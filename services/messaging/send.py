"""Sending what stands in the outbox: claim, call LINE, record. Safe to be killed between any two lines.

A sender that dies after its claim is followed by another when the claim runs out; LINE's retry key (pushes)
or the used-up reply token (replies) then tells whether the words had arrived.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol
from uuid import NAMESPACE_URL, uuid5

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.line import errors
from bot.line.render import plain
from models.database import Database
from models.messaging import outbox
from models.messaging.outbox import Outbox, OutboxState
from services.messaging.claims import Claims
from services.messaging.lanes import Again
from services.messaging.outbox import LEASE

log = structlog.get_logger(__name__)

# LINE keeps a retry key for 24 h; a try after that would be a second message.
GIVE_UP_AFTER = timedelta(hours=20)
WAITS = (1, 3, 8, 30, 60, 300, 900, 1800)  # seconds before try 2, 3, …; the last one repeats
QUOTA_WAIT = timedelta(hours=1)
PROMPT = timedelta(seconds=1)  # a call that ends within this shows its words about when it begins

LANE_WAITS = 60.0  # seconds a lane remembers a row for; what waits longer is the scheduler's


class Delivery(Enum):
    SETTLED = "settled"
    NOT_OURS = "not ours"


class LineApi(Protocol):
    """The part of the LINE client that sending needs."""

    def reply(self, token: str, messages: list[dict]) -> str: ...
    def push(self, line_user_id: str, messages: list[dict], retry_key: str) -> str: ...


class Sender:
    """Shared by the pool of the web process and by the scheduler. `on_call` hears each outcome, for the figures."""

    def __init__(
        self,
        database: Database,
        line: LineApi,
        clock: Callable[[], datetime],
        on_call: Callable[[str], None] = lambda outcome: None,
    ) -> None:
        self.database = database
        self.line = line
        self.clock = clock
        self.on_call = on_call
        self._claims = Claims(database, clock)

    def send_next(self, person_id: int, again: Again) -> bool:
        """Sends the oldest waiting row to this person: the work of a lane. False if none may go now."""
        with self.database.reading() as session:
            outbox_id = outbox.next_of(session, person_id, self.clock())
        if outbox_id is None:
            return False
        delivery = self.send(outbox_id)
        if delivery is Delivery.NOT_OURS:
            again(1.0)
        elif isinstance(delivery, timedelta) and delivery.total_seconds() <= LANE_WAITS:
            again(delivery.total_seconds())
        return delivery is not Delivery.NOT_OURS

    def send(self, outbox_id: int) -> Delivery | timedelta:
        """One row: settled, not ours (somebody else has it, or an older one goes first), or how long until the
        next try."""
        with self.database.writing(patient=True) as session:
            row = outbox.claim(session, outbox_id, self.clock(), LEASE)
        return Delivery.NOT_OURS if row is None else self.deliver(row, row.person.line_user_id)

    def deliver(self, row: Outbox, line_user_id: str) -> Delivery | timedelta:
        """The same for a row that is claimed already, by whoever calls."""
        with self._claims.holding(row.id):
            return self._deliver(row, line_user_id)

    def _deliver(self, row: Outbox, line_user_id: str) -> Delivery | timedelta:
        if row.send_before and self.clock() >= row.send_before:
            return self._record(row, OutboxState.DROPPED, error="its time is over")
        by_reply = self._can_reply(row)
        if not by_reply and not row.must_arrive:
            return self._record(row, OutboxState.DROPPED, error="too late to answer")
        begun = self.clock()
        try:
            request_id = self._call(row, line_user_id, by_reply)
        except errors.LineError as error:
            return self._after(row, error)
        ended = self.clock()
        # Of a call that took long nobody knows when the words stood on the screen: not before its end, to be sure.
        return self._sent(row, begun if ended - begun < PROMPT else ended, request_id)

    def _can_reply(self, row: Outbox) -> bool:
        return bool(row.reply_token and row.reply_until and self.clock() <= row.reply_until)

    def _call(self, row: Outbox, line_user_id: str, by_reply: bool) -> str:
        if by_reply and row.reply_token:
            return self.line.reply(row.reply_token, row.messages)
        return self.line.push(line_user_id, row.messages, row.retry_key)

    def _after(self, row: Outbox, error: errors.LineError) -> Delivery | timedelta:
        """What a refusal or a silence means for this row."""
        log.warning("line call failed", outbox=row.id, attempt=row.attempts, error=_short(error))
        if isinstance(error, errors.TokenSpent):
            if row.attempts > 1:
                # An earlier try got no answer: the token is spent because that one arrived.
                return self._sent(row, self.clock())
            if row.must_arrive:
                return self._again(row, error, timedelta(0), reply_token=None)
            return self._record(row, OutboxState.DROPPED, error=str(error))
        if isinstance(error, errors.QuotaSpent):
            self._hold_pushes()
            return self._again(row, error, QUOTA_WAIT)
        if isinstance(error, errors.LineRefused) and not isinstance(error, errors.NotAuthorized):
            simpler = plain(row.messages)
            if error.status == 400 and simpler != row.messages:
                # Never silence: the words go without the drawing, and other words need another key.
                return self._again(row, error, timedelta(0), messages=simpler, retry_key=_next_key(row.retry_key))
            return self._record(row, OutboxState.FAILED, error=str(error))
        return self._again(row, error, timedelta(seconds=WAITS[min(row.attempts, len(WAITS)) - 1]))

    def _again(self, row: Outbox, error: errors.LineError, wait: timedelta, **changes: object) -> Delivery | timedelta:
        now = self.clock()
        if now + wait > row.created_at + GIVE_UP_AFTER:
            return self._record(row, OutboxState.FAILED, error=str(error))
        self._write(
            row, state=OutboxState.PENDING, next_try_at=now + wait, claimed_until=None, error=_short(error), **changes
        )
        self.on_call("again")
        return wait

    def _sent(self, row: Outbox, at: datetime, request_id: str | None = None) -> Delivery:
        with self.database.statement(patient=True) as connection:
            outbox.record_sent(connection, row, at, request_id)
        self.on_call(OutboxState.SENT.value)
        return Delivery.SETTLED

    def _record(self, row: Outbox, state: OutboxState, *, error: str) -> Delivery:
        self._write(row, state=state, claimed_until=None, error=error[:200] or None)
        self.on_call(state.value)
        return Delivery.SETTLED

    def _write(self, row: Outbox, **values: object) -> None:
        with self.database.statement(patient=True) as connection:
            outbox.record(connection, row, **values)

    def _hold_pushes(self) -> None:
        """The month's quota is spent: every other push would be refused too, one call each."""
        until = self.clock() + QUOTA_WAIT
        with self.database.writing(patient=True) as session:
            _hold(session, until)


def _hold(session: Session, until: datetime) -> None:
    session.execute(
        update(Outbox)
        .where(Outbox.state == OutboxState.PENDING, Outbox.reply_token.is_(None), Outbox.next_try_at < until)
        .values(next_try_at=until)
        .execution_options(synchronize_session=False)
    )


def _short(error: Exception) -> str:
    return f"{type(error).__name__} {error}"[:200]


def _next_key(retry_key: str) -> str:
    # Derived, not drawn: a sender killed right here would otherwise make a second key for the same words.
    return str(uuid5(NAMESPACE_URL, f"plain:{retry_key}"))
