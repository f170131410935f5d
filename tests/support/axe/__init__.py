"""axe-core looks at a page: what breaks WCAG 2.1 AA as far as a program can tell."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

# Where `make` puts what package-lock.json names: beside the Python packages.
SCRIPT = Path(sys.prefix) / "axe/node_modules/axe-core/axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
_LOOK = """async asked => {
  const found = await axe.run(document, asked);
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")} ${node.html}`));
}"""


@cache
def _script() -> str:
    assert SCRIPT.exists(), f"no axe-core in {SCRIPT.parent}: `make .venv/.axe` brings it, with npm"
    return SCRIPT.read_text("utf-8")


def violations(page: Page, *rules: str) -> list[str]:
    """What is wrong, `rule: selector html` each; of all rules of WCAG 2.1 A and AA, or of these alone."""
    if page.evaluate("!window.axe"):
        page.evaluate(_script())
    only: dict[str, Any] = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": _RULES}
    found: list[str] = page.evaluate(_LOOK, {"runOnly": only, "resultTypes": ["violations"]})
    return [one[:300] for one in found]
