"""pulldata jr:itext version; instance() and current() are paths, see `paths.py`"""

from __future__ import annotations

from bot.engine.expressions.context import CompileContext
from bot.engine.expressions.frame import Code, Frame
from bot.engine.expressions.functions.registry import Takes, function
from bot.engine.expressions.syntax import Call, Literal
from bot.engine.expressions.values import to_string


@function("pulldata", 4, takes=Takes.BUILD)
def _pulldata(call: Call, compiler: CompileContext) -> Code:
    """pulldata('file', 'wanted column', 'key column', key): the first row whose key column is the key."""
    names = [argument.value for argument in call.arguments[:3] if isinstance(argument, Literal)]
    if len(names) != 3:
        compiler.report("pulldata-arguments", call.position, length=len(call.name))
        return lambda frame: ""
    instance, wanted, key = names
    columns = compiler.surroundings.columns(instance)
    if columns is None:
        compiler.report("unknown-instance", call.arguments[0].position, instance, length=len(instance) + 2)
        return lambda frame: ""
    for argument, column in zip(call.arguments[1:3], (wanted, key), strict=True):
        if columns and column not in columns:
            compiler.report("unknown-column", argument.position, instance, column, length=len(column) + 2)
    value = compiler.value(call.arguments[3])

    def run(frame: Frame) -> str:
        found = frame.environment.item_index(instance, ("item",), key).get(to_string(value(frame)))
        cell = found[0].children.get(wanted) if found else None
        return cell.x if cell is not None else ""

    return run


@function("jr:itext", 1, takes=Takes.BUILD)
def _itext(call: Call, compiler: CompileContext) -> Code:
    name = compiler.value(call.arguments[0])
    return lambda frame: frame.environment.itext(to_string(name(frame)))


@function("version", 0, takes=Takes.CODE)
def _version() -> Code:
    return lambda frame: frame.environment.version


@function("instance", 1, takes=Takes.BUILD)
@function("current", 0, takes=Takes.BUILD)
def _path_only(call: Call, compiler: CompileContext) -> Code:
    """Reached only through a path; here so that their names are known and suggested."""

    def run(frame: Frame) -> str:
        return ""

    return run
