"""What a type that is not known was most likely meant to be."""

from __future__ import annotations

import re
from collections.abc import Collection

from pyxform import aliases
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_SELECT

from bot.nearness import nearest
from bot.texts.forms.types import CALLED, CHOOSING_MANY, CHOOSING_ONE

_TYPES = (
    "text", "integer", "decimal", "date", "time", "dateTime", "select_one", "select_multiple", "select_one_from_file",
    "select_multiple_from_file", "rank", "note", "acknowledge", "image", "audio", "video", "file", "geopoint", "range",
    "calculate", "hidden", "begin_group", "end_group", "begin_repeat", "end_repeat", "start", "end", "today",
    "username", "deviceid", "barcode", "geotrace", "geoshape",
)  # fmt: skip
_MEANT = {word: kind for kind, words in CALLED.items() for word in words}
_CONTROL = re.compile(r"^(begin|end)[ _-]*")
_SELECTS = re.compile(r"select[ _](?P<many>one|multiple) (?:from )?(?P<rest>(?!from$)\S.*)")


def is_type(kind: str) -> bool:
    """Whether pyxform takes the type, whatever lists there are."""
    is_select = bool(RE_SELECT.search(kind)) or kind in aliases.select
    known = kind in QUESTION_TYPE_DICT or kind in aliases._type_alias_map or kind.startswith("osm")
    return is_select or known or bool(RE_BEGIN_CONTROL.search(kind) or RE_END_CONTROL.search(kind))


def meant_type(written: str, lists: Collection[str]) -> str:
    """The type to write, one that is taken; "" where none is near. A list that is named must be among `lists`."""
    small = " ".join(written.lower().split())
    if small in _MEANT:
        return _MEANT[small]
    known = nearest(small, (*_TYPES, *QUESTION_TYPE_DICT))
    for kind in (_select(small, written), _choosing(written), _CONTROL.sub(r"\1 ", small), small, known):
        if kind and is_type(kind) and _has_list(kind, lists):
            return kind
    first, _, rest = written.partition(" ")
    kind = f"{nearest(first, _TYPES)} {rest.strip()}".strip()
    return kind if is_type(kind) and _has_list(kind, lists) else ""


def meant_control(written: str) -> str:
    """The begin or end of a group or repeat that a type which is none was meant to be; "" for any other."""
    meant = "" if is_type(written) else meant_type(written, ())
    return meant if RE_BEGIN_CONTROL.search(meant) or RE_END_CONTROL.search(meant) else ""


def _select(small: str, written: str) -> str:
    """`Select one from yn` as `select_one yn`; the list's name stays as it is written."""
    found = _SELECTS.fullmatch(small)
    if found is None:
        return ""
    return f"select_{found['many']} {' '.join(written.split())[-len(found['rest']) :]}"


def _choosing(written: str) -> str:
    """Whatever is said of choosing from a list whose name comes last: `multiple choice yn`, `select_many yn`."""
    *said, name = re.split(r"[\s():,]+", written.strip(" ():,"))
    words = " ".join(said).lower()
    if any(word in words for word in CHOOSING_MANY):
        return f"select_multiple {name}"
    return f"select_one {name}" if any(word in words for word in CHOOSING_ONE) else ""


def _has_list(kind: str, lists: Collection[str]) -> bool:
    found = RE_SELECT.search(kind)
    if found is None:
        return kind not in aliases.select
    name = found["list_name"]
    return name in lists or "${" in name or name.endswith((".csv", ".xml", ".geojson"))
