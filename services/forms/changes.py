"""What another version of a form changes for those who fill it in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.engine.definition.form import Form
from bot.engine.definition.problems import FormRefused
from bot.engine.xform.reading import load_form
from models.form_version import FormVersion
from models.membership.person import Person
from models.upload import Upload
from services.forms import trials
from services.forms.trials import Source

_counts: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Changes:
    """Labels of questions of one form only; `kind`: answered in another way. Same question: same place and name."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()


def between(session: Session, person: Person, newest: FormVersion | None, kept: Upload) -> Changes | None:
    """From the version in use to a draft; None where there is nothing to compare."""
    before = trials.find(session, person, Source("version", newest.id)) if newest is not None else None
    after = trials.find(session, person, Source("draft", kept.id))
    if before is None or after is None:
        return None
    old, new = _asked(before.form), _asked(after.form)
    return Changes(
        tuple(label for path, (label, _) in new.items() if path not in old),
        tuple(label for path, (label, _) in old.items() if path not in new),
        tuple(label for path, (label, kind) in new.items() if path in old and old[path][1] != kind),
    )


def question_count(version: FormVersion) -> int:
    """How many questions a version asks, counted once a process; 0 where it cannot be read any more."""
    if version.sha256 not in _counts:
        try:
            form = load_form(version.xform, {file.name: file.content for file in version.files})
        except FormRefused:
            return 0
        _counts[version.sha256] = len(_asked(form))
    return _counts[version.sha256]


def _asked(form: Form) -> dict[str, tuple[str, str]]:
    """Path → (label, kind) of what is asked."""
    return {
        path: (question.label.plain(form.default_language) or question.name, question.kind.value)
        for path, question in form.questions.items()
        if question.kind.is_asked
    }
