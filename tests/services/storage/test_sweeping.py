"""How long bytes may lie in the store before a row names them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.storage import sweeping

# Ten in the evening in Bangkok, so that the next day begins two hours later.
KEPT_AT = datetime(2026, 11, 3, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(("hours", "gone"), [(0, False), (24, False), (25, True), (26, True)])
def test_an_hour_before_it_may_be_swept_a_key_is_too_old_to_be_written_down(hours: int, gone: bool) -> None:
    key = sweeping.new_key("circulars/", KEPT_AT, ".pdf")
    assert key.startswith("circulars/20261103/") and key.endswith(".pdf")
    assert sweeping.may_be_gone(key, KEPT_AT + timedelta(hours=hours)) is gone


def test_a_key_of_no_day_is_never_too_old() -> None:
    assert not sweeping.may_be_gone("circulars/abc.pdf", KEPT_AT + timedelta(days=400))
