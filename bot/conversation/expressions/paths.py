"""Paths: which nodes an expression means, and which questions it therefore depends on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.conversation.expressions.errors import EvaluationError
from bot.conversation.expressions.frame import Code, Frame, Nodes
from bot.conversation.expressions.syntax import Binary, Call, Expr, Literal, Path, Step

if TYPE_CHECKING:
    from bot.conversation.expressions.compiler import Compiler


@dataclass(frozen=True, slots=True)
class CompiledPath:
    """`value` is the one node's value ("" for none, an error for several), `nodes` all of them."""

    value: Code
    nodes: Callable[[Frame], Nodes]


Move = tuple[str, tuple[Code, ...]]
"""A step to take: a name, `*` or `..`, and the conditions on what it finds."""


def compile_path(path: Path, compiler: Compiler) -> CompiledPath:
    """Compile a path and note on `compiler` what it reads and what is wrong with it."""
    if path.base is not None and path.base.name == "instance":
        return _compile_instance(path, path.base, compiler)
    return _compile_main(path, compiler)


def _compile_main(path: Path, compiler: Compiler) -> CompiledPath:
    if path.base is not None and path.base.arguments:
        compiler.report("arguments", "current() takes no arguments", path.position)
    from_current = path.base is not None or (path.absolute and compiler.foreign)
    context = compiler.outer_context if from_current else compiler.context
    if path.absolute:
        steps, where, ups = _contextualised(path.steps, context)
    else:
        steps, where, ups = path.steps, context, 0
    from_root = path.absolute and not where
    moves: list[Move] = [("..", ())] * ups
    several = False
    known = not (compiler.foreign and not from_current)
    for step in steps:
        if step.name == ".":
            if step.predicates:
                moves.append((".", _conditions(step, where, compiler)))
            continue
        where = where[:-1] if step.name == ".." else (*where, step.name)
        moves.append((step.name, _conditions(step, where, compiler) if known else _foreign_conditions(step, compiler)))
        if step.name == "*" or (known and compiler.surroundings.shape(where) == "repeat" and step.name != ".."):
            several = several or not step.predicates
    if known:
        compiler.reads.add(where)
        if "*" not in where and where and compiler.surroundings.shape(where) is None:
            written = "/" + "/".join(where)
            last = steps[-1].position if steps else path.position
            compiler.report("unknown-path", f"there is no {written}", last, compiler.surroundings.near(where))
        elif several and len(where) and compiler.surroundings.shape(where) == "leaf":
            compiler.several.append(path)
    if from_root:
        return _absolute(moves)
    return _plain(moves, from_current) if all(not c for _, c in moves) else _conditional(moves, from_current, None)


def _contextualised(steps: tuple[Step, ...], context: tuple[str, ...]) -> tuple[tuple[Step, ...], tuple[str, ...], int]:
    """An absolute path inside a repeat means the row it stands in: as far as both paths share their names, without a
    condition, it is walked as though relative (JavaRosa's contextualize)."""
    shared = 0
    for step, name in zip(steps, context, strict=False):
        if step.name != name or step.predicates:
            break
        shared += 1
    if shared == 0:
        return steps, (), 0
    return steps[shared:], context[:shared], len(context) - shared


def _conditions(step: Step, where: tuple[str, ...], compiler: Compiler) -> tuple[Code, ...]:
    return tuple(compiler.inside(where).condition(predicate) for predicate in step.predicates)


def _foreign_conditions(step: Step, compiler: Compiler) -> tuple[Code, ...]:
    return tuple(compiler.inside_foreign().condition(predicate) for predicate in step.predicates)


def _plain(moves: list[Move], from_current: bool) -> CompiledPath:
    """Ups, then names: nearly every path of a real form."""
    ups = 0
    names: list[str] = []
    for name, _ in moves:
        if name == "..":
            if names:
                names.pop()
            else:
                ups += 1
        else:
            names.append(name)
    if "*" in names:
        return _conditional(moves, from_current, None)
    down = tuple(names)

    def nodes(frame: Frame) -> Nodes:
        node = frame.current if from_current else frame.node
        for _ in range(ups):
            node = node.parent
            if node is None:
                return []
        return _descend(node, down)

    def value(frame: Frame) -> Any:
        node = frame.current if from_current else frame.node
        for _ in range(ups):
            node = node.parent
            if node is None:
                return ""
        for name in down:
            node = node.children.get(name)
            if node is None:
                return ""
            if node.__class__ is list:
                return _one(nodes(frame))
        return node.x if node.relevant else ""

    return CompiledPath(value, nodes)


def _absolute(moves: list[Move]) -> CompiledPath:
    if not moves:
        return CompiledPath(lambda frame: "", lambda frame: [frame.environment.root])
    (first, conditions), rest = moves[0], moves[1:]
    simple = not conditions and all(not found and name not in ("..", "*") for name, found in rest)
    down = tuple(name for name, _ in rest)
    general = None if simple else _conditional(rest, False, lambda frame: frame.environment.root)

    def nodes(frame: Frame) -> Nodes:
        root = frame.environment.root
        if first not in (root.name, "*"):
            return []
        return _descend(root, down) if general is None else general.nodes(frame)

    def value(frame: Frame) -> Any:
        if general is not None:
            return _one(nodes(frame))
        node = frame.environment.root
        if first not in (node.name, "*"):
            return ""
        for name in down:
            node = node.children.get(name)
            if node is None:
                return ""
            if node.__class__ is list:
                return _one(nodes(frame))
        return node.x if node.relevant else ""

    return CompiledPath(value, nodes)


def _conditional(moves: list[Move], from_current: bool, origin: Code | None) -> CompiledPath:
    def nodes(frame: Frame) -> Nodes:
        start = origin(frame) if origin else frame.current if from_current else frame.node
        return [node for node in walk(frame, [start], moves) if node.relevant]

    return CompiledPath(lambda frame: _one(nodes(frame)), nodes)


def _descend(node: Any, names: tuple[str, ...]) -> Nodes:
    found = [node]
    for name in names:
        below: Nodes = []
        for node in found:
            child = node.children.get(name)
            if child.__class__ is list:
                below.extend(child)
            elif child is not None:
                below.append(child)
        found = below
    return [node for node in found if node.relevant]


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


def _one(nodes: Nodes) -> Any:
    if not nodes:
        return ""
    if len(nodes) > 1:
        raise EvaluationError("several rows where one value is wanted")
    return nodes[0].x


def _compile_instance(path: Path, base: Call, compiler: Compiler) -> CompiledPath:
    if len(base.arguments) != 1 or not isinstance(base.arguments[0], Literal):
        compiler.report("arguments", "instance() takes one name in quotes", base.position)
        return CompiledPath(lambda frame: "", lambda frame: [])
    name = base.arguments[0].value
    columns = compiler.surroundings.columns(name)
    if columns is None:
        compiler.report("unknown-instance", f"there is no list {name!r}", base.arguments[0].position)
    inner = compiler.inside_foreign()
    moves: list[Move] = [
        (step.name, tuple(inner.condition(predicate) for predicate in step.predicates))
        for step in path.steps
        if step.name != "."
    ]
    if columns and len(path.steps) > 2 and path.steps[-1].name not in columns:
        compiler.report("unknown-column", f"{name!r} has no column {path.steps[-1].name!r}", path.steps[-1].position)
    looked_up = _lookup(path, inner)

    def nodes(frame: Frame) -> Nodes:
        root = frame.environment.instances.get(name)
        if root is None:
            return []
        if looked_up is not None:
            names, column, key, rest = looked_up
            wanted = key(frame)
            if wanted.__class__ is str:
                found = frame.environment.item_index(name, names, column).get(wanted, [])
                return walk(frame, found, moves[len(names) + 1 :]) if rest else list(found)
        if not moves or moves[0][0] not in (root.name, "*"):
            return [root] if not moves else []
        return walk(frame, [root], moves[1:])

    return CompiledPath(lambda frame: _one(nodes(frame)), nodes)


def _lookup(path: Path, inner: Compiler) -> tuple[tuple[str, ...], str, Code, bool] | None:
    """`root/item[column = key]…` where the key does not depend on the item: found by a table, not by a scan.

    A list of 7,851 offices filtered by district is scanned once a form, not once a question.
    """
    for depth, step in enumerate(path.steps):
        if step.name in ("*", "..", "."):
            return None
        if not step.predicates:
            continue
        if depth == 0 or len(step.predicates) != 1:
            return None
        condition: Expr = step.predicates[0]
        if not isinstance(condition, Binary) or condition.operator != "=":
            return None
        for column, key in ((condition.left, condition.right), (condition.right, condition.left)):
            name = _column(column)
            if name is not None and _independent(key):
                names = tuple(each.name for each in path.steps[1 : depth + 1])
                return names, name, inner.value(key), depth + 1 < len(path.steps)
        return None
    return None


def _column(expression: Expr) -> str | None:
    if isinstance(expression, Path) and not expression.absolute and expression.base is None:
        steps = [step for step in expression.steps if step.name != "."]
        if len(steps) == 1 and steps[0].name not in ("..", "*") and not steps[0].predicates:
            return steps[0].name
    return None


def _independent(expression: Expr) -> bool:
    if isinstance(expression, Literal):
        return True
    return isinstance(expression, Path) and (
        expression.absolute or (expression.base is not None and expression.base.name == "current")
    )
