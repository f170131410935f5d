"""Lists in files of their own: whether there is anything in them that the question could offer."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.engine.definition.form import Form
from bot.engine.definition.problems import Severity
from bot.forms.remarks import Remark
from bot.forms.xlsform.outline import Outline
from bot.forms.xlsform.structure import at

_MOST_NAMED = 12


def unusable_lists(form: Form, outline: Outline, handed: Collection[str]) -> Iterator[Remark]:
    """Of the files that were handed in: no row at all, or no column of what is kept or of what is shown."""
    for question in form.questions.values():
        spec = form.blueprint.specs[tuple(question.path.strip("/").split("/"))]
        item = outline.at(spec.path) if spec.choices is not None else None
        cell = outline.columns.cell(item.row, "type") if item is not None else None
        if item is None or cell is None or spec.choices is None or item.list_name not in handed:
            continue
        root = form.blueprint.instances.get(item.list_name.rpartition(".")[0])
        found = root.children.get("item", []) if root is not None else []
        rows = found if isinstance(found, list) else [found]
        columns = list(dict.fromkeys(name for row in rows for name in row.children))
        if not rows:
            yield at(cell, "empty-list-file", item.list_name, item=item)
        missing = next((one for one in (spec.choices.value, spec.choices.label) if one not in columns), None)
        if rows and missing is not None:
            severity = Severity.ERROR if missing == spec.choices.value else Severity.WARNING
            there = ", ".join(columns[:_MOST_NAMED])
            yield at(cell, "file-without-column", item.list_name, missing, there, item=item, severity=severity)
