"""Answers of an earlier report: what of them is worth offering again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.engine.definition.datatypes import Value
from bot.engine.definition.form import Form
from bot.engine.definition.form_items import QuestionKind

# Where the author says nothing (`nong:carry`), what is of one month only is not offered again.
_OF_ITS_MONTH = (QuestionKind.TEXT, QuestionKind.DATE, QuestionKind.DATETIME, QuestionKind.GEOPOINT)


def worth_offering(form: Form, earlier: Mapping[str, Value]) -> dict[str, Value]:
    """Those of an earlier report's values, by path, that may be offered: `nong:carry` = yes where the form uses it."""
    chosen = {path for path, question in form.questions.items() if question.extras.get("carry") == "yes"}
    if not chosen:
        chosen = {
            path
            for path, question in form.questions.items()
            if question.kind.is_asked and not question.kind.is_attachment and question.kind not in _OF_ITS_MONTH
        }
    return {path: value for path, value in earlier.items() if path in chosen and value not in (None, "", [])}


def value_at(answers: Mapping[str, Any], path: str) -> Any:
    """The answer at a generic path outside repeats; None where there is none."""
    here: Any = answers
    for name in path.split("/")[2:]:
        if not isinstance(here, Mapping) or name not in here:
            return None
        here = here[name]
    return None if isinstance(here, Mapping) else here
