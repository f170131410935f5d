"""From XForm XML to a `Form`, with every problem found on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from xml.etree.ElementTree import Element

from bot.engine.definition.blueprint import Blueprint, PathNames, Spec
from bot.engine.definition.form import Form
from bot.engine.definition.form_items import Group, Question, QuestionKind, Repeat, Words
from bot.engine.definition.problems import FormRefused, Problem, Severity
from bot.engine.xform.binds import read_binds, read_specs
from bot.engine.xform.body import Body, find_repeats
from bot.engine.xform.dependencies import order_tasks
from bot.engine.xform.document import child, children, local, parse_document
from bot.engine.xform.findings import Findings
from bot.engine.xform.lists import read_lists
from bot.engine.xform.pictures import Pictures
from bot.engine.xform.texts import Texts


def load_form(xml: str, attachments: Mapping[str, bytes] | None = None, *, mark: str = "") -> Form:
    """Compile the XForm XML that `bot/forms/workbook/workbook.py` makes.

    `attachments` gives the content of the csv, xml and picture files of the form, by name; `mark` is kept in the form.
    Raises `FormRefused` with every problem found: not an XForm, a document with entities or a DTD, an expression that
    cannot be read, unknown paths and functions, what the product does not support, a cycle, a file that is not there.
    """
    form, problems = read_form(xml, attachments)
    if problems:
        raise FormRefused(problems, form.notes)
    return replace(form, mark=mark)


def read_form(xml: str, attachments: Mapping[str, bytes] | None = None) -> tuple[Form, tuple[Problem, ...]]:
    """The same for its author: the form and what is wrong with it, where it may be looked at and never filled in.
    Raises `FormRefused` for what is no XForm at all."""
    head, body = _parts(parse_document(xml))
    model = child(head, "model")
    if model is None:
        raise _not_a_form("it has no model")
    own = next((each for each in children(model, "instance") if each.get("id") is None and len(each)), None)
    if own is None:
        own = next((each for each in children(model, "instance") if not each.get("src") and len(each)), None)
    if own is None:
        raise _not_a_form("it has no instance")
    instance = own[0]
    root, specs = read_specs(instance, find_repeats(body))
    lists, columns, files, problems = read_lists(model, attachments or {})
    findings = Findings(specs, columns)
    for problem in problems:
        (findings.problems if problem.severity is Severity.ERROR else findings.remarks).append(problem)
    texts = Texts(model, findings)
    binds = read_binds(model, specs, findings)
    pictures = Pictures(texts, findings, attachments or {})
    reader = Body(specs, binds, texts, findings, pictures)
    items = reader.items(body, root.path)
    pictures.note_left_out()
    first_load = reader.setvalues(model, "odk-instance-first-load")
    questions, repeats = _finish(specs, reader)
    order = order_tasks(specs, findings)
    for spec in specs.values():
        spec.decided_by = _decided_by(spec, specs)
    # Texts by their ids are compiled below once more, for jr:itext(), where a value of a row has no place.
    problems_found = tuple(findings.problems)
    title = child(head, "title")
    version = instance.get("version") or instance.get("{http://openrosa.org/xforms}version") or ""
    asked = [spec for spec in specs.values() if spec.is_asked]
    blueprint = Blueprint(
        root=root,
        specs=MappingProxyType(specs),
        tasks=order.tasks,
        after=order.after,
        readers=MappingProxyType(dict(order.readers)),
        row_readers=MappingProxyType(dict(order.row_readers)),
        first_load=tuple(first_load),
        instances=MappingProxyType(lists),
        itext=MappingProxyType({name: texts.by_id(name, root.path) for name in texts.ids()}),
        version=version,
        default_language=texts.default_language,
        asked=tuple(asked),
        attached=tuple(spec for spec in asked if spec.question is not None and spec.question.kind.is_attachment),
        checkers=MappingProxyType(_checkers(asked)),
    )
    form = Form(
        id=instance.get("id") or instance.get("xmlns") or "",
        title=(title.text or "").strip() if title is not None else "",
        version=version,
        languages=texts.languages,
        default_language=texts.default_language,
        root=Group(root.generic, root.name, Words(), {}, items),
        questions=MappingProxyType(questions),
        repeats=MappingProxyType(repeats),
        attachments=tuple(dict.fromkeys([*files, *pictures.files])),
        mark="",
        notes=tuple(findings.remarks),
        blueprint=blueprint,
    )
    return form, problems_found


def _parts(root: Element) -> tuple[Element, Element | None]:
    head = child(root, "head")
    if local(root) != "html" or head is None:
        raise _not_a_form("it is another kind of document")
    return head, child(root, "body")


def _not_a_form(why: str) -> FormRefused:
    return FormRefused([Problem("not-a-form", (why,))])


def _finish(specs: Mapping[PathNames, Spec], reader: Body) -> tuple[dict[str, Question], dict[str, Repeat]]:
    """Give a question to every leaf that has no control, and settle which values are computed."""
    questions: dict[str, Question] = {}
    repeats: dict[str, Repeat] = {}
    for spec in specs.values():
        if spec.repeat is not None:
            repeats[spec.generic] = spec.repeat
        if spec.shape != "leaf":
            continue
        if spec.question is None:
            kind = QuestionKind.HIDDEN
            if spec.preload is not None or "meta" in spec.path[1:-1]:
                kind = QuestionKind.META
            elif spec.calculate is not None:
                kind = QuestionKind.CALCULATE
            spec.question = reader.question(spec, kind)
        spec.is_asked = spec.question.kind.is_asked
        questions[spec.generic] = spec.question
        always_readonly = spec.readonly is not None and spec.readonly.expression is None and spec.readonly.constant
        if spec.calculate is not None:
            spec.computed = not spec.question.kind.is_asked or always_readonly
            spec.kept = spec.computed and "once" in spec.calculate.calls
    return questions, repeats


def _checkers(asked: Iterable[Spec]) -> dict[PathNames, frozenset[PathNames]]:
    """What `Blueprint.checkers` says: by way of a constraint, of the choices there are, of being required."""
    found: dict[PathNames, set[PathNames]] = {}
    for spec in asked:
        expressions = [spec.constraint, spec.choices.nodes if spec.choices else None]
        if spec.required is not None:
            expressions.append(spec.required.expression)
        for expression in expressions:
            for path in expression.reads if expression is not None else ():
                found.setdefault(path, set()).add(spec.path)
    return {path: frozenset(paths) for path, paths in found.items()}


def _decided_by(spec: Spec, specs: Mapping[PathNames, Spec]) -> frozenset[PathNames]:
    """The asked questions that this one's relevance hangs on, through calculations too."""
    pending: list[PathNames] = []
    above: Spec | None = spec
    while above is not None:
        if above.relevant is not None and above.relevant.expression is not None:
            pending += above.relevant.expression.reads
        above = above.parent
    seen: set[PathNames] = set()
    asked: set[PathNames] = set()
    while pending:
        path = pending.pop()
        found = specs.get(path)
        if path in seen or found is None:
            continue
        seen.add(path)
        if found.question is not None and found.question.kind.is_asked:
            asked.add(path)
        if found.calculate is not None:
            pending += found.calculate.reads
    return frozenset(asked)
