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
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.details = details or []
        self.headers = headers or {}
        self.extra = extra or {}

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"message": self.message}
        if self.details:
            body["details"] = self.details
        return {**body, **self.extra}

    def as_log(self) -> list[dict[str, str]]:
        """Every refused path for the log; one line with an empty path where the body names none."""
        return self.details or [{"property": "", "message": self.message}]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a body. `unreadable` marks unknown keys and wrong types."""

    path: Path
    message: str
    unreadable: bool = False


def refuse(problems: list[Problem]) -> Refusal:
    """The refusal for these problems (at least one), in the format that LINE would choose.

    What stands outside cards is complained of first, all together; cards are complained of one message at a time.
    """
    outside = [problem for problem in problems if _card(problem.path) is None]
    if outside:
        return _outside(outside)
    index = min(_card(problem.path) or 0 for problem in problems)
    inside = [problem for problem in problems if _card(problem.path) == index]
    details = [{"message": _short(problem), "property": _pointer(problem.path)} for problem in inside]
    return Refusal(400, f"A message (messages[{index}]) in the request body is invalid", details)


def _outside(problems: list[Problem]) -> Refusal:
    for problem in problems:
        if problem.unreadable:
            return unreadable(problem.path)
    details = [{"message": problem.message, "property": dotted(problem.path)} for problem in problems]
    return Refusal(400, f"The request body has {len(details)} error(s)", details)


def unreadable(path: Path) -> Refusal:
    return Refusal(400, f"The property, {dotted(path)}, in the request body is invalid (line: -, column: -)")


def dotted(path: Path) -> str:
    """`messages[0].quickReply.items[2].action.label`"""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _card(path: Path) -> int | None:
    """The index of the message whose card this path lies in, or None where it lies outside every card."""
    if len(path) >= 3 and path[0] == "messages" and isinstance(path[1], int) and path[2] in ("contents", "template"):
        return path[1]
    return None


def _pointer(path: Path) -> str:
    """`/hero/url` inside a Flex container, `template/actions/0/uri` inside a template."""
    if path[2] == "template":
        return "/".join(str(part) for part in path[2:])
    return "".join(f"/{part}" for part in path[3:]) or "/"


def _short(problem: Problem) -> str:
    return "unknown field" if problem.unreadable and problem.message == "unknown field" else problem.message
