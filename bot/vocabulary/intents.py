"""What a person can want, however it was said: words, buttons and tiles of the rich menu end as the same `Intent`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, IntEnum, StrEnum

from bot.buttons import pressed
from bot.whole import whole


class Do(StrEnum):
    """What is to be done. The values stand in buttons drawn long ago (`do=review.open`): they never change."""

    MENU = "menu"
    STATUS = "status"
    CONTACT = "contact"
    HELP = "help"
    THANKS = "thanks"
    REPORT = "report"
    REPORT_START = "report.start"
    REPORT_NOTHING = "report.nothing"
    REPORT_TAKE_OVER = "report.takeover"
    REPORT_SEE = "report.see"
    REPORT_AMEND = "report.amend"
    REPORT_MEND = "report.mend"
    REPORT_HISTORY = "report.history"
    REMIND_TOMORROW = "remind.tomorrow"
    KNOWLEDGE = "knowledge"
    QR = "qr"
    LIBRARY_FIND = "know.find"
    LIBRARY_SHELF = "know.shelf"
    LIBRARY_CODES = "know.codes"
    LIBRARY_ITEM = "know.item"
    LIBRARY_QR = "know.qr"
    CIRCULARS = "circ.list"
    CIRCULAR_OPEN = "circ.open"
    CIRCULAR_ACKNOWLEDGE = "circ.ack"
    CIRCULAR_ITEMS = "circ.items"
    LIBRARY_PRINT = "know.print"
    LIBRARY_NEWEST = "know.newest"
    LIBRARY_POPULAR = "know.popular"
    LIBRARY_EXPLAIN = "know.explain"
    DESK_OPEN = "desk.open"
    DESK_OUT = "desk.out"
    JOIN_HOW = "join.how"
    JOIN_INVITE = "join.invite"
    JOIN_OFFICE = "join.office"
    JOIN_NAMED = "join.named"
    JOIN_CHOOSE = "join.choose"
    JOIN_MINE = "join.mine"
    JOIN_LEAVE = "join.leave"
    JOIN_DATA = "join.data"
    JOIN_FORGET = "join.forget"
    JOIN_REQUESTS = "join.requests"
    JOIN_APPROVE = "join.approve"
    JOIN_REFUSE = "join.refuse"
    JOIN_MAILBOX = "join.mailbox"
    JOIN_OBJECT = "join.object"
    JOIN_PICK = "join.pick"
    JOIN_MORE = "join.more"
    JOIN_BACK = "join.back"
    JOIN_CONFIRM = "join.confirm"
    JOIN_DECLINE = "join.decline"
    JOIN_CANCEL = "join.cancel"
    REVIEW_OVERVIEW = "review.overview"
    REVIEW_MISSING = "review.missing"
    REVIEW_OFFICE = "review.office"
    REVIEW_QUEUE = "review.queue"
    REVIEW_APPROVE_ALL = "review.approve_all"
    REVIEW_OPEN = "review.open"
    REVIEW_APPROVE = "review.approve"
    REVIEW_HISTORY = "review.history"
    REVIEW_BACK = "review.back"
    REVIEW_REASON = "review.reason"
    REVIEW_SEND = "review.send"
    REVIEW_CANCEL = "review.cancel"
    REVIEW_UNLOCK = "review.unlock"
    MANUAL_REMINDER = "chase.nudge"
    MANUAL_REMINDER_SEND = "chase.send"
    EXTEND = "chase.extend"
    EXTEND_UNTIL = "chase.until"
    EXTEND_BECAUSE = "chase.because"
    EXTEND_GRANT = "chase.grant"
    EXTEND_BACK = "chase.back"
    EXTEND_BACK_YES = "chase.back.yes"
    FOLLOW_UP_CANCEL = "chase.cancel"
    TRIAL_TRY = "trial.try"
    TRIAL_START = "trial.start"
    TRIAL_LEAVE = "trial.leave"


class Certainty(IntEnum):
    """How far words may be something else: BARE wherever words are awaited, WORD at a question of a report (where the
    interview says itself which commands it takes), SURE nowhere."""

    BARE = 0
    WORD = 1
    SURE = 2


@dataclass(frozen=True, slots=True)
class Intent:
    """`values` are what a button carries, or what was said with the words: `n` a number of a list, `month` as it was
    typed, `code` an office's or an invitation's … Whoever may not do it is told so, but where it is `quiet`: then the
    words are any words to them."""

    do: Do
    values: Mapping[str, str] = field(default_factory=dict)
    certainty: Certainty = Certainty.SURE
    quiet: bool = False

    def number(self, key: str) -> int | None:
        """A number among the values; None for anything that is none."""
        return whole(self.values.get(key, ""))


class Takes(Enum):
    """What may be said with the words."""

    NOTHING = "nothing"
    NUMBER = "number"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of the table: any of `words` (separated by |, the usual one first) means `do` with `values`. Where
    `takes` is NUMBER, a number after them is `n`, and what is meant is `numbered` certain (None: as without)."""

    do: Do
    words: str
    takes: Takes = Takes.NOTHING
    certainty: Certainty = Certainty.WORD
    numbered: Certainty | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    quiet: bool = False

    def intent(self, **said: str) -> Intent:
        """What is meant with this number or month."""
        certainty = self.numbered if self.numbered is not None and "n" in said else self.certainty
        return Intent(self.do, {**self.values, **said}, certainty, self.quiet)

    @property
    def each(self) -> Sequence[str]:
        return self.words.split("|")


class Awaits(StrEnum):
    """What words would answer at this moment."""

    NOTHING = "nothing"
    LIBRARY = "library"  # a number of the list, something to look for
    OFFICE = "office"  # joining or leaving: a number, a name, yes or no
    QUESTION = "question"  # of a report or a trial
    NO_WORDS = "no words"  # a question of those, which has refused these
    DECISION = "decision"  # why a report is sent back or unlocked
    SENDING_BACK = "sending_back"  # shall it be sent back?
    EXTENSION = "extension"  # until when, and why
    CONFIRMATION = "confirmation"  # shall the reminder be sent, the time be given?


@dataclass(frozen=True, slots=True)
class Shown:
    """What a supervisor was shown last: the buttons' data of a list in the order of its numbers, the one that approves
    all of it ("" for none), the open report (None for none) and its revision."""

    items: Sequence[str] = ()
    approving: str = ""
    report: int | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What words can refer to. `shown`, `listed` and `titles` are looked up only where they refer to it. `listed`: the
    buttons' data of the list that was shown last, where a number alone means one of its lines. `titles`: of what the
    person's offices report, by the code of its programme. `step` is what every button of
    the present step carries, `confirms` the data of the button that a yes presses. `is_late`: so long after the last
    word that numbers and free words are hardly an answer any more."""

    awaits: Awaits = Awaits.NOTHING
    shown: Callable[[], Shown] = Shown
    listed: Callable[[], Sequence[str]] = tuple
    titles: Callable[[], Mapping[str, str]] = dict
    step: Mapping[str, str] = field(default_factory=dict)
    confirms: str = ""
    is_late: bool = False


def of_button(data: str) -> Intent | None:
    """What the button with this data means; None for a button of a question, and for anything we never wrote."""
    values = pressed(data)
    do = values.pop("do", "")
    return Intent(Do(do), values) if do in _EVERY else None


_EVERY = frozenset(Do)
