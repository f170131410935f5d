"""Parts of an action that must agree with one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from emulator.checking.refusals import Path, Problem

_FORMATS = {
    "date": (re.compile(r"\d{4}-\d\d-\d\d"), "%Y-%m-%d"),
    "time": (re.compile(r"\d\d:\d\d"), "%H:%M"),
    "datetime": (re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d"), "%Y-%m-%dT%H:%M"),
}
YEARS = (1900, 2100)


def action_problems(action: dict[str, Any], path: Path) -> Iterator[Problem]:
    if action["type"] == "postback":
        yield from _postback(action, path)
    elif action["type"] == "datetimepicker":
        yield from _picker(action, path)


def _postback(action: dict[str, Any], path: Path) -> Iterator[Problem]:
    if "displayText" in action and "text" in action:
        yield Problem((*path, "text"), "says", ("cannot be used together with displayText",))
    if "fillInText" in action and action.get("inputOption") != "openKeyboard":
        yield Problem((*path, "fillInText"), "says", ("needs the inputOption openKeyboard",))


def _picker(action: dict[str, Any], path: Path) -> Iterator[Problem]:
    """`initial`, `min` and `max` are of the mode's form, within 1900-2100, and in order."""
    read: dict[str, datetime] = {}
    for key in ("min", "initial", "max"):
        if key in action:
            moment = _moment(action["mode"], action[key])
            if moment is None:
                yield Problem((*path, key), "format")
            else:
                read[key] = moment
    least, initial, most = read.get("min"), read.get("initial"), read.get("max")
    if least and most and least >= most:
        yield Problem((*path, "min"), "says", ("must be before max",))
    if initial and ((least and initial < least) or (most and initial > most)):
        yield Problem((*path, "initial"), "says", ("must be between min and max",))


def _moment(mode: str, text: str) -> datetime | None:
    shape, form = _FORMATS[mode]
    if not shape.fullmatch(text):
        return None
    try:
        moment = datetime.strptime(text.replace("t", "T"), form)
    except ValueError:
        return None
    return moment if mode == "time" or YEARS[0] <= moment.year <= YEARS[1] else None
