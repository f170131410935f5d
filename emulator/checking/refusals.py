"""How LINE says no: the error bodies of the Messaging API, with the path of what is wrong.

Two formats carry paths. Most faults: "The request body has N error(s)", each with a path such as
`messages[0].text`. Faults inside a Flex container or a template: "A message (messages[0]) in the request body
is invalid", with `/hero/url` or `template/actions/0/uri`. A key or a type that cannot even be read is
"The property, …, in the request body is invalid".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
WRONG_CALLS = frozenset({400, 401, 403, 413, 415})


class Refusal(Exception):
    """An answer other than success. `details` are `{message, property}`; `extra` is added to the body."""

    def __init__(
        self,
        status: int,
        message: str,
        details: list[dict[str, str]] | None = None,
        *,
        headers: dict[str, str] | None = None,
        extra: dict[str, Any] | None = None,
        blames: str = "",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.details = details or []
        self.headers = headers or {}
        self.extra = extra or {}
        self.blames = blames

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"message": self.message}
        if self.details:
            body["details"] = self.details
        return {**body, **self.extra}

    def faults_of_the_caller(self) -> list[dict[str, str]]:
        """What the caller did wrong, path by path; nothing where the answer only tells how things stand
        (not found, gone, already accepted, quota used up, too fast).
        """
        if self.status not in WRONG_CALLS and not self.blames:
            return []
        return self.details or [{"property": self.blames, "message": self.message}]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a body. `kind` is a key of WORDS, or `says` with LINE's own words as its value."""

    path: Path
    kind: str
    values: tuple[Any, ...] = ()


# What LINE says of each kind of problem: outside cards, in a Flex container, in a template.
WORDS: dict[str, tuple[str, str, str]] = {
    "unknown": ("", "unknown field", "unknown field"),
    "type": ("", "invalid property", "invalid property"),
    "required": ("must be specified", "must be specified", "must be specified"),
    "empty": ("May not be empty", "invalid property", "may not be empty"),
    "length": ("Length must be between {} and {}", "invalid property", "size must be between {} and {}"),
    "size": ("Size must be between {} and {}", "size must be between {} and {}", "size must be between {} and {}"),
    "enum": ("Must be one of the following values: [{}]", "invalid property", "invalid property"),
    "least": ("must be greater than or equal to {}", "invalid property", "invalid property"),
    "most": ("must be less than or equal to {}", "invalid property", "invalid property"),
    "multiple": ("must be a multiple of {}", "invalid property", "invalid property"),
    "format": ("invalid format", "invalid property", "invalid property"),
    "scheme": ("invalid uri scheme", "invalid uri scheme", "invalid uri scheme"),
    "uri": ("invalid uri", "invalid uri", "invalid uri"),
    "says": ("{}", "{}", "{}"),
}
_OUTSIDE, _FLEX, _TEMPLATE = range(3)
_UNREADABLE = frozenset({"unknown", "type"})


def refuse(problems: list[Problem]) -> Refusal:
    """The refusal for these problems (at least one), in the format that LINE would choose.

    What stands outside cards is complained of first, all together; cards are complained of one message at a time.
    """
    outside = [problem for problem in problems if _card(problem.path) is None]
    if outside:
        return _outside(outside)
    index = min(_card(problem.path) or 0 for problem in problems)
    inside = [problem for problem in problems if _card(problem.path) == index]
    details = [_detail(problem) for problem in inside]
    return Refusal(400, f"A message (messages[{index}]) in the request body is invalid", details)


def _outside(problems: list[Problem]) -> Refusal:
    for problem in problems:
        if problem.kind in _UNREADABLE:
            return unreadable(problem.path)
    details = [_detail(problem) for problem in problems]
    return Refusal(400, f"The request body has {len(details)} error(s)", details)


def unreadable(path: Path) -> Refusal:
    """A key that LINE does not know, or a value that it cannot read as what it should be."""
    property_ = dotted(path)
    message = f"The property, {property_}, in the request body is invalid (line: -, column: -)"
    return Refusal(400, message, blames=property_)


def _detail(problem: Problem) -> dict[str, str]:
    path = problem.path
    if _card(path) is None:
        where, shown = _OUTSIDE, dotted(path)
    elif path[2] == "template":
        where, shown = _TEMPLATE, "/".join(str(part) for part in path[2:])
    else:
        where, shown = _FLEX, "".join(f"/{part}" for part in path[3:]) or "/"
    values = problem.values
    if problem.kind == "enum":
        values = (", ".join(str(value) for value in values),)
    return {"message": WORDS[problem.kind][where].format(*values), "property": shown}


def dotted(path: Path) -> str:
    """`messages[0].quickReply.items[2].action.label`"""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _card(path: Path) -> int | None:
    """The index of the message whose card this path lies in, or None where it lies outside every card."""
    inside = len(path) >= 3 and path[0] == "messages" and path[2] in ("contents", "template")
    return path[1] if inside and isinstance(path[1], int) else None
