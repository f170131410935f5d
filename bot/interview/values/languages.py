"""The languages of a form: what they are called, and which of them is the one that a person has chosen before."""

from __future__ import annotations

import re

from bot.engine.definition.form import Form
from bot.texts.forms.words import LANGUAGE_CODES
from bot.texts.interview.languages import MAIN, NAMES
from bot.thai.digits import folded

_CODED = re.compile(r"\s*(.*?)\s*\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*")
# What pyxform calls the language of columns that name none.
_UNNAMED = ("", "default")
MOST_KEY = 32


def key_of(language: str) -> str:
    """What two forms' names of one language have in common: `English (en)`, `english` and `en` are `en`. "" for the
    language of columns that name none; `MOST_KEY` letters at most."""
    if language.casefold() in _UNNAMED:
        return ""
    coded = _CODED.fullmatch(language)
    name = (coded[2] if coded else language).strip().casefold()
    return LANGUAGE_CODES.get(name, name)[:MOST_KEY]


def called(language: str) -> str:
    """As it is shown: its name without a code."""
    if language.casefold() in _UNNAMED:
        return MAIN
    coded = _CODED.fullmatch(language)
    name = coded[1] or coded[2] if coded else language
    return NAMES.get(name.casefold(), name)


def spoken(form: Form, key: str) -> str:
    """The form's language of that key; its default one where it has none."""
    return next((one for one in form.languages if key and key_of(one) == key), form.default_language)


def named(form: Form, text: str) -> str | None:
    """The one of the form's languages that somebody names; None for other words."""
    words = folded(text)
    meant = LANGUAGE_CODES.get(words.strip().casefold(), "")
    found = [
        one for one in form.languages if words and (folded(called(one)) == words or (meant and key_of(one) == meant))
    ]
    return found[0] if len(found) == 1 else None
