"""The survey sheet as a tree: which row makes which question, and where it stands in the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyxform import aliases
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_SELECT

from bot.forms.xlsform.columns import Columns
from bot.forms.xlsform.types import meant_control

_SPACES = re.compile(" +")
# Names that pyxform gives, or that a corrected copy gives, by the row.
MADE_NAME = re.compile(
    r"(?:generated_note_name|generated_table_list_label|reserved_name_for_field_list_labels|row)_(\d+)"
)
_FROM_FILE = (".csv", ".xml", ".geojson")
_CONTROL = re.compile(r"^(begin|end)[ _-]*")
_OWN_TYPES = ("audit", "calculate", "note")


@dataclass(slots=True)
class SurveyRow:
    """One row of the survey that is not empty.

    `what` is question, begin, end or comment (a row without type, name and label). `type` is the type as written, in
    single spaces. `control` is group or repeat for begin and end. `list_name` is a select's list, "" where it names
    none; `select` its kind (`select one` …), "" for other types. `path` are names from the root, "data" first.
    """

    row: int
    what: str
    type: str
    name: str
    path: tuple[str, ...] = ()
    control: str = ""
    select: str = ""
    list_name: str = ""
    or_other: bool = False
    is_known_type: bool = True

    @property
    def is_from_file(self) -> bool:
        return self.list_name.lower().endswith(_FROM_FILE) or "${" in self.list_name


class Outline:
    """`items` in order; `by_path` finds one by its names; `names` are all names there are with their rows."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.items = list(_placed(_items(columns)))
        self.by_path = {item.path: item for item in self.items if item.what in ("question", "begin")}
        self.names: dict[str, list[SurveyRow]] = {}
        for item in self.items:
            if item.what in ("question", "begin") and item.name:
                self.names.setdefault(item.name, []).append(item)

    def at(self, path: tuple[str, ...]) -> SurveyRow | None:
        """The row that makes this node; for nodes that pyxform adds by itself, the row that they belong to."""
        found = self.by_path.get(path)
        if found is not None or not path:
            return found
        above, last = path[:-1], path[-1]
        for ending in ("_other", "_count"):
            if last.endswith(ending) and (*above, last.removesuffix(ending)) in self.by_path:
                return self.by_path[(*above, last.removesuffix(ending))]
        if made := MADE_NAME.fullmatch(last):
            return next((item for item in self.items if item.row == int(made[1])), None)
        named = self.names.get(last, [])
        return named[0] if len(named) == 1 else None


def _items(columns: Columns) -> Iterator[SurveyRow]:
    for row, texts in columns.sheet.rows.items():
        if not texts or aliases.yes_no.get(columns.text(row, "disabled")):
            continue
        kind = _SPACES.sub(" ", columns.text(row, "type"))
        name = columns.text(row, "name")
        if not kind:
            has_words = bool(name or columns.text(row, "label"))
            yield SurveyRow(row, "question" if has_words else "comment", "", name, is_known_type=not has_words)
            continue
        yield _typed(row, kind, name)


def _typed(row: int, kind: str, name: str) -> SurveyRow:
    begin, end = RE_BEGIN_CONTROL.search(kind), RE_END_CONTROL.search(kind)
    if begin:
        return SurveyRow(row, "begin", kind, name, control=str(aliases.control[begin["type"]]))
    if end:
        return SurveyRow(row, "end", kind, name, control=str(aliases.control[end["type"]]))
    small = _CONTROL.sub(r"\1 ", meant_control(kind) or kind.lower())
    for control, what in ((RE_BEGIN_CONTROL.search(small), "begin"), (RE_END_CONTROL.search(small), "end")):
        if control:
            # Begin Group: not known as it is written, and yet what the rows below it hang on.
            above = str(aliases.control[control["type"]])
            return SurveyRow(row, what, kind, name, control=above, is_known_type=False)
    select = RE_SELECT.search(kind)
    if select:
        command = select["select_command"]
        return SurveyRow(
            row,
            "question",
            kind,
            name,
            select=str(aliases.select[command]),
            list_name=select["list_name"],
            or_other=select["specify_other"] is not None,
        )
    if kind in aliases.settings_header:
        return SurveyRow(row, "comment", kind, name)
    if kind in _OWN_TYPES and not name:
        name = {"audit": "audit", "note": f"generated_note_name_{row}"}.get(kind, "")
    is_select = kind in aliases.select
    known = kind in QUESTION_TYPE_DICT or kind in aliases._type_alias_map or kind.startswith("osm")
    return SurveyRow(row, "question", kind, name, select=str(aliases.select[kind]) if is_select else "",
                is_known_type=known and not is_select)  # fmt: skip


def _placed(items: Iterator[SurveyRow]) -> Iterator[SurveyRow]:
    """With their paths; ends that do not fit are passed over."""
    around: list[SurveyRow] = []
    for item in items:
        above = around[-1].path if around else ("data",)
        if item.what == "end":
            if around and around[-1].control == item.control:
                item.path = around.pop().path
            yield item
            continue
        if item.what in ("question", "begin"):
            item.path = ("data", "meta", "audit") if item.type == "audit" else (*above, item.name)
        if item.what == "begin":
            around.append(item)
        yield item
