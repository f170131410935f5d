"""Numbers that come back to us from outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.whole import LARGEST_ID, whole


@given(st.integers(0, LARGEST_ID))
def test_what_we_wrote_is_read(number: int) -> None:
    assert whole(str(number)) == number


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", "1.0", "1 ", " 1", "1\n", "1_0", "0x1", "๑", "²", "x", str(LARGEST_ID + 1), "9" * 5000]
)
def test_nothing_else_is_a_number(text: str) -> None:
    assert whole(text) is None


def test_a_narrower_limit() -> None:
    assert (whole("0", most=9), whole("9", most=9), whole("10", most=9)) == (0, 9, None)
    assert (whole("09", most=9), whole("0" * 5000, most=9)) == (9, 0)


@given(st.text())
def test_no_text_raises(text: str) -> None:
    found = whole(text)
    assert found is None or str(found) == text.lstrip("0") or found == 0
