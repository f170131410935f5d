"""What the product brings with it: the first programme, its library and its form, as data files beside this one."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.knowledge.infographics.article_picture import Infographic

FILE = Path(__file__).with_name("khok-nong-na.json")
# Keywords stand in one column; a comma never stands inside one.
KEYWORD_GLUE = ", "
FORMS = Path(__file__).resolve().parent.parent / "forms"
ARTICLES = Path(__file__).with_name("articles")
# Around the head of an article, which is TOML.
_FENCE = "+++\n"


@dataclass(frozen=True, slots=True)
class BuiltinItem:
    """One item of the library. `keywords` are other words people look for it by, with commas between; `body` is its
    article in Markdown, `picture` what its infographic shows."""

    slug: str
    category: str
    title: str
    description: str
    keywords: str
    body: str
    picture: Infographic


@dataclass(frozen=True, slots=True)
class Builtin:
    """`programme` holds the columns of a programme by name (`circular_date` is ISO or None); `workbook` is the
    form as its author wrote it, `workbook_name` its file name; `department` is (code, name) of the office that
    all others hang under."""

    programme: dict[str, Any]
    department: tuple[str, str]
    workbook: bytes
    workbook_name: str
    items: tuple[BuiltinItem, ...]


def load_builtin() -> Builtin:
    data = json.loads(FILE.read_text("utf-8"))
    return Builtin(
        programme=data["programme"],
        department=(data["department"]["code"], data["department"]["name"]),
        workbook=(FORMS / data["form"]).read_bytes(),
        workbook_name=data["form"],
        items=tuple(_item(slug, (ARTICLES / f"{slug}.md").read_text("utf-8")) for slug in data["articles"]),
    )


def _item(slug: str, text: str) -> BuiltinItem:
    _, head, body = text.split(_FENCE, 2)
    known = tomllib.loads(head)
    known["keywords"] = KEYWORD_GLUE.join(known["keywords"])
    known["picture"] = Infographic.read(known["picture"])
    return BuiltinItem(slug=slug, body=body.strip(), **known)
