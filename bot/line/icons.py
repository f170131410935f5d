"""Six simple signs, drawn with Pillow: one function each, on a square from (-1, -1) to (1, 1)."""

from __future__ import annotations

from collections.abc import Callable

from PIL import ImageDraw

from bot.drawing.hand import Hand, around, bent


def draw(pen: ImageDraw.ImageDraw, name: str, x: float, y: float, radius: float, *, ink: str) -> None:
    """Draws the sign `name` (a key of `SIGNS`) on a disc of that middle and radius."""
    SIGNS[LIKE.get(name, name)](Hand(pen, x, y, radius, ink))


def _report(hand: Hand) -> None:
    """A sheet on a clipboard, ticked."""
    hand.box((-0.42, -0.5), (0.42, 0.58), radius=0.1)
    hand.box((-0.2, -0.62), (0.2, -0.4), radius=0.08, fill=True)
    hand.stroke((-0.2, 0.06), (-0.04, 0.24), (0.24, -0.12), width=0.11)


def _status(hand: Hand) -> None:
    """Months side by side: three columns on a line."""
    hand.stroke((-0.56, 0.5), (0.56, 0.5))
    for left, top in ((-0.44, 0.1), (-0.11, -0.18), (0.22, -0.5)):
        hand.box((left, top), (left + 0.22, 0.46), radius=0.04, fill=True)


def _knowledge(hand: Hand) -> None:
    """An open book."""
    hand.stroke((0, -0.3), (0, 0.46))
    for side in (-1, 1):
        top = bent((0, -0.3), (0.26 * side, -0.54), (0.58 * side, -0.42))
        foot = bent((0.58 * side, 0.34), (0.26 * side, 0.22), (0, 0.46))
        hand.stroke(*top, *foot)
        hand.stroke(*bent((0.19 * side, -0.16), (0.3 * side, -0.21), (0.41 * side, -0.2)), width=0.07)
        hand.stroke(*bent((0.19 * side, 0.06), (0.3 * side, 0.01), (0.41 * side, 0.02)), width=0.07)


def _qr(hand: Hand) -> None:
    """The three eyes of a QR code and a few modules."""
    for left, top in ((-0.52, -0.52), (0.1, -0.52), (-0.52, 0.1)):
        hand.box((left, top), (left + 0.42, top + 0.42), radius=0.06)
        hand.box((left + 0.15, top + 0.15), (left + 0.27, top + 0.27), radius=0.02, fill=True)
    for left, top in ((0.1, 0.1), (0.38, 0.1), (0.24, 0.24), (0.1, 0.38), (0.38, 0.38)):
        hand.box((left, top), (left + 0.14, top + 0.14), radius=0.02, fill=True)


def _contact(hand: Hand) -> None:
    """Two people talking: a bubble with lines, its tail below."""
    hand.box((-0.54, -0.46), (0.54, 0.26), radius=0.16)
    hand.shape((-0.3, 0.2), (0.02, 0.2), (-0.3, 0.54))
    for x in (-0.26, 0.0, 0.26):
        hand.dot((x, -0.1), 0.075)


def _help(hand: Hand) -> None:
    """A question mark, as a stroke, so that no font decides its look."""
    bow = [around((0, -0.26), 0.26, degrees) for degrees in range(-170, 41, 6)]
    hand.stroke(*bow, *bent(bow[-1], (0.01, 0.06), (0, 0.24)), width=0.13)
    hand.dot((0, 0.49), 0.095)


def _menu(hand: Hand) -> None:
    """Three lines."""
    for height in (-0.34, 0, 0.34):
        hand.stroke((-0.46, height), (0.46, height), width=0.11)


def _screen(hand: Hand) -> None:
    """A screen on its foot."""
    hand.box((-0.58, -0.5), (0.58, 0.26), radius=0.08)
    hand.stroke((0, 0.28), (0, 0.52))
    hand.stroke((-0.28, 0.54), (0.28, 0.54))


def _back(hand: Hand) -> None:
    """An arrow to the left."""
    hand.stroke((0.52, 0), (-0.5, 0), width=0.11)
    hand.stroke((-0.12, -0.4), (-0.52, 0), (-0.12, 0.4), width=0.11)


def _skip(hand: Hand) -> None:
    """An arrow to the right."""
    hand.stroke((-0.52, 0), (0.5, 0), width=0.11)
    hand.stroke((0.12, -0.4), (0.52, 0), (0.12, 0.4), width=0.11)


def _pause(hand: Hand) -> None:
    """Two bars."""
    hand.box((-0.36, -0.46), (-0.12, 0.46), radius=0.06, fill=True)
    hand.box((0.12, -0.46), (0.36, 0.46), radius=0.06, fill=True)


SIGNS: dict[str, Callable[[Hand], None]] = {
    "menu": _menu,
    "desk.open": _screen,
    "back": _back,
    "skip": _skip,
    "pause": _pause,
    "report": _report,
    "status": _status,
    "knowledge": _knowledge,
    "qr": _qr,
    "contact": _contact,
    "help": _help,
}
# Tiles whose sign is another one's: who has not sent and whom to ask are people, a page is read like a book.
LIKE = {
    "join.choose": "report",
    "join.how": "help",
    "review.overview": "status",
    "review.missing": "contact",
    "review.queue": "report",
    "review": "report",
}
