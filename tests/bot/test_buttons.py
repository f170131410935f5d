"""A button's data: read as it was written, and nothing where we never wrote it."""

from __future__ import annotations

import pytest

from bot.buttons import press, pressed


def test_it_is_read_as_it_was_written() -> None:
    assert pressed(press("a.b", name="อบต. & 1=2+3", n=7)) == {"do": "a.b", "name": "อบต. & 1=2+3", "n": "7"}


@pytest.mark.parametrize("data", ["", "do", "do=a&", "do=a&p=%00", "do=a%00b", "do=a&p=\0"])
def test_what_we_never_wrote_is_nothing(data: str) -> None:
    """PostgreSQL refused to look for a programme called NUL, and the event became a dead letter."""
    assert pressed(data) == {}
