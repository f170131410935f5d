"""What an infographic shows: read from an article's head, drawn by one of a few layouts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of a picture. `sign` is a key of `SIGNS`, `tint` one of `TINTS`; `share` per cent of the land. `other`
    is what stands in the second column of a comparison."""

    label: str
    text: str = ""
    other: str = ""
    sign: str = "tick"
    tint: str = "green"
    share: int = 0


@dataclass(frozen=True, slots=True)
class Infographic:
    """`layout` is a key of `pages.LAYOUTS`. `lead` stands below the title, `note` in a strip below the parts ("" for
    none); `columns` are the two heads of a comparison."""

    layout: str
    title: str
    lead: str
    parts: tuple[Part, ...]
    note: str = ""
    columns: tuple[str, ...] = ()

    @classmethod
    def read(cls, head: Mapping[str, Any]) -> Infographic:
        """From the `picture` table of a head. Raises TypeError for words that mean nothing here."""
        known = dict(head)
        parts = tuple(Part(**part) for part in known.pop("parts"))
        return cls(parts=parts, columns=tuple(known.pop("columns", ())), **known)
