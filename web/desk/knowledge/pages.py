"""What the library's pages at the desk show: a shelf, and the form of an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template, request

from bot.knowledge import links
from bot.knowledge.search import Entry, search
from bot.schedule import local_day
from bot.texts.desk import library as words
from bot.whole import whole
from models.knowledge import knowledge_file, knowledge_item
from models.knowledge.knowledge_item import KnowledgeItem
from models.org_unit import OrgUnit
from services.knowledge import item_form
from services.knowledge.choices import Choices
from services.knowledge.item_form import Fault
from services.knowledge.ordering import by_category
from services.knowledge.shelves import pictures
from web.desk.knowledge.shelf import DeskShelf, choices
from web.desk.signed_in import Desk

PAGE = 50  # items
# Fields that are folded away while nothing stands in them.
_FURTHER = ("valid_from", "valid_to", "circular", "explains", "slug")


@dataclass(frozen=True, slots=True)
class ItemLine:
    """`state` is "hidden", "waiting" (not yet shown), "over" or "". The flags say whether it can be moved."""

    item: KnowledgeItem
    state: str
    is_first: bool
    is_last: bool
    begins: str  # the category, where this is its first item; else ""
    is_first_category: bool
    is_last_category: bool


def shelf(desk: Desk, among: Sequence[DeskShelf], one: DeskShelf) -> str:
    """A shelf, page by page; `q` are words to look for."""
    items = knowledge_item.of_shelf(desk.session, one.owner_id)
    today = local_day(desk.now)
    if not one.may_edit:
        items = [item for item in items if _state(item, today) == ""]
    asked = request.args.get("q", "").strip()[:100]
    shown = _lines(items, today)
    if asked:
        entries = [Entry(item.slug, item.title, item.category, item.description, item.keywords) for item in items]
        place = {slug: at for at, slug in enumerate(search(asked, entries).matches)}
        shown = sorted((line for line in shown if line.item.slug in place), key=lambda line: place[line.item.slug])
    pages = max(1, -(-len(shown) // PAGE))
    page = min(max(whole(request.args.get("page", "")) or 1, 1), pages)
    lines = shown[(page - 1) * PAGE : page * PAGE]
    return render_template(
        "desk/library.html",
        shelves=among,
        shelf=one,
        lines=lines,
        files=knowledge_file.of_items(desk.session, [line.item.id for line in lines]),
        pictures=pictures(desk.session, [line.item for line in lines]),
        total=len(items),
        asked=asked,
        page=page,
        pages=pages,
        is_placeholder=links.is_placeholder,
        preview=links.preview,
    )


def form(
    desk: Desk,
    owner: OrgUnit | None,
    item: KnowledgeItem | None,
    *,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[Fault] = (),
    file_wrong: str = "",
    told: str = "",
    theirs: Mapping[str, str] | None = None,
) -> str:
    """The form of an item, None for a new one on the shelf of `owner`. `typed` stands in it as it came; `theirs` is
    what somebody else has made of it meanwhile; `told` and `file_wrong` say why nothing was saved."""
    files = knowledge_file.of_item(desk.session, item.id) if item is not None else ()
    offered = choices(desk, owner)
    stands = typed if typed is not None else item_form.shown(item)
    wrong = {one.field: words.fault(one.kind, one.most) for one in reversed(faults)}
    known = dict.fromkeys(one.category for one in knowledge_item.of_shelf(desk.session, owner.id if owner else None))
    return render_template(
        "desk/library_item.html",
        item=item,
        shelf=DeskShelf(owner, True),
        typed=stands,
        wrong=wrong,
        is_open=any(stands.get(name) or name in wrong for name in _FURTHER),
        theirs=theirs or {},
        told=told or (words.NOT_SAVED if faults else ""),
        file_wrong=file_wrong,
        state=_state(item, local_day(desk.now)) if item is not None else "",
        categories=list(known),
        circulars=offered.circulars,
        questions=_grouped(offered),
        programmes={one.id: one.title for one in desk.programmes},
        files=files,
        uses=words.USES,
        file_kind=words.file_kind,
        preview=links.preview,
        page=links.page,
        is_placeholder=links.is_placeholder,
    )


def _grouped(offered: Choices) -> dict[int, dict[str, str]]:
    """The questions of each programme."""
    grouped: dict[int, dict[str, str]] = {}
    for (programme_id, name), label in offered.questions.items():
        grouped.setdefault(programme_id, {})[name] = label
    return grouped


def _state(item: KnowledgeItem, today: date) -> str:
    if not item.is_active:
        return "hidden"
    if item.valid_from is not None and today < item.valid_from:
        return "waiting"
    return "over" if item.valid_to is not None and item.valid_to < today else ""


def _lines(items: Sequence[KnowledgeItem], today: date) -> list[ItemLine]:
    categories = by_category(items)
    lines = []
    for number, (name, row) in enumerate(categories.items(), 1):
        for at, item in enumerate(row):
            lines.append(
                ItemLine(
                    item=item,
                    state=_state(item, today),
                    is_first=at == 0,
                    is_last=at == len(row) - 1,
                    begins=name if at == 0 else "",
                    is_first_category=number == 1,
                    is_last_category=number == len(categories),
                )
            )
    return lines
