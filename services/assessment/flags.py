"""What a supervisor should look at in a report: words beside it, never a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Flag(StrEnum):
    """The `kind` of a flag in `Report.content`. Each flag has a `path` (concrete; "" where it is of the whole report)
    and what else is said here. OUTLIER, FALLS and REPEATED are `confirmed` (true, else absent) where the officer was
    asked and said that the answer is right."""

    MISSING = "missing"  # a required answer is not there
    SAME = "same"  # every figure as in the report before; `period` is that report's month
    PHOTO = "photo"  # was used before: `report` is whose; with `near` it is not the same file but shows the same
    TAKEN = "taken"  # the camera says another time: `day` (ISO, Bangkok's); with `ahead` it is after the photo was sent
    ELSEWHERE = "elsewhere"  # a point abroad or outside the office's area, which its officer confirmed
    FAR = "far"  # the camera says another place: `km` from what the report says
    OUTLIER = "outlier"  # far from the office's usual figure: `value`, and `usual`, the median of the months before
    FALLS = "falls"  # a running total below the one before: `value`, `before` and its month `period`
    REPEATED = "repeated"  # the same words as in the two reports before
    LATE = "late"
    CHANGED = "changed"  # since it was approved; `level` is the highest that had


CONFIRMED = "-confirmed"


def kinds(content: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Each kind of flag in `Report.content` once, for lists; `outlier-confirmed` where all of that kind were."""
    sure: dict[str, bool] = {}
    for flag in (content or {}).get("flags", []):
        sure[flag["kind"]] = sure.get(flag["kind"], True) and bool(flag.get("confirmed"))
    return tuple(f"{kind}{CONFIRMED}" if is_sure else kind for kind, is_sure in sure.items())


def confirmed_in(content: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Paths of the answers that looked wrong and that the officer said are right."""
    return tuple(flag["path"] for flag in (content or {}).get("flags", []) if flag.get("confirmed"))
