"""One turn while it is being made: the filling, what is to be said first, what was dropped on the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot.engine.definition.datatypes import Value
from bot.engine.definition.form import Form
from bot.engine.definition.form_items import Question
from bot.engine.filling.filling import Filling
from bot.engine.filling.places import AnswerLine, AskedQuestion, Issue, Place, RepeatTurn, Verdict
from bot.engine.filling.rebuilding import rebuilt, without_answer
from bot.engine.instance.saved import FillingState
from bot.interview.state.buttons import Maker
from bot.interview.state.interview_state import AtPlace, InterviewState, Pending
from bot.interview.state.types import Announced, ConversationFacts, Outcome, Turn
from bot.interview.values.showing import name_of_line, show_line
from bot.messages import Card, Message, Text, with_styles
from bot.texts.interview import answering
from bot.thai.times import BANGKOK

MOST_MESSAGES = 5


@dataclass
class LiveConversation:
    """`echoes` (what was understood) and `lines` (all else) are said before what comes next, in one text with it; where
    that is a card, `lines` follow below it. `cards` stand before that text.

    `candidates` are what a refused answer may have meant: offered as buttons with the question. `language` is the key
    of the language that was chosen in this turn, `saved` the filling as it was stored last, None before that.
    `refused`: what was said is nothing that is taken here.
    """

    filling: Filling
    state: InterviewState
    about: ConversationFacts
    now: datetime
    lines: list[str] = field(default_factory=list)
    echoes: list[str] = field(default_factory=list)
    cards: list[Message] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    candidates: tuple[Any, ...] = ()
    language: str | None = None
    refused: bool = False
    saved: FillingState | None = None

    @property
    def form(self) -> Form:
        return self.filling.form

    @property
    def has_languages(self) -> bool:
        return len(self.form.languages) > 1

    @property
    def today(self) -> date:
        return self.now.astimezone(BANGKOK).date()

    @property
    def step(self) -> str:
        """What buttons of this moment carry; a restart begins a new round, so that old ones stay old."""
        return f"{self.state.round}.{self.filling.step}"

    @property
    def buttons(self) -> Maker:
        return Maker(self.about.conversation, self.step)

    def place(self) -> Place | None:
        """Where the conversation stands. Questions marked `nong:later` are left for the review; of rows whose number
        was given (`nong:rows`) as many are asked for as were announced, without a word."""
        place = self.filling.current()
        while place is not None and (self._is_left(place) or self._rows_went_on(place) or self._was_said(place)):
            place = self.filling.current()
        return self._with_added(place) if isinstance(place, AskedQuestion) else place

    def added(self, question: Question) -> int | float | None:
        """What was answered just now where this question says that it comes on top (`nong:plus`); None for nothing."""
        name = question.extras.get("plus")
        path = next((path for path, one in self.form.questions.items() if one.name == name), "") if name else ""
        line = self.line(path) if path else None
        return line.value if line is not None and isinstance(line.value, int | float) and line.value else None

    def carried(self, question: Question) -> Value:
        """The earlier value on offer, with what came on top since; None where there is none."""
        if question.path in self.state.counted:
            return None
        earlier, more = self.state.offered.get(question.path), self.added(question)
        return earlier + more if isinstance(earlier, int | float) and more is not None else earlier

    def _with_added(self, asked: AskedQuestion) -> AskedQuestion:
        if asked.suggestion is None or self.added(asked.question) is None:
            return asked
        value = self.carried(asked.question)
        return replace(asked, suggestion=replace(asked.suggestion, value=value, shown=str(value)))

    def progress(self, *, in_row: bool = False) -> tuple[int, int]:
        """(number of the current question, about how many) outside rows, or within the row in which the conversation
        stands. What is left for the review does not count."""
        return self.filling.progress(self.form.having("later", "yes"), in_row=in_row)

    def announced(self, repeat: str) -> Announced | None:
        """How many rows of this repeat (its path) were announced; None where no question asks that."""
        name = repeat.rpartition("/")[2]
        for path, question in self.form.having("rows").items():
            if question.extras["rows"] == name and (line := self.line(path)) is not None:
                count = line.value if isinstance(line.value, int) else 0
                return Announced(path, count, question.extras.get("unit", ""))
        return None

    def _is_left(self, place: Place) -> bool:
        return self.is_left_for_later(place) and self.filling.skip(place.path).accepted

    def _was_said(self, place: Place) -> bool:
        """Take an answer that was said before its question came up; one that does not fit is asked for."""
        if place.path not in self.state.ahead or place.editing:
            return False
        value = self.state.ahead.pop(place.path)
        if not isinstance(place, AskedQuestion) or place.answer is not None:
            return False
        if not self.put(place.path, value, None).accepted:
            return False
        if line := self.line(place.path):
            self.echo(answering.as_said(answering.named(name_of_line(line), show_line(line))))
        return True

    def _rows_went_on(self, place: Place) -> bool:
        """Begin the next row that was announced, or go on past the last one."""
        if not isinstance(place, RepeatTurn) or place.editing or place.is_done:
            return False
        wanted = self.announced(place.path)
        if wanted is None or not wanted.count:
            return False
        if len(place.rows) < wanted.count:
            return self.filling.add_row(place.path) is not None
        return self.filling.done_rows(place.path)

    def is_left_for_later(self, place: Place | None) -> bool:
        """Whether this question is optional, unanswered and marked to be offered with the review only."""
        return (
            isinstance(place, AskedQuestion)
            and place.question.extras.get("later") == "yes"
            and place.answer is None
            and not (place.editing or place.required)
        )

    def is_passed(self, place: Place | None) -> bool:
        """Whether whoever goes back passes this: left for the review, or rows of which as many are there as were
        announced."""
        if isinstance(place, RepeatTurn) and not place.editing:
            announced = self.announced(place.path)
            return announced is not None and len(place.rows) == announced.count
        return self.is_left_for_later(place)

    def say(self, words: str) -> None:
        self.lines.append(words)

    def echo(self, words: str) -> None:
        """Say what was understood."""
        self.echoes.append(words)

    @property
    def words(self) -> list[str]:
        """All that is to be said first."""
        return [*self.echoes, *self.lines]

    def with_words(self, *cards: Card) -> list[Message]:
        """These cards, and below them what was to be said, with the quick buttons: a card may be taller than the
        telephone, which shows its end."""
        *others, last = cards
        if not self.lines:
            return [*others, last]
        return [*others, replace(last, quick=()), Text("\n\n".join(self.lines), last.quick)]

    def moved(self) -> None:
        """The conversation stands elsewhere now: forget what belonged to the place it left."""
        self.state.here = AtPlace()

    def take_pending(self) -> Pending | None:
        """The yes or no that was asked for, which is asked for no longer; None where none was."""
        pending, self.state.here.pending = self.state.here.pending, None
        return pending

    def put(self, path: str, value: Any, message: str | None = "") -> Verdict:
        """Answer (None: leave blank); remember which message it came from (None: as before), and what it changed."""
        before = self.attachments()
        verdict = self.filling.skip(path) if value is None else self.filling.answer(path, value)
        if not verdict.accepted:
            return verdict
        self.moved()
        self.state.last_answered = path
        self.corrected(path)
        if message is not None:
            self.state.came_from(message, path)
        self.tell(verdict)
        self._let_go(before)
        return verdict

    def corrected(self, path: str) -> None:
        """This question no longer waits to be corrected: it was answered, or its officer leaves it as it is."""
        if returned := self.state.returned:
            returned.points = [point for point in returned.points if point.path != path]

    def places_of(self, message: str) -> list[str]:
        """The paths whose answers came from this message."""
        return [path for known, path in self.state.messages if known == message]

    def withdraw_answer(self, path: str) -> None:
        """Take the answer at this concrete path away, required or not, and stand at its question again. The message it
        came from is forgotten; a photo or file that stands in no answer any more is let go."""
        before = self.attachments()
        self.moved()
        self.state.came_from("", path)
        self.filling = without_answer(self.filling, path, now=self.now)
        self._let_go(before)

    def take_away(self, row: str) -> bool:
        """Take a row and its answers away; False where that cannot be."""
        before = self.attachments()
        if not self.filling.remove_row(row):
            return False
        self.moved()
        self._let_go(before)
        return True

    def tell(self, verdict: Verdict) -> None:
        """Say what an accepted answer took away or opened again."""
        gone = [line for line in verdict.vanished if line.value not in (None, "", [])]
        if gone:
            self.say(answering.vanished([answering.named(name_of_line(line), show_line(line)) for line in gone]))
        if verdict.reopened:
            self.say(answering.reopened([self.label_at(issue) for issue in verdict.reopened]))

    def line(self, path: str) -> AnswerLine | None:
        """The answer at this path, as long as its question is relevant."""
        return self.filling.line(path)

    def label_at(self, issue: Issue) -> str:
        line = self.line(issue.path)
        return name_of_line(line) if line else issue.path.rsplit("/", 1)[-1]

    def attachments(self) -> list[str]:
        """References of every photo and file among the answers that count."""
        return self.filling.attached()

    def unused(self) -> list[str]:
        """References that were an answer at some time and are none now; asked once, at sending."""
        standing = self.attachments()
        gone, self.state.gone = self.state.gone, []
        return [reference for reference in gone if reference not in standing]

    def is_amended(self) -> bool:
        """Whether the report was sent before, with other answers than these."""
        sent = self.about.sent
        return sent is not None and _answered(self.filling) != _answered(rebuilt(self.form, sent, now=self.now, seed=0))

    def stored(self) -> dict[str, Any]:
        """The conversation's state, as it is to be kept."""
        self.saved = self.filling.saved()
        return self.state.stored_with(self.saved)

    def turn(
        self,
        messages: list[Message],
        outcome: Outcome,
        answers: dict[str, Any] | None = None,
        confirmed: tuple[str, ...] = (),
    ) -> Turn:
        kept = tuple((self.cards + messages)[-MOST_MESSAGES:])
        if styled := self.filling.styled:
            kept = tuple(with_styles(one, styled) for one in kept)
        return Turn(
            self.stored(),
            kept,
            outcome,
            answers,
            dropped=tuple(self.dropped),
            confirmed=confirmed,
            is_amended=outcome is not Outcome.SUBMIT and self.is_amended(),
            language=self.language,
            refused=self.refused,
        )

    def _let_go(self, before: list[str]) -> None:
        if before:
            after = self.attachments()
            gone = [reference for reference in before if reference not in after]
            self.dropped += gone
            self.state.let_go(gone)


def _answered(filling: Filling) -> dict[str, Any]:
    lines = (line for section in filling.review() for line in section.lines)
    return {line.path: line.value for line in lines if line.value not in (None, "", [])}
