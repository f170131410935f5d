"""true false not boolean boolean-from-string if coalesce once"""

from __future__ import annotations

from typing import Any

from bot.engine.expressions.frame import Code, Frame
from bot.engine.expressions.functions.registry import Takes, function
from bot.engine.expressions.values import single, to_boolean, to_number, to_string


@function("true", 0)
def _true() -> bool:
    return True


@function("false", 0)
def _false() -> bool:
    return False


@function("not", 1)
def _not(value: Any) -> bool:
    return not to_boolean(value)


@function("boolean", 1)
def _boolean(value: Any) -> bool:
    return to_boolean(value)


@function("boolean-from-string", 1)
def _boolean_from_string(value: Any) -> bool:
    return to_string(value) == "true" or to_number(value) == 1


@function("if", 3, takes=Takes.CODE)
def _if(condition: Code, then: Code, otherwise: Code) -> Code:
    return lambda frame: then(frame) if to_boolean(condition(frame)) else otherwise(frame)


@function("coalesce", 2, takes=Takes.CODE)
def _coalesce(first: Code, second: Code) -> Code:
    def run(frame: Frame) -> Any:
        value = single(first(frame))
        return second(frame) if value == "" else value

    return run


@function("once", 1, takes=Takes.CODE)
def _once(compute: Code) -> Code:
    """The value that stands, or, while it is blank, a new one."""

    def run(frame: Frame) -> Any:
        standing = frame.current.x
        return compute(frame) if standing == "" else standing

    return run
