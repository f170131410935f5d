"""Thai typing made plain: digits, look-alike letters, invisible characters, spaces.

Everything that reads an officer's words goes through `tidy` first, so that the readers beside this file
meet one spelling only.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC = str.maketrans(THAI_DIGITS, "0123456789")
_TO_THAI = str.maketrans("0123456789", THAI_DIGITS)

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_INNER = str.maketrans("“”", "‘’")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "′": "'", "″": '"'})


class _Letters(dict[int, int | None]):
    """Letters, marks and numbers stay, all else goes; each is looked up once."""

    def __missing__(self, code: int) -> int | None:
        kept = code if unicodedata.category(chr(code))[0] in "LMN" else None
        self[code] = kept
        return kept


_LETTERS = _Letters()
_SHORT = 60  # letters: a figure, a choice, a command


def to_arabic(text: str) -> str:
    """Thai digits become Arabic ones; nothing else changes."""
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """Arabic digits become Thai ones; nothing else changes."""
    return text.translate(_TO_THAI)


def spelled(text: str) -> str:
    """One spelling of Thai: NFKC, sara am whole, `เเ` as `แ`, nothing invisible. Keeps digits, case and spaces."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    # NFKC takes sara am apart, and some keyboards put the tone mark after its ring.
    text = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", text)
    return text.replace("เเ", "แ")


def tidy(text: str) -> str:
    """`spelled`, with Arabic digits, one kind of dash and quote, single spaces, no space at either end."""
    # The same few words are looked at by one reader after another.
    return _tidied(text) if len(text) <= _SHORT else _tidied.__wrapped__(text)


@lru_cache(maxsize=512)
def _tidied(text: str) -> str:
    text = _DASHES.sub("-", to_arabic(spelled(text))).translate(_QUOTES)
    return " ".join(text.split())


def folded(text: str) -> str:
    """What two spellings of the same words have in common: `tidy`, lower case, no spaces, no punctuation.

    Thai vowels and tone marks count as letters here (to a regular expression they are punctuation).
    """
    return tidy(text).casefold().translate(_LETTERS)


def quoted(words: str) -> str:
    """Between quotation marks; those of the words themselves become single ones."""
    return f"“{words.translate(_INNER)}”"


def up_to(last: int) -> str:
    """The numbers one may choose from: `1-5`; `1` where there is one only."""
    return f"1-{last}" if last > 1 else "1"
