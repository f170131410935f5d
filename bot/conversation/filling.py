"""One form being filled: values in, verdicts out, plain JSON between steps.

Nothing here speaks: no Thai, no buttons, no clock, no database. The rules are JavaRosa's (the engine of ODK Collect):
a hidden question reads as blank and keeps its answer, a constraint is not asked about a blank, everything computed is
computed again after every answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.conversation.form import Form
from bot.conversation.places import Issue, Note, Place, Section, Value, Verdict


class Filling:
    """A form and the answers given so far.

    Paths are concrete: `/data/areas[2]/name` is the question `name` in the row whose id is 2; outside repeats they are
    the same as the generic ones. `now` is aware; days are Bangkok's. Not shared between threads.
    """

    form: Form
    step: int
    """Grows by one with every change; a button that carries an older one is an old button."""
    scratch: dict[str, Any]
    """Plain JSON of the speaker's own (a half-made select_multiple, a count of wrong tries); kept in the state."""
    language: str

    @classmethod
    def start(
        cls,
        form: Form,
        *,
        now: datetime,
        seed: int,
        username: str = "",
        suggestions: Mapping[str, Value] | None = None,
        language: str | None = None,
    ) -> Filling:
        """A new filling, standing at its first question.

        `seed` feeds random() and uuid(). `suggestions` are values of an earlier report by generic or concrete path:
        offered, never filled in. `language` is one of `form.languages`, else the form's default.
        """
        raise NotImplementedError

    @classmethod
    def restore(cls, form: Form, state: Mapping[str, Any], *, now: datetime) -> Filling:
        """The filling whose `state()` this was, of the same version; paths that the form does not know are dropped."""
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """Everything that cannot be computed again, as plain JSON (it survives json.dumps and json.loads)."""
        raise NotImplementedError

    def current(self) -> Place | None:
        """Where the talk stands: a question, an open repeat's turn, or None when all is asked and the review is due."""
        raise NotImplementedError

    def closing_notes(self) -> tuple[Note, ...]:
        """Notes after the last question, to be read with the review."""
        raise NotImplementedError

    def answer(self, path: str, value: Any) -> Verdict:
        """Answer a question (any askable one, not only the current).

        Takes a `Value`, and date, time, datetime, Decimal and (lat, lon[, alt[, acc]]) tuples as well. A blank value is
        the same as `skip`. On acceptance the talk moves on.
        """
        raise NotImplementedError

    def skip(self, path: str) -> Verdict:
        """Leave a question blank (what stood there is taken away); refused while it is required."""
        raise NotImplementedError

    def back(self) -> bool:
        """Stand at the place before this one; while editing, return without a change. False at the beginning."""
        raise NotImplementedError

    def go(self, path: str) -> bool:
        """Stand at one question or repeat to change it; then only what is new is asked. False if it is not there."""
        raise NotImplementedError

    def add_row(self, repeat: str) -> str | None:
        """Append a row to an open repeat and stand at its first question; its path, or None where it cannot be."""
        raise NotImplementedError

    def remove_row(self, row: str) -> bool:
        """Take a row (`/data/areas[2]`) and its answers away; False where there is none or rows are counted."""
        raise NotImplementedError

    def done_rows(self, repeat: str) -> bool:
        """No more rows: the talk moves on past the repeat."""
        raise NotImplementedError

    def progress(self) -> tuple[int, int]:
        """(number of the current question, about how many there are); equal at the review."""
        raise NotImplementedError

    def review(self) -> tuple[Section, ...]:
        """Every relevant question that may be answered, with its answer, in form order."""
        raise NotImplementedError

    def problems(self) -> tuple[Issue, ...]:
        """Everything checked again: type, choices, required, constraint; empty when the filling may be sent."""
        raise NotImplementedError

    def answers(self) -> dict[str, Any]:
        """The relevant answers as a document.

        Groups are objects, repeats are lists of objects with `_id` (str), values are as in `Value`; calculations are
        numbers where they gave numbers. What is blank or not relevant is absent; so are notes and the `meta` block.
        """
        raise NotImplementedError
