"""One form being filled: values in, verdicts out, plain JSON between steps.

Without clock or database. The rules are JavaRosa's (the engine of ODK Collect): a hidden question reads as blank and
keeps its answer, a constraint is not asked about a blank, everything computed is computed anew after every answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from bot.engine.definition import datatypes
from bot.engine.definition.form import Form
from bot.engine.filling import overview
from bot.engine.filling.checks import Checks
from bot.engine.filling.consequences import Consequences
from bot.engine.filling.places import AskedQuestion, Place, Verdict
from bot.engine.filling.showing import Showing
from bot.engine.filling.stops import Stop
from bot.engine.filling.wording import Wording
from bot.engine.instance import preloads, saved
from bot.engine.instance.document import document
from bot.engine.instance.environment import FillingEnvironment
from bot.engine.instance.recompute import Computation
from bot.engine.instance.tree import MOST_ROWS, Node, Tree, append_row


class Filling(overview.Seen):
    """A form and the answers given so far.

    Paths are concrete: `/data/areas[2]/name` is the question `name` in the row whose id is 2; outside repeats they are
    the same as the generic ones. `now` is aware; days are Bangkok's. Not shared between threads.

    `step` grows by one with every change; a button that carries an older one is an old button. `faults` are (concrete
    path, aspect, reason) of the form's expressions that had no value since the start or the restoring. `styled` are
    the texts read since then of which parts look unlike the rest.
    """

    def __init__(self, form: Form, *, now: datetime, seed: int, username: str, language: str | None) -> None:
        """Not for use: see `start` and `restore`."""
        if now.tzinfo is None:
            raise ValueError("now must be aware")
        self.form = form
        self.step = 0
        self.language = language if language in form.languages else form.default_language
        self._now = now
        self._seed = seed
        self._username = username
        self._started = now
        self._suggestions: dict[str, datatypes.Value] = {}
        self._again: dict[str, None] = {}
        self._done: dict[str, None] = {}
        self._at: str | None = None
        self._editing = False
        self._tree = Tree(form.blueprint.root)
        self._walked = None
        self._environment = FillingEnvironment(form.blueprint, self._tree.root, now, seed, self.language)
        self._computation = Computation(form.blueprint, self._tree, self._environment)
        self.styled = self._environment.styled
        self.faults = self._computation.faults
        self._checks = Checks(self._environment, self.faults)
        self._wording = Wording(self._environment)
        self._consequences = Consequences(self._tree, self._computation, self._checks, self._wording)
        self._showing = Showing(self._environment, self._checks, self._wording, self._suggestions)

    @classmethod
    def start(
        cls,
        form: Form,
        *,
        now: datetime,
        seed: int,
        username: str = "",
        suggestions: Mapping[str, datatypes.Value] | None = None,
        language: str | None = None,
    ) -> Filling:
        """A new filling, standing at its first question.

        `seed` feeds random() and uuid(). `suggestions` are values of an earlier report by generic or concrete path:
        offered, never filled in. `language` is one of `form.languages`, else the form's default.
        """
        filling = cls(form, now=now, seed=seed, username=username, language=language)
        filling._suggestions.update(suggestions or {})
        computation, root = filling._computation, filling._tree.root
        computation.fill_defaults(root.within())
        preloads.fill(root, computation, filling._environment, now, username)
        computation.everything()
        computation.run_actions(form.blueprint.first_load, root)
        computation.touched.clear()
        return filling

    @classmethod
    def restore(cls, form: Form, state: Mapping[str, Any], *, now: datetime) -> Filling:
        """The filling whose `state()` this was, of the same version; paths that the form does not know are dropped."""
        return cls.made_of(form, saved.FillingState.from_json(state), now=now)

    @classmethod
    def made_of(cls, form: Form, state: saved.FillingState, *, now: datetime) -> Filling:
        """The same from a `saved()`."""
        filling = cls(form, now=now, seed=state.seed, username=state.username, language=state.language)
        filling.step = state.step
        filling._started = state.started
        filling._suggestions.update(state.suggestions)
        filling._again = dict.fromkeys(state.again)
        filling._done = dict.fromkeys(state.done)
        filling._at, filling._editing = state.at, state.editing
        saved.restore_tree(filling._tree, state, filling._computation)
        filling._computation.everything(restoring=True)
        filling._computation.touched.clear()
        return filling

    def go_on(self, now: datetime) -> None:
        """At another time, as if restored then: of a form of which nothing computed hangs on the time."""
        self._now = self._environment.now = now
        self.styled.clear()
        self.faults.clear()

    def state(self) -> dict[str, Any]:
        """`saved()` as plain JSON."""
        return self.saved().to_json()

    def saved(self) -> saved.FillingState:
        """Everything that cannot be computed again; what happens to the filling later changes nothing in it."""
        return saved.FillingState(
            form=self.form.id,
            version=self.form.version,
            language=self.language,
            seed=self._seed,
            username=self._username,
            started=self._started,
            step=self.step,
            **saved.tree_state(self._tree),
            suggestions=dict(self._suggestions),
            again=list(self._again),
            done=list(self._done),
            at=self._at,
            editing=self._editing,
        )

    def current(self) -> Place | None:
        """Where the conversation stands: a question, an open repeat's turn, or None when the review is due."""
        stop = self._stop()
        if stop is None:
            return None
        if stop.is_repeat:
            return self._showing.repeat_turn(stop, self._editing, stop.path in self._done)
        return self._showing.asked(stop, stop.path in self._again, self._editing)

    def beside(self) -> tuple[AskedQuestion, ...]:
        """The questions of one page that are due now: see `Walk.page`. () where it stands to be changed."""
        stop = self._stop()
        page = self._walk().page(stop, self._is_open) if stop is not None and not self._editing else ()
        return tuple(self._showing.asked(each, each.path in self._again, False) for each in page)

    def answer(self, path: str, value: Any) -> Verdict:
        """Answer a question (any askable one, not only the current).

        Takes a `Value`, and date, time, datetime, Decimal and (lat, lon[, alt[, acc]]) tuples as well. A blank value is
        the same as `skip`. On acceptance the conversation moves on.
        """
        node = self._tree.node(path)
        refusal = self._checks.askable(path, node)
        if refusal is not None or node is None:
            return Verdict(False, refusal)
        kept, issue = self._checks.offered(node, value)
        if issue is None and kept is None:
            issue = self._checks.missing(node)
        return self._accept(node, kept) if issue is None else Verdict(False, issue)

    def skip(self, path: str) -> Verdict:
        """Leave a question blank (what stood there is taken away); refused while it is required."""
        return self.answer(path, None)

    def back(self) -> bool:
        """Stand at the place before this one; while editing, return without a change. False at the beginning."""
        if self._editing:
            return self.leave()
        stops = self._walk().stops
        stop = self._stop()
        place = stops.index(stop) if stop is not None else len(stops)
        if place == 0:
            return False
        self._at = stops[place - 1].path
        self.step += 1
        return True

    def go(self, path: str) -> bool:
        """Stand at one question or repeat to change it; then only what is new is asked. False if it is not there."""
        if self._walk().at(path) is None:
            return False
        self._at, self._editing = path, True
        self.step += 1
        return True

    def leave(self) -> bool:
        """Go on, without a change, from a place that was gone back to; False where what is due stands there."""
        is_back = self._at is not None
        self._leave()
        self.step += is_back
        return is_back

    def add_row(self, repeat: str) -> str | None:
        """Append a row to an open repeat and stand at its first question; its path, or None where it cannot be."""
        found = self._tree.open_repeat(repeat)
        if found is None:
            return None
        parent, spec = found
        if len(parent.rows(spec.name)) >= MOST_ROWS:
            return None
        row = append_row(parent, spec)
        self._computation.rows_changed(spec, [row])
        self._consequences.reopened(self._again)
        self._done.pop(repeat, None)
        self._leave()
        self._at = next((stop.path for stop in self._walk().stops if stop.path.startswith(f"{row.path}/")), None)
        self.step += 1
        return row.path

    def remove_row(self, row: str) -> bool:
        """Take a row (`/data/areas[2]`) and its answers away; False where there is none or rows are counted."""
        node = self._tree.node(row)
        if node is None or node.parent is None or node.spec.shape != "repeat" or node.spec.count is not None:
            return False
        node.parent.rows(node.name).remove(node)
        self._computation.rows_changed(node.spec)
        for memory in (self._again, self._done):
            for path in [each for each in memory if each.startswith(f"{row}/")]:
                del memory[path]
        self._consequences.reopened(self._again)
        if self._at is not None and self._at.startswith(f"{row}/"):
            self._leave()
        self.step += 1
        return True

    def done_rows(self, repeat: str) -> bool:
        """No more rows: the conversation moves on past the repeat."""
        if self._tree.open_repeat(repeat) is None:
            return False
        self._done[repeat] = None
        self._leave()
        self.step += 1
        return True

    def progress(self, left_out: Collection[str] = (), *, in_row: bool = False) -> tuple[int, int]:
        """See `overview.progress`."""
        walked, asked, key = self._walk(), self.form.blueprint.asked, (self.step, self._at, frozenset(left_out), in_row)
        if key not in walked.progress:
            walked.progress[key] = overview.progress(
                asked, self._tree, walked.stops, self._stop(), self._is_open, left_out, in_row
            )
        return walked.progress[key]

    def answers(self) -> dict[str, Any]:
        """The relevant answers as a document.

        Groups are objects, repeats are lists of objects with `_id` (str), values are as in `Value`; calculations are
        numbers where they gave numbers. What is blank or not relevant is absent; so are notes and the `meta` block.
        """
        preloads.finish(self._tree.root, self._computation, self._now)
        return document(self._tree.root)

    def _stop(self) -> Stop | None:
        walked, key = self._walk(), (self.step, self._at)
        if walked.stood is None or walked.stood[0] != key:
            at = walked.at(self._at) if self._at is not None else None
            first = walked.stops[at] if at is not None else next(filter(self._is_open, walked.stops), None)
            walked.stood = key, first
        return walked.stood[1]

    def _is_open(self, stop: Stop) -> bool:
        """Still to be asked."""
        if stop.is_repeat:
            return stop.path not in self._done
        return not stop.node.given or stop.path in self._again

    def _leave(self) -> None:
        self._at, self._editing = None, False

    def _accept(self, node: Node, value: Any) -> Verdict:
        before = self._consequences.askable()
        node.given = True
        self._again.pop(node.path, None)
        changed = value != node.value
        node.value = value
        self._computation.see(node)
        # Also when it is the same again: JavaRosa computes what reads it anew, over what a person put there.
        self._computation.value_changed(node)
        if changed:
            self._computation.run_actions(node.spec.on_change, node)
        if self._at == node.path:
            self._leave()
        verdict = self._consequences.of(node, before, self._again)
        self.step += 1
        return verdict
