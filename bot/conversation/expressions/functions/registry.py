"""How a function is written down: its name, how many arguments it takes and in what form it wants them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.conversation.expressions.compiler import Compiler
    from bot.conversation.expressions.syntax import Call


class Takes(Enum):
    """VALUES: one value an argument. NODES: a path gives its list of nodes, the rest a value. CODE: the arguments'
    code, to be run or not (`if`), giving code. BUILD: the call itself and the compiler, giving code."""

    VALUES = 1
    NODES = 2
    CODE = 3
    BUILD = 4


Check = Callable[["Call", "Compiler"], None]


@dataclass(frozen=True, slots=True)
class Function:
    """`most` is None where there is no upper bound; `check` reports what can be seen before the form runs."""

    name: str
    least: int
    most: int | None
    takes: Takes
    run: Callable[..., Any]
    check: Check

    def fits(self, count: int) -> bool:
        return self.least <= count and (self.most is None or count <= self.most)

    def wants(self) -> str:
        if self.most is None:
            return f"{self.least} or more arguments"
        if self.least == self.most:
            return {0: "no arguments", 1: "1 argument"}.get(self.least, f"{self.least} arguments")
        return f"{self.least} to {self.most} arguments"


def _nothing_to_check(call: Call, compiler: Compiler) -> None:
    return None


FUNCTIONS: dict[str, Function] = {}


def function(
    name: str,
    least: int,
    most: int | None = -1,
    takes: Takes = Takes.VALUES,
    check: Check = _nothing_to_check,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function; `most` left out means exactly `least` arguments."""

    def register(run: Callable[..., Any]) -> Callable[..., Any]:
        FUNCTIONS[name] = Function(name, least, least if most == -1 else most, takes, run, check)
        return run

    return register
