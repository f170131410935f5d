"""What a form is made of, as its author wrote it: questions, groups, repeats, and their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.styles import Style


class QuestionKind(StrEnum):
    """How a question is asked. NOTE, CALCULATE, HIDDEN and META are never asked."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATETIME = "dateTime"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    ACKNOWLEDGE = "acknowledge"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    GEOPOINT = "geopoint"
    RANGE = "range"
    NOTE = "note"
    CALCULATE = "calculate"
    HIDDEN = "hidden"
    META = "meta"
    """start, end, today, username and the like: filled by the engine."""

    @property
    def has_choices(self) -> bool:
        return self in (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE, QuestionKind.RANK)

    @property
    def is_asked(self) -> bool:
        return self not in (QuestionKind.NOTE, QuestionKind.CALCULATE, QuestionKind.HIDDEN, QuestionKind.META)

    @property
    def is_attachment(self) -> bool:
        return self in (QuestionKind.IMAGE, QuestionKind.AUDIO, QuestionKind.VIDEO, QuestionKind.FILE)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: `value` is stored, `label` is read (in the filling's language)."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text in every language of the form, with places for values.

    `parts` maps a language to pieces: a str is itself, anything else is a compiled expression whose value belongs
    there. `plain()` is for tools and tests; a filling fills the places in. `styles` says how the pieces look, one a
    piece, of the languages in which any looks unlike the rest.
    """

    parts: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    styles: Mapping[str, tuple[Style, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def plain(self, language: str = "") -> str:
        """The text with "…" where a value belongs; any language's if `language` has none."""
        pieces = self.parts.get(language) or next(iter(self.parts.values()), ())
        return "".join(piece if isinstance(piece, str) else "…" for piece in pieces).strip()


@dataclass(frozen=True, slots=True)
class FormItem:
    """What groups, repeats and questions share. `path` is generic (`/data/g/name`); `name` its last step."""

    path: str
    name: str
    label: Words
    extras: Mapping[str, str]
    """The bind's attributes in a namespace of the author's own: local name → value, {} where there are none.

    Written in the workbook as a column `bind::nong:reads` on the survey sheet and `nong="https://…"` in the column
    `namespaces` of the settings sheet (both are XLSForm's own syntax; pyxform 4.5 passes them through).
    """


@dataclass(frozen=True, slots=True)
class Question(FormItem):
    """One question (or note, calculation, hidden or meta value).

    `data_type` is the bind's type as XForms names it (`int`, `decimal`, `string`, `date` …). `parameters` are a range's
    `start`, `end`, `step`, an upload's `max-pixels`, a geopoint's `accuracy-threshold`, a date's `precision` (`year`,
    `month`: the first day of it is the answer) and the like. `minimum` and
    `maximum` are an inclusive bound where the constraint is literal (`. >= 0 and . <= 100`, or `. <= today()` as the
    word `today`), for pickers and hints only; None where there is none. `pictures` are the names of the files that are
    shown with it, by language; those that are there.
    """

    kind: QuestionKind
    data_type: str
    hint: Words
    guidance: Words
    constraint_message: Words
    required_message: Words
    parameters: Mapping[str, str]
    minimum: str | None
    maximum: str | None
    pictures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group(FormItem):
    """Questions asked one after another; a heading here. `together`: a page in other programs (`field-list`,
    `table-list`), so that short ones may be asked in one message."""

    items: tuple[FormItem, ...]
    together: bool = field(default=False, kw_only=True)
    inside: tuple[tuple[FormItem, tuple[str, ...]], ...] = field(init=False, repr=False, compare=False)
    """The items, each with the names that lead from the group's node to the item's; to that which holds the rows where
    the item is a repeat."""

    def __post_init__(self) -> None:
        depth = self.path.count("/")
        ways = (
            tuple(item.path.split("/")[1 + depth : -1 if isinstance(item, Repeat) else None]) for item in self.items
        )
        object.__setattr__(self, "inside", tuple(zip(self.items, ways, strict=True)))


@dataclass(frozen=True, slots=True)
class Repeat(Group):
    """A group that is filled once a row. `counted` is true where `jr:count` decides the number of rows."""

    counted: bool
    hint: Words
