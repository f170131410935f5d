"""Templates of memos, as a reader reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.untrusted.templates.filling import filled, tried
from services.untrusted.templates.placeholders import TemplateRefused


def check_template(_asked: Any, handed: Sequence[bytes]) -> tuple[Any, Sequence[bytes]]:
    """What is wrong, in Thai; None where it may be used."""
    try:
        tried(handed[0])
    except TemplateRefused as refused:
        return {"refused": refused.words}, ()
    return {"refused": None}, ()


def fill_template(asked: Any, handed: Sequence[bytes]) -> tuple[Any, Sequence[bytes]]:
    """`asked`: the facts. The document, or what is wrong."""
    try:
        return {"refused": None}, (filled(handed[0], asked),)
    except TemplateRefused as refused:
        return {"refused": refused.words}, ()
