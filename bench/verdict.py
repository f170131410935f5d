"""What `bench.answers` found, as a table, and what of it misses a target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bench.scratch import PING

HEAD = (
    f"{'':44} {'events/s':>8} {'CPU ms':>7} {'db':>6} {'LINE':>5} {'driver':>6}  webhook p50/p99  reply p50/p99     MB"
)
# What (c) may be of (b) and of (d): the least of the rate, the most of the CPU.
TARGETS = {"b": (0.5, 2.0), "d": (1.0, 1.0)}
# And a variant of it, by a word of its name, of the plain one.
VARIANTS = {"stored": (1 / 1.2, 1.2), "LINE at": (1 / 1.2, 1.2), "processes": (1.7, 1.2)}
MOST_STATEMENTS = 12
MOST_MB = 150
# p99 in milliseconds up to so many events a second.
P99 = {20.0: 100.0, 50.0: 150.0}


@dataclass(frozen=True)
class Ratio:
    """What one bot is of another, and what it has to be: the least of the rate, the most of the CPU."""

    name: str
    rate: float
    cpu: float
    target: tuple[float, float]

    @property
    def is_met(self) -> bool:
        return self.rate >= self.target[0] and self.cpu <= self.target[1]

    def __str__(self) -> str:
        return f"{self.name}: {self.rate:.2f} of the rate, {self.cpu:.2f} of the CPU"


def table(found: dict[str, Any]) -> str:
    lines: list[str] = []
    for kind, one in found.items():
        lines += ["", kind, *_measured(one), *(_asked(one) if "statements" in one else ())]
        lines += [f"({letter}) is missing: {why}" for letter, why in one["missing"].items()]
    return "\n".join(lines[1:])


def ratios(one: dict[str, Any]) -> list[Ratio]:
    """Each (c) beside (b) and (d), and beside the first (c)."""
    products = [bot for bot in one["bots"] if bot["bot"].startswith("c")]
    others = [bot for bot in one["bots"] if bot["bot"][0] in TARGETS]
    pairs = [(bot, other, TARGETS[other["bot"][0]]) for bot in products for other in others]
    pairs += [(bot, products[0], _of_variant(bot["bot"])) for bot in products[1:]]
    return [
        Ratio(
            f"{bot['bot']} / {other['bot']}",
            round(bot["events_per_second"] / other["events_per_second"], 2),
            round(bot["cpu_ms"] / other["cpu_ms"], 2),
            target,
        )
        for bot, other, target in pairs
    ]


def _of_variant(name: str) -> tuple[float, float]:
    targets = [target for word, target in VARIANTS.items() if word in name]
    return max(targets) if targets else (0.0, float("inf"))


def complaints(found: dict[str, Any], rate: float | None) -> list[str]:
    """Empty where every target is met."""
    said: list[str] = []
    for kind, one in found.items():
        for asked in one.get("statements", []):
            if asked["bot"].startswith("c") and asked["statements"] > MOST_STATEMENTS:
                said.append(f"{kind}: {asked['statements']} statements an event")
        for bot in one["bots"]:
            said += [f"{kind}: {bot['bot']}: {bot[what]} {what}" for what in ("failed", "lost", "wrong") if bot[what]]
            if not bot["bot"].startswith("c"):
                continue
            if bot["mb"][0] > MOST_MB:
                said.append(f"{kind}: {bot['bot']}: {bot['mb'][0]} MB")
            most = min((ms for upto, ms in P99.items() if rate and rate <= upto), default=None)
            if most is not None and bot["webhook_ms"][1] > most:
                said.append(f"{kind}: {bot['bot']}: p99 {bot['webhook_ms'][1]} ms")
        if rate is None:
            said += [f"{kind}: {ratio}" for ratio in ratios(one) if not ratio.is_met]
    return said


def _measured(one: dict[str, Any]) -> list[str]:
    lines = [HEAD]
    for bot in one["bots"]:
        trouble = "".join(f"  {bot[what]} {what}!" for what in ("failed", "lost", "wrong") if bot[what])
        lines.append(
            f"{bot['bot']:44} {bot['events_per_second']:8.1f} {bot['cpu_ms']:7.2f} {bot['database_cpu_ms']:6.2f}"
            f" {bot['line_cpu_ms']:5.2f} {bot['driver_cpu_ms']:6.2f}  {_pair(bot['webhook_ms']):>15}"
            f"  {_pair(bot['reply_ms']):>13}  {_pair(bot['mb']):>9}{trouble}"
        )
    return lines + [f"{ratio}{'' if ratio.is_met else ', not met'}" for ratio in ratios(one)]


def _asked(one: dict[str, Any]) -> list[str]:
    lines = []
    for bot in one["statements"]:
        lines.append(f"{bot['bot']}: {bot['statements']} statements in {bot['transactions']} transactions an event")
        lines += [f"  {count:7.3f}  {_shown(text)}" for text, count in bot["by_text"].items()]
    return lines


def _shown(text: str) -> str:
    return "; (a ping)" if text == PING else text[:150]


def _pair(values: list[float] | None) -> str:
    return "/".join(f"{one:g}" for one in values) if values else "-"
