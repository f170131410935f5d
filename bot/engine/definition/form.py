"""A compiled form: immutable, built once a version, shared between threads.

`xform.reading.load_form` makes it. Everything an author may write is either understood, or ignored with a line in
`Form.notes`, or refused with a `Problem`; nothing is dropped silently.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote

from bot.engine.definition.blueprint import Blueprint
from bot.engine.definition.form_items import Group, Question, Repeat
from bot.engine.definition.problems import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Form:
    """A form ready to be filled in any number of conversations at once.

    `root` is the unlabelled group at the top (`/data`). `questions` and `repeats` are keyed by generic path, in form
    order. `languages` are the translation names as the author wrote them (`("",)` where there is only one, unnamed);
    `default_language` is one of them. `attachments` are the names of files the form reads or shows
    (`units.csv`, `gauge.jpg`). `mark` is the fingerprint under which those are kept, "" for none. `notes` are warnings,
    and things that are ignored.
    """

    id: str
    title: str
    version: str
    languages: tuple[str, ...]
    default_language: str
    root: Group
    questions: Mapping[str, Question]
    repeats: Mapping[str, Repeat]
    attachments: tuple[str, ...]
    mark: str
    notes: tuple[Problem, ...]
    blueprint: Blueprint = field(repr=False, compare=False)
    """What the engine runs on; of no use to others."""
    _made: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[Form], T]) -> T:
        """What is made of the form alone, made on first use. The same whoever makes it, so threads need no lock."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    def having(self, extra: str, *values: str) -> Mapping[str, Question]:
        """The questions of which the author says this (`FormItem.extras`), with one of these values or, without any,
        with any; by path, in form order."""
        key = (extra, values)
        if key not in self._made:
            said = {path: one for path, one in self.questions.items() if one.extras.get(extra)}
            self._made[key] = {path: one for path, one in said.items() if not values or one.extras[extra] in values}
        found: Mapping[str, Question] = self._made[key]
        return found

    def picture_link(self, name: str) -> str:
        """Where our pages show one of its pictures; "" for none, and for a form that is kept nowhere."""
        return f"/form-pictures/{self.mark}/{quote(name)}" if self.mark and name else ""
