"""Sending what waits to many people: claimed 50 rows at a time, sent together, recorded together.

What is the same for many goes out as one multicast. Who is in it, and its key, are written down before the call, so
that a sender that was killed is followed by one that makes the same call; LINE then takes it once. An id that LINE does
not know spoils a whole multicast: it is halved, with every half under a key of its own, until that id is alone.
"""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.orm import Session

from bot.line import errors
from bot.line.calls import Answer, Brake, SendCall
from models.messaging import claiming, send_budget
from models.messaging.outbox import Claimed
from services.messaging import outcome
from services.messaging.outbox import LEASE
from services.messaging.outcome import Outcome
from services.messaging.send import ManyCalls, Sender

BATCH = 50
# From so many on the same words are worth a multicast, of which LINE takes a tenth as many calls as of pushes.
ALIKE, MOST_IN_MULTICAST = 10, 500
LOOK_AHEAD = 10_000  # rows that are looked for at once
# Calls a second of all processes together. LINE takes 2,000 pushes and 200 multicasts; the rest is left for notices,
# which go out one by one.
PUSHES, MULTICASTS = 1_600.0, 160.0


class Batches:
    """Of one pass, for all its threads. `stopping` lets it end between two calls."""

    def __init__(self, sender: Sender, calls: ManyCalls, stopping: threading.Event) -> None:
        self._sender, self._calls, self._stopping = sender, calls, stopping
        self._brake = Brake(stopping)
        self._braking = threading.Lock()
        self._looking = threading.Lock()
        self._due: deque[int | str] = deque()

    def send_next(self) -> int | None:
        """Sends a batch of what may go now. Returns how many rows were tried or settled: 0 where what is due is held up
        by something, None where nothing is due."""
        brake, begun = self._brake, False
        while found := self._next(is_first=not begun):
            begun = True
            with self._sender.database.writing(patient=True) as session:
                parcels = _claim(session, found, self._sender.clock())
                waits = _take_calls(session, parcels)
            # Others may have been faster with these.
            if parcels:
                with self._sender.claims.holding(*(row.id for rows in parcels for row in rows)):
                    self._stopping.wait(waits)
                    return self._send(parcels, brake)
        return 0 if begun else None

    def _next(self, *, is_first: bool) -> list[int] | str | None:
        """Some of what is due, as it was seen last: rows, or the key of a multicast that was begun. Looked for anew
        where all of that has been taken, once."""
        with self._looking:
            if not self._due and is_first:
                with self._sender.database.reading() as session:
                    due = claiming.due_pushes(session, self._sender.clock(), LOOK_AHEAD)
                self._due.extend(dict.fromkeys(key or outbox_id for outbox_id, key in due))
            if self._due and isinstance(self._due[0], str):
                return str(self._due.popleft())
            ids: list[int] = []
            while self._due and len(ids) < BATCH and not isinstance(self._due[0], str):
                ids.append(int(self._due.popleft()))
            return ids or None

    def _send(self, parcels: Sequence[Sequence[Claimed]], brake: Brake) -> int:
        begun = self._sender.clock()
        became: list[tuple[Claimed, Outcome]] = []
        pushes: list[list[Claimed]] = []
        for rows in parcels:
            late = {row.id: end for row in rows if (end := outcome.too_late(row, begun))}
            became += [(row, late[row.id]) for row in rows if row.id in late]
            if left := [row for row in rows if row.id not in late]:
                pushes.append(left)
        answers = self._calls.send_all([_call(rows) for rows in pushes], brake)
        at = self._sender.clock()
        # The pause is written down before anything is free to be claimed again.
        until = self._stop(brake)
        for rows, answer in zip(pushes, answers, strict=True):
            became += self._became(rows, answer, at, until)
        if became:
            self._sender.record(became)
        return sum(one.was_tried for _, one in became)

    def _became(
        self, rows: Sequence[Claimed], answer: Answer, at: datetime, until: datetime
    ) -> Iterator[tuple[Claimed, Outcome]]:
        if answer is None:
            yield from ((row, outcome.not_tried(row, until)) for row in rows)
        elif isinstance(answer, str):
            yield from ((row, outcome.sent(at, answer)) for row in rows)
        elif _is_multicast(rows) and isinstance(answer, errors.LineRefused) and answer.status == 400:
            middle = len(rows) // 2
            for half in (rows[:middle], rows[middle:]):
                yield from ((row, outcome.regrouped(row, _key(half), at)) for row in half)
        else:
            yield from ((row, self._sender.failed(row, answer)) for row in rows)

    def _stop(self, brake: Brake) -> datetime:
        """Until when nothing more is to be tried; the first thread to come here stops the other processes too."""
        with self._braking:
            if brake.reason is not None and self._brake is brake:
                self._until = self._sender.stop_pushes(brake.reason)
                self._brake = Brake(self._stopping)
            return self._sender.clock() if brake.reason is None else self._until


def _claim(session: Session, found: list[int] | str, now: datetime) -> list[list[Claimed]]:
    """Rows that go out together, each of which is a call: one row, or those of a multicast."""
    if isinstance(found, str):
        return [rows] if (rows := claiming.claim_multicast(session, found, now, LEASE)) else []
    alike: dict[str, list[Claimed]] = defaultdict(list)
    for row in claiming.claim_batch(session, found, now, LEASE):
        # What was tried before may have arrived under its own key.
        is_new = row.attempts == 1 and row.multicast_key is None
        alike[row.body if is_new else row.retry_key].append(row)
    parcels: list[list[Claimed]] = []
    for rows in alike.values():
        if len(rows) < ALIKE:
            parcels += ([row] for row in rows)
        else:
            rows += claiming.claim_alike(session, rows[0].messages, now, LEASE, MOST_IN_MULTICAST - len(rows))
            parcels.append(claiming.join_multicast(session, rows, _key(rows)))
    return parcels


def _take_calls(session: Session, parcels: Sequence[Sequence[Claimed]]) -> float:
    """Seconds to wait before making these calls."""
    multicasts = sum(_is_multicast(rows) for rows in parcels)
    kinds = ("push", len(parcels) - multicasts, PUSHES), ("multicast", multicasts, MULTICASTS)
    return max([send_budget.take(session, *kind) for kind in kinds if kind[1]], default=0.0)


def _key(rows: Sequence[Claimed]) -> str:
    """Of these people and no others: LINE must see the same call under the same key."""
    if len(rows) == 1:
        return rows[0].retry_key
    return str(uuid5(NAMESPACE_URL, "multicast:" + ",".join(row.retry_key for row in rows)))


def _is_multicast(rows: Sequence[Claimed]) -> bool:
    return rows[0].multicast_key not in (None, rows[0].retry_key)


def _call(rows: Sequence[Claimed]) -> SendCall:
    first = rows[0]
    if _is_multicast(rows):
        return SendCall([row.line_user_id for row in rows], first.body, first.multicast_key or "")
    return SendCall(first.line_user_id, first.body, first.retry_key)
