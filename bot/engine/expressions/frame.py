"""What an expression is read against (`Surroundings`) and what it runs on (`Frame`, `Environment`, `Node`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

Scalar = bool | float | str | datetime
"""An XPath value; blank is "". A date is a datetime at Bangkok's midnight."""

Nodes = list[Any]
"""Nodes in document order."""


class Node(Protocol):
    """A node of the answers or of a list of choices. `children` holds a node, or a list of rows, by local name."""

    name: str
    parent: Any
    children: Mapping[str, Any]
    relevant: bool
    x: Scalar


class Environment(Protocol):
    """One filling, as its expressions see it."""

    root: Any
    now: datetime
    version: str
    instances: Mapping[str, Any]

    def chance(self, node: Any, site: int) -> float:
        """A number in [0, 1), the same each time for the same node and place in the expression."""

    def identifier(self, node: Any, site: int) -> str:
        """A UUID, stable in the same way."""

    def choice_label(self, node: Any, value: str) -> str:
        """The words of a choice of the question at `node`, "" where there is none."""

    def itext(self, name: str) -> str: ...

    def item_index(self, instance: str, names: tuple[str, ...], column: str) -> Mapping[str, list[Any]]:
        """The nodes at `names` below a secondary instance's root by the text of their child `column`."""


class Frame:
    """`node` is where relative paths begin; `current` where the whole expression stands (they part in a predicate)."""

    __slots__ = ("current", "environment", "node", "position", "size")

    def __init__(
        self, environment: Environment, node: Any, current: Any = None, position: int = 1, size: int = 1
    ) -> None:
        self.environment = environment
        self.node = node
        self.current = node if current is None else current
        self.position = position
        self.size = size


Code = Callable[[Frame], Any]


class Surroundings(Protocol):
    """The form around an expression while it is compiled.

    `context` are the names from the root to the node it belongs to. `shape` says what stands at a path of names:
    `leaf`, `group`, `repeat` or None. `columns` are the child names of a secondary instance's items, None for an
    instance that is not there.
    """

    context: tuple[str, ...]

    def shape(self, path: tuple[str, ...]) -> str | None: ...

    def columns(self, instance: str) -> frozenset[str] | None: ...

    def near(self, path: tuple[str, ...]) -> str:
        """The known path that is most like this one, or ""."""
