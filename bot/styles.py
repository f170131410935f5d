"""How parts of a text look beside the rest: what its author marked as bold, in italics, as a heading or in a colour."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """`is_heading`: a line that stands out. `color` is as the author wrote it (`red`, `#c00`), "" for the usual one."""

    bold: bool = False
    italic: bool = False
    is_heading: bool = False
    color: str = ""

    def within(self, around: Style) -> Style:
        """This style inside another one."""
        return Style(
            self.bold or around.bold,
            self.italic or around.italic,
            self.is_heading or around.is_heading,
            self.color or around.color,
        )


PLAIN = Style()
Runs = tuple[tuple[str, Style], ...]
"""A text in pieces, each with its style: joined they are the text itself."""


def words_of(runs: Runs) -> str:
    return "".join(text for text, _ in runs)
