"""Draws inputs for a room until there were enough, the time is up, or one was found that is wrong."""

from __future__ import annotations

import time
import traceback
import warnings
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import HypothesisWarning

from tests.fuzz import cost
from tests.fuzz.rooms import Room

AT_A_TIME = 400  # inputs drawn from one seed
SHRINKING = 20.0  # seconds in which a smaller input is looked for
LONGEST = 2.0  # seconds of a processor for an answer
# The first of a kind loads and compiles much: the cheapest of so many tries counts.
TRIES = 3


@dataclass
class Ran:
    inputs: int = 0
    slowest: float = 0.0
    findings: list[str] = field(default_factory=list)


def run(room: Room, most: int, seconds: float, first_seed: int, *, is_timed: bool) -> Ran:
    """`is_timed`: whether an answer's time counts. Each finding is told with the smallest input that shows it; after
    three of them the room is left."""
    ran, until, round_ = Ran(), time.monotonic() + seconds, 0
    while ran.inputs < most and time.monotonic() < until and len(ran.findings) < 3:
        found = _round(room, min(AT_A_TIME, most - ran.inputs), until, first_seed + round_, ran, is_timed)
        if found and found not in ran.findings:
            ran.findings.append(found)
        round_ += 1
    return ran


def _round(room: Room, most: int, until: float, number: int, ran: Ran, is_timed: bool) -> str | None:
    @seed(number)
    @settings(
        max_examples=most,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        report_multiple_bugs=False,
    )
    @given(room.inputs)
    def each(one: object) -> None:
        if time.monotonic() > (ends[0] if found else until):
            return
        ran.inputs += not found
        try:
            if is_timed:
                ran.slowest = max(ran.slowest, _took(room, one))
            else:
                room.tries(one)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            ends.append(time.monotonic() + SHRINKING)
            found[:] = [f"{_where(error)}\n  {repr(one)[:1500]}"]
            raise AssertionError(_where(error)) from error

    found: list[str] = []
    ends: list[float] = []
    try:
        with warnings.catch_warnings():
            # It names strategies, and some of ours hold long samples.
            warnings.simplefilter("ignore", HypothesisWarning)
            each()
    except Exception:
        # Ours, or what hypothesis says of an input that was not tried again because the time was up.
        if not found:
            raise
    return found[0] if found else None


def _took(room: Room, one: object) -> float:
    for _ in range(TRIES):
        before = cost.seconds()
        room.tries(one)
        took = cost.seconds() - before
        if took < LONGEST:
            return took
    raise AssertionError(f"no answer within {LONGEST} s of a processor")


def _where(error: BaseException) -> str:
    cause = error.__cause__ if error.__cause__ is not None else error
    steps = [one for one in traceback.extract_tb(cause.__traceback__) if "site-packages" not in one.filename]
    last = [f"{one.filename.rpartition('/')[2]}:{one.lineno}" for one in steps[-3:]]
    return f"{type(cause).__name__}: {str(cause)[:600]} ({' > '.join(last)})"
