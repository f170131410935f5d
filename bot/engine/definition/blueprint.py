"""What the engine runs on: the tree to copy, the compiled expressions, the order in which to compute them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.engine.definition.form_items import FormItem, Question, Repeat, Words
from bot.engine.expressions import Compiled

PathNames = tuple[str, ...]
"""A generic path as names from the root: `("data", "areas", "name")`."""


@dataclass(slots=True)
class Rule:
    """A bind attribute: a constant, or an expression (then `constant` is what holds until it is computed)."""

    constant: bool
    expression: Compiled | None = None


@dataclass(slots=True)
class Choices:
    """Where a select's choices come from: items of a list (`nodes`, one text or itext key an item), or `fixed` ones.

    `value` and `label` are child names of an item; `label_is_key` says that the label child holds an itext id.
    `constant` is true where neither the items nor their labels hang on any answer.
    """

    nodes: Compiled | None = None
    value: str = "name"
    label: str = "label"
    label_is_key: bool = False
    fixed: tuple[tuple[str, Words], ...] = ()
    constant: bool = False


@dataclass(slots=True)
class SetValue:
    """An action: give `target` the value of `expression`, read at the target."""

    target: PathNames
    expression: Compiled | None


@dataclass(slots=True)
class Spec:
    """One node of the form, generic: what every such node in a filling shares.

    `shape` is leaf, group or repeat. `default` is the text in the XForm's own instance. `preload` is (kind, parameter)
    as in `jr:preload`. `new_row` are a repeat's dynamic defaults; `on_change` what an answer here sets elsewhere.
    `first_rows` are the rows an open repeat begins with, `later_rows` those it has in a row that is added later (its
    template's, in JavaRosa as a rule none). `computed` is true where the value is a calculation that no
    person may change: it is never stored, unless `kept` (it calls once(), so it must survive). `is_asked` says
    that it is a question for a person. `decided_by` are the questions that its relevance hangs on.
    """

    path: PathNames
    generic: str
    shape: str
    parent: Spec | None = None
    children: list[Spec] = field(default_factory=list)
    data_type: str = "string"
    default: str = ""
    preload: tuple[str, str] | None = None
    relevant: Rule | None = None
    required: Rule | None = None
    readonly: Rule | None = None
    constraint: Compiled | None = None
    calculate: Compiled | None = None
    count: Compiled | None = None
    choices: Choices | None = None
    bounds: tuple[float, float, float] | None = None
    new_row: list[SetValue] = field(default_factory=list)
    on_change: list[SetValue] = field(default_factory=list)
    first_rows: int = 1
    later_rows: int = 0
    computed: bool = False
    kept: bool = False
    item: FormItem | None = None
    question: Question | None = None
    is_asked: bool = False
    repeat: Repeat | None = None
    decided_by: frozenset[PathNames] = frozenset()
    below: Sequence[Below] = ()
    """Down to the repeats, in document order: what a new node is laid out by."""

    @property
    def name(self) -> str:
        return self.path[-1]

    def repeats_below(self) -> list[Spec]:
        found: list[Spec] = []
        for child in self.children:
            if child.shape == "repeat":
                found.append(child)
            found += child.repeats_below()
        return found


class Below(NamedTuple):
    """What stands below a spec: `at` is the place of what it stands in (0: the spec itself, 1: the first below it).
    `is_plain`: neither hidden nor read-only until something is computed."""

    spec: Spec
    name: str
    at: int
    required: bool
    is_plain: bool


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to compute for every node of `spec`: its relevant, required, readonly, calculate or count."""

    spec: Spec
    aspect: str
    expression: Compiled


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Built once a form, never changed afterwards.

    `tasks` stand in an order in which each comes after everything it reads; `after[i]` are the tasks that read what
    task i gives, `readers[path]` those that read a value, `row_readers[path]` those that read anything in a repeat,
    or belong to it. `first_load` are the dynamic defaults. `instances` are the choice lists by id (roots of nodes).
    `itext` gives words by id. `languages` and `default_language` as in `Form`.
    """

    root: Spec
    specs: Mapping[PathNames, Spec]
    tasks: tuple[Task, ...]
    after: tuple[tuple[int, ...], ...]
    readers: Mapping[PathNames, tuple[int, ...]]
    row_readers: Mapping[PathNames, tuple[int, ...]]
    first_load: tuple[SetValue, ...]
    instances: Mapping[str, Any]
    itext: Mapping[str, Words]
    version: str
    default_language: str
    asked: tuple[Spec, ...]
    """The questions for a person, in form order."""
    attached: tuple[Spec, ...]
    """Those of them that are answered with a photo or file."""
    checkers: Mapping[PathNames, frozenset[PathNames]]
    """By what is read: the questions of which an answer may no longer pass when it changes."""
    indexes: dict[tuple[str, tuple[str, ...], str], dict[str, list[Any]]] = field(default_factory=dict)
    """Filled on first use: items by a column's text. The same table whoever makes it, so threads need no lock."""
    offers: dict[tuple[PathNames, str | None], Any] = field(default_factory=dict)
    """The same for choices that hang on no answer, by question and language, or None for the bare
    values: a list of 7,851 is made once."""
