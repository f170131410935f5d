"""What an office reported the time before, to stand beside what it reports now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.anomalies.warn_rule import FIGURES
from bot.engine.instance.answered import answered
from bot.interview.sent import SentAnswer
from bot.interview.values import differences
from bot.thai.numbers import write_number
from models.reporting import report as reports
from models.reporting.report import Report
from services.forms.compiled import NoForm, form_of


@dataclass(frozen=True, slots=True)
class Beside:
    """One answer's past: in words, and whether it is another now. `change` is by how much a figure grew (`+4`) or fell
    (`-4`), "" for what is no figure or has not changed."""

    shown: str
    is_changed: bool
    change: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The newest report before this one that had something to say: its period, and its figures and choices by path."""

    period: str
    answers: Mapping[str, tuple[object, str]]

    def beside(self, line: SentAnswer) -> Beside | None:
        """None for what is not compared: words, photos, places, rows of a list, what was not answered then."""
        if line.path not in self.answers or not _is_compared(line):
            return None
        value, shown = self.answers[line.path]
        if line.value == value:
            return Beside(shown, is_changed=False)
        if isinstance(line.value, int | float) and isinstance(value, int | float):
            grown = line.value - value
            return Beside(shown, True, f"{'+' if grown > 0 else '-'}{write_number(round(abs(grown), 2))}")
        return Beside(shown, is_changed=True)


def earlier(session: Session, report: Report) -> Earlier | None:
    """One query; None for an office's first report, and where its form is not here any more."""
    found = reports.answers_before(session, report, 1)
    if not found:
        return None
    [(period, answers)] = found
    try:
        _, form = form_of(session, report)
    except NoForm:
        return None
    kept = {one.path: (one.value, differences.shown(one, form)) for one in answered(form, answers) if not one.rows}
    return Earlier(period, kept)


def _is_compared(line: SentAnswer) -> bool:
    kind = line.question.kind
    return kind in FIGURES or kind.has_choices
