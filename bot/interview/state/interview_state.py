"""What the interview remembers of a report from one message to the next, beside the answers themselves.

It is stored as JSON with the filling's, under the key `scratch`. The names in there are older than the names here and
stay as they are: drafts that are half filled in depend on them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from bot.anomalies.anomalies import Earlier
from bot.engine.definition.datatypes import Value
from bot.engine.instance.saved import FillingState
from bot.interview.state.types import SentBack

VERSION = 1
"""Of what `to_json` writes; to be raised when something that is stored gets another meaning, with a step in `from_json`
that reads the older one. What was stored before there were versions is read as version 0: the same, unnumbered."""
_STORED = "scratch"
# Message ids remembered for an unsend; LINE lets a message be taken back for 24 hours only.
_MESSAGES_KEPT = 60


class Act(StrEnum):
    """What is only done after a yes."""

    RESTART = "restart"
    REMOVE = "remove"
    NOTHING = "nothing"
    CANCEL = "cancel"
    ODD_POINT = "place"
    """Taking a point that lies abroad or outside the office's area."""
    ROWS = "rows"
    """Stopping before as many rows are filled in as were announced."""
    WORDS = "words"
    """Taking words that are a command elsewhere as the answer."""
    LANGUAGE = "language"
    """None of yes or no: in which language the form is shown."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A yes or no that was asked for. `value` is the path of the row or repeat, the odd point as it was shown, or
    the words that may be an answer; those came in LINE's `message`, which may be taken back ("": none is known)."""

    act: Act
    value: str = ""
    message: str = ""


@dataclass(slots=True)
class AtPlace:
    """What belongs to the place where the interview stands, and is forgotten when it moves to another.

    `wrong_tries` counts answers that were refused. `chosen` are the values ticked so far of a question that takes
    several (None: nothing was ticked or unticked yet). `page` is the page shown of the options or of the review, from 1
    (None: the first). `listed` is the list that was shown last: path by number. `looks_at_row`: a row's card was
    shown and no question, so that a bare number names one of its lines. `noted`: the notes before the question were
    said, and are not said again each time it is asked anew.
    """

    wrong_tries: int = 0
    chosen: list[str] | None = None
    page: int | None = None
    pending: Pending | None = None
    listed: dict[int, str] = field(default_factory=dict)
    looks_at_row: bool = False
    noted: bool = False


@dataclass(frozen=True, slots=True)
class EarlierReports:
    """What answers are held against: by path of the question, and the programme's factor (0: no figure looks wrong)."""

    factor: float
    of: Mapping[str, Earlier]


@dataclass(slots=True)
class Anomalies:
    """Answers that look wrong beside the months before, by path, with the value that did: the same value is not asked
    about again, another one is looked at anew.

    `waiting` are to be confirmed (oldest first), `confirmed` are right, `passed` were left without an answer to
    that. An answer is in one of them at most. `earlier` is None in a draft that was begun before earlier reports were
    kept.
    """

    earlier: EarlierReports | None = None
    waiting: dict[str, Value] = field(default_factory=dict)
    confirmed: dict[str, Value] = field(default_factory=dict)
    passed: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class Returned:
    """What a supervisor sent back, in the order in which it was named.

    A question leaves `points` when it is answered or left as it is; what is about the whole report stays until it is
    sent again. `is_told`: every question was guided to, and the rest was said at the review.
    """

    points: list[SentBack]
    is_told: bool = False

    @property
    def still_waits(self) -> bool:
        """Whether something of it has not been guided to, or told, yet."""
        return bool(self.points) and not self.is_told

    def questions(self) -> list[SentBack]:
        """Those of one question, which still wait."""
        return [point for point in self.points if point.path]


@dataclass(slots=True)
class InterviewState:
    """`round` counts how often the report was begun again. `offered` are values of the month before, by path, and at
    the paths `counted` what was counted for this month; `part` is the heading that was said last. `messages` are pairs
    of LINE's message id and the path it answered, oldest first. `last_answered` is the path of the answer that was
    taken last, "" before any.
    `gone` are references of photos and files that were an answer at some time since the report was begun or last sent.
    `returned` is None unless the report was sent back since it was last sent. `ahead` are answers by path that were
    said before their question became relevant: they are taken when it does.
    """

    round: int = 0
    offered: Mapping[str, Value] = field(default_factory=dict)
    counted: tuple[str, ...] = ()
    part: str = ""
    messages: list[tuple[str, str]] = field(default_factory=list)
    last_answered: str = ""
    gone: list[str] = field(default_factory=list)
    here: AtPlace = field(default_factory=AtPlace)
    anomalies: Anomalies = field(default_factory=Anomalies)
    returned: Returned | None = None
    ahead: dict[str, Value] = field(default_factory=dict)

    @classmethod
    def read_from(cls, stored: Mapping[str, Any]) -> InterviewState:
        """Out of a conversation's stored state (`stored_with`), whatever version wrote it; a fresh one for {}."""
        return cls.from_json(stored.get(_STORED, {}))

    def stored_with(self, filling: FillingState) -> dict[str, Any]:
        """A conversation's state as it is stored: plain JSON of the filling and of this."""
        return {**filling.to_json(), _STORED: self.to_json()}

    def let_go(self, references: Collection[str]) -> None:
        """These are no answer any more."""
        self.gone = list(dict.fromkeys([*self.gone, *references]))

    def came_from(self, message: str, path: str) -> None:
        """The answer at this path came from this message; "" for none that can be taken back."""
        self.messages = [pair for pair in self.messages if pair[1] != path]
        if message:
            self.messages.append((message, path))
        del self.messages[:-_MESSAGES_KEPT]

    def on_another_form(self, answered: Collection[str], dropped: Collection[str]) -> InterviewState:
        """What is still true on another version of the form, which asks these paths and dropped these references."""
        kept = [pair for pair in self.messages if pair[1] in answered]
        moved = replace(self, here=AtPlace(), part="", returned=None, messages=kept, ahead={})
        moved.let_go(dropped)
        return moved

    def to_json(self) -> dict[str, Any]:
        """Plain JSON; what says nothing is left out. Pairs are lists: a database may not keep the order of keys."""
        here, anomalies, returned = self.here, self.anomalies, self.returned
        pending, earlier = here.pending, anomalies.earlier
        stored: dict[str, Any] = {
            "round": self.round,
            "last": self.offered,
            "counted": list(self.counted),
            "part": self.part,
            "ahead": [[path, value] for path, value in self.ahead.items()],
            "answered": self.last_answered,
            "sent": [[message, path] for message, path in self.messages],
            "gone": list(self.gone),
            "wrong": here.wrong_tries,
            "page": here.page,
            "confirm": _pending_to_json(pending) if pending else None,
            "listed": {str(number): path for number, path in here.listed.items()},
            "looking": here.looks_at_row,
            "noted": here.noted,
            "past": {"factor": earlier.factor, "of": _earlier_to_json(earlier.of)} if earlier else None,
            "doubts": [[path, value] for path, value in anomalies.waiting.items()],
            "sure": [[path, value] for path, value in anomalies.confirmed.items()],
            "passed": [[path, value] for path, value in anomalies.passed.items()],
        }
        stored = {name: value for name, value in stored.items() if value}
        # An empty list is not the same as none here: all was unticked; all was settled.
        if here.chosen is not None:
            stored["chosen"] = list(here.chosen)
        if returned is not None:
            told = {"told": True} if returned.is_told else {}
            stored["returned"] = [{**_point_to_json(point), **told} for point in returned.points]
        return {"version": VERSION, **stored}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> InterviewState:
        """`to_json` undone, of this version or an older one. Raises ValueError for one that is not known yet."""
        if stored.get("version", 0) > VERSION:
            raise ValueError(f"an interview of version {stored['version']}, and {VERSION} is the newest that is known")
        pending, earlier, returned = stored.get("confirm"), stored.get("past"), stored.get("returned")
        return cls(
            round=stored.get("round", 0),
            offered=stored.get("last", {}),
            counted=tuple(stored.get("counted", ())),
            part=stored.get("part", ""),
            ahead=dict(stored.get("ahead", ())),
            messages=[(message, path) for message, path in stored.get("sent", ())],
            last_answered=stored.get("answered", ""),
            gone=list(stored.get("gone", ())),
            here=AtPlace(
                wrong_tries=stored.get("wrong", 0),
                chosen=list(stored["chosen"]) if "chosen" in stored else None,
                page=stored.get("page"),
                pending=_pending_from_json(pending) if pending else None,
                listed={int(number): path for number, path in stored.get("listed", {}).items()},
                looks_at_row=stored.get("looking", False),
                noted=stored.get("noted", False),
            ),
            anomalies=Anomalies(
                earlier=EarlierReports(earlier["factor"], _earlier_from_json(earlier["of"])) if earlier else None,
                waiting=dict(stored.get("doubts", ())),
                confirmed=dict(stored.get("sure", ())),
                passed=dict(stored.get("passed", ())),
            ),
            returned=None if returned is None else _returned_from_json(returned),
        )


def _earlier_to_json(earlier: Mapping[str, Earlier]) -> dict[str, Any]:
    return {
        path: {
            name: value
            for name, value in (("usual", one.usual), ("last", one.last), ("month", one.month), ("words", one.words))
            if value not in (None, "")
        }
        for path, one in earlier.items()
    }


def _earlier_from_json(stored: Mapping[str, Any]) -> dict[str, Earlier]:
    return {path: Earlier(**one) for path, one in stored.items()}


def _pending_to_json(pending: Pending) -> dict[str, str]:
    said = {"message": pending.message} if pending.message else {}
    return {"what": pending.act.value, "value": pending.value, **said}


def _pending_from_json(stored: Mapping[str, str]) -> Pending:
    return Pending(Act(stored["what"]), stored["value"], stored.get("message", ""))


def _point_to_json(point: SentBack) -> dict[str, Any]:
    return {"path": point.path, "reason": point.reason, "words": point.words, "shown": point.shown}


def _returned_from_json(stored: list[dict[str, Any]]) -> Returned:
    points = [SentBack(one["path"], one["reason"], one["words"], one["shown"]) for one in stored]
    return Returned(points, bool(stored) and all(one.get("told") for one in stored))
