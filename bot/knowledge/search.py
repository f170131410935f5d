"""Finding items by words, as hurried thumbs type them. Pure: entries in, keys out.

Thai has no spaces between words, so nothing is cut into words: the query is looked for as a whole anywhere
in the title, keywords, category and description, and its parts (where it has spaces) one by one. Tone marks
are left out of the comparison, being what is mistyped most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from bot.thai.digits import folded, tidy
from bot.vocabulary.library import bare

# Judged on the built-in library: real queries with one or two slips score 76 and more, words about
# something else 67 and less.
ENOUGH = 72.0
# Close enough to ask "did you mean this?".
NEAR = 55.0
# Below this many letters one slip makes another word: only the very same letters count.
SHORT = 6
# Fewer still stand inside many words by chance ("water" in "advise"): long descriptions are not looked at.
TINY = 4
LONGEST_QUERY = 100
MENTIONED = 0.9  # the weight of the description

_TONES = re.compile("[\u0e47-\u0e4e]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as the search sees it. `keywords` are separated by commas."""

    key: str
    title: str
    category: str = ""
    description: str = ""
    keywords: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Keys of what matches, best first; where nothing does, `closest` holds up to three that may be meant."""

    matches: tuple[str, ...]
    closest: tuple[str, ...] = ()


def search(query: str, entries: Iterable[Entry]) -> SearchResult:
    """Ranks `entries` by likeness to `query`; entries of equal likeness keep their order."""
    words = _words(query)
    if not words:
        return SearchResult(())
    scored = [(_score(words, entry), entry.key) for entry in entries]
    ranked = sorted(scored, key=lambda one: -one[0])
    matches = tuple(key for points, key in ranked if points >= ENOUGH)
    closest = tuple(key for points, key in ranked if points >= NEAR)[:3]
    return SearchResult(matches, () if matches else closest)


def _score(words: Sequence[str], entry: Entry) -> float:
    """0-100: how well the whole query, or all its parts together, stand in the entry."""
    fields = _fields(entry)
    whole = _best("".join(words), fields)
    if len(words) == 1:
        return whole
    return max(whole, sum(_best(word, fields) for word in words) / len(words))


def _words(query: str) -> tuple[str, ...]:
    asked = tidy(query)[:LONGEST_QUERY]
    return tuple(word for part in bare(asked).split() if (word := _key(part)))


def _key(text: str) -> str:
    return _TONES.sub("", folded(text))


@lru_cache(maxsize=2_000)
def _fields(entry: Entry) -> tuple[tuple[str, float], ...]:
    """What is compared, with its weight: the title and the keywords say what an item is, the rest mentions it."""
    keywords = [(_key(word), 1.0) for word in entry.keywords.split(",")]
    others = [(_key(entry.title), 1.0), (_key(entry.category), 0.95), (_key(entry.description), MENTIONED)]
    return tuple((text, weight) for text, weight in [*others, *keywords] if text)


def _best(word: str, fields: Sequence[tuple[str, float]]) -> float:
    if len(word) < 2:
        return 0.0
    looked_at = [field for field in fields if len(word) >= TINY or field[1] > MENTIONED]
    return max((weight * _likeness(word, text) for text, weight in looked_at), default=0.0)


def _likeness(word: str, text: str) -> float:
    if word in text:
        return 100.0
    if min(len(word), len(text)) < SHORT:
        return fuzz.ratio(word, text) if text in word else 0.0
    alike = fuzz.partial_ratio(word, text)
    if len(text) < len(word):
        # The field stands inside the query: worth the more, the more of the query it is.
        alike *= 0.5 + 0.5 * len(text) / len(word)
    return alike
