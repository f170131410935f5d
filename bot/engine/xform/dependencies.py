"""What must be computed before what: the tasks of a form in an order that always works, or the cycle that has none."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from bot.engine.definition.blueprint import PathNames, Spec, Task
from bot.engine.xform.findings import Findings


@dataclass(frozen=True, slots=True)
class Order:
    """As the fields of the same names in `Blueprint`."""

    tasks: tuple[Task, ...]
    after: tuple[tuple[int, ...], ...]
    readers: Mapping[PathNames, tuple[int, ...]]
    row_readers: Mapping[PathNames, tuple[int, ...]]


def order_tasks(specs: Mapping[PathNames, Spec], findings: Findings) -> Order:
    """Sort by dependency, form order where it is free. A cycle is refused with the questions it goes through."""
    tasks = [task for spec in specs.values() for task in _tasks_of(spec)]
    reads = [_expanded(task, specs) for task in tasks]
    gives: dict[tuple[PathNames, str], int] = {(task.spec.path, task.aspect): at for at, task in enumerate(tasks)}
    before = [_needs(task, reads[at], gives) for at, task in enumerate(tasks)]
    sorted_places = _sorted(before)
    if sorted_places is None:
        for cycle in _cycles(before):
            names = [tasks[at].spec.name for at in [*cycle, cycle[0]]]
            first = tasks[cycle[0]]
            code = "cycle" if len(cycle) > 1 else "cycle-itself"
            findings.refuse(code, " → ".join(names), path=first.spec.generic, aspect=first.aspect)
        sorted_places = list(range(len(tasks)))
    place = {old: new for new, old in enumerate(sorted_places)}
    after: list[set[int]] = [set() for _ in tasks]
    readers: dict[PathNames, set[int]] = {}
    row_readers: dict[PathNames, set[int]] = {}
    for old in sorted_places:
        for earlier in before[old]:
            after[place[earlier]].add(place[old])
        for path in reads[old]:
            readers.setdefault(path, set()).add(place[old])
        for spec in specs.values():
            if spec.shape == "repeat" and _touches(tasks[old], reads[old], spec.path):
                row_readers.setdefault(spec.path, set()).add(place[old])
    return Order(
        tuple(tasks[old] for old in sorted_places),
        tuple(tuple(sorted(each)) for each in after),
        {path: tuple(sorted(found)) for path, found in readers.items()},
        {path: tuple(sorted(found)) for path, found in row_readers.items()},
    )


def _tasks_of(spec: Spec) -> list[Task]:
    rules = (("relevant", spec.relevant), ("readonly", spec.readonly), ("required", spec.required))
    found = [Task(spec, aspect, rule.expression) for aspect, rule in rules if rule is not None and rule.expression]
    if spec.calculate is not None:
        found.append(Task(spec, "calculate", spec.calculate))
    if spec.count is not None:
        found.append(Task(spec, "count", spec.count))
    return found


def _expanded(task: Task, specs: Mapping[PathNames, Spec]) -> set[PathNames]:
    """The paths it reads; a `*` reads everything below."""
    found: set[PathNames] = set()
    named = "jr:choice-name" in task.expression.calls
    for path in task.expression.reads:
        choices = specs[path].choices if named and path in specs else None
        if choices is not None and choices.nodes is not None:
            # The words of a choice also hang on which choices there are.
            found |= choices.nodes.reads
        if "*" in path:
            above = path[: path.index("*")]
            found.update(each for each in specs if each[: len(above)] == above and len(each) > len(above))
        else:
            found.add(path)
    return found


def _needs(task: Task, reads: set[PathNames], gives: dict[tuple[PathNames, str], int]) -> set[int]:
    needed: set[int] = set()
    for path in reads:
        needed.add(gives.get((path, "calculate"), -1))
        for length in range(1, len(path) + 1):
            needed.add(gives.get((path[:length], "relevant"), -1))
            needed.add(gives.get((path[:length], "count"), -1))
    # A row must be there before anything in it is computed.
    for length in range(1, len(task.spec.path)):
        needed.add(gives.get((task.spec.path[:length], "count"), -1))
    needed.discard(-1)
    return needed


def _touches(task: Task, reads: set[PathNames], repeat: PathNames) -> bool:
    length = len(repeat)
    return task.spec.path[:length] == repeat or any(path[:length] == repeat for path in reads)


def _sorted(before: list[set[int]]) -> list[int] | None:
    """Each after what it needs, otherwise the first first; None where there is a cycle."""
    sorter = TopologicalSorter(dict(enumerate(before)))
    try:
        sorter.prepare()
    except CycleError:
        return None
    done: list[int] = []
    ready: list[int] = []
    while sorter.is_active():
        for at in sorter.get_ready():
            heapq.heappush(ready, at)
        done.append(heapq.heappop(ready))
        sorter.done(done[-1])
    return done


def _cycles(before: list[set[int]]) -> Iterable[list[int]]:
    """One cycle for each knot, in the order of dependence."""
    state = [0] * len(before)
    found: list[list[int]] = []
    for start in range(len(before)):
        if state[start]:
            continue
        trail: list[int] = [start]
        pending = [iter(sorted(before[start]))]
        state[start] = 1
        while pending:
            following = next(pending[-1], None)
            if following is None:
                state[trail.pop()] = 2
                pending.pop()
            elif state[following] == 1:
                found.append(trail[trail.index(following) :])
            elif state[following] == 0:
                state[following] = 1
                trail.append(following)
                pending.append(iter(sorted(before[following])))
    return found
