"""Who may call a route. Every view says so; a test goes through the table of routes and asks each one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(who: str) -> Callable[[View], View]:
    """Nobody has to sign in. `who` says in a few words who calls it and why that is safe."""

    def mark(view: View) -> View:
        view.who_may_call = who  # type: ignore[attr-defined]
        return view

    return mark


def who_may_call(app: Flask, endpoint: str) -> str:
    """What the view of this endpoint says; empty where it says nothing."""
    return getattr(app.view_functions[endpoint], "who_may_call", "")
