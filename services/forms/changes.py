"""What another version of a form changes for those who fill it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sqlalchemy.orm import Session

from bot.differences import Piece, differences
from bot.engine.definition.form import Form
from bot.engine.definition.problems import FormRefused
from bot.engine.xform.reading import load_form
from bot.forms.wording import Place, wording
from models.form_version import FormVersion
from models.membership.person import Person
from models.upload import Upload
from services.forms import drafts, trials
from services.forms.trials import Source

_counts: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text or rule that differs. `label` names the question or part it belongs to, as it is called from now on; ""
    for the form itself. A text that is new or gone is one piece."""

    label: str
    place: Place
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Labels of questions of one form only; `kind`: answered in another way; `moved`: asked at another place in the
    order. Same question: same place and name. `texts` are of what both forms have, `files` the names of lists beside
    the form that are not what they were."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    texts: tuple[TextChange, ...] = ()
    files: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.new, self.gone, self.kind, self.moved, self.texts, self.files))


def between(session: Session, person: Person, newest: FormVersion | None, kept: Upload) -> Changes | None:
    """From the version in use to a draft; None where there is nothing to compare."""
    before = trials.find(session, person, Source("version", newest.id)) if newest is not None else None
    after = trials.find(session, person, Source("draft", kept.id))
    if newest is None or before is None or after is None:
        return None
    draft = drafts.opened(kept)
    old, new = _asked(before.form), _asked(after.form)
    same = [path for path in old if path in new]
    return Changes(
        tuple(label for path, (label, _) in new.items() if path not in old),
        tuple(label for path, (label, _) in old.items() if path not in new),
        tuple(label for path, (label, kind) in new.items() if path in old and old[path][1] != kind),
        tuple(new[path][0] for path in _moved(same, [path for path in new if path in old])),
        tuple(_texts(before.form, newest.xform, after.form, draft.looked.xml or "")),
        tuple(_files({file.name: file.content for file in newest.files}, draft.files)),
    )


def _moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The fewest that were moved to make the one order of the other."""
    stays = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    still = {path for block in stays for path in after[block.b : block.b + block.size]}
    return [path for path in after if path not in still]


def _texts(before: Form, old_xml: str, after: Form, new_xml: str) -> Iterator[TextChange]:
    """In the order of the new form; what only the old one says comes last. A question of one form alone is listed by
    its label, its other texts are not."""
    old, new = wording(old_xml), wording(new_xml)
    labels = _labels(before) | _labels(after)
    both = {"", *_labels(before)} & {"", *_labels(after)}
    for place in dict.fromkeys((*new, *old)):
        was, becomes = old.get(place, ""), new.get(place, "")
        if was != becomes and place.path in both:
            yield TextChange(labels.get(place.path, ""), place, tuple(differences(was, becomes)))


def _labels(form: Form) -> dict[str, str]:
    """Path → label (or name) of every question, part and repeat."""
    items = ((spec.generic, spec.item) for spec in form.blueprint.specs.values() if spec.item is not None)
    return {path: item.label.plain(form.default_language) or item.name for path, item in items}


def _files(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


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
