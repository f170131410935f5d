"""Words that only make an answer polite: taken off before it is read."""

from __future__ import annotations

# the particles of both sexes with their misspellings, and "thank you"
_PARTICLES = "นะคะ นะค่ะ นะครับ ครับผม ครับ คับ คร้าบ ค้าบ ค่ะ คะ ค่า คร่ะ จ้า จ้ะ จ๊ะ นะจ๊ะ ขอบคุณ"
POLITE = tuple(_PARTICLES.split())


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
