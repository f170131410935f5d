"""From an officer's workbook to an XForm.

The workbook is somebody else's file: it is looked at before it is opened (first bytes, unpacked size, rows) and
whatever `pyxform` raises on it becomes a `FormRefused`. No validator and no Java is started.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class WorkbookKind(StrEnum):
    """What the file is by its first bytes, whatever its name says."""

    XLSX = ".xlsx"
    XLS = ".xls"
    MARKDOWN = ".md"


@dataclass(frozen=True, slots=True)
class Converted:
    """`xml` is the XForm, to be kept and never made again for a published version.

    `attachments` are the names of the csv and xml files that the form reads. `warnings` are pyxform's, in English.
    """

    xml: str
    attachments: tuple[str, ...]
    warnings: tuple[str, ...]


def sniff(content: bytes) -> WorkbookKind | None:
    """The kind of workbook these bytes are, None when they are none."""
    raise NotImplementedError


def convert(content: bytes | str) -> Converted:
    """The XForm of a workbook (.xlsx, .xls) or of its markdown form; raises `FormRefused`."""
    raise NotImplementedError


def to_xlsx(markdown: str) -> bytes:
    """The markdown form as a workbook to hand out; raises `FormRefused` when it is not one."""
    raise NotImplementedError
