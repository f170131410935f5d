"""Buttons of the interview: what stands in a postback, and how it is read back.

Data is a query string (see `bot/buttons.py`): `do=answer&c=<conversation>&s=<step>&v=<value>`.
`s` grows with every change of the filling, so that a button of an earlier question is known for what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.buttons import press, pressed
from bot.messages import Button, PickDate, Post


@dataclass(frozen=True, slots=True)
class Tap:
    """A button of ours, read back. `more` holds every further field."""

    do: str
    conversation: str
    step: str
    more: Mapping[str, str]

    @property
    def value(self) -> str:
        return self.more.get("v", "")

    def number(self, name: str) -> int | None:
        """The whole number in a field; None where there is none."""
        digits = self.more.get(name, "")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else None


def read_tap(data: str) -> Tap | None:
    """The tap that a postback's data stands for; None where it is no button of an interview."""
    fields = pressed(data)
    if not {"do", "c", "s"} <= fields.keys():
        return None
    more = {name: value for name, value in fields.items() if name not in ("do", "c", "s")}
    return Tap(fields["do"], fields["c"], fields["s"], more)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the buttons of one turn."""

    conversation: str
    step: str

    def data(self, do: str, **more: str | int) -> str:
        """A postback's data. Raises ValueError beyond 300 characters."""
        return press(do, c=self.conversation, s=self.step, **more)

    def post(self, label: str, do: str, shows: str = "", primary: bool = False, **more: str | int) -> Button:
        """A button whose tap comes back as `do`; the chat shows `shows`, or the label."""
        return Button(label, Post(self.data(do, **more), shows), primary)

    def answer(self, label: str, value: str, number: int | None = None, shows: str = "") -> Button:
        """A button that answers; an option whose value is too long goes by its number."""
        try:
            return self.post(label, "answer", shows, v=value)
        except ValueError:
            if number is None:
                raise
            return self.post(label, "answer", shows, n=number)

    def place(self, label: str, do: str, path: str, number: int, shows: str) -> Button:
        """A button for one place of the form, by its path; by its number in the list where the path is too long."""
        try:
            return self.post(label, do, shows, v=path)
        except ValueError:
            return self.post(label, do, shows, n=number)

    def pick(self, label: str, picker: PickDate) -> Button:
        """A button that opens the date or time picker `picker` (its own data is ignored)."""
        filled = PickDate(self.data("pick"), picker.mode, picker.initial, picker.earliest, picker.latest)
        return Button(label, filled)
