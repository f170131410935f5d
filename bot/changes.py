"""What has happened to a report, one act after another, and what an act changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """One question. `label` names it, its row before it; `before` and `after` are the answers in words, where there was
    none the form's own word for that, or "". A photo that gave way to another has the same words on both sides."""

    path: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Gone:
    """One thing that was sent back: the question's name ("" for the whole report), the code of the reason, words."""

    path: str
    label: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """One act. `action` is submitted, amended, resubmitted, returned, approved, unlocked or replied; `person` the name
    shown on LINE ("" where it is not known or the person asked to be forgotten), `office` in whose name they acted.

    `at` is when it was done, `handled_at` when it reached us where that was later (None: at once). `level` is of an
    approval, `points` of a return or a reply, `words` of an unlocking, `differences` of a version after another one;
    `revision` is the number of the version, of sendings only.
    """

    at: datetime
    action: str
    person: str
    office: str
    level: str | None = None
    points: tuple[Gone, ...] = ()
    words: str = ""
    revision: int | None = None
    differences: tuple[Difference, ...] = ()
    handled_at: datetime | None = None
