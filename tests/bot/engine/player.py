"""Answers whatever is asked, plausibly, until the report is sent: by typing alone, or by taps wherever there are any.

Where an answer is refused the next plausible one is tried; who runs out of them has found a question that nobody can
answer, and says so with the conversation's last words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.engine.definition.form import Form
from bot.engine.definition.form_items import Question, QuestionKind
from bot.engine.filling.filling import Filling
from bot.engine.filling.places import AskedQuestion, Place, RepeatTurn
from bot.events import Kind
from bot.events import Place as Point
from bot.interview.state.interview_state import InterviewState
from bot.interview.state.types import Attached, Located, Outcome, Tapped
from bot.messages import PickDate, Post
from tests.bot.interview.chat import Chat

MOST_STEPS = 900
_ATTACHED = {
    QuestionKind.IMAGE: Kind.IMAGE,
    QuestionKind.AUDIO: Kind.AUDIO,
    QuestionKind.VIDEO: Kind.VIDEO,
    QuestionKind.FILE: Kind.FILE,
}
_TEXTS = ("ทดสอบ", "สมชาย", "0812345678", "someone@example.com", "10", "2", "100", "abc", "A-1", "yes", "1.5")
_NUMBERS = ("1", "2", "5", "0", "10", "3", "12", "20", "50", "100", "250", "1000", "15.5", "-1")
_DATES = ("22/11/2569", "วันนี้", "1/1/2569", "31/12/2570", "5 ก.ค. 2560")


class Stuck(AssertionError):
    """A question that no plausible answer passes."""


class Player:
    """`asked` are the paths in the order they were answered; `taps` says which way is preferred. `rows` are added to
    each open repeat, `skip` leaves out what may be left out, `last` takes options from the end."""

    def __init__(self, form: Form, taps: bool, rows: int = 1, skip: bool = False, last: bool = False) -> None:
        self.chat = Chat(form, on_pc=not taps)
        self._taps = taps
        self._rows = rows
        self._skips = skip
        self._last = last
        self._tries: dict[str, int] = {}
        self._added: dict[str, int] = {}
        self.asked: list[str] = []

    def play(self) -> dict[str, Any]:
        """The report's document."""
        chat = self.chat
        chat.begin()
        for _ in range(MOST_STEPS):
            if chat.turn.outcome is Outcome.SUBMIT:
                return chat.answers
            assert chat.turn.outcome in (Outcome.ASKING, Outcome.REVIEW), chat.turn.outcome
            self._step()
        raise Stuck(f"{MOST_STEPS} steps were not enough:\n{chat.says}")

    def _step(self) -> None:
        chat = self.chat
        if InterviewState.read_from(chat.state()).here.pending:
            self._say("ใช่", "yes")
            return
        place = self._place()
        if place is None:
            self._say("ส่ง", "submit")
        elif isinstance(place, RepeatTurn):
            self._at_rows(place)
        else:
            self._answer(place)

    def _place(self) -> Place | None:
        return Filling.restore(self.chat.form, self.chat.state(), now=self.chat.now).current()

    def _at_rows(self, turn: RepeatTurn) -> None:
        if len(turn.rows) < self._rows and self._added.get(turn.path, 0) < self._rows:
            self._added[turn.path] = self._added.get(turn.path, 0) + 1
            self._say("เพิ่ม", "add")
        else:
            self._say("เสร็จ", "done")

    def _answer(self, asked: AskedQuestion) -> None:
        tried = self._tries.get(asked.path, 0)
        self._tries[asked.path] = tried + 1
        self.asked.append(asked.path)
        if not asked.required and (self._skips or (asked.question.kind.has_choices and not asked.choices)):
            self._say("ข้าม", "skip")
            return
        kind = asked.question.kind
        if kind.is_attachment:
            self.chat.do(Attached(_ATTACHED[kind], f"file-{len(self.asked)}", f"m{len(self.asked)}"))
        elif kind is QuestionKind.GEOPOINT and self._taps:
            self.chat.do(Located(Point(13.75, 100.5)))
        elif not (self._taps and self._tap(asked, tried)):
            words = list(_words(asked))
            if self._last and kind.has_choices and kind is not QuestionKind.RANK:
                words.reverse()
            if tried >= len(words):
                raise Stuck(f"no answer to {asked.path} ({kind}) passes {words}:\n{self.chat.says}")
            self.chat.type(words[tried])

    def _tap(self, asked: AskedQuestion, tried: int) -> bool:
        """Tap an answer; False where only typing is left."""
        kind = asked.question.kind
        if kind is QuestionKind.SELECT_MULTIPLE:
            ticks = self._buttons("toggle")
            done = self._buttons("done")
            if self._last:
                ticks.reverse()
            if not ticks and not done:  # one of a page whose questions are answered in one message
                return False
            if tried % 2 == 0 and ticks:
                self.chat.do(Tapped(ticks[tried // 2 % len(ticks)]))
            else:
                self.chat.do(Tapped(done[0]))
            return True
        answers = self._buttons("answer")
        if self._last:
            answers.reverse()
        if tried < len(answers):
            self.chat.do(Tapped(answers[tried]))
            return True
        picker = next((b.does for b in self.chat.buttons() if isinstance(b.does, PickDate)), None)
        if picker is not None and tried == len(answers):
            picked = {"date": "2026-11-22", "time": "09:30", "datetime": "2026-11-22T09:30"}[picker.mode]
            self.chat.do(Tapped(picker.data, picked))
            return True
        self._tries[asked.path] = max(1, tried - len(answers) + 1)
        return False

    def _buttons(self, do: str) -> list[str]:
        found = [button.does.data for button in self.chat.buttons() if isinstance(button.does, Post)]
        return [data for data in found if data.startswith(f"do={do}&")]

    def _say(self, words: str, do: str) -> None:
        buttons = self._buttons(do)
        if self._taps and buttons:
            self.chat.do(Tapped(buttons[0]))
        else:
            self.chat.type(words)


def _words(asked: AskedQuestion) -> Iterator[str]:
    """What a person might type here, the likeliest first."""
    question = asked.question
    kind = question.kind
    if kind.has_choices:
        numbers = [str(at) for at in range(1, len(asked.choices) + 1)]
        if kind is QuestionKind.RANK:
            yield " ".join(numbers)
        else:
            yield from numbers[:40]
        return
    if kind is QuestionKind.DATE:
        yield from _DATES
    elif kind is QuestionKind.TIME:
        yield from ("09:30", "23:59")
    elif kind is QuestionKind.DATETIME:
        yield from ("22/11/2569 09:30", "1/1/2570 10:00")
    elif kind is QuestionKind.GEOPOINT:
        yield "13.75, 100.5"
    elif kind is QuestionKind.ACKNOWLEDGE:
        yield "รับทราบ"
    elif kind is QuestionKind.TEXT:
        yield from _TEXTS
    else:
        yield from _numbers(question)


def _numbers(question: Question) -> Iterator[str]:
    bounds = [question.minimum, question.maximum, question.parameters.get("start"), question.parameters.get("end")]
    yield from (bound for bound in bounds if bound)
    yield from _NUMBERS
