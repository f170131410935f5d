"""A backup file opened with suspicion: everything in it is checked before anything of it is used.

It may have been cut short by a full disk, mixed up with another file, or made by somebody who means harm: names
that lead out of the folder, a small file that unpacks to fill the disk.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from services.backups import archive
from services.backups.archive import ArchiveRefused, Manifest, TablePart

CHUNK = 1 << 20  # bytes
MANIFEST_MOST = 1 << 20
LINE_MOST = 64 << 20
# JSON lines shrink to a tenth or a twentieth; nothing of ours shrinks to a 250th.
RATIO_MOST = 250
SMALL = 1 << 20  # what unpacks to less than this may have any ratio


class Archive:
    """A backup that has been found whole. Open it with `with`."""

    def __init__(self, path: Path | IO[bytes]) -> None:
        """Raises ArchiveRefused with the first thing that is wrong, OSError where it cannot be opened."""
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            raise ArchiveRefused("it is no backup file, or was cut short") from None
        try:
            self.manifest = self._checked()
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error):
            self._zip.close()
            raise ArchiveRefused("it is damaged") from None
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._zip.close()

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.manifest.tables)

    def rows_of(self, part: TablePart) -> Iterator[dict[str, Any]]:
        """The rows of one table with their values as the database takes them."""
        read = archive.readers(part.columns)
        with self._zip.open(f"{archive.TABLES}{part.name}.jsonl") as file:
            for number, line in enumerate(_lines(file), 1):
                yield _row(line, read, f"{part.name}, row {number}")

    def media(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Key and content of every stored file."""
        for key, _, _ in self._listed():
            with self._zip.open(archive.MEDIA + key) as file:
                yield key, file

    def _checked(self) -> Manifest:
        entries: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            if info.filename in entries:
                raise ArchiveRefused(f"it holds {_quoted(info.filename)} twice")
            entries[info.filename] = info
        head = entries.pop(archive.MANIFEST, None)
        if head is None or head.file_size > MANIFEST_MOST:
            raise ArchiveRefused("it has no manifest: not a backup of this product, or cut short")
        manifest = Manifest.from_json(self._zip.read(head))
        wanted = {f"{archive.TABLES}{part.name}.jsonl": (part.bytes, part.sha256) for part in manifest.tables}
        if manifest.media is not None:
            listing = entries.get(archive.MEDIA_LIST)
            if listing is None:
                raise ArchiveRefused(f"{archive.MEDIA_LIST} is missing")
            wanted[archive.MEDIA_LIST] = (listing.file_size, manifest.media_sha256)
        self._compare({name: entries.pop(name, None) for name in wanted}, wanted)
        if manifest.media is not None:
            listed = {archive.MEDIA + key: (size, digest) for key, size, digest in self._listed()}
            if len(listed) != manifest.media or sum(size for size, _ in listed.values()) != manifest.media_bytes:
                raise ArchiveRefused("its list of photos does not fit its manifest")
            self._compare({name: entries.pop(name, None) for name in listed}, listed)
        if entries:
            raise ArchiveRefused(f"it holds {_quoted(next(iter(entries)))}, which is not in its manifest")
        self._count_rows(manifest)
        return manifest

    def _compare(self, found: dict[str, zipfile.ZipInfo | None], wanted: dict[str, tuple[int, str]]) -> None:
        for name, (size, digest) in wanted.items():
            info = found[name]
            if info is None:
                raise ArchiveRefused(f"{name} is missing")
            if info.file_size != size:
                raise ArchiveRefused(f"{name} has {info.file_size} bytes, its manifest says {size}")
            if size > SMALL and size > RATIO_MOST * max(info.compress_size, 1):
                raise ArchiveRefused(f"{name} unpacks to {size} bytes out of {info.compress_size}: not ours")
            if self._digest(info) != digest:
                raise ArchiveRefused(f"{name} is not what was written into it (sha256)")

    def _digest(self, info: zipfile.ZipInfo) -> str:
        digest, left = hashlib.sha256(), info.file_size
        with self._zip.open(info) as file:
            while chunk := file.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise ArchiveRefused(f"{_quoted(info.filename)} is longer than it says")
                digest.update(chunk)
        return digest.hexdigest()

    def _count_rows(self, manifest: Manifest) -> None:
        for part in manifest.tables:
            rows = sum(1 for _ in self.rows_of(part))
            if rows != part.rows:
                raise ArchiveRefused(f"{part.name} has {rows} rows, its manifest says {part.rows}")

    def _listed(self) -> Iterator[tuple[str, int, str]]:
        """(key, bytes, sha256) of every stored file."""
        if archive.MEDIA_LIST not in self._zip.NameToInfo:
            return
        with self._zip.open(archive.MEDIA_LIST) as file:
            for line in _lines(file):
                try:
                    value = json.loads(line)
                    key, size, digest = value["key"], value["bytes"], value["sha256"]
                except (ValueError, KeyError, TypeError, RecursionError):
                    raise ArchiveRefused("its list of photos cannot be read") from None
                if not isinstance(key, str) or not archive.KEY.fullmatch(key):
                    raise ArchiveRefused(f"it names a stored file {_quoted(str(key))}: not one of ours")
                if not isinstance(size, int):
                    raise ArchiveRefused("its list of photos cannot be read")
                yield key, size, str(digest)


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(LINE_MOST + 1):
        if len(line) > LINE_MOST:
            raise ArchiveRefused("it holds a line longer than anything of ours")
        yield line


def _row(line: bytes, read: dict[str, Any], where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
        if not isinstance(value, dict) or value.keys() != read.keys():
            raise ValueError
        return {name: None if cell is None else read[name](cell) for name, cell in value.items()}
    except (ValueError, RecursionError):
        raise ArchiveRefused(f"{where} cannot be read") from None


def _quoted(name: str) -> str:
    return repr(name if len(name) <= 60 else name[:60] + "…")
