"""LibreOffice, as an office opens what the product hands out: a workbook's sheets cell by cell, a document's words.

Both are turned into LibreOffice's own flat XML, which says of each cell what kind of value it took it for.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

PROGRAMS = ("soffice", "libreoffice")
PATIENCE = 120  # seconds for one file: the first start makes a profile
# A row or a cell may be said to come so many times; the empty rest of a sheet is one row said a million times.
MOST_REPEATS = 64

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell (`shown`), and what LibreOffice takes it for: `kind` is string, float, date, time or ""
    (empty); `value` is as in the file, a number or an ISO date. `formula` where it is one."""

    shown: str
    kind: str = ""
    value: str = ""
    formula: str = ""

    @property
    def number(self) -> float:
        assert self.kind == "float", self
        return float(self.value)


Sheet = list[list[Cell]]


@pytest.fixture(scope="session")
def office_suite(tmp_path_factory: pytest.TempPathFactory) -> OfficeSuite:
    """LibreOffice with a profile of its own. Where there is none: a skip, or with CI=true a failure."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        why = f"no office suite: neither {' nor '.join(PROGRAMS)}"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        warnings.warn(f"OFFICE FILES NOT OPENED: {why}", stacklevel=1)
        pytest.skip(why)
    return OfficeSuite(program, tmp_path_factory.mktemp("office-suite"))


class OfficeSuite:
    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder

    def convert(self, file: Path, to: str) -> Path:
        """`file` as another kind: fods, fodt, pdf."""
        made = self._folder / f"{file.stem}.{to}"
        made.unlink(missing_ok=True)
        profile = (self._folder / "profile").as_uri()
        command = [self._program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
        told = subprocess.run(
            [*command, "--outdir", str(self._folder), str(file)], capture_output=True, text=True, timeout=PATIENCE
        )
        assert made.exists(), f"LibreOffice made nothing of {file.name}: {told.stdout} {told.stderr}"
        return made

    def workbook(self, file: Path) -> dict[str, Sheet]:
        """Its sheets by name."""
        tree = ElementTree.parse(self.convert(file, "fods"))
        return {_of(table, "table", "name"): _sheet(table) for table in tree.iter(_tag("table", "table"))}

    def frozen(self, file: Path) -> dict[str, tuple[int, int]]:
        """Per sheet how many columns and rows stay in sight."""
        tree = ElementTree.parse(self.convert(file, "fods"))
        found: dict[str, tuple[int, int]] = {}
        for views in tree.iter(_tag("config", "config-item-map-named")):
            for view in views.findall("config:config-item-map-entry", _NAMES):
                said = {_of(one, "config", "name"): one.text for one in view}
                if "HorizontalSplitMode" in said:
                    across, down = (said[f"{way}SplitPosition"] for way in ("Horizontal", "Vertical"))
                    found[_of(view, "config", "name")] = (int(across or 0), int(down or 0))
        return found

    def words(self, file: Path) -> str:
        """Every paragraph of a document in order, those in tables too."""
        body = ElementTree.parse(self.convert(file, "fodt")).find(".//office:text", _NAMES)
        assert body is not None
        said = (_said(one) for one in body.iter() if one.tag in (_tag("text", "p"), _tag("text", "h")))
        return "\n".join(line for line in said if line.strip())

    def tables(self, file: Path) -> list[Sheet]:
        """A document's tables in order."""
        tree = ElementTree.parse(self.convert(file, "fodt"))
        return [_sheet(table) for table in tree.iter(_tag("table", "table"))]


def _sheet(table: Element) -> Sheet:
    rows: Sheet = []
    for row in table.iter(_tag("table", "table-row")):
        cells = [cell for one in row for cell in _cells(one)]
        while cells and not cells[-1].kind and not cells[-1].shown:
            cells.pop()
        rows += [cells] * min(int(_of(row, "table", "number-rows-repeated") or 1), MOST_REPEATS)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _cells(one: Element) -> Iterator[Cell]:
    if one.tag not in (_tag("table", "table-cell"), _tag("table", "covered-table-cell")):
        return
    kind = _of(one, "office", "value-type")
    names = {"float": "value", "date": "date-value", "time": "time-value"}
    shown = "\n".join(_said(part) for part in one.findall("text:p", _NAMES))
    cell = Cell(shown, kind, _of(one, "office", names.get(kind, "")), _of(one, "table", "formula"))
    yield from [cell] * min(int(_of(one, "table", "number-columns-repeated") or 1), MOST_REPEATS)


def _said(paragraph: Element) -> str:
    """Its text; LibreOffice writes runs of spaces and tabs as elements."""
    parts = [paragraph.text or ""]
    for one in paragraph:
        if one.tag == _tag("text", "s"):
            parts.append(" " * int(_of(one, "text", "c") or 1))
        elif one.tag == _tag("text", "tab"):
            parts.append("\t")
        elif one.tag != _tag("office", "annotation"):
            parts.append(_said(one))
        parts.append(one.tail or "")
    return "".join(parts)


def _tag(space: str, name: str) -> str:
    return f"{{{_NAMES[space]}}}{name}"


def _of(one: Element, space: str, name: str) -> str:
    return one.get(_tag(space, name), "")
