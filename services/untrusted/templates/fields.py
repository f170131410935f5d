"""What stands in a part of a template: no field that fetches or starts something, and nothing brought in otherwise.

A field's code may lie in many runs, between others' results, within its own nested fields. It is put together as Word
does it: what Word may leave out (another alternative, a deletion, an element of an unknown namespace) is never a part
of a code that goes on outside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from bot.texts.exporting import memo as words
from services.untrusted.templates import allowed
from services.untrusted.templates.refused import TemplateRefused

_WORD = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_CODE = ("instrText", "delInstrText")
_OF_A_FIELD = (*_CODE, "fldChar", "fldSimple")
_STANDS_ALONE = ("del", "moveFrom", "txbxContent")
_NAME = re.compile("=|[A-Za-z]+")
_PARTS = re.compile(r'"[^"]*"|\S+')
# Switches of HYPERLINK (ECMA-376 part 1, 17.16.5.25): those that something follows (a bookmark, a tip, a window).
_TELL_MORE, _SWITCHES = ("\\l", "\\o", "\\t", "\\*"), ("\\h", "\\m", "\\n")


@dataclass(slots=True)
class _Field:
    code: list[str] = field(default_factory=list)
    is_in_code: bool = True


def check(root: Element) -> None:
    """Raises TemplateRefused."""
    for element in root.iter():
        namespace, name = _named(element.tag)
        if name in allowed.OUTSIDE_ELEMENTS or (namespace.startswith(allowed.VML) and _has_source(element)):
            raise TemplateRefused(words.OUTSIDE)
        if name in _OF_A_FIELD and namespace not in _WORD:
            raise TemplateRefused(words.unwanted_field(name))
    try:
        _story(root)
    except RecursionError:
        raise TemplateRefused(words.TOO_MUCH) from None


def _has_source(element: Element) -> bool:
    return any(
        _named(name)[1].lower() in allowed.SOURCES and value.strip() and not value.strip().startswith("#")
        for name, value in element.items()
    )


def _story(root: Element) -> None:
    """The fields that begin in here; whatever has begun outside does not go on in here."""
    begun: list[_Field] = []
    _walk(root, begun)
    for one in begun:
        _judge("".join(one.code))


def _walk(element: Element, begun: list[_Field]) -> None:
    for child in element:
        namespace, name = _named(child.tag)
        if namespace not in _WORD or name in _STANDS_ALONE:
            _story(child)
            continue
        if name in _CODE:
            if not begun or not begun[-1].is_in_code:
                raise TemplateRefused(words.unwanted_field(child.text or ""))
            begun[-1].code.append(child.text or "")
        elif name == "fldSimple":
            _judge(_attribute(child, "instr"))
        elif name == "fldChar":
            _mark(_attribute(child, "fldCharType"), begun)
        _walk(child, begun)


def _mark(kind: str, begun: list[_Field]) -> None:
    if kind == "begin":
        if begun and begun[-1].is_in_code:
            # What a field is, is never the result of another.
            _judge("".join(begun[-1].code), is_whole=False)
        begun.append(_Field())
    elif begun and kind == "separate":
        begun[-1].is_in_code = False
    elif begun and kind == "end":
        _judge("".join(begun.pop().code))


def _judge(code: str, *, is_whole: bool = True) -> None:
    """`is_whole` False for a code that goes on with another field's result."""
    code = code.strip()
    if not code and is_whole:
        return
    found = _NAME.match(code)
    name = found[0].upper() if found else code
    if name not in allowed.FIELDS or "{{" in code or "{%" in code:
        raise TemplateRefused(words.unwanted_field(name))
    if name == "HYPERLINK" and not (is_whole and _leads_to_the_web(code)):
        raise TemplateRefused(words.OUTSIDE)


def _leads_to_the_web(code: str) -> bool:
    """Whether all that is said to be a place is an address of `LINKS`; a place within the document needs none."""
    parts = iter(_PARTS.findall(code)[1:])
    for part in parts:
        if part.lower() in _TELL_MORE:
            next(parts, None)
        elif not part.lower().strip('"').startswith((*allowed.LINKS, "#")) and part.lower() not in _SWITCHES:
            return False
    return True


def _attribute(element: Element, name: str) -> str:
    """By its name in any namespace: Word takes the strict and the transitional one."""
    return next((value for key, value in element.items() if _named(key)[1] == name), "")


def _named(tag: object) -> tuple[str, str]:
    """(namespace, name)."""
    namespace, _, name = str(tag).rpartition("}")
    return namespace.lstrip("{"), name
