"""An item of the library as a form to fill in: what stands in it, and what is wrong with what was typed.

Everything is checked at once and nothing is saved where anything is wrong; what was typed stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.knowledge import links
from bot.limits import utf16
from bot.thai.dates import read_date, write_date
from bot.whole import whole
from models.knowledge.knowledge_item import KnowledgeItem
from services.knowledge.choices import Choices
from services.knowledge.library import LONGEST, LONGEST_SLUG

_ONE_LINE = ("title", "category", "target")
_LINES = ("description", "body")
FIELDS = (*_ONE_LINE, *_LINES, "keywords", "valid_from", "valid_to", "circular", "explains")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field. `kind` is of `bot/texts/desk/library.py`, `most` what it needs."""

    field: str
    kind: str
    most: int = 0


def shown(item: KnowledgeItem | None) -> dict[str, str]:
    """The form as it stands before anything is typed; empty for None."""
    if item is None:
        return dict.fromkeys((*FIELDS, "slug"), "")
    return {
        **{name: getattr(item, name) for name in (*_ONE_LINE, *_LINES)},
        "keywords": item.keywords,
        "valid_from": write_date(item.valid_from) if item.valid_from else "",
        "valid_to": write_date(item.valid_to) if item.valid_to else "",
        "circular": str(item.circular_id or ""),
        "explains": f"{item.programme_id}/{item.explains}" if item.explains else "",
    }


def read(
    typed: Mapping[str, str], choices: Choices, item: KnowledgeItem | None, today: date, *, has_file: bool
) -> tuple[dict[str, Any], list[Fault]]:
    """The columns to write, and what is wrong. `item` is the one that is changed, None for a new one, whose `slug` is
    read too; days are read as they are typed `today` (Bangkok); `has_file`: it has a file, or one comes with it."""
    faults: list[Fault] = []
    columns: dict[str, Any] = {name: " ".join(typed.get(name, "").split()) for name in _ONE_LINE}
    columns |= {name: typed.get(name, "").replace("\r\n", "\n").strip() for name in _LINES}
    words = (" ".join(word.split()) for word in typed.get("keywords", "").replace("\n", ",").split(","))
    columns["keywords"] = ", ".join(dict.fromkeys(word for word in words if word))
    faults += [Fault(name, "needed") for name in ("title", "category") if not columns[name]]
    faults += [Fault(name, "too_long", most) for name, most in LONGEST.items() if utf16(columns[name]) > most]
    faults += [Fault(name, "unreadable") for name in columns if "\0" in columns[name]]
    if columns["target"] and links.target_fault(columns["target"]):
        faults.append(Fault("target", "no_target"))
    if not has_file and not columns["target"] and not columns["body"]:
        faults.append(Fault("target", "no_content"))
    for name in ("valid_from", "valid_to"):
        columns[name] = _day(typed.get(name, ""), today)
        if columns[name] is None and typed.get(name, "").strip():
            faults.append(Fault(name, "no_date"))
    if columns["valid_from"] and columns["valid_to"] and columns["valid_to"] < columns["valid_from"]:
        faults.append(Fault("valid_to", "ends_before_it_begins"))
    columns |= _ties(typed, choices, item, faults)
    if item is None and (slug := typed.get("slug", "").strip()):
        if not links.SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
            faults.append(Fault("slug", "no_slug", LONGEST_SLUG))
        columns["slug"] = slug
    return columns, faults


def _ties(
    typed: Mapping[str, str], choices: Choices, item: KnowledgeItem | None, faults: list[Fault]
) -> dict[str, Any]:
    """The circular, the question, and the programme that either of them names. What the item is tied to already stays
    allowed, though it may not be chosen any more."""
    circular_id = whole(typed.get("circular", ""))
    known = item is not None and circular_id == item.circular_id
    if typed.get("circular") and circular_id not in choices.circulars and not known:
        faults.append(Fault("circular", "gone"))
    programme, _, question = typed.get("explains", "").partition("/")
    programme_id = whole(programme) if question else None
    known = item is not None and typed.get("explains") == shown(item)["explains"]
    if typed.get("explains") and (programme_id, question) not in choices.questions and not known:
        faults.append(Fault("explains", "gone"))
    ties: dict[str, Any] = {"circular_id": circular_id, "explains": question}
    if programme_id is None and (circular := choices.circulars.get(circular_id or 0)):
        programme_id = circular.programme_id
    return ties | ({"programme_id": programme_id} if programme_id is not None else {})


def _day(text: str, today: date) -> date | None:
    day = read_date(text, today) if text.strip() else None
    return day if isinstance(day, date) and 2000 <= day.year < 2200 else None
