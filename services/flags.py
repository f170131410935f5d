"""What a supervisor should look at in a report: words beside it, never a refusal."""

from __future__ import annotations

from enum import StrEnum


class Flag(StrEnum):
    """The `kind` of a flag in `Report.content`. Each flag has a `path` (concrete; "" where it is of the whole report)
    and what else is said here."""

    MISSING = "missing"  # a required answer is not there
    SAME = "same"  # every figure as in the report before; `period` is that report's month
    PHOTO = "photo"  # an earlier report has the same photo; `report` is its id
    OUTLIER = "outlier"  # far from the office's usual figure: `value`, and `usual`, the median of the months before
    LATE = "late"
    CHANGED = "changed"  # since it was approved; `level` is the highest that had
