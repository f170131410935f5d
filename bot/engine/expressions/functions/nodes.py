"""count count-non-empty position last indexed-repeat randomize"""

from __future__ import annotations

import math
from hashlib import sha256
from typing import Any

from bot.engine.expressions.context import CompileContext
from bot.engine.expressions.errors import EvaluationError
from bot.engine.expressions.frame import Code, Frame, Nodes
from bot.engine.expressions.functions.registry import Takes, check_path, function
from bot.engine.expressions.syntax import Call, Path
from bot.engine.expressions.values import to_number, to_string


@function("count", 1, takes=Takes.NODES, check=check_path)
def _count(nodes: Any) -> float:
    if nodes.__class__ is not list:
        raise EvaluationError("count() takes a question")
    return float(len(nodes))


@function("count-non-empty", 1, takes=Takes.NODES, check=check_path)
def _count_non_empty(nodes: Any) -> float:
    if nodes.__class__ is not list:
        raise EvaluationError("count-non-empty() takes a question")
    return float(sum(to_string(node.x) != "" for node in nodes))


@function("position", 0, 1, takes=Takes.BUILD)
def _position(call: Call, compiler: CompileContext) -> Code:
    """Without an argument, the place among the nodes a condition looks at; with one, a row's place in its repeat."""
    if not call.arguments:
        return lambda frame: float(frame.position)
    nodes = compiler.nodes(call.arguments[0])

    def run(frame: Frame) -> float:
        found = nodes(frame)
        return float(_row_number(found[0])) if found else 0.0

    return run


def _row_number(node: Any) -> int:
    beside = node.parent.children.get(node.name) if node.parent is not None else None
    return next((place for place, each in enumerate(beside, 1) if each is node), 1) if beside.__class__ is list else 1


@function("last", 0, takes=Takes.CODE)
def _last() -> Code:
    return lambda frame: float(frame.size)


def _check_indexed(call: Call, compiler: CompileContext) -> None:
    if len(call.arguments) % 2 == 0:
        compiler.report("indexed-repeat-arguments", call.position, length=len(call.name))
    for argument in (call.arguments[0], *call.arguments[1::2]):
        if not isinstance(argument, Path):
            compiler.report("indexed-repeat-arguments", argument.position)


@function("indexed-repeat", 3, 7, takes=Takes.BUILD, check=_check_indexed)
def _indexed_repeat(call: Call, compiler: CompileContext) -> Code:
    """The question in the nth row of a repeat, and of repeats within it: its path walked again with those rows."""
    paths = [argument for argument in (call.arguments[0], *call.arguments[1::2]) if isinstance(argument, Path)]
    numbers = [compiler.value(argument) for argument in call.arguments[2::2]]
    if len(paths) != len(numbers) + 1:
        return lambda frame: []
    wheres = [_names(path, compiler) for path in paths]
    compiler.reads.update(wheres)
    rows = dict(zip(wheres[1:], numbers, strict=True))
    target = wheres[0]
    for where, path in zip(wheres, paths, strict=True):
        if compiler.surroundings.shape(where) is None:
            written = "/" + "/".join(where)
            near = compiler.surroundings.near(where)
            compiler.report("unknown-path", path.position, written, suggestion=near)

    def run(frame: Frame) -> Nodes:
        found: Nodes = [frame.environment.root]
        for depth in range(2, len(target) + 1):
            found = [each for node in found for each in _children(node, target[depth - 1])]
            number = rows.get(target[:depth])
            if number is not None:
                at = to_number(number(frame))
                found = found[int(at) - 1 : int(at)] if at == at and 1 <= at <= len(found) else []
            elif len(found) > 1:
                # A repeat around it that is not named: the row that the expression itself stands in.
                own = _ancestors(frame.current)
                found = [node for node in found if node in own] or found
        return [node for node in found if node.relevant]

    return run


def _names(path: Path, compiler: CompileContext) -> tuple[str, ...]:
    where = () if path.absolute else compiler.context
    for step in path.steps:
        where = where if step.name == "." else where[:-1] if step.name == ".." else (*where, step.name)
    return where


def _children(node: Any, name: str) -> Nodes:
    child = node.children.get(name)
    return child if child.__class__ is list else [] if child is None else [child]


def _ancestors(node: Any) -> Nodes:
    found: Nodes = []
    while node is not None:
        found.append(node)
        node = node.parent
    return found


@function("randomize", 1, 2, takes=Takes.BUILD, check=check_path)
def _randomize(call: Call, compiler: CompileContext) -> Code:
    """The nodes in an order of chance: JavaRosa's own generator where a seed is written, else the filling's seed."""
    nodes = compiler.nodes(call.arguments[0])
    site = compiler.site()
    seed = compiler.value(call.arguments[1]) if len(call.arguments) == 2 else None

    def run(frame: Frame) -> Nodes:
        if seed is None:
            return _shuffled(nodes(frame), int(frame.environment.chance(frame.current, site) * 2**31))
        return _shuffled(nodes(frame), _seed(seed(frame)))

    return run


def _seed(value: Any) -> int:
    """A number cut to a whole one, any other text by its SHA-256 (first 8 bytes), as JavaRosa has it."""
    number = to_number(value)
    if number == number:
        return int(max(-(2.0**63), min(number, 2.0**63 - 1024)))
    text = to_string(value)
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big", signed=True) if text else 0


def _shuffled(nodes: Nodes, seed: int) -> Nodes:
    """Fisher-Yates from the front over the Park-Miller generator: the order that JavaRosa gives the same seed."""
    state = int(math.fmod(float(seed), 2147483647.0))
    if state <= 0:
        state += 2147483646
    mixed: Nodes = []
    for last, node in enumerate(nodes):
        state = state * 16807 % 2147483647
        other = int((state - 1) / 2147483646 * (last + 1))
        mixed.append(node)
        mixed[last], mixed[other] = mixed[other], node
    return mixed
