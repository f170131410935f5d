"""Labels, hints and messages: itext and text written in place, with the values they mention."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from bot.engine.definition.blueprint import PathNames
from bot.engine.definition.form_items import Words
from bot.engine.expressions import Compiled
from bot.engine.xform.document import children, local
from bot.engine.xform.findings import Findings

_ITEXT = re.compile(r"""\s*jr:itext\(\s*(['"])(.*?)\1\s*\)\s*\Z""", re.DOTALL)
# What other programs draw as bold, coloured or a link; a chat shows the words alone.
_TAG = re.compile(r"</?(?:span|font|strong|em|b|i|u|p|div|small|big|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_HEAD = re.compile(r"^#{1,6} ", re.MULTILINE)
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)")
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
                if value.get("form") in ("image", "big-image", "audio", "video"):
                    self._findings.note("ignored-media", path=text.get("id", "").rpartition(":")[0], aspect="media")

    def of(self, element: Element | None, context: PathNames, form: str = "") -> Words:
        """The words of a label or hint element; empty where there is none."""
        if element is None:
            return Words()
        reference = element.get("ref")
        if reference is None:
            return _unmarked(self._inline(_pieces(element), context)) if not form else Words()
        match = _ITEXT.match(reference)
        return _unmarked(self.by_id(match.group(2), context, form)) if match else Words()

    def message(self, text: str | None, context: PathNames) -> Words:
        """A bind's constraint or required message: plain, or a reference to itext."""
        if not text:
            return Words()
        match = _ITEXT.match(text)
        return self.by_id(match.group(2), context) if match else self._inline([text], context)

    def by_id(self, name: str, context: PathNames, form: str = "") -> Words:
        made: dict[str, tuple[str | Compiled, ...]] = {}
        for language, forms in self._by_id.get(name, {}).items():
            pieces = forms.get(form) or (forms.get("long") or forms.get("short") if not form else None)
            # pyxform writes "-" for a translation that the author left out.
            if pieces and pieces != ["-"]:
                made[language] = self._compile(pieces, context)
        return Words(made)

    def ids(self) -> list[str]:
        return list(self._by_id)

    def _inline(self, pieces: list[Piece], context: PathNames) -> Words:
        return Words({self.default_language: self._compile(pieces, context)}) if pieces else Words()

    def _compile(self, pieces: list[Piece], context: PathNames) -> tuple[str | Compiled, ...]:
        made: list[str | Compiled] = []
        for piece in pieces:
            if isinstance(piece, str):
                made.append(piece)
                continue
            key = (piece[0], context)
            if key not in self._compiled:
                self._compiled[key] = self._findings.compile(piece[0], context, "label")
            compiled = self._compiled[key]
            if compiled is not None:
                made.append(compiled)
        return tuple(made)


def _unmarked(words: Words) -> Words:
    """Without the marks of styling."""
    if not any("<" in piece or "*" in piece or "_" in piece or "#" in piece or "](" in piece
               for pieces in words.parts.values() for piece in pieces if isinstance(piece, str)):  # fmt: skip
        return words
    return Words(
        {
            language: tuple(unmarked(piece) if isinstance(piece, str) else piece for piece in pieces)
            for language, pieces in words.parts.items()
        }
    )


def unmarked(text: str) -> str:
    """The words of a text with marks of styling: `**bold**` is bold, a link keeps its address."""
    plain = _TAG.sub("", _BREAK.sub("\n", text))
    return _LINK.sub(r"\1 (\2)", _HEAD.sub("", _MARKS.sub(r"\2", plain)))


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
