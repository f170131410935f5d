"""Promises about the page's own files: no markup from text, nothing from elsewhere, small modules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

EMULATOR = Path(__file__).resolve().parents[2] / "emulator"
MODULES = sorted((EMULATOR / "static" / "js").glob("*.js"))
STYLES = sorted((EMULATOR / "static" / "css").glob("*.css"))
MARKUP_FROM_TEXT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|setHTML|"
    r"\beval\(|new Function|srcdoc|setAttribute\(\s*['\"](?:on|style)"
)


@pytest.mark.parametrize("path", [*MODULES, EMULATOR / "page.html"], ids=lambda path: path.name)
def test_no_text_ever_becomes_markup_or_code(path: Path) -> None:
    assert not MARKUP_FROM_TEXT.search(path.read_text())


def test_the_rule_would_catch_a_breach() -> None:
    assert MARKUP_FROM_TEXT.search("node.innerHTML = text")
    assert MARKUP_FROM_TEXT.search("node.setAttribute('onclick', text)")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_modules_are_small_and_import_only_their_neighbours(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") < 200
    for imported in re.findall(r"^import .*?from '([^']+)'", text, re.MULTILINE | re.DOTALL):
        assert imported.startswith("./")
        assert path.with_name(imported.removeprefix("./")).is_file()


def test_the_page_fetches_nothing_from_elsewhere() -> None:
    page = (EMULATOR / "page.html").read_text()
    assert re.findall(r"(?:src|href)=\"([^\"]+)\"", page)
    assert all(address.startswith("/static/") for address in re.findall(r"(?:src|href)=\"([^\"]+)\"", page))
    assert not any(re.search(r"@import|url\(", path.read_text()) for path in STYLES)


def test_scripts_and_styles_come_from_this_server_only() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', (EMULATOR / "page.html").read_text())
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
