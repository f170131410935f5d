"""What a spent reply token says: that an earlier try arrived, unless LINE had refused every one of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.line import errors
from models.messaging.outbox import Outbox, OutboxState
from services.messaging import outcome

NOW = datetime(2026, 11, 5, 3, 0, tzinfo=UTC)
SILENCE, SPENT = errors.LineUnreachable("no answer"), errors.TokenSpent(400, "Invalid reply token")
REFUSALS = [errors.NotAuthorized(401), errors.LineBusy("too many"), errors.LineRefused(400, "no such drawing")]
CARD = {"type": "flex", "altText": "รับรายงานแล้ว", "contents": {"type": "bubble"}}


def after(*failures: errors.LineError) -> OutboxState:
    """The state of a receipt that goes by its reply token and meets these failures, the newest last."""
    row = Outbox(
        id=1,
        messages=[CARD],
        reply_token="token",
        reply_until=NOW + timedelta(seconds=50),
        must_arrive=True,
        retry_key="5f0c1b1e-7d7e-4a56-9a43-5b7d4b4a3c11",
        attempts=0,
        created_at=NOW,
    )
    for second, error in enumerate(failures):
        # As a claim counts.
        row.attempts += 1
        became = outcome.failed(row, error, NOW + timedelta(seconds=second))
        for name, value in became.values.items():
            setattr(row, name, value)
    return OutboxState(row.state)


@pytest.mark.parametrize("refused", REFUSALS, ids=lambda error: type(error).__name__)
def test_a_token_that_line_never_took_is_no_sign_that_the_words_arrived(refused: errors.LineError) -> None:
    assert after(refused, SPENT) is OutboxState.PENDING
    assert after(REFUSALS[0], refused, SPENT) is OutboxState.PENDING
    assert after(SILENCE, refused, SPENT) is OutboxState.SENT


def test_refused_again_and_again_it_waits_longer_each_time() -> None:
    row = Outbox(id=1, messages=[], reply_token="token", reply_until=NOW + timedelta(50), attempts=1, created_at=NOW)
    waits = [outcome.failed(row, REFUSALS[0], NOW + timedelta(seconds=age)).wait for age in (0, 1, 4, 20)]
    assert waits == [timedelta(seconds=age) for age in (1, 1, 4, 20)]
