"""Sending what stands in the outbox: claim, call LINE, record. Safe to be killed between any two lines.

A sender that dies after its claim is followed by another when the claim runs out; LINE's retry key (pushes)
or the used-up reply token (replies) then tells whether the words had arrived.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.line import errors
from bot.line.calls import Answer, Brake, SendCall
from models.database import Database
from models.messaging import claiming, outbox, send_budget
from models.messaging.outbox import Outbox, OutboxState
from services.messaging import outcome
from services.messaging.claims import Claims
from services.messaging.lanes import Again
from services.messaging.outbox import LEASE
from services.messaging.outcome import Outcome, Row

log = structlog.get_logger(__name__)

LANE_WAITS = 60.0  # seconds a lane remembers a row for; what waits longer is the scheduler's


class Delivery(Enum):
    SETTLED = "settled"
    NOT_OURS = "not ours"


class ManyCalls(Protocol):
    """Many pushes and multicasts at once, as bot/line/fan_out."""

    def send_all(self, calls: Sequence[SendCall], brake: Brake) -> list[Answer]: ...


class LineApi(Protocol):
    """The part of the LINE client that sending needs."""

    def reply(self, token: str, messages: list[dict]) -> str: ...
    def push(self, line_user_id: str, messages: list[dict], retry_key: str) -> str: ...
    def fan_out(self, in_flight: int) -> AbstractContextManager[ManyCalls]: ...


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
        self.claims = Claims(database, clock)

    def send_next(self, person_id: int, again: Again) -> bool:
        """Sends the oldest waiting row to this person: the work of a lane. False if none may go now."""
        with self.database.reading() as session:
            outbox_id = claiming.next_of(session, person_id, self.clock())
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
            row = claiming.claim(session, outbox_id, self.clock(), LEASE)
        return Delivery.NOT_OURS if row is None else self.deliver(row, row.person.line_user_id)

    def deliver(self, row: Row, line_user_id: str) -> Delivery | timedelta:
        """The same for a row that is claimed already, by whoever calls."""
        with self.claims.holding(row.id):
            became = outcome.too_late(row, self.clock()) or self._call(row, line_user_id)
            with self.database.statement(patient=True) as connection:
                outbox.record_one(connection, row, became.values)
        if became.was_tried:
            self.on_call(became.figure)
        return Delivery.SETTLED if became.wait is None else became.wait

    def record(self, became: Sequence[tuple[Row, Outcome]]) -> None:
        """Writes what has become of claimed rows."""
        with self.database.statement(patient=True) as connection:
            outbox.record(connection, [(row, one.values) for row, one in became])
        for _, one in became:
            if one.was_tried:
                self.on_call(one.figure)

    def stop_pushes(self, error: errors.LineBusy | errors.QuotaSpent) -> datetime:
        """LINE takes no more for now: every other push would be refused too, one call each. Until when."""
        until = self.clock() + outcome.pause_after(error)
        with self.database.writing(patient=True) as session:
            if isinstance(error, errors.QuotaSpent):
                _hold(session, until)
            else:
                send_budget.pause(session, until)
        return until

    def _call(self, row: Row, line_user_id: str) -> Outcome:
        begun = self.clock()
        by_reply = outcome.can_reply(row, begun)
        try:
            if by_reply and row.reply_token:
                request_id = self.line.reply(row.reply_token, row.messages)
            else:
                request_id = self.line.push(line_user_id, row.messages, row.retry_key)
        except errors.LineError as error:
            if isinstance(error, errors.LineBusy | errors.QuotaSpent) and not by_reply:
                self.stop_pushes(error)
            return self.failed(row, error)
        return outcome.sent(self.clock(), request_id)

    def failed(self, row: Row, error: errors.LineError) -> Outcome:
        """What this failure of a call means for the row."""
        log.warning(
            "line call failed", outbox=row.id, attempt=row.attempts, error=f"{type(error).__name__} {error}"[:200]
        )
        return outcome.failed(row, error, self.clock())


def _hold(session: Session, until: datetime) -> None:
    session.execute(
        update(Outbox)
        .where(Outbox.state == OutboxState.PENDING, Outbox.reply_token.is_(None), Outbox.next_try_at < until)
        .values(next_try_at=until)
        .execution_options(synchronize_session=False)
    )
