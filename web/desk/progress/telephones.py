"""Telephone numbers in what an office says of itself, as links that a phone can call."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from bot.thai.digits import to_arabic

# Nine digits of an office, ten of a mobile phone, written in groups of any kind.
_NUMBER = re.compile(r"(?<!\d)0(?:[ -]?[0-9]){8,9}(?!\d)")
_LINK = Markup('<a href="tel:{}">{}</a>')


def telephones(text: str) -> Markup:
    """The text line by line, its telephone numbers (in either digits) as links."""
    found, end = Markup(), 0
    # To change the digits changes no length: the places are those of the text.
    for one in _NUMBER.finditer(to_arabic(text)):
        called = "".join(letter for letter in one[0] if letter.isdecimal())
        found += escape(text[end : one.start()]) + _LINK.format(called, text[one.start() : one.end()])
        end = one.end()
    return (found + escape(text[end:])).replace("\n", Markup("<br>"))
