"""How far an area is with its reports of a month: counts of offices, and of several areas together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of offices. `expected` = `sent` + `returned` + `missing`, and `sent` = `on_time` + `late`.

    `nothing` and `approved` (at whatever level) are among `sent`; `levels` says how many each level was the highest to
    approve. `returned` wait for the office again; `missing` have not sent, a draft included. `unregistered` are
    expected offices for which nobody is registered *now*. `content` is the mean score (0-100) of the `scored` sent
    reports that have one, None where none has.
    """

    expected: int = 0
    sent: int = 0
    on_time: int = 0
    late: int = 0
    nothing: int = 0
    returned: int = 0
    approved: int = 0
    missing: int = 0
    unregistered: int = 0
    content: float | None = None
    scored: int = 0
    levels: Mapping[str, int] = field(default_factory=dict)

    @property
    def rate(self) -> float | None:
        """Share of the expected offices that have sent, 0 to 1; None where none is expected."""
        return self.sent / self.expected if self.expected else None

    @property
    def on_time_rate(self) -> float | None:
        """Share of the *expected* offices that have sent and did so on time: never above `rate`."""
        return self.on_time / self.expected if self.expected else None


NONE = Tally()


def total(tallies: Iterable[Tally]) -> Tally:
    """The tally of several areas (or months) together."""
    found = list(tallies)
    counts = {name: sum(getattr(one, name) for one in found) for name in _SUMMED}
    scores = sum(one.content * one.scored for one in found if one.content is not None)
    levels: Counter[str] = Counter()
    for one in found:
        levels.update(one.levels)
    return Tally(**counts, content=scores / counts["scored"] if counts["scored"] else None, levels=dict(levels))


_SUMMED = (
    "expected",
    "sent",
    "on_time",
    "late",
    "nothing",
    "returned",
    "approved",
    "missing",
    "unregistered",
    "scored",
)
