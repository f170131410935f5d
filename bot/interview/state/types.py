"""What goes into the interview and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.events import Kind, Place
from bot.messages import Message
from bot.vocabulary.commands import Spoken


def _anywhere(place: Place) -> str:
    """Nothing is known about where the office works."""
    return ""


@dataclass(frozen=True, slots=True)
class ConversationFacts:
    """What the conversation is about, in words that are spoken.

    `conversation` stands in every button (16 characters or fewer, letters and digits). `title` names report and month
    ("report of October 2569", in Thai), `office` the office in full, `contact` whom to ask ("" where nobody is named).
    `explained` are names of questions that the library explains. `language` is the key of the language that the person
    has chosen (`bot.interview.values.languages`), "" for each form's own, None for the one it was shown in last.
    `period_word` is what the report is of ("month", "quarter", in Thai); "" for a month. `sent` are the answers as the
    report was sent last (`Turn.answers`); None before that. `elsewhere` says what looks wrong about a point for this
    office ("" for nothing); it is asked only when a point was given.
    """

    conversation: str
    title: str
    office: str = ""
    contact: str = ""
    explained: Collection[str] = ()
    language: str | None = None
    period_word: str = ""
    sent: Mapping[str, Any] | None = None
    elsewhere: Callable[[Place], str] = _anywhere


@dataclass(frozen=True, slots=True)
class Typed:
    """Words. `message` is LINE's id of the message, for a later unsend; "" where it is not known."""

    text: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button: its postback data, and what a date picker returned with it (ISO, Bangkok; "" for a plain button)."""

    data: str
    picked: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A photo, video, sound or file. `reference` is what is kept as the answer: whatever the caller can find it by."""

    kind: Kind
    reference: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Located:
    """A location that was sent."""

    place: Place
    message: str = ""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message taken back: if an answer came from it, that answer goes too."""

    message: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A sticker, an edited message, anything that is no answer."""

    kind: Kind


Incoming = Typed | Tapped | Attached | Located | Unsent | Unreadable


@dataclass(frozen=True, slots=True)
class Announced:
    """How many rows there will be: the `count` that the question at `path` was answered with, in its `unit`."""

    path: str
    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class SentBack:
    """One thing that a supervisor sent back: a question by its concrete path, or the whole report ("").

    `reason` is a code of `bot.texts.reviewing.returned.REASONS`, `words` what was typed with it, `shown` the answer as
    it was sent, in words."""

    path: str
    reason: str
    words: str = ""
    shown: str = ""


class Outcome(StrEnum):
    """Where a turn leaves the conversation."""

    ASKING = "asking"
    """A question, a repeat's turn or a yes/no stands open."""
    REVIEW = "review"
    """All is asked; the review was shown."""
    PAUSED = "paused"
    """The person stops here; `resume` asks the same question again."""
    SUBMIT = "submit"
    """The person sends it and everything was checked: `Turn.answers` is the report. Nothing was said yet."""
    CANCELLED = "cancelled"
    """The person confirmed that the draft is to be thrown away."""
    ELSEWHERE = "elsewhere"
    """A command of the main menu (`Turn.spoken`): do it, then `resume`. Nothing was said, nothing has changed."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one step makes: keep `state`, send `messages` (at most five, quick buttons on the last).

    `state` is plain JSON. `answers` is the report as a document where the outcome is SUBMIT, else None. `spoken` is
    the command where the outcome is ELSEWHERE, else None. `dropped` are attachment references that stand in no answer
    after this turn: a photo that was not wanted, replaced, taken back or is no longer relevant. The last come back if
    the answer that hid them is changed back, so files are best deleted at SUBMIT: there, `dropped` are all that were
    an answer at some time since the report was begun or last sent, and are none now. `confirmed` are paths of answers
    that looked wrong and that the person said are right; at SUBMIT only. `is_amended`: the report was sent before, and
    its answers are others now; never at SUBMIT. `language` is the key of the language that was chosen in this turn.
    `refused`: what was said is nothing that is taken here.
    """

    state: dict[str, Any]
    messages: tuple[Message, ...]
    outcome: Outcome
    answers: dict[str, Any] | None = None
    spoken: Spoken | None = None
    dropped: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    is_amended: bool = False
    language: str | None = None
    refused: bool = False
