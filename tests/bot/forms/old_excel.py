"""Writes a workbook in the format of Excel 97, which pip has no writer for any more; enough of it to be read."""

from __future__ import annotations

import struct

SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xls(sheets: dict[str, list[list[str]]]) -> bytes:
    """The workbook's bytes; every cell is text."""
    return _container(_book(sheets))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _book(sheets: dict[str, list[list[str]]]) -> bytes:
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 0x5, 0x0DBB, 0x07CC, 0, 6)) + _record(
        0x42, struct.pack("<H", 1200)
    )
    bodies = [_sheet(rows) for rows in sheets.values()]
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets]
    place = len(head) + sum(4 + 6 + len(name) for name in names) + 4
    listed = b""
    for name, body in zip(names, bodies, strict=True):
        listed += _record(0x85, struct.pack("<IH", place, 0) + name)
        place += len(body)
    return head + listed + _record(0x0A, b"") + b"".join(bodies)


def _sheet(rows: list[list[str]]) -> bytes:
    made = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                label = struct.pack("<HHHHB", at, column, 0, len(text), 1) + text.encode("utf-16-le")
                made += _record(0x204, label)
    return made + _record(0x0A, b"")


def _container(stream: bytes) -> bytes:
    """OLE 2: a header, one sector of allocation, one of directory, then the stream."""
    size = max(len(stream), 4096)
    stream = stream.ljust(-(-size // SECTOR) * SECTOR, b"\0")
    count = len(stream) // SECTOR
    assert count <= SECTOR // 4 - 2, "one sector of allocation is all there is"
    chain = [_FAT, _END, *range(3, count + 2), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0)
    return header.ljust(SECTOR, b"\xff") + table + directory.ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    return (
        wide.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(wide), kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
