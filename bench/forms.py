"""How long the forms engine takes: an answer, a conversation taken up again, a message of the chat, an upload's check.

    python -m bench.forms [--short] [--rounds 20] [--rxeval PYTHON] [--json]

For the built-in form and one of 230 questions. Times are CPU of one thread, medians of the rounds. The same answers go
to JavaRosa (where there is Java 17) and to rxeval (where PYTHON has it) in turn with ours, each warm. Exit 1 where a
target is missed by more than the noise of a busy machine (twice).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pyxform

from bench import long_form
from bot.engine.definition.form import Form
from bot.engine.filling.filling import Filling
from bot.engine.xform.reading import load_form
from bot.events import Kind
from bot.forms.examining import examine
from bot.forms.workbook.workbook import convert, to_xlsx
from bot.interview import interview
from bot.interview.interview import KEPT
from bot.interview.state.types import Attached, ConversationFacts, Typed
from config import HERE
from services.untrusted import readings

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
ABOUT = ConversationFacts("bench", "รายงานประจำเดือนตุลาคม 2569", "อบต.บ้านเหนือ")
JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
WITNESS = HERE / "bench" / "Pace.java"
NOISE = 2.0
MOST_AMONG_ROWS = 100.0  # milliseconds
# Path, value, the same as typed; a photo is not typed.
BUILT_IN: list[tuple[str, object, str]] = [
    ("/data/start/happened", "yes", "1"),
    ("/data/teach/sessions", 2, "2"),
    ("/data/teach/staff", 40, "40 คน"),
    ("/data/teach/new_areas", 0, "0"),
    ("/data/teach/all_areas", 12, "๑๒"),
    ("/data/join/centre", "yes", "ใช่"),
    ("/data/join/households", 120, "120"),
    ("/data/join/partners", ["cd_province", "temple"], "1 3"),
    ("/data/spread/people", 250, "250"),
    ("/data/spread/means", ["training"], "1"),
    ("/data/closing/budget", 12_500.5, "12,500.50 บาท"),
    ("/data/closing/problems", "น้ำไม่พอในฤดูแล้ง", "น้ำไม่พอในฤดูแล้ง"),
    ("/data/closing/photo_1", "photo-1.jpg", ""),
]


@dataclass
class Bench:
    """One form and what is answered. `targets` are milliseconds by the name of what is done."""

    name: str
    markdown: str
    answers: list[tuple[str, object, str]]
    targets: Mapping[str, float]
    spent: dict[str, list[float]] = field(default_factory=dict)

    @cached_property
    def xml(self) -> str:
        return convert(self.markdown).xml

    @cached_property
    def form(self) -> Form:
        return load_form(self.xml)

    @cached_property
    def workbook(self) -> bytes:
        return to_xlsx(self.markdown)

    def round(self) -> None:
        """Everything once; milliseconds of one answer, one taking up and one message on average."""
        answers, half, spent = len(self.answers), len(self.answers) // 2, 0.0
        filling = Filling.start(self.form, now=NOW, seed=7)
        stored = ""
        for number, (path, value, _) in enumerate(self.answers):
            started = time.process_time()
            verdict = filling.answer(path, value)
            spent += (time.process_time() - started) * 1000
            if not verdict.accepted:
                raise RuntimeError(f"{path}: {verdict.issue}")
            if number == half:
                stored = json.dumps(filling.state())
        self._note("an answer", spent / answers)
        self._note("an answer and the next question", (spent + self._asking()) / answers)
        self._note(
            "a half-done conversation restored",
            _cpu(lambda: Filling.restore(self.form, json.loads(stored), now=NOW).current()),
        )
        self._note("a message of the chat, all in all", self._chat() / answers)
        self._note("a message of the chat, restored first", self._chat(KEPT.clear) / answers)

    def check(self) -> None:
        """Seconds matter here: the wall's clock, in a reader of its own, and the CPU of looking, in this process."""
        started = time.perf_counter()
        looked = readings.workbook(self.workbook)
        if looked.xml is None:
            raise RuntimeError(f"{self.name} is refused: {looked.errors}")
        self._note("an upload checked", (time.perf_counter() - started) * 1000)
        self._note("an upload checked, CPU", _cpu(lambda: examine(self.workbook)))

    def medians(self) -> dict[str, float]:
        return {name: statistics.median(times) for name, times in self.spent.items()}

    def _note(self, name: str, ms: float) -> None:
        self.spent.setdefault(name, []).append(ms)

    def _asking(self) -> float:
        """Looking for each next question, in a filling of its own."""
        filling, spent = Filling.start(self.form, now=NOW, seed=7), 0.0
        for path, value, _ in self.answers:
            filling.answer(path, value)
            spent += _cpu(filling.current)
        return spent

    def _chat(self, before: Callable[[], None] = lambda: None) -> float:
        """Every answer as an officer types it, the state as text between any two messages, as the database has it."""
        stored, spent = json.dumps(interview.begin(self.form, ABOUT, NOW).state), 0.0
        for _, _, typed in self.answers:
            incoming = Typed(typed) if typed else Attached(Kind.IMAGE, "photo-1.jpg")
            before()
            started = time.process_time()
            turn = interview.step(self.form, json.loads(stored), incoming, ABOUT, NOW)
            stored = json.dumps(turn.state)
            spent += time.process_time() - started
        wanted, given = {path for path, _, _ in self.answers}, set(json.loads(stored)["given"])
        if wanted - given:
            raise RuntimeError(f"typed but not taken: {sorted(wanted - given)}")
        return spent * 1000


def benches() -> list[Bench]:
    built_in = (HERE / "bot" / "forms" / "khok-nong-na.md").read_text("utf-8")
    return [
        Bench(
            "the built-in form",
            built_in,
            BUILT_IN,
            {
                "a message of the chat, all in all": 2,
                "a half-done conversation restored": 8,
                "an upload checked": 2_000,
            },
        ),
        Bench(
            f"a form of {len(long_form.answers())} questions",
            long_form.markdown(),
            long_form.answers(),
            {"a message of the chat, all in all": 3, "an upload checked": 2_000},
        ),
    ]


def others(bench: Bench, rounds: int, rxeval: str, folder: Path) -> dict[str, dict[str, float]]:
    """Engine → milliseconds of `load` and of one `answer`."""
    form, steps = folder / "form.xml", folder / "steps.json"
    form.write_text(bench.xml, "utf-8")
    steps.write_text(json.dumps([[path, _as_text(value)] for path, value, _ in bench.answers]), "utf-8")
    asked = [str(form), str(steps), str(rounds)]
    commands: dict[str, list[str]] = {}
    if classes := _classes(folder):
        commands["JavaRosa"] = ["java", "-XX:+UseSerialGC", "-cp", f"{JAR}{os.pathsep}{classes}", "Pace", *asked]
    if rxeval:
        commands["rxeval"] = [rxeval, str(HERE / "bench" / "rxeval_pace.py"), *asked]
    found = {}
    for name, command in commands.items():
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        if done.returncode:
            print(f"  {name} cannot run this form: {done.stderr.strip()[-200:]}")
        else:
            found[name] = {key: us / 1000 for key, us in json.loads(done.stdout.splitlines()[-1]).items()}
    return found


def show(bench: Bench, others: Mapping[str, Mapping[str, float]]) -> dict[str, Any]:
    mine = bench.medians()
    print(f"\n{bench.name}, {len(bench.answers)} answers")
    missed = []
    for name, ms in mine.items():
        target = bench.targets.get(name)
        over = bool(target and ms > target)
        missed += [name] if target and ms > target * NOISE else []
        print(f"  {name:<38}{ms:>10.3f} ms" + (f"  of {target:,.0f}" if target else "") + (" OVER" if over else ""))
    print(f"  {'the form compiled':<38}{_cpu(lambda: load_form(bench.xml)):>10.3f} ms")
    for engine, found in others.items():
        ratio = mine["an answer"] / found["answer"]
        print(f"  {f'an answer, {engine}':<38}{found['answer']:>10.3f} ms  ours takes {ratio:,.1f} times that")
        print(f"  {f'the form opened, {engine}':<38}{found['load']:>10.3f} ms")
    return {
        "form": bench.name,
        "ours": mine,
        "others": {key: dict(one) for key, one in others.items()},
        "missed": missed,
    }


def among_rows(rounds: int) -> dict[str, Any]:
    """The slowest step of the chat among 200 rows, the review of them all included: the median of the rounds."""
    form = load_form(convert(long_form.ROWS).xml)
    begun = json.dumps({**interview.begin(form, ABOUT, NOW).state, **long_form.filled(form, NOW).state()})
    slowest = []
    for _ in range(rounds):
        stored, spent = begun, []
        for typed in long_form.TYPED:
            started = time.process_time()
            stored = json.dumps(interview.step(form, json.loads(stored), Typed(typed), ABOUT, NOW).state)
            spent.append((time.process_time() - started) * 1000)
        slowest.append(max(spent))
    ms, name = statistics.median(slowest), "the slowest message of the chat"
    print(f"\n200 rows of five questions\n  {name:<38}{ms:>10.3f} ms  of {MOST_AMONG_ROWS:,.0f}")
    missed = [name] if ms > MOST_AMONG_ROWS * NOISE else []
    return {"form": "200 rows", "ours": {name: ms}, "others": {}, "missed": missed}


def _as_text(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)


def _classes(folder: Path) -> Path | None:
    """Our driver of JavaRosa, compiled; None where there is no Java."""
    if not (shutil.which("javac") and shutil.which("java") and JAR.exists()):
        return None
    command = ["javac", "-cp", str(JAR), "-d", str(folder), str(WITNESS)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


def _cpu(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="one round, ours only")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--rxeval", default="", metavar="PYTHON", help="an interpreter that has rxeval")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON at the end")
    options = parser.parse_args(arguments)
    found = []
    for bench in benches():
        strangers: dict[str, dict[str, float]] = {}
        with tempfile.TemporaryDirectory(prefix="nong-bench-") as folder:
            # Ours before and after theirs, so that what else the machine does falls on all of them.
            for _ in range(1 if options.short else options.rounds // 2):
                bench.round()
            if not options.short:
                strangers = others(bench, options.rounds, options.rxeval, Path(folder))
                for _ in range(options.rounds - options.rounds // 2):
                    bench.round()
        for _ in range(1 if options.short else 3):
            bench.check()
        found.append(show(bench, strangers))
    found.append(among_rows(1 if options.short else options.rounds))
    if options.json:
        print(json.dumps(found))
    return int(any(one["missed"] for one in found))


if __name__ == "__main__":
    sys.exit(main())
