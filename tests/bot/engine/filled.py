"""Plays a filling with its state written out and read back between every two acts, as a server does."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from bot.engine.filling.filling import Filling
from bot.engine.filling.places import AskedQuestion, RepeatTurn, Verdict
from tests.bot.engine.forms import NOW, fill, form_of


class LiveConversation:
    """`filling` is always one that has just come back from JSON."""

    def __init__(self, markdown: str, now: datetime = NOW, **options: Any) -> None:
        self.form = form_of(markdown)
        self.now = now
        self._filling = fill(markdown, now=now, **options)

    @property
    def filling(self) -> Filling:
        state = json.loads(json.dumps(self._filling.state()))
        again = Filling.restore(self.form, state, now=self.now)
        assert again.state() == state
        assert self._alike(again, self._filling)
        self._filling = again
        return again

    @staticmethod
    def _alike(one: Filling, other: Filling) -> bool:
        return (one.current(), one.progress(), one.review(), one.problems(), one.answers()) == (
            other.current(),
            other.progress(),
            other.review(),
            other.problems(),
            other.answers(),
        )

    def at(self) -> str | None:
        """Where the conversation stands: a question's path, a repeat's with a + behind it, or None."""
        place = self.filling.current()
        return None if place is None else f"{place.path}+" if isinstance(place, RepeatTurn) else place.path

    def asked(self) -> AskedQuestion:
        place = self.filling.current()
        assert isinstance(place, AskedQuestion), place
        return place

    def turn(self) -> RepeatTurn:
        place = self.filling.current()
        assert isinstance(place, RepeatTurn), place
        return place

    def say(self, value: Any) -> Verdict:
        """Answer the question that stands."""
        path = self.asked().path
        return self.filling.answer(path, value)

    def accept(self, *values: Any) -> None:
        for value in values:
            verdict = self.say(value)
            assert verdict.accepted, verdict
