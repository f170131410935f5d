"""LINE's limits on what we say, in the units LINE counts in (Messaging API reference, November 2026).

Text is counted in UTF-16 units, button labels in grapheme clusters: a Thai vowel or tone mark does not count
against a label, an emoji counts twice against a text.
"""

from __future__ import annotations

from datetime import date

TEXT = 5_000
ALT_TEXT = 1_500
MESSAGES_A_CALL = 5
QUICK_REPLIES = 13
LABEL_QUICK = 20
LABEL_FLEX = 40
DISPLAY_TEXT = 300
BUBBLE_BYTES = 30_000
BUBBLES = 12
CAROUSEL_BYTES = 50_000
# Of the preview of a picture message; the original may be ten times as large.
PREVIEW_BYTES = 1_000_000
# What a date picker may begin and end with; its end must be later than its beginning.
FIRST_PICKED = date(1900, 1, 1)
LAST_PICKED = date(2100, 12, 31)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def graphemes(text: str) -> list[str]:
    # A table of all of Unicode: imported with the first text that is longer than a label.
    import regex

    return regex.findall(r"\X", text)


def shorten(text: str, most: int) -> str:
    """At most `most` grapheme clusters; an ellipsis stands for what was cut."""
    if len(text) <= most:  # and so no more clusters than that
        return text
    clusters = graphemes(text)
    return text if len(clusters) <= most else "".join(clusters[: most - 1]).rstrip() + "…"


def clip(text: str, most: int) -> str:
    """At most `most` UTF-16 units, never cutting a character and its marks apart."""
    if utf16(text) <= most:
        return text
    kept, used = [], 1
    for cluster in graphemes(text):
        used += utf16(cluster)
        if used > most:
            break
        kept.append(cluster)
    return "".join(kept) + "…"


def split(text: str, most: int = TEXT) -> list[str]:
    """Pieces of at most `most` UTF-16 units, cut at line ends where there are any."""
    pieces: list[str] = []
    current = ""
    for line in text.splitlines(keepends=True):
        while utf16(line) > most:
            head = clip(line, most)[:-1]
            pieces += [piece for piece in (current, head) if piece]
            current, line = "", line[len(head) :]
        if utf16(current) + utf16(line) > most:
            pieces.append(current)
            current = ""
        current += line
    return [piece.rstrip("\n") for piece in [*pieces, current] if piece.strip()]
