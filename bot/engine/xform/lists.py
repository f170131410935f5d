"""Lists of choices: instances written in the form, and csv and xml files that it names."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.engine.definition.problems import Problem, Severity
from bot.engine.instance.tree import Node
from bot.engine.xform.document import children, local

MOST_ITEMS = 100_000
"""Rows of one file. The national list of offices has 7,851, of villages some 75,000."""


def read_lists(
    model: Element, attachments: Mapping[str, bytes]
) -> tuple[dict[str, Node], dict[str, frozenset[str]], list[str], list[Problem]]:
    """The secondary instances: their roots, their items' columns, the files they need, and what is wrong."""
    roots: dict[str, Node] = {}
    columns: dict[str, frozenset[str]] = {}
    files: list[str] = []
    problems: list[Problem] = []
    for instance in children(model, "instance"):
        name, source = instance.get("id"), instance.get("src", "")
        if name is None:
            continue
        if not source:
            inner = next(iter(instance), None)
            roots[name] = _from_xml(inner) if inner is not None else Node("root", None)
        else:
            roots[name], found = _from_file(source, attachments, files)
            problems += found
        seen: dict[str, None] = {}
        for item in _items(roots[name]):
            seen.update(dict.fromkeys(item.children))
        columns[name] = frozenset(seen)
    return roots, columns, files, problems


def _items(root: Node) -> list[Node]:
    items = root.children.get("item", [])
    return items if isinstance(items, list) else [items]


def _from_file(source: str, attachments: Mapping[str, bytes], files: list[str]) -> tuple[Node, list[Problem]]:
    empty = Node("root", None)
    if source.startswith("jr://instance/last-saved"):
        return empty, [Problem("unsupported-last-saved")]
    name = source.rpartition("/")[2]
    if name.lower().endswith(".geojson"):
        return empty, [Problem("unsupported-geojson", (name,))]
    if name not in files:
        files.append(name)
    content = attachments.get(name)
    if content is None:
        return empty, [Problem("missing-file", (name,))]
    try:
        if name.lower().endswith(".xml"):
            return _from_xml(fromstring(content, forbid_dtd=True)), []
        text, is_usual = _decoded(content)
        delimiter = _delimiter(text)
        # Read all the same; other programs may not.
        note = Problem("converted-file", (name,), severity=Severity.NOTE)
        return _from_csv(text, delimiter), [] if is_usual and delimiter == "," else [note]
    except (UnicodeDecodeError, csv.Error, ParseError, DefusedXmlException, ValueError) as error:
        return empty, [Problem("unreadable-file", (name, str(error)))]


def _decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether it is UTF-8: else Excel's "Unicode text" (UTF-16), or Thai as Windows writes it."""
    if content.startswith(("\ufeff".encode("utf-16-le"), "\ufeff".encode("utf-16-be"))):
        return content.decode("utf-16"), False
    try:
        return content.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        return content.decode("cp874"), False


def _delimiter(text: str) -> str:
    """Whichever stands most often in the row of names."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=head.count)


def _from_csv(text: str, delimiter: str) -> Node:
    """A row an item, a column a child; the first row names the columns."""
    root = Node("root", None)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [name.strip() for name in next(rows, [])]
    items: list[Node] = []
    for row in rows:
        if not any(row):
            continue
        if len(items) == MOST_ITEMS:
            raise ValueError(f"more than {MOST_ITEMS} rows")
        item = Node("item", root)
        for name, value in zip(names, row, strict=False):
            cell = Node(name, item)
            cell.x = value
            item.children[name] = cell
        items.append(item)
    root.children["item"] = items
    return root


def _from_xml(element: Element, parent: Node | None = None) -> Node:
    node = Node(local(element), parent)
    if len(element) == 0:
        node.x = (element.text or "").strip() if parent is not None else ""
    for inner in element:
        below = _from_xml(inner, node)
        beside = node.children.get(below.name)
        # Items are always a list, so that one item and many are walked alike.
        if beside is None:
            node.children[below.name] = [below] if below.name == "item" else below
        elif isinstance(beside, list):
            beside.append(below)
        else:
            node.children[below.name] = [beside, below]
    return node
