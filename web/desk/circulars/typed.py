"""The form of a letter: what was typed, kept as it was, and what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from bot.texts.circulars import desk as words
from bot.thai.dates import read_date, write_date
from bot.thai.digits import tidy
from bot.whole import whole
from models.org_unit import OrgUnit
from services.circulars.audience import Audience
from services.circulars.letters import Letter, LetterFile

TEXTS = ("number", "subject", "issuing_office", "contact", "refers_to", "body")
DAYS = ("dated", "ack_by")
# So many chosen places are shown by their names; more stand as codes.
MOST_NAMED = 50
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class TypedLetter:
    """`texts` holds every field of words by its name, days and pasted codes among them, as they were typed. `is_whole`:
    everybody below the office is addressed, whatever `areas` are ticked. `file` is the letter that lies in the store
    already; `is_fileless`: it is to be left out."""

    texts: Mapping[str, str]
    levels: Sequence[str] = ()
    kinds: Sequence[str] = ()
    areas: Sequence[str] = ()
    is_whole: bool = True
    must_acknowledge: bool = True
    programme: str = ""
    items: Sequence[int] = ()
    file: LetterFile | None = None
    is_fileless: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The areas that are addressed: those ticked and those pasted; () for all."""
        pasted = re.split(r"[\s,;]+", tidy(self.texts.get("codes", "").replace("\n", " ")))
        return () if self.is_whole else tuple(dict.fromkeys(code for code in (*self.areas, *pasted) if code))

    @property
    def kept(self) -> str:
        """The file for a hidden field; "" for none. Only we can have written it."""
        return _serializer().dumps([getattr(self.file, one.name) for one in fields(LetterFile)]) if self.file else ""

    def letter(self, today: date) -> tuple[Letter, dict[str, str]]:
        """What it says, and by field what cannot be understood of it."""
        wrong: dict[str, str] = {}
        said: dict[str, Any] = {name: self.texts.get(name, "") for name in TEXTS}
        for name in DAYS:
            typed = self.texts.get(name, "").strip()
            read = read_date(typed, today) if typed else None
            said[name] = read if isinstance(read, date) else None
            if typed and said[name] is None:
                wrong[name] = words.BAD_DAY
        if not self.is_whole and not self.codes:
            wrong["audience"] = words.NO_PLACE
        audience = Audience(self.codes, tuple(self.kinds), tuple(self.levels))
        file = None if self.is_fileless else self.file
        return Letter(**said, audience=audience, must_acknowledge=self.must_acknowledge, file=file), wrong


def sent() -> TypedLetter:
    """What the form has sent."""
    form = request.form
    texts = {name: form.get(name, "")[:_LONGEST] for name in (*TEXTS, *DAYS, *_SEARCHES)}
    numbers = [whole(one) for one in form.getlist("items")]
    return TypedLetter(
        texts=texts,
        levels=form.getlist("levels"),
        kinds=form.getlist("kinds"),
        areas=[code[:16] for code in form.getlist("areas")],
        is_whole=form.get("scope") != "some",
        must_acknowledge="must_acknowledge" in form,
        programme=form.get("programme", "")[:40],
        items=[one for one in numbers if one is not None],
        file=_kept(form.get("kept", "")),
        is_fileless="fileless" in form,
    )


_SEARCHES = ("codes", "find_place", "find_item")


def of_letter(
    letter: Letter, *, items: Sequence[int] = (), programme: str = "", ticks: Sequence[str] = ()
) -> TypedLetter:
    """A letter as its form shows it; `ticks` are the codes that the form offers as boxes."""
    texts: dict[str, str] = {name: getattr(letter, name) for name in TEXTS}
    for name in DAYS:
        day = getattr(letter, name)
        texts[name] = write_date(day) if day else ""
    areas = letter.audience.areas
    others = [code for code in areas if code not in ticks]
    if len(others) > MOST_NAMED:
        texts["codes"], areas = " ".join(others), tuple(code for code in areas if code in ticks)
    return TypedLetter(
        texts=texts,
        levels=letter.audience.levels,
        kinds=letter.audience.kinds,
        areas=areas,
        is_whole=not letter.audience.areas,
        must_acknowledge=letter.must_acknowledge,
        programme=programme,
        items=items,
        file=letter.file,
    )


def blank(owner_name: str, contact: str, today: date) -> TypedLetter:
    letter = Letter(dated=today, issuing_office=owner_name, contact=contact, must_acknowledge=True)
    return replace(of_letter(letter), is_whole=True)


def others(typed: TypedLetter, ticks: Sequence[OrgUnit]) -> list[str]:
    """Codes among the chosen areas that have no box of their own on the form."""
    offered = {one.code for one in ticks}
    return [code for code in dict.fromkeys(typed.areas) if code not in offered]


def _kept(token: str) -> LetterFile | None:
    try:
        return LetterFile(*_serializer().loads(token)) if token else None
    except (BadSignature, TypeError):
        return None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="circular-file")
