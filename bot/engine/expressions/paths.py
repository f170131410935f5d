"""Paths: which nodes an expression means, and which questions it therefore depends on."""

from __future__ import annotations

from typing import Any

from bot.engine.expressions.context import CompileContext
from bot.engine.expressions.frame import Code, Frame, Nodes
from bot.engine.expressions.list_paths import compile_list_path
from bot.engine.expressions.slips.names import ALONE
from bot.engine.expressions.syntax import Path, Step
from bot.engine.expressions.walking import CompiledPath, Move, only, walk
from bot.nearness import nearest


def compile_path(path: Path, compiler: CompileContext) -> CompiledPath:
    """Compile a path and note on `compiler` what it reads and what is wrong with it."""
    if path.base is not None and path.base.name == "instance":
        return compile_list_path(path, path.base, compiler)
    return _compile_main(path, compiler)


def _compile_main(path: Path, compiler: CompileContext) -> CompiledPath:
    if path.base is not None and path.base.arguments:
        compiler.report("argument-count", path.position, "current", "0", len(path.base.arguments), length=7)
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
        if "*" not in where and where and compiler.surroundings.shape(where) is None:
            _report_unknown(path, where, compiler)
        else:
            compiler.reads.add(where)
        if several and len(where) and compiler.surroundings.shape(where) == "leaf":
            compiler.several.append(path)
    else:
        _report_column(path, compiler)
    if from_root:
        return _absolute(moves)
    return _plain(moves, from_current) if all(not c for _, c in moves) else _conditional(moves, from_current, None)


_CONSTANTS = {"null": "''", "true": "true()", "false": "false()"}


def _report_unknown(path: Path, where: tuple[str, ...], compiler: CompileContext) -> None:
    """A path that leads nowhere. A lone name is most likely a word without quotation marks, or lacks its ${}."""
    last = path.steps[-1] if path.steps else None
    near = compiler.surroundings.near(where)
    if not path.absolute and path.base is None and last is not None and len(path.steps) == 1:
        is_question = near.endswith(f"/{last.name}")
        if not is_question and (small := last.name.lower()) in _CONSTANTS:
            # What is meant by `null` is what the name of a question that is not there gives: a blank.
            code, is_blank = ("bare-null", True) if small == "null" else ("bare-truth", False)
            meant, length = _CONSTANTS[small], len(last.name)
            compiler.report(code, last.position, last.name, length=length, suggestion=meant, is_warning=is_blank)
            return
        code, meant = "bare-word", f"'{last.name}'"
        if is_question:
            code, meant = "bare-question", f"${{{last.name}}}"
        elif small in ALONE:
            code, meant = "bare-function", f"{small}()"
        compiler.report(code, last.position, last.name, length=len(last.name), suggestion=meant)
        return
    at, length = (last.position, len(last.name)) if last is not None else (path.position, 1)
    compiler.report("unknown-path", at, "/" + "/".join(where), length=length, suggestion=near)


def _report_column(path: Path, compiler: CompileContext) -> None:
    """A name in a list's condition that is no column of the list: blank for every item, and surely a slip."""
    name, columns = compiler.listed
    first = path.steps[0] if path.steps else None
    if first is None or not columns or first.name in (".", "..", "*") or first.name in columns:
        return
    if (small := first.name.lower()) in _CONSTANTS:
        code, length = "bare-null" if small == "null" else "bare-truth", len(first.name)
        meant = _CONSTANTS[small]
        compiler.report(code, first.position, first.name, length=length, suggestion=meant, is_warning=True)
        return
    if first.position in compiler.words:
        meant = f"'{first.name}'"
        compiler.report(
            "bare-word", first.position, first.name, length=len(first.name), suggestion=meant, is_warning=True
        )
        return
    near = nearest(first.name, columns)
    compiler.report(
        "unknown-column", first.position, name, first.name, length=len(first.name), suggestion=near, is_warning=True
    )


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


def _conditions(step: Step, where: tuple[str, ...], compiler: CompileContext) -> tuple[Code, ...]:
    return tuple(compiler.inside(where).condition(predicate) for predicate in step.predicates)


def _foreign_conditions(step: Step, compiler: CompileContext) -> tuple[Code, ...]:
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

    above = (None,) * ups

    def value(frame: Frame) -> Any:
        node = frame.current if from_current else frame.node
        for _ in above:
            node = node.parent
            if node is None:
                return ""
        for name in down:
            node = node.children.get(name)
            if node is None:
                return ""
            if node.__class__ is list:
                return only(nodes(frame))
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
            return only(nodes(frame))
        node = frame.environment.root
        if first not in (node.name, "*"):
            return ""
        for name in down:
            node = node.children.get(name)
            if node is None:
                return ""
            if node.__class__ is list:
                return only(nodes(frame))
        return node.x if node.relevant else ""

    return CompiledPath(value, nodes)


def _conditional(moves: list[Move], from_current: bool, origin: Code | None) -> CompiledPath:
    def nodes(frame: Frame) -> Nodes:
        start = origin(frame) if origin else frame.current if from_current else frame.node
        return [node for node in walk(frame, [start], moves) if node.relevant]

    return CompiledPath(lambda frame: only(nodes(frame)), nodes)


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
