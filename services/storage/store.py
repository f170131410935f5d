"""Where files lie: a folder, `s3://bucket/path`, whatever fsspec knows."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

import fsspec

T = TypeVar("T")


@contextmanager
def failing_as_oserror() -> Iterator[None]:
    """What a kind of store raises of its own becomes OSError: an object store that is away says so by an error of its
    library, which nobody who waits for a store has heard of."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        # Not its words: they may hold an address with a password.
        raise OSError(errno.EIO, f"the store does not answer ({type(error).__name__})") from error


class Created:
    """A new file of a store, open until the end of its `with`."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    @failing_as_oserror()
    def write(self, body: bytes) -> None:
        self._file.write(body)

    def __enter__(self) -> Created:
        return self

    @failing_as_oserror()
    def __exit__(self, *_how: object) -> None:
        self._file.close()


class Store:
    """Files by key, such as `downloads/0f3a…`. `media_url` is any address fsspec knows. Raises ImportError where the
    package that a store needs is not installed, ValueError for a kind of store that fsspec does not know. Whatever is
    asked of it raises OSError where it cannot be done."""

    def __init__(self, media_url: str) -> None:
        self._files, self._root = fsspec.url_to_fs(media_url)

    def put(self, key: str, path: Path) -> None:
        """Keeps a file that lies on this machine."""
        self._written(key, lambda target: self._files.put_file(str(path), target))

    def put_bytes(self, key: str, body: bytes) -> None:
        """Keeps these bytes, in place of what lay there. Raises OSError."""
        self._written(key, lambda target: self._files.pipe_file(target, body))

    def create(self, key: str) -> Created:
        """To be written piece by piece; it is kept when it is closed."""
        return Created(self._written(key, lambda target: self._files.open(target, "wb")))

    @failing_as_oserror()
    def open(self, key: str) -> BinaryIO:
        """The stored bytes, to be read piece by piece. Raises FileNotFoundError."""
        return self._files.open(f"{self._root}/{key}", "rb")

    @failing_as_oserror()
    def read(self, key: str) -> bytes:
        """The stored bytes at once. Raises FileNotFoundError."""
        return self._files.cat_file(f"{self._root}/{key}")

    @failing_as_oserror()
    def remove(self, key: str) -> None:
        """Nothing happens where the file is gone already."""
        try:
            self._files.rm_file(f"{self._root}/{key}")
        except FileNotFoundError:
            return

    @failing_as_oserror()
    def keys(self, below: str = "") -> list[str]:
        """Of every file whose key begins with `below`, a folder (`library/`)."""
        try:
            found = self._files.find(f"{self._root}/{below}")
        except FileNotFoundError:
            return []
        prefix = self._root.rstrip("/") + "/"
        return [path.removeprefix(prefix) for path in found]

    @failing_as_oserror()
    def _written(self, key: str, write: Callable[[str], T]) -> T:
        # Folders are made only where writing finds none: an object store has none, and asking it for one asks for
        # the right to look at and to make buckets, which a careful owner does not give.
        target = f"{self._root}/{key}"
        try:
            return write(target)
        except FileNotFoundError:
            self._files.makedirs(target.rsplit("/", 1)[0], exist_ok=True)
            return write(target)
