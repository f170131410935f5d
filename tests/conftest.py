"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.emulator import TOKEN, Line


@pytest.fixture(scope="session")
def line() -> Iterator[Line]:
    """One pretend LINE for the whole run. Call `line.reset()` at the start of whatever uses it."""
    running = Line.start("--token", TOKEN)
    yield running
    running.stop()
