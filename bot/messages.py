"""What goes out: meaning, not drawing.

Handlers return these; `bot/line/render.py` draws them in LINE's JSON. A link that begins with `/` is one of
our own pages: the renderer puts `PUBLIC_BASE_URL` before it, so nothing above needs to know the address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.styles import Runs


@dataclass(frozen=True, slots=True)
class Post:
    """A tap comes back as a postback with `data` (300 characters at most); the chat shows `shows`."""

    data: str
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """A tap says `text` as though the person had typed it."""

    text: str


@dataclass(frozen=True, slots=True)
class Open:
    """A tap opens a page: an address, or a path of ours that begins with `/`. `on_pc` is another one for LINE on a PC,
    where LINE's own links lead nowhere; of a quick reply it is left out, for a PC shows none."""

    link: str
    on_pc: str = ""


@dataclass(frozen=True, slots=True)
class PickDate:
    """A tap opens the date (or time) picker; the pick comes back as a postback with `data`.

    `mode` is date, time or datetime; `earliest` and `latest` bound a date.
    """

    data: str
    mode: str = "date"
    initial: date | datetime | None = None
    earliest: date | None = None
    latest: date | None = None


class Ask(StrEnum):
    """Phone abilities that only a quick reply may open."""

    CAMERA = "camera"
    ALBUM = "cameraRoll"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Button:
    """`label` is shortened to LINE's limit when drawn; say the important word first."""

    label: str
    does: Post | Say | Open | PickDate | Ask
    primary: bool = False


class Tone(StrEnum):
    """How a card or a row feels; the renderer gives it a colour and a sign, never colour alone."""

    PLAIN = "plain"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a card: a name, its value, and what a tap on it does.

    `is_word`: the name is a word to type and the value only explains it. `stays`: a tap changes this line and
    leads nowhere, as a box to tick does. `bar`: a bar below the line, 0 to 1 of its width; the value says the same in
    figures. `links` are two or three further things to do with the line, each a small button below it.
    """

    label: str
    value: str = ""
    tone: Tone = Tone.PLAIN
    button: Button | None = None
    is_word: bool = False
    stays: bool = False
    bar: float | None = None
    links: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words. `quick` buttons stand under the newest message on phones and nowhere on PC. `styled` are parts of
    them that look unlike the rest."""

    text: str
    quick: tuple[Button, ...] = ()
    must_arrive: bool = False
    styled: tuple[Runs, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A titled box with rows and buttons that also work on PC.

    `alt` is what a notification shows and what is sent instead if LINE refuses the drawing; where it is
    empty the card's own words are used (`as_text`). `picture` is a link to one that stands in it (JPEG or PNG; a link
    that begins with `/` is ours), "" for none; a tap on it does what the first button does. `styled` are parts of its
    words that look unlike the rest.
    """

    title: str
    subtitle: str = ""
    text: str = ""
    sections: tuple[Section, ...] = ()
    buttons: tuple[Button, ...] = ()
    quick: tuple[Button, ...] = ()
    tone: Tone = Tone.PLAIN
    alt: str = ""
    must_arrive: bool = False
    picture: str = ""
    styled: tuple[Runs, ...] = ()


@dataclass(frozen=True, slots=True)
class Carousel:
    """At most twelve cards side by side; `alt` as of a card. The cards' own `quick` and `alt` do not count."""

    cards: tuple[Card, ...]
    alt: str
    quick: tuple[Button, ...] = ()
    must_arrive: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by link (JPEG or PNG); a link that begins with `/` is ours."""

    link: str
    preview: str = ""
    quick: tuple[Button, ...] = ()
    must_arrive: bool = False


Message = Text | Card | Carousel | Picture


def as_text(card: Card) -> str:
    """The card's words alone, for people whose screen shows no cards and for altText."""
    lines = [card.title]
    lines += [line for line in (card.subtitle, card.text) if line]
    for section in card.sections:
        if section.heading:
            lines.append(f"\n{section.heading}")
        lines += [f"{row.label}: {row.value}" if row.value else row.label for row in section.rows]
    return "\n".join(lines)


def with_styles(message: Message, styled: Mapping[str, Runs]) -> Message:
    """The message with the styles of those texts that stand in it."""
    if not isinstance(message, Text | Card):
        return message
    words = message.text if isinstance(message, Text) else as_text(message)
    return replace(message, styled=tuple(runs for text, runs in styled.items() if text in words))
