"""Which answers of a question are asked about, as its author wrote it in the column `bind::nong:warn`.

Words with spaces or commas between: `total` (a running total, which should not fall), `jump=10` (a factor of its own),
`jump=off`, `same=off`, `off`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.engine.definition.form_items import QuestionKind

# Questions whose answer is a number.
FIGURES = (QuestionKind.INTEGER, QuestionKind.DECIMAL, QuestionKind.RANGE)
WORDS = ("total", "jump=10", "jump=off", "same=off", "off")
LEAST_FACTOR, MOST_FACTOR = 1, 1_000_000
_FACTOR = re.compile(r"[0-9]{1,7}([.][0-9]{1,4})?")


@dataclass(frozen=True, slots=True)
class WarnRule:
    """`factor` is the author's own; None for the programme's, 0 for never. `total` and `same` say whether a fall, and
    the same words month after month, are asked about."""

    total: bool = False
    factor: float | None = None
    same: bool = True


def read_rule(words: str) -> tuple[WarnRule, tuple[str, ...]]:
    """The rule, and the words in it that mean nothing (they change nothing)."""
    rule, unknown = WarnRule(), []
    for word in words.lower().replace(",", " ").split():
        if word == "total":
            rule = replace(rule, total=True)
        elif word == "off":
            rule = WarnRule(total=False, factor=0, same=False)
        elif word == "jump=off":
            rule = replace(rule, factor=0)
        elif word == "same=off":
            rule = replace(rule, same=False)
        elif (factor := _factor(word)) is not None:
            rule = replace(rule, factor=factor)
        else:
            unknown.append(word)
    return rule, tuple(unknown)


def idle_words(words: str, kind: QuestionKind) -> tuple[str, ...]:
    """Words that are known and do nothing for a question of this kind."""
    mine = ("total", "jump") if kind in FIGURES else ("same",) if kind is QuestionKind.TEXT else ()
    _, unknown = read_rule(words)
    said = words.lower().replace(",", " ").split()
    return tuple(one for one in said if one not in unknown and one != "off" and not one.startswith(mine or ("\0",)))


def _factor(word: str) -> float | None:
    name, equals, figure = word.partition("=")
    if name != "jump" or not equals or not _FACTOR.fullmatch(figure):
        return None
    return float(figure) if LEAST_FACTOR < float(figure) <= MOST_FACTOR else None
