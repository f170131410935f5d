"""Paths into a list of choices: `instance('offices')/root/item[district = /data/district]/label`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.engine.expressions.context import CompileContext
from bot.engine.expressions.frame import Code, Frame, Nodes
from bot.engine.expressions.syntax import Binary, Call, Expr, Literal, Negation, Path, conjuncts
from bot.engine.expressions.walking import CompiledPath, Move, only, walk
from bot.nearness import nearest


def compile_list_path(path: Path, base: Call, compiler: CompileContext) -> CompiledPath:
    if len(base.arguments) != 1 or not isinstance(base.arguments[0], Literal):
        compiler.report("instance-argument", base.position, length=len(base.name))
        return CompiledPath(lambda frame: "", lambda frame: [])
    name = base.arguments[0].value
    columns = compiler.surroundings.columns(name)
    if columns is None:
        compiler.report("unknown-instance", base.arguments[0].position, name, length=len(name) + 2)
    inner = compiler.inside_foreign(name, columns or frozenset())
    moves: list[Move] = [
        (step.name, tuple(inner.condition(predicate) for predicate in step.predicates))
        for step in path.steps
        if step.name != "."
    ]
    last = path.steps[-1] if path.steps else None
    if columns and last is not None and len(path.steps) > 2 and last.name not in columns:
        near = nearest(last.name, columns)
        compiler.report("unknown-column", last.position, name, last.name, length=len(last.name), suggestion=near)
    looked_up = _lookup(path, inner)

    def nodes(frame: Frame) -> Nodes:
        root = frame.environment.instances.get(name)
        if root is None:
            return []
        if looked_up is not None:
            wanted = looked_up.key(frame)
            if wanted.__class__ is str:
                found = frame.environment.item_index(name, looked_up.names, looked_up.column).get(wanted, [])
                if looked_up.more:
                    found = walk(frame, found, [(".", moves[len(looked_up.names)][1])])
                return walk(frame, found, moves[len(looked_up.names) + 1 :])
        if not moves or moves[0][0] not in (root.name, "*"):
            return [root] if not moves else []
        return walk(frame, [root], moves[1:])

    return CompiledPath(lambda frame: only(nodes(frame)), nodes)


@dataclass(frozen=True, slots=True)
class _Lookup:
    """Items at `names` whose `column` is what `key` gives; `more` where the condition asks for more than that."""

    names: tuple[str, ...]
    column: str
    key: Code
    more: bool


def _lookup(path: Path, inner: CompileContext) -> _Lookup | None:
    """`root/item[column = key and …]…` where the key does not depend on the item: found by a table, not by a scan.

    A list of 7,851 offices filtered by district is gone through once a form, not once a question.
    """
    for depth, step in enumerate(path.steps):
        if step.name in ("*", "..", "."):
            return None
        if not step.predicates:
            continue
        if depth == 0 or len(step.predicates) != 1:
            return None
        parts = list(conjuncts(step.predicates[0]))
        if any(_counts(part) for part in parts):
            return None
        for part in parts:
            if not isinstance(part, Binary) or part.operator != "=":
                continue
            for column, key in ((part.left, part.right), (part.right, part.left)):
                name = _column(column)
                if name is not None and _independent(key):
                    names = tuple(each.name for each in path.steps[1 : depth + 1])
                    return _Lookup(names, name, inner.value(key), len(parts) > 1)
        return None
    return None


def _counts(tree: Expr) -> bool:
    """Whether an item's place among the others matters."""
    if isinstance(tree, Call):
        return tree.name in ("position", "last") or any(_counts(argument) for argument in tree.arguments)
    if isinstance(tree, Binary):
        return _counts(tree.left) or _counts(tree.right)
    return isinstance(tree, Negation) and _counts(tree.operand)


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
