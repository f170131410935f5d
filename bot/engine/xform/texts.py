"""Labels, hints and messages: itext and text written in place, with the values they mention."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from bot.engine.definition.blueprint import PathNames
from bot.engine.definition.form_items import Words
from bot.engine.definition.styling import styled
from bot.engine.expressions import Compiled
from bot.engine.xform.document import children, local
from bot.engine.xform.findings import Findings
from bot.styles import PLAIN, Style

_ITEXT = re.compile(r"""\s*jr:itext\(\s*(['"])(.*?)\1\s*\)\s*\Z""", re.DOTALL)
_LEFT_OUT = ("audio", "video")
Piece = str | tuple[str]
"""Text, or (expression,) where a value belongs."""


class Texts:
    """The form's translations. `languages` in the author's order (`("",)`: none); `has_values`: one has a value."""

    def __init__(self, model: Element, findings: Findings) -> None:
        self._findings = findings
        self._by_id: dict[str, dict[str, dict[str, list[Piece]]]] = {}
        self._compiled: dict[tuple[str, PathNames], Compiled | None] = {}
        found: list[str] = []
        default = ""
        for itext in children(model, "itext"):
            for translation in children(itext, "translation"):
                language = translation.get("lang", "")
                found.append(language)
                if translation.get("default") is not None:
                    default = language
                self._read(translation, language)
        self.has_values = any(
            not isinstance(piece, str)
            for by_language in self._by_id.values()
            for forms in by_language.values()
            for pieces in forms.values()
            for piece in pieces
        )
        self.languages = tuple(found) or ("",)
        self.default_language = default or self.languages[0]

    def _read(self, translation: Element, language: str) -> None:
        for text in children(translation, "text"):
            forms = self._by_id.setdefault(text.get("id", ""), {}).setdefault(language, {})
            for value in children(text, "value"):
                forms[value.get("form", "")] = _pieces(value)
                if value.get("form") in _LEFT_OUT:
                    self._findings.note("ignored-media", path=text.get("id", "").rpartition(":")[0], aspect="media")

    def of(self, element: Element | None, context: PathNames, form: str = "") -> Words:
        """The words of a label or hint element; empty where there is none."""
        if element is None:
            return Words()
        reference = element.get("ref")
        if reference is None:
            return self._inline(_pieces(element), context) if not form else Words()
        match = _ITEXT.match(reference)
        return self.by_id(match.group(2), context, form) if match else Words()

    def key_of(self, element: Element | None) -> str | None:
        """The id of a label's translations; None where it is written in place."""
        match = _ITEXT.match(element.get("ref", "")) if element is not None else None
        return match.group(2) if match else None

    def pictures(self, key: str) -> dict[str, str]:
        """Language → name of the picture file."""
        found = {language: forms.get("image", []) for language, forms in self._by_id.get(key, {}).items()}
        names = {language: "".join(map(str, pieces)).rpartition("/")[2] for language, pieces in found.items()}
        return {language: name for language, name in names.items() if name not in ("", "-")}

    def message(self, text: str | None, context: PathNames) -> Words:
        """A bind's constraint or required message: plain, or a reference to itext."""
        if not text:
            return Words()
        match = _ITEXT.match(text)
        return self.by_id(match.group(2), context) if match else self._inline([text], context)

    def by_id(self, name: str, context: PathNames, form: str = "") -> Words:
        made: dict[str, list[Piece]] = {}
        for language, forms in self._by_id.get(name, {}).items():
            pieces = forms.get(form) or (forms.get("long") or forms.get("short") if not form else None)
            # pyxform writes "-" for a translation that the author left out.
            if pieces and pieces != ["-"]:
                made[language] = pieces
        return self._words(made, context)

    def ids(self) -> list[str]:
        return list(self._by_id)

    def _inline(self, pieces: list[Piece], context: PathNames) -> Words:
        return self._words({self.default_language: pieces}, context) if pieces else Words()

    def _words(self, by_language: Mapping[str, list[Piece]], context: PathNames) -> Words:
        parts: dict[str, tuple[str | Compiled, ...]] = {}
        styles: dict[str, tuple[Style, ...]] = {}
        for language, pieces in by_language.items():
            made = [
                (part, style) for piece, style in styled(pieces) if (part := self._compile(piece, context)) is not None
            ]
            parts[language] = tuple(part for part, _ in made)
            if any(style != PLAIN for _, style in made):
                styles[language] = tuple(style for _, style in made)
        return Words(parts, styles)

    def _compile(self, piece: Piece, context: PathNames) -> str | Compiled | None:
        """Text as it is, a value's place compiled; None where it is wrong."""
        if isinstance(piece, str):
            return piece
        key = (piece[0], context)
        if key not in self._compiled:
            self._compiled[key] = self._findings.compile(piece[0], context, "label")
        return self._compiled[key]


def _pieces(element: Element) -> list[Piece]:
    found: list[Piece] = [element.text or ""]
    for inner in element:
        if local(inner) == "output":
            found.append((inner.get("value") or inner.get("ref") or "''",))
        found.append(inner.tail or "")
    pieces: list[Piece] = [piece for piece in found if piece]
    # pyxform puts a space before and after a text with values in it.
    if pieces and isinstance(pieces[0], str):
        pieces[0] = pieces[0].lstrip()
    if pieces and isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip()
    return [piece for piece in pieces if piece]
