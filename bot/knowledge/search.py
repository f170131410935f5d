"""Finding items by words, as hurried thumbs type them. Pure: entries in, keys out.

Thai has no spaces between words, so nothing is cut into words: the query is looked for as a whole anywhere
in the title, keywords, category and description, and its parts (where it has spaces) one by one. Tone marks
are left out of the comparison, being what is mistyped most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from operator import add
from typing import NamedTuple

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

_TONES = re.compile("[\u0e47-\u0e4e]")


class Entry(NamedTuple):
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
    index = _index(tuple(entries))
    # Only where nothing matches is it asked what comes near: to look no further than is needed makes it quick.
    if matches := _ranked(words, index, ENOUGH):
        return SearchResult(matches)
    return SearchResult((), _ranked(words, index, NEAR)[:3])


def _ranked(words: Sequence[str], index: _Index, least: float) -> tuple[str, ...]:
    """Keys of the entries that score at least so much, best first: by the whole query, or all its parts together."""
    points = _best("".join(words), index, index.fields, least)
    if len(words) > 1:
        points = [max(both) for both in zip(points, _together(words, index, least), strict=True)]
    # Rounded, or the order in which sums were added up would tell equals apart.
    chosen = [(round(score, 6), key) for score, key in zip(points, index.keys, strict=True) if score >= least]
    return tuple(key for _, key in sorted(chosen, key=lambda one: -one[0]))


def _together(words: Sequence[str], index: _Index, least: float) -> list[float]:
    """The mean of what the words score in each entry; 0 where that is less than `least`. The shortest words first:
    they are the quickest to look for, and rule most out."""
    sums, texts, left = [0.0] * len(index.keys), list(index.fields), len(words)
    for word in sorted(words, key=len):
        if not texts:
            break
        left -= 1
        # What those have so far that reach it if all other words stand there letter by letter.
        needed = least * len(words) - 100.0 * left - _ROUNDING
        found = _best(word, index, texts, needed - max(sums))
        both = map(add, sums, found)
        sums = [have if have >= needed else -inf for have in both]
        texts = [text for text in texts if any(sums[at] >= 0 for at, _ in index.fields[text])]
    return [max(0.0, one / len(words)) for one in sums]


def _best(word: str, index: _Index, texts: Iterable[str], least: float) -> list[float]:
    """How well a word stands in the best of these texts of each entry. What is less than `least` counts as nothing."""
    best = [0.0] * len(index.keys)
    if len(word) < 2:
        return best
    is_tiny = len(word) < TINY
    for text, alike in _likenesses(word, texts, least):
        for at, weight in index.fields[text]:
            if weight * alike > best[at] and not (is_tiny and weight <= MENTIONED):
                best[at] = weight * alike
    return best


def _likenesses(word: str, texts: Iterable[str], least: float) -> Iterator[tuple[str, float]]:
    """The texts in which the word stands, and how well."""
    others = []
    for text in texts:
        if word in text:
            yield text, 100.0
        elif min(len(word), len(text)) >= SHORT:
            others.append(text)
        elif text in word:
            yield text, fuzz.ratio(word, text)
    cut = max(0.0, least - _ROUNDING)
    for text, alike, _ in process.extract(word, others, scorer=fuzz.partial_ratio, limit=None, score_cutoff=cut):
        # A field that stands inside the query is worth the more, the more of the query it is.
        yield text, alike * min(1.0, 0.5 + 0.5 * len(text) / len(word))


@dataclass(frozen=True, slots=True)
class _Index:
    """`keys` of the entries; `fields` says of each text in which entries it stands, by their place, and with what
    weight: items share their category and many keywords, and each text is looked at once."""

    keys: Sequence[str]
    fields: Mapping[str, Sequence[tuple[int, float]]]


@lru_cache(maxsize=16)
def _index(entries: tuple[Entry, ...]) -> _Index:
    """Kept by what is in it: each province has a library of its own, and nearly all of them the same."""
    fields: dict[str, list[tuple[int, float]]] = {}
    for at, entry in enumerate(entries):
        for text, weight in _fields(entry):
            fields.setdefault(text, []).append((at, weight))
    return _Index([entry.key for entry in entries], fields)


def _words(query: str) -> tuple[str, ...]:
    asked = tidy(query)[:LONGEST_QUERY]
    return tuple(word for part in bare(asked).split() if (word := _key(part)))


def _key(text: str) -> str:
    return _TONES.sub("", folded(text))


@lru_cache(maxsize=2_000)
def _fields(entry: Entry) -> Sequence[tuple[str, float]]:
    """What is compared, with its weight: the title and the keywords say what an item is, the rest mentions it."""
    keywords = [(_key(word), 1.0) for word in entry.keywords.split(",")]
    others = [(_key(entry.title), 1.0), (_key(entry.category), 0.95), (_key(entry.description), MENTIONED)]
    return tuple((text, weight) for text, weight in [*others, *keywords] if text)
