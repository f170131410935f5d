"""What a condition compares a choice with: a value that its list does not have is never chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.engine.definition.form import Form
from bot.engine.definition.labels import choice_labels
from bot.engine.definition.problems import Severity
from bot.forms.remarks import Remark
from bot.forms.xlsform.outline import Outline
from bot.forms.xlsform.structure import at

_WHERE = ("relevant", "constraint", "required", "readonly", "calculation", "choice_filter", "repeat_count")
_VALUE = r"""(?P<quoted>'(?P<single>[^'"]*)'|"(?P<double>[^'"]*)")"""
_FIGURE = r"(?P<quoted>(?P<single>[0-9]+))(?![0-9.])(?P<double>)"
_COMPARED = (
    re.compile(rf"\$\{{(?P<name>[^{{}}\s]+)\}}\s*!?=\s*{_VALUE}"),
    re.compile(rf"\$\{{(?P<name>[^{{}}\s]+)\}}\s*!?=\s*{_FIGURE}"),
    re.compile(rf"{_VALUE}\s*!?=\s*\$\{{(?P<name>[^{{}}\s]+)\}}"),
    re.compile(rf"selected\(\s*(?:\$\{{(?P<name>[^{{}}\s]+)\}}|\.)\s*,\s*{_VALUE}"),
)


def unlisted_values(form: Form, outline: Outline) -> Iterator[Remark]:
    """Each once a place, with the option that is called so where the label was written for the name."""
    choices: dict[str, dict[str, str]] = {}
    for question in form.questions.values():
        if question.kind.has_choices:
            choices.setdefault(question.name, {}).update(choice_labels(form, question))
    for item in outline.items:
        for key in _WHERE:
            cell = outline.columns.cell(item.row, key)
            for found in (one for way in _COMPARED for one in way.finditer(cell.text if cell else "")):
                value, name = found["single"] or found["double"] or "", found["name"] or item.name
                listed = choices.get(name)
                if cell is None or not listed or not value.strip():
                    continue
                if value == value.strip() and all(one in listed for one in value.split()):
                    continue
                if found["quoted"].isdigit() and any(_is_figure(one, value) for one in listed):
                    continue
                meant = value.strip().casefold()
                same = [one for one, label in listed.items() if meant in (one.casefold(), label.casefold())]
                yield at(
                    cell, "unlisted-value", value, name, item=item, severity=Severity.WARNING,
                    position=found.start("quoted"), length=len(found["quoted"]),
                    suggestion=f"'{same[0]}'" if len(same) == 1 else "",
                )  # fmt: skip


def _is_figure(option: str, value: str) -> bool:
    """01 is 1 where it is compared with a number."""
    return option.isdigit() and option.lstrip("0") == value.lstrip("0")
