"""A template as a file: a zip of parts, each of a kind that is allowed, none leading outside. `allowed.py` has the
lists; parts are parsed, for what they mean is not what their bytes look like."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.texts.exporting import memo as words
from services.untrusted.templates import allowed, fields
from services.untrusted.templates.refused import TemplateRefused

LARGEST = 2 * 1024 * 1024  # bytes, packed
LARGEST_PART = 2 * 1024 * 1024
"""Bytes of one part of XML, unpacked: twenty times the text of a long letter."""
_LARGEST_UNPACKED = 20 * 1024 * 1024
_MOST_PARTS = 300
MOST_BRACES = 4_000
"""In one part: the template library looks through all that follows an open one, again at each."""
_TYPES = "[content_types].xml"
_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError)
_DECLARED = re.compile(r"\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ENCODINGS = ("utf-8", "utf8", "utf-16", "us-ascii")


def check(body: bytes, *, is_filled: bool = False) -> None:
    """Raises TemplateRefused for what is no plain .docx, whatever its placeholders. `is_filled` of what has been made
    out of a template: as long as its lists."""
    parts = _unpacked(body)
    types = _content_types(parts)
    if types.get("word/document.xml") != allowed.DOCUMENT:
        raise TemplateRefused(words.NOT_DOCX)
    for name, content in parts.items():
        kind = types.get(name, "")
        if name != _TYPES and kind not in allowed.CONTENT_TYPES:
            raise _unwanted(name, kind)
        if not (kind.endswith(("/xml", "+xml")) or name.endswith((".xml", ".rels"))):
            continue
        if not is_filled and len(content) > LARGEST_PART:
            raise TemplateRefused(words.TOO_MUCH)
        root = _parsed(content)
        if not is_filled and _braces(content, root) > MOST_BRACES:
            raise TemplateRefused(words.TOO_MUCH)
        if name.endswith(".rels") or kind == allowed.RELATIONSHIPS_PART:
            _check_relationships(name, root, parts)
        else:
            fields.check(root)


def _unpacked(body: bytes) -> dict[str, bytes]:
    """Every part by its name in lower case, as names of parts are compared."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED:
                raise TemplateRefused(words.NOT_DOCX)
            parts = {entry.filename.lower(): packed.read(entry) for entry in entries}
    except _BROKEN:
        raise TemplateRefused(words.NOT_DOCX) from None
    # Of two parts of one name every program takes another.
    if len(parts) < len(entries) or any("\\" in name or name.startswith("/") for name in parts):
        raise TemplateRefused(words.NOT_DOCX)
    return parts


def _content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The content type of each part that has one."""
    if _TYPES not in parts:
        raise TemplateRefused(words.NOT_DOCX)
    defaults: dict[str, str] = {}
    own: dict[str, str] = {}
    for element in _parsed(parts[_TYPES]):
        kind = element.get("ContentType", "")
        if _local(element) == "Default":
            defaults[element.get("Extension", "").lower()] = kind
        elif _local(element) == "Override":
            own[unquote(element.get("PartName", "")).lower().lstrip("/")] = kind
    found = {name: own.get(name) or defaults.get(name.rpartition(".")[2], "") for name in parts}
    return {name: kind for name, kind in found.items() if kind}


def _unwanted(name: str, kind: str) -> TemplateRefused:
    if any(program in f"/{name} {kind.lower()}" for program in allowed.PROGRAMS):
        return TemplateRefused(words.MACROS)
    return TemplateRefused(words.unwanted_part(posixpath.basename(name)))


def _check_relationships(name: str, root: Element, parts: Mapping[str, bytes]) -> None:
    """`name` is that of the part of relationships."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for element in root.iter():
        if _local(element) == "Relationships":
            continue
        kind, target = element.get("Type", ""), element.get("Target", "").strip()
        if kind not in allowed.RELATIONSHIPS:
            raise TemplateRefused(words.OUTSIDE)
        if kind in allowed.HYPERLINK and target.lower().startswith((*allowed.LINKS, "#")):
            continue
        if element.get("TargetMode", "Internal") != "Internal" or kind in allowed.HYPERLINK:
            raise TemplateRefused(words.OUTSIDE)
        # An address, a share, or a part that is not in here.
        within = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/").lower()
        if "\\" in target or ":" in target or target.startswith("//") or within not in parts:
            raise TemplateRefused(words.OUTSIDE)


def _parsed(content: bytes) -> Element:
    """As Word would read it, and nobody otherwise: no document type, no entities, and one of two encodings."""
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
        declared = _DECLARED.match(text)
        if declared is not None and declared[1].lower() not in _ENCODINGS:
            raise TemplateRefused(words.NOT_DOCX)
        root: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        raise TemplateRefused(words.NOT_DOCX) from None
    return root


def _braces(content: bytes, root: Element) -> int:
    """As they stand, in comments too, or as the template library will read them: one may be written in many ways."""
    texts = (text for one in root.iter() for text in (one.text, one.tail, *one.attrib.values()))
    return max(content.count(b"{"), sum(text.count("{") for text in texts if text))


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
