"""Walking: from nodes to nodes, step by step, and what is found at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.engine.expressions.errors import EvaluationError
from bot.engine.expressions.frame import Code, Frame, Nodes


@dataclass(frozen=True, slots=True)
class CompiledPath:
    """`value` is the one node's value ("" for none, an error for several), `nodes` all of them."""

    value: Code
    nodes: Callable[[Frame], Nodes]


Move = tuple[str, tuple[Code, ...]]
"""A step to take: a name, `*`, `..` or `.`, and the conditions on what it finds."""


def walk(frame: Frame, found: Nodes, moves: list[Move]) -> Nodes:
    """The nodes that the moves lead to, relevant or not."""
    for name, conditions in moves:
        below: Nodes = []
        for node in found:
            if name == "..":
                if node.parent is not None and node.parent not in below:
                    below.append(node.parent)
                continue
            if name == ".":
                below.append(node)
                continue
            children = node.children.values() if name == "*" else (node.children.get(name),)
            for child in children:
                if child.__class__ is list:
                    below.extend(child)
                elif child is not None:
                    below.append(child)
        for condition in conditions:
            size = len(below)
            below = [
                node
                for place, node in enumerate(below, 1)
                # JavaRosa takes a condition that is a number as never met; a row is chosen by position() = n.
                if condition(Frame(frame.environment, node, frame.current, place, size)) is True
            ]
        found = below
    return found


def only(nodes: Nodes) -> Any:
    if not nodes:
        return ""
    if len(nodes) > 1:
        raise EvaluationError("several rows where one value is wanted")
    return nodes[0].x
