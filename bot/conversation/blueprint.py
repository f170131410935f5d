"""What the engine runs on: the tree to copy, the compiled expressions, the order in which to compute them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Built once a form, never changed afterwards."""
