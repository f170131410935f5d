"""Every text and rule of an XForm by where it stands, so that two versions can be laid side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from xml.etree.ElementTree import Element

from bot.engine.xform.document import JAVAROSA, child, children, local, parse_document


class Aspect(StrEnum):
    """What of a question, of a part or of a choice a text is. The last seven are rules, as the author has them."""

    TITLE = "title"
    LABEL = "label"
    HINT = "hint"
    GUIDANCE = "guidance"
    CHOICE = "choice"
    CONSTRAINT_MESSAGE = "constraint_message"
    REQUIRED_MESSAGE = "required_message"
    RELEVANT = "relevant"
    REQUIRED = "required"
    READONLY = "readonly"
    CONSTRAINT = "constraint"
    CALCULATE = "calculate"
    COUNT = "count"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands. `path` is generic (`/data/g/name`); "" for the form itself. `language` is as the author has
    it, "" where there is only one. `choice` is the value of the choice that it names."""

    path: str
    aspect: Aspect
    language: str = ""
    choice: str = ""


_RULES = (Aspect.RELEVANT, Aspect.REQUIRED, Aspect.READONLY, Aspect.CONSTRAINT, Aspect.CALCULATE)
_MESSAGES = {Aspect.CONSTRAINT_MESSAGE: "constraintMsg", Aspect.REQUIRED_MESSAGE: "requiredMsg"}
_ITEXT = re.compile(r"""\s*jr:itext\(\s*(['"])(.*?)\1\s*\)\s*\Z""", re.DOTALL)
# What pyxform makes of ${name}: the path, with a space on both sides.
_PATH = re.compile(r"\s?((?:\.\./)+|/)((?:[^\s/()\[\]=<>,+*]+/)*)([^\s/()\[\]=<>,+*]+)\s?")
_LIST = re.compile(r"\s*instance\(\s*'([^']+)'\s*\)/root/item(?:\[(.*)\])?\s*\Z", re.DOTALL)
# Saying these is saying nothing.
_USUAL = {Aspect.RELEVANT: "true()", Aspect.REQUIRED: "false()", Aspect.READONLY: "false()"}


def wording(xml: str) -> Mapping[Place, str]:
    """Every text that is there, in the order of the document. Raises `FormRefused` for what is no XML."""
    root = parse_document(xml)
    head, body = child(root, "head"), child(root, "body")
    model = child(head, "model") if head is not None else None
    if head is None or model is None or body is None:
        return {}
    texts = _Translations(model)
    lists = {each.get("id", ""): each for each in children(model, "instance")}
    title = child(head, "title")
    found = {Place("", Aspect.TITLE): _said(title) if title is not None else ""}
    for element in body.iter():
        found |= _of_control(element, texts, lists)
    for bind in children(model, "bind"):
        found |= _of_bind(bind, texts)
    return {place: text for place, text in found.items() if text and not re.match("/[^/]+/meta/", place.path)}


class _Translations:
    """The itext: id → form (`long`, `guidance`, "") → language → text."""

    def __init__(self, model: Element) -> None:
        self._known: dict[str, dict[str, dict[str, str]]] = {}
        for translation in (one for itext in children(model, "itext") for one in children(itext, "translation")):
            language = "" if translation.get("lang") == "default" else translation.get("lang", "")
            for text in children(translation, "text"):
                for value in children(text, "value"):
                    forms = self._known.setdefault(text.get("id", ""), {})
                    # pyxform writes "-" for a translation that the author left out.
                    if (said := _said(value)) != "-":
                        forms.setdefault(value.get("form", ""), {})[language] = said

    def of(self, reference: str, form: str = "") -> Mapping[str, str]:
        forms = self._known.get(reference, {})
        return forms.get(form) or (forms.get("long", {}) if not form else {})

    def of_element(self, element: Element | None, form: str = "") -> Mapping[str, str]:
        if element is None:
            return {}
        match = _ITEXT.match(element.get("ref", ""))
        return self.of(match[2], form) if match else {} if form else {"": _said(element)}


def _of_control(element: Element, texts: _Translations, lists: Mapping[str, Element]) -> dict[Place, str]:
    path = element.get("ref") or element.get("nodeset") or ""
    if not path.startswith("/"):
        return {}
    label, hint, items = (child(element, name) for name in ("label", "hint", "itemset"))
    found = dict(_placed(path, Aspect.LABEL, texts.of_element(label)))
    found |= _placed(path, Aspect.HINT, texts.of_element(hint))
    found |= _placed(path, Aspect.GUIDANCE, texts.of_element(hint, "guidance"))
    found[Place(path, Aspect.COUNT)] = _as_written(element.get(f"{JAVAROSA}count", ""))
    for item in children(element, "item"):
        found |= _of_choice(path, child(item, "value"), texts.of_element(child(item, "label")))
    if items is not None and (match := _LIST.match(items.get("nodeset", ""))):
        found[Place(path, Aspect.CHOICES)] = f"{match[1]} {_as_written(match[2] or '')}".strip()
        found |= _of_list(path, lists.get(match[1]), texts)
    return found


def _of_bind(bind: Element, texts: _Translations) -> dict[Place, str]:
    path = bind.get("nodeset", "")
    found: dict[Place, str] = {}
    for rule in _RULES:
        written = _as_written(bind.get(rule.value, ""))
        found[Place(path, rule)] = "" if written == _USUAL.get(rule) else written
    for aspect, attribute in _MESSAGES.items():
        message = bind.get(f"{JAVAROSA}{attribute}", "")
        match = _ITEXT.match(message)
        found |= _placed(path, aspect, texts.of(match[2]) if match else {"": message.strip()})
    return found


def _of_list(path: str, instance: Element | None, texts: _Translations) -> dict[Place, str]:
    root = next(iter(instance), None) if instance is not None else None
    found: dict[Place, str] = {}
    for item in children(root, "item") if root is not None else ():
        reference = child(item, "itextId")
        words = texts.of(reference.text or "") if reference is not None else texts.of_element(child(item, "label"))
        found |= _of_choice(path, child(item, "name"), words)
    return found


def _of_choice(path: str, value: Element | None, words: Mapping[str, str]) -> dict[Place, str]:
    named = (value.text or "") if value is not None else ""
    return {Place(path, Aspect.CHOICE, language, named): text for language, text in words.items()}


def _placed(path: str, aspect: Aspect, words: Mapping[str, str]) -> Iterator[tuple[Place, str]]:
    return ((Place(path, aspect, language), text) for language, text in words.items())


def _said(element: Element) -> str:
    """The text, with `${name}` where a value belongs."""
    pieces = [element.text or ""]
    for inner in element:
        if local(inner) == "output":
            pieces.append(_as_written(inner.get("value") or inner.get("ref") or ""))
        pieces.append(inner.tail or "")
    return "".join(pieces).strip()


def _as_written(expression: str) -> str:
    """`${name}` again where pyxform has put the question's path."""
    return re.sub(r"\s{2,}", " ", _PATH.sub(lambda found: f" ${{{found[3]}}} ", expression)).strip()
