"""Pictures of labels: which file is shown with a question, and whether it is there."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from bot.engine.definition.blueprint import PathNames
from bot.engine.xform.findings import Findings
from bot.engine.xform.texts import Texts
from bot.limits import PREVIEW_BYTES

_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


class Pictures:
    """`attachments` are the form's files by name; `files` the names of pictures that it asks for, there or not."""

    def __init__(self, texts: Texts, findings: Findings, attachments: Mapping[str, bytes]) -> None:
        self._texts = texts
        self._findings = findings
        self._attachments = attachments
        self._shown: set[str] = set()
        self.files: list[str] = []

    def of(self, label: Element | None, path: PathNames) -> dict[str, str]:
        """Language → file of those that a label has and that can be shown."""
        key = self._texts.key_of(label)
        if key is None:
            return {}
        self._shown.add(key)
        found = self._texts.pictures(key)
        for name in dict.fromkeys(found.values()):
            self._check(name, "/" + "/".join(path))
        return {language: name for language, name in found.items() if _is_picture(self._attachments.get(name, b""))}

    def note_left_out(self) -> None:
        """To be called when every label that shows its picture was read."""
        for key in self._texts.ids():
            if key not in self._shown and self._texts.pictures(key):
                self._findings.note("ignored-media", path=key.rpartition(":")[0], aspect="media")

    def _check(self, name: str, path: str) -> None:
        self.files.append(name)
        content = self._attachments.get(name)
        if content is None:
            self._findings.warn("missing-picture", name, path=path, aspect="media")
        elif not _is_picture(content):
            self._findings.refuse("not-a-picture", name, path=path, aspect="media")


def _is_picture(content: bytes) -> bool:
    """One that LINE takes. That it can be drawn was seen when it was handed in."""
    return content.startswith(_BEGINNINGS) and len(content) <= PREVIEW_BYTES
