"""Files that appear whole or not at all, several at once."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType


class WholeFiles:
    """Inside `with`, write to the paths that `open` gives; at the end all take their names, or none does."""

    def __init__(self) -> None:
        self._unfinished: dict[Path, Path] = {}

    @property
    def written(self) -> list[Path]:
        return list(self._unfinished)

    def open(self, target: Path) -> Path:
        """Where to write what will be `target`."""
        self._unfinished[target] = target.with_name(f".{target.name}.{os.getpid()}.part")
        return self._unfinished[target]

    def __enter__(self) -> WholeFiles:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        for target, part in self._unfinished.items():
            if kind is None:
                os.replace(part, target)
            else:
                part.unlink(missing_ok=True)
