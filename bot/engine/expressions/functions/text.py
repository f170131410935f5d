"""string concat join substr substring-before substring-after contains starts-with ends-with string-length
normalize-space translate regex uuid digest base64-decode"""

from __future__ import annotations

import base64
import hashlib
from itertools import zip_longest
from typing import Any

from bot.engine.expressions.context import CompileContext
from bot.engine.expressions.errors import EvaluationError
from bot.engine.expressions.frame import Code
from bot.engine.expressions.functions.registry import Takes, function
from bot.engine.expressions.patterns import LONGEST_PATTERN, Pattern, compile_pattern, matches
from bot.engine.expressions.syntax import Call, Literal
from bot.engine.expressions.values import to_number, to_string


@function("string", 1)
def _string(value: Any) -> str:
    return to_string(value)


def _each(values: tuple[Any, ...]) -> list[str]:
    """A single argument may be a path to many nodes; among several each is one value."""
    if len(values) == 1 and values[0].__class__ is list:
        return [to_string(node.x) for node in values[0]]
    return [to_string(value) for value in values]


@function("concat", 0, None, takes=Takes.NODES)
def _concat(*values: Any) -> str:
    return "".join(_each(values))


@function("join", 1, None, takes=Takes.NODES, apart=1)
def _join(between: Any, *values: Any) -> str:
    return to_string(between).join(_each(values))


@function("substr", 2, 3)
def _substr(value: Any, start: Any, end: Any = None) -> str:
    """From `start` (counted from 0, from the end when negative) up to but not with `end`."""
    text = to_string(value)
    first = _place(start, len(text))
    last = len(text) if end is None else _place(end, len(text))
    return text[first:last] if first < last else ""


def _place(value: Any, length: int) -> int:
    number = to_number(value)
    if number != number:
        return 0
    place = int(max(min(number, length), -length))
    return place + length if place < 0 else place


@function("substring-before", 2)
def _substring_before(value: Any, mark: Any) -> str:
    text, sought = to_string(value), to_string(mark)
    return text[: text.find(sought)] if sought in text else ""


@function("substring-after", 2)
def _substring_after(value: Any, mark: Any) -> str:
    text, sought = to_string(value), to_string(mark)
    return text[text.find(sought) + len(sought) :] if sought in text else ""


@function("contains", 2)
def _contains(value: Any, part: Any) -> bool:
    return to_string(part) in to_string(value)


@function("starts-with", 2)
def _starts_with(value: Any, part: Any) -> bool:
    return to_string(value).startswith(to_string(part))


@function("ends-with", 2)
def _ends_with(value: Any, part: Any) -> bool:
    return to_string(value).endswith(to_string(part))


def _or_context(argument: tuple[Code, ...]) -> Code:
    return argument[0] if argument else (lambda frame: frame.node.x)


@function("string-length", 0, 1, takes=Takes.CODE)
def _string_length(*argument: Code) -> Code:
    value = _or_context(argument)
    return lambda frame: float(_utf16_length(to_string(value(frame))))


def _utf16_length(text: str) -> int:
    """Java counts a character beyond the basic plane as two."""
    return len(text) + sum(character > "\uffff" for character in text)


@function("normalize-space", 0, 1, takes=Takes.CODE)
def _normalize_space(*argument: Code) -> Code:
    value = _or_context(argument)
    return lambda frame: " ".join(to_string(value(frame)).split())


@function("translate", 3)
def _translate(value: Any, old: Any, new: Any) -> str:
    table: dict[int, str | None] = {}
    for source, target in zip_longest(to_string(old), to_string(new)[: len(to_string(old))]):
        table.setdefault(ord(source), target)
    return to_string(value).translate(table)


def _check_regex(call: Call, compiler: CompileContext) -> None:
    pattern = call.arguments[1]
    if isinstance(pattern, Literal):
        if len(pattern.value) > LONGEST_PATTERN:
            compiler.report("long-pattern", pattern.position, LONGEST_PATTERN)
            return
        try:
            compile_pattern(pattern.value)
        except EvaluationError as wrong:
            compiler.report(
                "pattern",
                pattern.position,
                str(wrong).rpartition(" is not a pattern: ")[2],
                length=len(pattern.value) + 2,
            )


@function("regex", 2, takes=Takes.BUILD, check=_check_regex)
def _regex(call: Call, compiler: CompileContext) -> Code:
    """The whole string, not a part of it."""
    value, pattern = compiler.value(call.arguments[0]), compiler.value(call.arguments[1])
    ready: Pattern | None = None
    if isinstance(call.arguments[1], Literal):
        try:
            ready = compile_pattern(call.arguments[1].value)
        except EvaluationError:
            ready = None
    if ready is not None:
        fixed = ready
        return lambda frame: matches(fixed, to_string(value(frame)))
    return lambda frame: matches(compile_pattern(to_string(pattern(frame))), to_string(value(frame)))


@function("uuid", 0, 1, takes=Takes.BUILD)
def _uuid(call: Call, compiler: CompileContext) -> Code:
    """A UUID, or with a length that many characters."""
    site = compiler.site()
    if not call.arguments:
        return lambda frame: frame.environment.identifier(frame.current, site)
    length = compiler.value(call.arguments[0])

    def run(frame: Any) -> str:
        number = to_number(length(frame))
        wanted = int(max(0.0, min(number, 1_000.0))) if number == number else 0
        seed = frame.environment.identifier(frame.current, site)
        digits = hashlib.shake_256(seed.encode()).hexdigest(wanted // 2 + 1)
        return digits[:wanted]

    return run


_DIGESTS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


@function("digest", 2, 3)
def _digest(value: Any, algorithm: Any, encoding: Any = "base64") -> str:
    name = _DIGESTS.get(to_string(algorithm).upper())
    if name is None:
        raise EvaluationError(f"{to_string(algorithm)!r} is not a digest")
    made = hashlib.new(name, to_string(value).encode(), usedforsecurity=False).digest()
    return made.hex() if to_string(encoding) == "hex" else base64.b64encode(made).decode()


@function("base64-decode", 1)
def _base64_decode(value: Any) -> str:
    try:
        return base64.b64decode(to_string(value)).decode()
    except ValueError as error:
        raise EvaluationError("not base64 text") from error
