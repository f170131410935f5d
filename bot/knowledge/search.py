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

from rapidfuzz import fuzz, process

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
_ROUNDING = 1e-6

_Fields = Sequence[tuple[str, float]]
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
    known = [(_fields(entry), entry.key) for entry in entries]
    # Only where nothing matches is it asked what comes near: to look no further than is needed makes it quick.
    if matches := _ranked(words, known, ENOUGH):
        return SearchResult(matches)
    return SearchResult((), _ranked(words, known, NEAR)[:3])


def _ranked(words: Sequence[str], known: Sequence[tuple[_Fields, str]], least: float) -> tuple[str, ...]:
    """Keys of the entries that score at least so much, best first: by the whole query, or all its parts together."""
    texts = list(dict.fromkeys(text for fields, _ in known for text, _ in fields if len(text) >= SHORT))
    whole = _Likenesses("".join(words), texts, least)
    # All other parts cannot make up for more than this.
    at_least = least * len(words) - 100.0 * (len(words) - 1)
    parts = [_Likenesses(word, texts, at_least) for word in words] if len(words) > 1 else []
    scored = []
    for fields, key in known:
        points = whole.best(fields)
        if parts and points < 100.0:
            points = max(points, sum(part.best(fields) for part in parts) / len(parts))
        if points >= least:
            scored.append((points, key))
    return tuple(key for _, key in sorted(scored, key=lambda one: -one[0]))


class _Likenesses:
    """How well one word stands in texts, each looked at once: items share their category and many keywords. What is
    less than `least` counts as nothing."""

    def __init__(self, word: str, texts: Sequence[str], least: float) -> None:
        self._word = word
        looked_at = texts if len(word) >= SHORT else ()
        cut = max(0.0, least - _ROUNDING)
        found = process.extract(word, looked_at, scorer=fuzz.partial_ratio, limit=None, score_cutoff=cut)
        self._alike: dict[str, float] = {text: alike for text, alike, _ in found}
        self._known: dict[str, float] = {}

    def best(self, fields: _Fields) -> float:
        """How well the word stands in the best of the fields."""
        word, known, best = self._word, self._known, 0.0
        if len(word) < 2:
            return 0.0
        is_tiny = len(word) < TINY
        for text, weight in fields:
            if is_tiny and weight <= MENTIONED:
                continue
            if text not in known:
                known[text] = self._likeness(text)
            best = max(best, weight * known[text])
        return best

    def _likeness(self, text: str) -> float:
        word = self._word
        if word in text:
            return 100.0
        if min(len(word), len(text)) < SHORT:
            return fuzz.ratio(word, text) if text in word else 0.0
        alike = self._alike.get(text, 0.0)
        if len(text) < len(word):
            # The field stands inside the query: worth the more, the more of the query it is.
            alike *= 0.5 + 0.5 * len(text) / len(word)
        return alike


def _words(query: str) -> tuple[str, ...]:
    asked = tidy(query)[:LONGEST_QUERY]
    return tuple(word for part in bare(asked).split() if (word := _key(part)))


def _key(text: str) -> str:
    return _TONES.sub("", folded(text))


@lru_cache(maxsize=2_000)
def _fields(entry: Entry) -> _Fields:
    """What is compared, with its weight: the title and the keywords say what an item is, the rest mentions it."""
    keywords = [(_key(word), 1.0) for word in entry.keywords.split(",")]
    others = [(_key(entry.title), 1.0), (_key(entry.category), 0.95), (_key(entry.description), MENTIONED)]
    return tuple((text, weight) for text, weight in [*others, *keywords] if text)
