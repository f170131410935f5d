"""A typed reply matched to the options that were printed: by number, by name, by part of a name, mistyped.

A guess is made only where no other option is near: otherwise the answer is refused and the options that
fit are named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from rapidfuzz import fuzz, process

from bot.thai import reasons
from bot.thai.digits import folded, tidy
from bot.thai.numberwords import read_words
from bot.thai.polite import POLITE, without
from bot.thai.refused import Refused

_LONGEST = 300
# Below 78 of 100 two Thai words are different words; a second option within 10 makes it a guess.
_ALIKE, _MARGIN = 78, 10
_NUMBER = re.compile(r"(?:(?:ข้อ|เลือก|ตอบ|หมายเลข|ตัวเลือก)(?:ที่)? ?)*\(?([0-9]{1,4})\)?[.)]?")
_NUMBERS = re.compile(r"[0-9]{1,4}(?:(?:[ ,/+&.;]|และ|กับ)+[0-9]{1,4})*")
_RANGE = re.compile(r"([0-9]{1,4}) ?(?:-|ถึง) ?([0-9]{1,4})")
_BETWEEN = re.compile(r"[,;/+&\n]|(?<![0-9])\.(?= )| และ | กับ |(?<=\S)และ(?=\S)")
# "1. วัด 2. โรงเรียน": somebody's own numbering; "3. วัด" as it was printed means the same without its number
_LISTED = re.compile(r"(?<![0-9])[0-9]{1,3}[.)] ?(?=[^0-9 .,)])")
_AND = ("และ", "กับ")
_ALL = ("ทั้งหมด", "ทุกข้อ", "ทุกอย่าง", "เลือกทั้งหมด")
_NONE = "ไม่มี"
_WHOLE = 6  # letters; a shorter name may be part of any word
# not; is not, has not (of official letters)
_DENIES = ("ไม่", "มิได้", "มิใช่")
# sure, know, …?, or not, or not yet, perhaps, probably, will have
_DOUBTS = ("แน่ใจ", "ทราบ", "ไหม", "มั้ย", "หรือเปล่า", "หรือไม่", "หรือยัง", "อาจ", "น่าจะ", "จะมี")
_MOST_NAMED = 5
# Beyond this nobody names several options where one is wanted, and looking for them costs.
SHORT_LIST = 50
# Of what fits in a longer list so many are shown, a page of it.
MOST_SHOWN = 10
# Labels come again with every answer; a national list of offices has 7,851.
_key = lru_cache(maxsize=16_384)(folded)


class Option(Protocol):
    """Anything with the value that is stored and the label that is shown."""

    @property
    def value(self) -> str: ...

    @property
    def label(self) -> str: ...


def read_choice(text: str, options: Sequence[Option]) -> str | Refused:
    """The value of the one option that `text` means; options are numbered from 1 in the order given."""
    words = without(tidy(text), POLITE, ())
    if not words:
        return Refused(reasons.EMPTY)
    if len(words) > _LONGEST:
        return Refused(reasons.NOT_AN_OPTION)
    if (number := _number(words, options)) is not None:
        return _numbered(number, words, options)
    found = _named(words, options)
    if isinstance(found, str) or len(options) > SHORT_LIST:
        return found
    several = read_choices(text, options)
    if isinstance(several, tuple) and len(several) > 1:
        return Refused(reasons.ONE_ONLY)
    at = None if found.candidates else _within(folded(words), [_key(option.label) for option in options])
    return found if at is None else _asked_about(at, options)


def read_choices(text: str, options: Sequence[Option]) -> tuple[str, ...] | Refused:
    """The values of all the options that `text` means, in the options' own order: `1 3 5`, `1-3`, `วัด โรงเรียน`."""
    words = without(tidy(text.replace("\n", ",")), POLITE, ())
    if not words:
        return Refused(reasons.EMPTY)
    if len(words) > _LONGEST:
        return Refused(reasons.NOT_AN_OPTION)
    if words in _ALL:
        return tuple(option.value for option in options)
    words = _LISTED.sub(",", words).strip(", ")
    whole = _named(words, options, strictly=True)
    chosen: set[str] = set()
    if isinstance(whole, str):
        chosen.add(whole)
    elif together := _written_together(words, options):
        chosen |= together
    else:
        for part in _parts(words, len(options)):
            found = _run(part, options)
            if isinstance(found, Refused):
                return found
            chosen |= found
    return tuple(option.value for option in options if option.value in chosen)


def _parts(words: str, last: int) -> list[str]:
    words = re.sub(r"^(?:ข้อ|เลือก|ตอบ)(?:ที่)? ?(?=[0-9])", "", words)
    if _NUMBERS.fullmatch(words):
        figures = re.findall("[0-9]+", words)
        # "135" for 1, 3 and 5: only where it can be nothing else.
        one = figures[0]
        if len(figures) == 1 and int(one) > last and last <= 9 and len(set(one)) == len(one) > 1:
            return list(one)
        return figures
    return [part for part in (piece.strip() for piece in _BETWEEN.split(words)) if part]


def _run(part: str, options: Sequence[Option]) -> set[str] | Refused:
    """All the options named in one run of words, the longest names first."""
    if span := _RANGE.fullmatch(part):
        first, last = int(span[1]), int(span[2])
        if not 1 <= first < last <= len(options):
            return Refused(reasons.no_such_option(max(first, last), len(options)))
        return {option.value for option in options[first - 1 : last]}
    pieces = part.split(" ")
    chosen: set[str] = set()
    at = 0
    while at < len(pieces):
        for end in range(min(len(pieces), at + 6), at, -1):
            words = " ".join(pieces[at:end])
            number = _number(words, options)
            # Several words together must be a name as it is written, or "วัด โรงเรียน" would pass for one.
            loosely = end == at + 1 or len(pieces) == 1
            found = (
                _named(words, options, strictly=not loosely) if number is None else _numbered(number, words, options)
            )
            if isinstance(found, str):
                chosen.add(found)
                at = end
                break
        else:
            if isinstance(found, Refused) and (found.candidates or number is not None):
                return found
            return Refused(reasons.unknown_among(pieces[at][:40]))
    return chosen


def _number(words: str, options: Sequence[Option]) -> int | None:
    """The number of an option, in figures or in words ("ข้อสาม") unless an option is called so."""
    if figures := _NUMBER.fullmatch(words):
        return int(figures[1])
    if any(letter.isdigit() for letter in words):
        return None
    said = read_words(re.sub(r"^(?:ข้อ|เลือก|ตอบ|หมายเลข|ตัวเลือก)(?:ที่)? ?", "", words))
    if not isinstance(said, Decimal) or said != int(said):
        return None
    return None if any(_key(option.label) == folded(words) for option in options) else int(said)


def _written_together(words: str, options: Sequence[Option]) -> set[str]:
    """Options whose names stand one behind the other without a space; empty where anything else stands there too."""
    names = {_key(option.label): option.value for option in options}
    left, found = folded(words), set[str]()
    while left:
        name = max((name for name in names if name and left.startswith(name)), key=len, default="")
        if not name:
            return set()
        found.add(names[name])
        left = left[len(name) :]
        for joint in _AND:
            left = left.removeprefix(joint)
    return found


def _numbered(number: int, words: str, options: Sequence[Option]) -> str | Refused:
    if not options:
        return Refused(reasons.NOT_AN_OPTION)
    same_words = [option for option in options if _key(option.label) == str(number)]
    by_place = options[number - 1] if 1 <= number <= len(options) else None
    if same_words and words.isdigit() and by_place is not same_words[0]:
        # The options are figures themselves ("0", "1", "2"): then what is written on them counts.
        return same_words[0].value
    return by_place.value if by_place else Refused(reasons.no_such_option(number, len(options)))


def _named(words: str, options: Sequence[Option], strictly: bool = False) -> str | Refused:
    typed = folded(words)
    if not typed:
        return Refused(reasons.NOT_AN_OPTION)
    labels = [_key(option.label) for option in options]
    if same := [at for at, label in enumerate(labels) if label == typed]:
        return _one_of(same, options)
    if strictly:
        return Refused(reasons.NOT_AN_OPTION)
    if len(typed) > 1 and (begun := [at for at, label in enumerate(labels) if label.startswith(typed)]):
        return _one_of(begun, options)
    inside = [at for at, label in enumerate(labels) if len(typed) > 2 and typed in label]
    # "มีงาน" is inside "ไม่มีงาน" and means the opposite.
    if len(inside) > 1 or any(_negations(typed) == _negations(labels[at]) for at in inside):
        return _one_of(inside, options)
    near = _mistyped(typed, labels, options)
    if inside and isinstance(near, Refused):
        return _asked_about(inside[0], options)
    return near


def _within(typed: str, labels: list[str]) -> int | None:
    """The one option whose whole name stands in a longer sentence, or that says there is none as the sentence begins.
    The rest may turn the meaning ("next month there will be"): it is for asking about, never for taking."""
    held = [at for at, label in enumerate(labels) if len(label) >= _WHOLE and label in typed]
    # "มีงาน" is inside "ไม่มีงาน" and is not what was said.
    held = [at for at in held if not any(labels[at] in labels[other] for other in held if other != at)]
    if not held and typed.removeprefix("ยัง").startswith(_NONE):
        held = [at for at, label in enumerate(labels) if label.removeprefix("ยัง").startswith(_NONE)]
    return held[0] if len(held) == 1 and _negations(typed) == _negations(labels[held[0]]) else None


def _negations(words: str) -> int:
    """How often they deny: twice is no denial, and no word for one."""
    return sum(map(words.count, _DENIES))


def _is_doubt(typed: str, label: str) -> bool:
    """Whether the words doubt or ask what the label says."""
    return any(word in typed and word not in label for word in _DOUBTS)


def _mistyped(typed: str, labels: list[str], options: Sequence[Option]) -> str | Refused:
    if len(typed) < 3:
        return Refused(reasons.NOT_AN_OPTION)
    near = process.extract(typed, labels, scorer=fuzz.ratio, limit=_MOST_NAMED, score_cutoff=_ALIKE - _MARGIN)
    near = [one for one in near if _negations(one[0]) == _negations(typed)]
    if not near and len(typed) >= 5:
        near = process.extract(typed, labels, scorer=fuzz.partial_ratio, limit=_MOST_NAMED, score_cutoff=_ALIKE)
        near = [one for one in near if len(one[0]) >= len(typed) - 1 and _negations(one[0]) == _negations(typed)]
    if not near or near[0][1] < _ALIKE:
        return Refused(reasons.NOT_AN_OPTION)
    at = near[0][2]
    if _is_doubt(typed, labels[at]):
        return _asked_about(at, options)
    return _one_of([at for _, score, at in near if score > near[0][1] - _MARGIN], options)


def _asked_about(at: int, options: Sequence[Option]) -> Refused:
    return Refused(reasons.this_option(f"{at + 1}. {options[at].label}", at + 1), (options[at].value,))


def _one_of(fitting: list[int], options: Sequence[Option]) -> str | Refused:
    if len(fitting) == 1:
        return options[fitting[0]].value
    if len(options) > SHORT_LIST:
        # A search that found several is no mistake: what fits is shown, to be chosen from.
        shown = tuple(options[at].value for at in fitting[:MOST_SHOWN])
        return Refused(reasons.narrowed(len(fitting), len(shown)), shown)
    named = fitting[:_MOST_NAMED]
    words = [f"{at + 1}. {options[at].label}" for at in named]
    return Refused(reasons.several_options(words), tuple(options[at].value for at in named))
