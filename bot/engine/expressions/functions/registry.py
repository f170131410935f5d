"""How a function is written down: its name, how many arguments it takes and in what form it wants them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.engine.expressions.context import CompileContext
from bot.engine.expressions.syntax import Call, Path


class Takes(Enum):
    """VALUES: one value an argument. NODES: the same, but a path that is the only argument (or the only one after
    those that the function counts apart) gives all its nodes. CODE: the arguments' code, to be run or not (`if`),
    giving code. BUILD: the call itself and the compiler, giving code."""

    VALUES = 1
    NODES = 2
    CODE = 3
    BUILD = 4


Check = Callable[[Call, CompileContext], None]


@dataclass(frozen=True, slots=True)
class Function:
    """`most` is None where there is no upper bound; `check` reports what can be seen before the form runs."""

    name: str
    least: int
    most: int | None
    takes: Takes
    run: Callable[..., Any]
    check: Check
    apart: int = 0

    def fits(self, count: int) -> bool:
        return self.least <= count and (self.most is None or count <= self.most)

    def wants(self) -> str:
        """How many arguments: `3`, `1-2`, `2+`."""
        if self.most is None:
            return f"{self.least}+"
        return str(self.least) if self.least == self.most else f"{self.least}-{self.most}"


def _nothing_to_check(call: Call, compiler: CompileContext) -> None:
    return None


def check_path(call: Call, compiler: CompileContext) -> None:
    """The first argument must be a question or a repeat."""
    first = call.arguments[0]
    is_path = isinstance(first, Path) or (isinstance(first, Call) and first.name in ("randomize", "indexed-repeat"))
    if not is_path:
        compiler.report("argument-question", first.position, call.name)


FUNCTIONS: dict[str, Function] = {}


def function(
    name: str,
    least: int,
    most: int | None = -1,
    takes: Takes = Takes.VALUES,
    check: Check = _nothing_to_check,
    apart: int = 0,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function; `most` left out means exactly `least` arguments."""

    def register(run: Callable[..., Any]) -> Callable[..., Any]:
        FUNCTIONS[name] = Function(name, least, least if most == -1 else most, takes, run, check, apart)
        return run

    return register
