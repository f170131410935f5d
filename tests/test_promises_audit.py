"""Every act that the product notes in the audit log has its words on the page that shows the log."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.texts.admin.audit import ACTIONS
from tests.support.source import ROOT

ROOMS = ("services", "commands", "handlers", "web")


def acts_in(file: Path) -> Iterator[str]:
    """The constants handed to `note` in this file, by themselves or by a name of the module's; not those that are put
    together there."""
    tree = ast.parse(file.read_text("utf-8"))
    named: dict[str, ast.expr] = {}
    for line in tree.body:
        if isinstance(line, ast.Assign):
            target, value = line.targets[0], line.value
            targets = target.elts if isinstance(target, ast.Tuple) else [target]
            values = value.elts if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) else [value]
            named |= {one.id: what for one, what in zip(targets, values, strict=False) if isinstance(one, ast.Name)}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] in ("note", "_note"):
            for given in call.args:
                for part in ast.walk(named.get(given.id, given) if isinstance(given, ast.Name) else given):
                    if (
                        isinstance(part, ast.Constant)
                        and isinstance(part.value, str)
                        and part.value.strip(":.") == part.value
                    ):
                        yield part.value


def test_every_act_has_its_words() -> None:
    found = {act for room in ROOMS for file in (ROOT / room).rglob("*.py") for act in acts_in(file) if act}
    assert {"join.enter", "mailbox.wrong", "file.take"} <= found
    assert found - set(ACTIONS) == set()
