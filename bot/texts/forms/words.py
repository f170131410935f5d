"""One saying about a form in two languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Two:
    """The same in Thai and in English."""

    th: str
    en: str


@dataclass(frozen=True, slots=True)
class WordedAs:
    """`says` is what was found, `todo` what the author should do (None where nothing need be said)."""

    says: Two
    todo: Two | None = None


def said(th: str, en: str, do_th: str = "", do_en: str = "") -> WordedAs:
    return WordedAs(Two(th, en), Two(do_th, do_en) if do_th else None)


LANGUAGE_CODES = {
    "thai": "th",
    "ไทย": "th",
    "ภาษาไทย": "th",
    "english": "en",
    "อังกฤษ": "en",
    "ภาษาอังกฤษ": "en",
}
"""What authors call the language of a column, in small letters, and its code."""
