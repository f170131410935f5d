"""What is imported is declared, what is declared is locked with hashes, and what is locked is what gets installed."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests import audit
from tests.support.source import ROOT, python_files, tree

OURS = {folder.parent.name for folder in ROOT.glob("*/__init__.py")} | {"app", "bench", "config"}
PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)(?:\[[a-z]+\])?==([^\s;\\]+)", re.MULTILINE)


def versions(name: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / name).read_text("utf-8")))


def undeclared(files: list[Path], declared: set[str]) -> set[str]:
    """What these files import and no declared distribution brings."""
    distributions = packages_distributions()
    foreign = {name for file in files for name in roots(tree(file))} - OURS - set(sys.stdlib_module_names)
    return {name for name in foreign if not {usual(one) for one in distributions[name]} & declared}


def usual(name: str) -> str:
    """A distribution's name as an index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def roots(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_whatever_is_imported_is_declared() -> None:
    declared = set(versions("requirements.txt"))
    assert undeclared(list(python_files()), declared) == set()
    assert undeclared(list((ROOT / "tests").rglob("*.py")), declared | versions("requirements-dev.txt").keys()) == set()
    assert undeclared(list(python_files()), declared - {"urllib3"}) == {"urllib3"}, "it would be noticed"


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_the_lock_is_of_what_is_declared(name: str) -> None:
    locked = versions(f"{name}.lock")
    assert versions(f"{name}.txt").items() <= locked.items(), "run: make lock"
    assert versions("requirements.lock").items() <= locked.items(), "the tests run on what is served"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_its_hashes(name: str) -> None:
    text = re.sub(r"^ *#.*\n", "", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)
    packages = re.split(r"\n(?=\S)", text.strip())
    assert len(packages) > 60 and all(PINNED.match(one) for one in packages)
    assert [one for one in packages if not re.search(r"--hash=sha256:[0-9a-f]{64}", one)] == []


def test_nothing_is_installed_but_by_hash() -> None:
    """By the Makefile, into the image, and where a person types it."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    installs = [line for line in makefile.splitlines() if "pip install" in line]
    assert len(installs) == 2 and all(line.endswith(" --require-hashes") for line in installs)
    places = ["deploy/Dockerfile", "README.md", "docs/operations.md"]
    typed = [line for name in places for line in (ROOT / name).read_text("utf-8").splitlines()]
    installing = [line for line in typed if re.search(r"pip install .*requirement", line)]
    assert len(installing) >= 4
    assert [line for line in installing if "--require-hashes" not in line or ".lock" not in line] == []


PACKAGE = {"name": "flask", "version": "3.1.3"}
UNKNOWN = {"name": "flask", "skip_reason": "Dependency not found on PyPI and could not be audited"}


@pytest.mark.parametrize(
    ("packages", "code", "says"),
    [
        ([PACKAGE | {"vulns": [{"id": "PYSEC-1"}]}, UNKNOWN], 1, "flask 3.1.3: PYSEC-1"),
        ([PACKAGE | {"vulns": []}], 0, "No known hole in 1 of 1 packages"),
        # pip-audit itself calls this "No known vulnerabilities found".
        ([UNKNOWN], 0, "NOT CHECKED"),
        ([PACKAGE | {"vulns": []}, UNKNOWN], 0, "NOT CHECKED"),
        (None, 0, "NOT CHECKED"),
    ],
)
def test_the_look_for_known_holes_says_what_it_knows(packages: list[object] | None, code: int, says: str) -> None:
    said = "" if packages is None else json.dumps({"dependencies": packages, "fixes": []})
    assert audit.verdict(said)[0] == code and says in audit.verdict(said)[1]


def test_ci_looks_for_known_holes() -> None:
    assert "make audit" in (ROOT / ".ci" / "run").read_text("utf-8")
