"""Signs of land, water and people, one function each, on a square from (-1, -1) to (1, 1)."""

from __future__ import annotations

from collections.abc import Callable

from bot.drawing.hand import Hand, around, bent


def _water(hand: Hand) -> None:
    """A drop."""
    left = bent((0, -0.62), (-0.1, -0.2), (-0.4, 0.14))
    right = bent((0.4, 0.14), (0.1, -0.2), (0, -0.62))
    bow = [around((0, 0.16), 0.4, degrees) for degrees in range(180, -1, -8)]
    hand.shape(*left, *bow, *right)


def _rice(hand: Hand) -> None:
    """An ear of rice, bent by its grains."""
    hand.stroke(*bent((-0.2, 0.62), (-0.22, -0.2), (0.2, -0.52)), width=0.07)
    for x, y in ((-0.36, 0.02), (-0.3, -0.26), (-0.06, -0.5), (0.06, 0.06), (0.2, -0.18), (0.42, -0.36)):
        hand.dot((x, y), 0.13)
    hand.stroke(*bent((-0.2, 0.5), (0.1, 0.3), (0.36, 0.42)), width=0.07)


def _tree(hand: Hand) -> None:
    hand.box((-0.08, 0.1), (0.08, 0.62), radius=0.04, fill=True)
    for x, y, radius in ((0, -0.3, 0.32), (-0.28, -0.08, 0.26), (0.28, -0.08, 0.26)):
        hand.dot((x, y), radius)


def _house(hand: Hand) -> None:
    hand.shape((-0.62, -0.06), (0, -0.58), (0.62, -0.06))
    hand.shape((-0.44, -0.06), (0.44, -0.06), (0.44, 0.52), (0.12, 0.52), (0.12, 0.16), (-0.12, 0.16), (-0.12, 0.52),
               (-0.44, 0.52))  # fmt: skip


def _spade(hand: Hand) -> None:
    hand.stroke((0, -0.56), (0, 0.1), width=0.11)
    hand.stroke((-0.2, -0.58), (0.2, -0.58), width=0.12)
    right, left = bent((0.3, 0.1), (0.28, 0.5), (0, 0.66)), bent((0, 0.66), (-0.28, 0.5), (-0.3, 0.1))
    hand.shape((-0.3, 0.0), (0.3, 0.0), *right, *left)


def _sprout(hand: Hand) -> None:
    """Two leaves on a stem, in earth."""
    hand.stroke((0, 0.5), (0, -0.08), width=0.09)
    for side in (-1, 1):
        above = bent((0, -0.04), (0.08 * side, -0.46), (0.56 * side, -0.44))
        below = bent((0.56 * side, -0.44), (0.5 * side, -0.02), (0, -0.04))
        hand.shape(*above, *below)
    hand.stroke((-0.5, 0.54), (0.5, 0.54), width=0.1)


def _temple(hand: Hand) -> None:
    """Roofs one above the other, and pillars."""
    hand.shape((-0.06, -0.66), (0.06, -0.66), (0.34, -0.26), (-0.34, -0.26))
    hand.shape((-0.4, -0.22), (0.4, -0.22), (0.66, 0.1), (-0.66, 0.1))
    for x in (-0.42, -0.14, 0.14, 0.42):
        hand.box((x - 0.06, 0.14), (x + 0.06, 0.48), radius=0.02, fill=True)
    hand.box((-0.58, 0.5), (0.58, 0.58), radius=0.03, fill=True)


def _school(hand: Hand) -> None:
    """A house with a flag on it."""
    hand.stroke((0, -0.2), (0, -0.66), width=0.06)
    hand.shape((0.02, -0.68), (0.34, -0.56), (0.02, -0.44))
    hand.shape((-0.6, 0.0), (0, -0.34), (0.6, 0.0))
    hand.box((-0.5, 0.04), (0.5, 0.54), radius=0.02, fill=False, width=0.1)
    hand.box((-0.1, 0.22), (0.1, 0.54), radius=0.02, fill=True)


def _people(hand: Hand) -> None:
    """Three heads and shoulders."""
    for x, y, size in ((-0.4, 0.04, 0.8), (0.4, 0.04, 0.8), (0, -0.06, 1.0)):
        hand.dot((x, y - 0.26 * size), 0.19 * size)
        bow = [around((x, 0.4), 0.34 * size, degrees) for degrees in range(180, 361, 10)]
        hand.shape(*bow)


def _person(hand: Hand) -> None:
    hand.dot((0, -0.26), 0.25)
    hand.shape(*[around((0, 0.54), 0.46, degrees) for degrees in range(180, 361, 8)])


def _hands(hand: Hand) -> None:
    """Help: a heart held up."""
    for side in (-1, 1):
        lobe = [around((0.17 * side, -0.28), 0.19, degrees) for degrees in range(180, 361, 10)]
        hand.shape(*lobe, (0.0, 0.12))
    hand.shape((-0.355, -0.25), (0.355, -0.25), (0, 0.14))
    for side in (-1, 1):
        hand.stroke(*bent((0.62 * side, 0.0), (0.56 * side, 0.44), (0.1 * side, 0.54)), width=0.12)


def _sheet(hand: Hand) -> None:
    """A sheet of paper with lines."""
    hand.box((-0.42, -0.58), (0.42, 0.58), radius=0.08)
    for y in (-0.26, 0.0, 0.26):
        hand.stroke((-0.2, y), (0.2, y), width=0.08)


def _tick(hand: Hand) -> None:
    hand.stroke((-0.44, 0.04), (-0.12, 0.38), (0.46, -0.32), width=0.2)


def _chat(hand: Hand) -> None:
    hand.box((-0.56, -0.5), (0.56, 0.24), radius=0.18, fill=True)
    hand.shape((-0.3, 0.2), (0.02, 0.2), (-0.32, 0.56))


def _photo(hand: Hand) -> None:
    """A camera."""
    hand.box((-0.58, -0.3), (0.58, 0.46), radius=0.12)
    hand.box((-0.2, -0.46), (0.2, -0.3), radius=0.05, fill=True)
    hand.dot((0, 0.08), 0.22)


def _coins(hand: Hand) -> None:
    for y in (0.36, 0.12, -0.12, -0.36):
        hand.box((-0.46, y - 0.09), (0.46, y + 0.09), radius=0.09, fill=True, width=0.01)


def _book(hand: Hand) -> None:
    """An open book."""
    hand.stroke((0, -0.3), (0, 0.46))
    for side in (-1, 1):
        top = bent((0, -0.3), (0.26 * side, -0.54), (0.58 * side, -0.42))
        foot = bent((0.58 * side, 0.34), (0.26 * side, 0.22), (0, 0.46))
        hand.stroke(*top, *foot)


def _clock(hand: Hand) -> None:
    ring = [around((0, 0), 0.54, degrees) for degrees in range(0, 361, 6)]
    hand.stroke(*ring, width=0.1)
    hand.stroke((0, -0.3), (0, 0.02), (0.24, 0.16), width=0.1)


def _map(hand: Hand) -> None:
    """A needle in a map."""
    bow = [around((0, -0.2), 0.38, degrees) for degrees in range(150, 391, 8)]
    hand.shape(*bow, (0, 0.62))
    hand.dot((0, -0.2), 0.15, ink="#FFFFFF")


def _fish(hand: Hand) -> None:
    hand.shape(*bent((-0.34, 0), (0.1, -0.5), (0.6, 0)), *bent((0.6, 0), (0.1, 0.5), (-0.34, 0)))
    hand.shape((-0.26, 0), (-0.62, -0.28), (-0.62, 0.28))


def _area(hand: Hand) -> None:
    """A square with its corners marked: size."""
    for x in (-0.48, 0.48):
        for y in (-0.48, 0.48):
            hand.stroke((x, y * 0.3), (x, y), (x * 0.3, y), width=0.11)
    hand.box((-0.2, -0.2), (0.2, 0.2), radius=0.02, fill=True)


SIGNS: dict[str, Callable[[Hand], None]] = {
    "water": _water,
    "rice": _rice,
    "tree": _tree,
    "house": _house,
    "spade": _spade,
    "sprout": _sprout,
    "temple": _temple,
    "school": _school,
    "people": _people,
    "person": _person,
    "hands": _hands,
    "sheet": _sheet,
    "tick": _tick,
    "chat": _chat,
    "photo": _photo,
    "coins": _coins,
    "book": _book,
    "clock": _clock,
    "map": _map,
    "fish": _fish,
    "area": _area,
}
"""By the name that an article's head gives."""
