"""Words that only make an answer or a wish polite: taken off before it is read. No other list of them exists."""

from __future__ import annotations

from collections.abc import Iterator

# the particles of both sexes with their misspellings, and "thank you"
_PARTICLES = "นะคะ นะค่ะ นะครับ ครับผม ครับ คับ คร้าบ ค้าบ ค่ะ คะ ค่า คร่ะ จ้า จ้ะ จ๊ะ นะจ๊ะ ขอบคุณ"
POLITE = tuple(_PARTICLES.split())
# please, too: after a wish
AFTER = (*POLITE, "หน่อย", "ด้วย")
_LONGEST_FIRST = sorted(AFTER, key=len, reverse=True)
# may I have, may I see: before a wish. Less is taken off first: to see a report is another wish than the report.
BEFORE = ("ขอ", "ขอดู")


def without(words: str, after: tuple[str, ...], before: tuple[str, ...]) -> str:
    """`words` less any of `after` at the end and `before` at the start, again and again, but never down to nothing."""
    while True:
        shorter = words
        for tail in sorted(after, key=len, reverse=True):
            if words.rstrip(" .").endswith(tail):
                shorter = words.rstrip(" .")[: -len(tail)].rstrip()
                break
        else:
            for head in before:
                if words.startswith(head):
                    shorter = words[len(head) :].lstrip(" :=")
                    break
        if shorter in ("", words):
            return words
        words = shorter


def wish(words: str) -> str:
    """A wish without the politeness after it."""
    return without(words, AFTER, ())


def ways_of(words: str) -> Iterator[str]:
    """The ways in which a wish may be meant: as it stands, then with less and less politeness, never down to nothing.

    Every ending is tried, not the longest alone: "สถานะครับ" ends with "ครับ" as well as with "นะครับ".
    """
    ways = [words]
    for said in ways:
        yield said
        plain = said.rstrip(" .")
        shorter = [plain[: -len(tail)].rstrip() for tail in _LONGEST_FIRST if plain.endswith(tail)]
        shorter += [said[len(head) :].lstrip(" :=") for head in BEFORE if said.startswith(head)]
        ways += [one for one in dict.fromkeys(shorter) if one and one not in ways]
