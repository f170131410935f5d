"""The data of buttons: those the bot draws, the same with other values, and what it never wrote."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase
from urllib.parse import parse_qsl, urlencode

from hypothesis import strategies as st

from bot.vocabulary.intents import Do
from tests.fuzz.drawing.words import garbage, words
from tests.web.desk.world import NOWHERE, Place

KEYS = (*ascii_lowercase, "to", "do")


def values_of(places: Sequence[Place]) -> st.SearchStrategy[str]:
    """What a button could name: things that are there, elsewhere or nowhere, months, days, and garbage."""
    known = {str(value) for place in (*places, NOWHERE) for value in vars(place).values()}
    months = {"2026-09", "2026-10", "2026-11", "2027-01", "2026-13", "0000-00"}
    days = {"2026-11-03", "2026-11-10", "2026-11-30", "2026-02-30", "9999-12-31", "0001-01-01"}
    reasons = {"unclear", "other", "flood", "disaster", "khok-nong-na", "/desk/", "//evil.example", "/desk/../x"}
    right = st.sampled_from(sorted(known | months | days | reasons | {str(number) for number in range(6)}))
    return st.one_of(right, right, garbage)


def presses(places: Sequence[Place], drawn: Sequence[str]) -> st.SearchStrategy[str]:
    """`drawn` is the data of old buttons."""
    values = values_of(places)

    def encoded(pairs: list[tuple[str, str]]) -> str:
        return urlencode([(key, value.encode("utf-8", "replace")) for key, value in pairs])

    about = st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("p", "u", "m", "r", "v", "n", "q", "k", "d", "t", "c", "i", "to"), values)
    )
    made = st.builds(lambda do, more: encoded([("do", do), *more.items()]), st.sampled_from(sorted(Do)), about)

    def other(data: str, key: str, value: str) -> str:
        return encoded([(name, value if name == key else old) for name, old in parse_qsl(data)])

    old = st.sampled_from(list(drawn))
    mutated = old.flatmap(lambda data: st.builds(other, st.just(data), st.sampled_from(_keys(data)), values))
    return st.one_of(
        old,
        mutated,
        mutated,
        made,
        made,
        words,
        st.lists(st.tuples(st.sampled_from(KEYS), values), max_size=9).map(encoded),
    )


def _keys(data: str) -> list[str]:
    return [key for key, _ in parse_qsl(data)] or ["do"]
