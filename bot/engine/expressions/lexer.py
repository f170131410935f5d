"""Text to tokens (XPath 1.0, section 3.7), with the slips that authors make named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.engine.expressions.errors import SyntaxProblem

LONGEST = 20_000
"""Characters in one expression. The longest of 2,593 real ones had under 3,000; this only stops abuse."""

# Thai vowels and tone marks above and below are letters of a word, whatever \w says of them.
_LETTER = r"[\w.\-\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n\u00a0]+)
    | (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<literal>"[^"]*"|'[^']*')
    | (?P<name>[^\W\d]{_LETTER}*(?::[^\W\d]{_LETTER}*)?)
    | (?P<symbol>::|\.\.|!=|<=|>=|//|[.()\[\],/@|+\-=<>*])
    """,
    re.VERBOSE,
)
_WORD_OPERATORS = frozenset({"and", "or", "div", "mod"})
_OPERAND_ENDS = frozenset({"number", "literal", "name"})
_SLIPS = {
    "==": ("not-an-operator", "="),
    "&&": ("not-an-operator", "and"),
    "||": ("not-an-operator", "or"),
    "<>": ("not-an-operator", "!="),
    "=>": ("not-an-operator", ">="),
    "=<": ("not-an-operator", "<="),
    "!": ("not-an-operator", "not(…)"),
    "%": ("not-an-operator", "mod"),
    "&": ("lone-ampersand", ""),
    "×": ("not-an-operator", "*"),
    "÷": ("not-an-operator", "div"),
    "≥": ("not-an-operator", ">="),
    "≤": ("not-an-operator", "<="),
    "≠": ("not-an-operator", "!="),
    "–": ("not-an-operator", "-"),
    "—": ("not-an-operator", "-"),
    "−": ("not-an-operator", "-"),
    "“": ("typographic-quote", '"'),
    "”": ("typographic-quote", '"'),
    "‘": ("typographic-quote", "'"),
    "’": ("typographic-quote", "'"),
}
# $name, $(name), $ {name} and {name}, which were meant as ${name}.
_REFERENCE = re.compile(r"(?:\$\s*[{(]?|\{)\s*(?P<name>[^\W\d][\w.\-]*)\s*[})]?")


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is number, literal, name, operator (and, or, div, mod, and * where it multiplies), symbol or end."""

    kind: str
    text: str
    position: int


def tokens(text: str) -> list[Token]:
    """All tokens, ending with one of kind `end`. Raises `SyntaxProblem`."""
    if len(text) > LONGEST:
        raise SyntaxProblem("too-long-expression", LONGEST, LONGEST)
    found = list(_scan(text))
    found.append(Token("end", "", len(text)))
    return found


def _scan(text: str) -> Iterator[Token]:
    position = 0
    before: Token | None = None
    while position < len(text):
        for slip in ("==", "<>", "=>", "=<"):
            if text.startswith(slip, position):
                raise _named(slip, position)
        match = _TOKEN.match(text, position)
        if match is None:
            raise _slip(text, position)
        kind, piece = str(match.lastgroup), match.group()
        if kind != "space":
            token = _classify(kind, piece, position, before)
            # `. < 1,5` reads as two arguments everywhere but in a call; the parser says so with the comma's place.
            yield token
            before = token
        position = match.end()


def _classify(kind: str, piece: str, position: int, before: Token | None) -> Token:
    """A name or `*` after an operand is an operator (XPath 1.0, section 3.7)."""
    after_operand = before is not None and (
        before.kind in _OPERAND_ENDS or (before.kind == "symbol" and before.text in (")", "]", ".", ".."))
    )
    if kind == "name" and piece in _WORD_OPERATORS and after_operand:
        return Token("operator", piece, position)
    if piece == "*" and after_operand:
        return Token("operator", piece, position)
    return Token(kind, piece, position)


def _slip(text: str, position: int) -> SyntaxProblem:
    if text[position] in "'\"":
        return SyntaxProblem(
            "unclosed-quote", position, text[position], length=len(text) - position, suggestion=text[position]
        )
    for slip in (text[position : position + 2], text[position]):
        if slip in _SLIPS:
            return _named(slip, position)
    if text[position] == ";":
        # Between arguments, as some spreadsheets have it; elsewhere between conditions.
        is_inside = text.count("(", 0, position) > text.count(")", 0, position)
        return SyntaxProblem("not-an-operator", position, ";", suggestion="," if is_inside else "and")
    reference = _REFERENCE.match(text, position)
    if reference is not None:
        meant = f"${{{reference['name']}}}"
        found = reference.group()
        return SyntaxProblem("reference-form", position, found, length=len(found), suggestion=meant)
    return SyntaxProblem("stray-character", position, text[position])


def _named(slip: str, position: int) -> SyntaxProblem:
    code, meant = _SLIPS[slip]
    return SyntaxProblem(code, position, slip, length=len(slip), suggestion=meant)
