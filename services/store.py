"""Where files lie: a folder, `s3://bucket/path`, whatever fsspec knows; the same place as the photos."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import fsspec


class Store:
    """Files by key, such as `downloads/0f3a…`. `media_url` is any address fsspec knows."""

    def __init__(self, media_url: str) -> None:
        self._files, self._root = fsspec.url_to_fs(media_url)

    def put(self, key: str, path: Path) -> None:
        """Keeps a file that lies on this machine."""
        target = f"{self._root}/{key}"
        self._files.makedirs(target.rsplit("/", 1)[0], exist_ok=True)
        self._files.put_file(str(path), target)

    def open(self, key: str) -> BinaryIO:
        """The stored bytes, to be read piece by piece. Raises FileNotFoundError."""
        return self._files.open(f"{self._root}/{key}", "rb")

    def remove(self, key: str) -> None:
        """Nothing happens where the file is gone already."""
        try:
            self._files.rm_file(f"{self._root}/{key}")
        except FileNotFoundError:
            return
