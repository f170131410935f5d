"""The body: what is asked, in which order, with which words and choices."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from bot.engine.definition.blueprint import Choices, PathNames, SetValue, Spec
from bot.engine.definition.form_items import FormItem, Group, Question, QuestionKind, Repeat, Words
from bot.engine.xform.document import JAVAROSA, child, children, foreign_attributes, local, names
from bot.engine.xform.findings import Findings
from bot.engine.xform.limits import literal_limits
from bot.engine.xform.pictures import Pictures
from bot.engine.xform.texts import Texts

_BY_TYPE = {
    "int": QuestionKind.INTEGER,
    "integer": QuestionKind.INTEGER,
    "decimal": QuestionKind.DECIMAL,
    "date": QuestionKind.DATE,
    "time": QuestionKind.TIME,
    "dateTime": QuestionKind.DATETIME,
    "geopoint": QuestionKind.GEOPOINT,
}
_BY_CONTROL = {
    "select1": QuestionKind.SELECT_ONE,
    "select": QuestionKind.SELECT_MULTIPLE,
    "rank": QuestionKind.RANK,
    "range": QuestionKind.RANGE,
    "trigger": QuestionKind.ACKNOWLEDGE,
}
_BY_MEDIA = {"image": QuestionKind.IMAGE, "audio": QuestionKind.AUDIO, "video": QuestionKind.VIDEO}
_PRECISIONS = {"year": "year", "month-year": "month"}
_CONTROLS = frozenset({"input", "secret", "upload", *_BY_CONTROL})
_CHILD_ITEXT = re.compile(r"\s*jr:itext\(\s*([\w.\-]+)\s*\)\s*\Z")


def find_repeats(body: Element | None) -> set[PathNames]:
    found = body.iter() if body is not None else ()
    return {names(each.get("nodeset", "")) for each in found if local(each) == "repeat"}


class Body:
    """Reads controls onto specs and makes the items of the form."""

    def __init__(
        self,
        specs: dict[PathNames, Spec],
        binds: dict[PathNames, Element],
        texts: Texts,
        findings: Findings,
        pictures: Pictures,
    ) -> None:
        self._specs = specs
        self._binds = binds
        self._texts = texts
        self._findings = findings
        self._pictures = pictures

    def items(self, element: Element | None, above: PathNames) -> tuple[FormItem, ...]:
        made: list[FormItem] = []
        for each in element if element is not None else ():
            tag = local(each)
            item: FormItem | None = None
            if tag == "group":
                item = self._group(each, above)
            elif tag == "repeat":
                item = self._repeat(each, Words(), Words())
            elif tag in _CONTROLS:
                item = self._question(each)
            elif tag == "setvalue":
                continue
            if item is not None:
                made.append(item)
        return tuple(made)

    def _group(self, element: Element, above: PathNames) -> FormItem | None:
        path = names(element.get("ref", "")) or names(element.get("nodeset", "")) or above
        label = self._texts.of(child(element, "label"), path)
        repeat = child(element, "repeat")
        if repeat is not None:
            return self._repeat(repeat, label, self._texts.of(child(element, "hint"), path))
        together = "field-list" in element.get("appearance", "").split()
        if element.get("appearance") and not together:
            self._findings.note("ignored-appearance", path=self._written(path), aspect="appearance")
        items = self.items(element, path)
        group = Group(self._written(path), path[-1], label, self._extras(path), items, together=together)
        spec = self._specs.get(path)
        if spec is not None and path != above:
            spec.item = group
        return group

    def _repeat(self, element: Element, label: Words, hint: Words) -> FormItem | None:
        path = names(element.get("nodeset", ""))
        spec = self._specs.get(path)
        if spec is None:
            self._findings.refuse("unknown-node", element.get("nodeset", ""))
            return None
        count = element.get(f"{JAVAROSA}count")
        if count is not None:
            spec.count = self._findings.compile(count, path, "repeat_count")
        spec.new_row += self.setvalues(element, "odk-new-repeat")
        inside = self.items(element, path)
        repeat = Repeat(spec.generic, path[-1], label, self._extras(path), inside, count is not None, hint)
        spec.repeat = spec.item = repeat
        return repeat

    def setvalues(self, element: Element, event: str) -> list[SetValue]:
        """The setvalue actions that are children of an element, for one event."""
        found = []
        for action in children(element, "setvalue"):
            if (
                event
                not in (action.get("event") or action.get("{http://www.w3.org/2001/xml-events}event") or "").split()
            ):
                continue
            target = names(action.get("ref", "") or action.get("bind", ""))
            if target[-1:] and target[-1].startswith("@"):
                continue  # an entity's, which is refused as such
            if target not in self._specs:
                self._findings.refuse("unknown-node", action.get("ref", ""))
                continue
            text = action.get("value")
            if text is None and (action.text or "").strip():
                written = (action.text or "").strip()
                text = f"'{written}'" if "'" not in written else f'"{written}"'
            compiled = self._findings.compile(text, target, "default") if text and text.strip() else None
            found.append(SetValue(target, compiled))
        return found

    def _question(self, element: Element) -> FormItem | None:
        path = names(element.get("ref", ""))
        spec = self._specs.get(path)
        if spec is None:
            self._findings.refuse("unknown-node", element.get("ref", ""))
            return None
        kind = self._kind(element, spec)
        self._refuse_appearance(element, spec)
        spec.on_change += self.setvalues(element, "xforms-value-changed")
        if kind.has_choices:
            spec.choices = self._choices(element, path)
        parameters = self._parameters(element, path)
        if kind is QuestionKind.DATE and (precision := _precision(element)):
            parameters["precision"] = precision
        if kind is QuestionKind.RANGE:
            spec.bounds = _bounds(parameters)
        question = replace(
            self.question(spec, kind),
            label=self._texts.of(child(element, "label"), path),
            hint=self._texts.of(child(element, "hint"), path),
            guidance=self._texts.of(child(element, "hint"), path, "guidance"),
            parameters=parameters,
            pictures=self._pictures.of(child(element, "label"), path),
        )
        spec.question = spec.item = question
        return question

    def question(self, spec: Spec, kind: QuestionKind) -> Question:
        """What can be said of a question without its control."""
        bind = self._binds.get(spec.path)
        attributes = bind.attrib if bind is not None else {}
        low, high = literal_limits(attributes.get("constraint", ""), spec.data_type)
        return Question(
            path=spec.generic,
            name=spec.name,
            label=Words(),
            extras=self._extras(spec.path),
            kind=kind,
            data_type=spec.data_type,
            hint=Words(),
            guidance=Words(),
            constraint_message=self._texts.message(attributes.get(f"{JAVAROSA}constraintMsg"), spec.path),
            required_message=self._texts.message(attributes.get(f"{JAVAROSA}requiredMsg"), spec.path),
            parameters={},
            minimum=low,
            maximum=high,
        )

    def _kind(self, element: Element, spec: Spec) -> QuestionKind:
        tag = local(element)
        if tag == "input" and element.get("query"):
            self._findings.refuse("unsupported-external", path=spec.generic, aspect="type")
        if tag == "upload":
            media = element.get("mediatype", "").partition("/")[0]
            if media == "osm":
                self._findings.refuse("unsupported-osm", path=spec.generic, aspect="type")
            return _BY_MEDIA.get(media, QuestionKind.FILE)
        if tag in ("select1", "select") and "label" in element.get("appearance", "").split():
            # The head of a grid: it shows the options once for the rows below and takes no answer.
            return QuestionKind.NOTE
        if tag in _BY_CONTROL:
            return _BY_CONTROL[tag]
        kind = _BY_TYPE.get(spec.data_type, QuestionKind.TEXT)
        always_readonly = spec.readonly is not None and spec.readonly.constant and spec.readonly.expression is None
        return QuestionKind.NOTE if kind is QuestionKind.TEXT and always_readonly else kind

    def _refuse_appearance(self, element: Element, spec: Spec) -> None:
        appearance = element.get("appearance", "")
        words = appearance.split()
        if "search(" in appearance:
            self._findings.refuse("unsupported-search", path=spec.generic, aspect="appearance")
        elif any(word.startswith("ex:") for word in words) or element.get("intent"):
            self._findings.refuse("unsupported-app", path=spec.generic, aspect="appearance")
        elif local(element) == "upload" and {"draw", "signature", "annotate"} & set(words):
            self._findings.note("ignored-drawing", path=spec.generic, aspect="appearance")
        elif appearance and not (spec.data_type == "date" and _precision(element)):
            self._findings.note("ignored-appearance", path=spec.generic, aspect="appearance")

    def _parameters(self, element: Element, path: PathNames) -> dict[str, str]:
        found = {name: element.get(name, "") for name in ("start", "end", "step") if element.get(name) is not None}
        for holder in (element, self._binds.get(path)):
            for name, value in (holder.attrib if holder is not None else {}).items():
                bare = name.rpartition("}")[2]
                if bare in ("max-pixels", "accuracyThreshold", "unacceptableAccuracyThreshold", "quality", "query"):
                    found[bare] = value
        return found

    def _choices(self, element: Element, path: PathNames) -> Choices:
        itemset = child(element, "itemset")
        if itemset is None:
            fixed = [
                ((value.text or "").strip(), self._texts.of(child(item, "label"), path))
                for item in children(element, "item")
                if (value := child(item, "value")) is not None
            ]
            return Choices(fixed=tuple(fixed))
        compiled = self._findings.compile(itemset.get("nodeset", ""), path, "choice_filter")
        value, label = child(itemset, "value"), child(itemset, "label")
        label_ref = label.get("ref", "label") if label is not None else "label"
        key = _CHILD_ITEXT.match(label_ref)
        return Choices(
            nodes=compiled,
            value=(value.get("ref", "name") if value is not None else "name").rpartition("/")[2],
            label=key.group(1) if key else label_ref.rpartition("/")[2],
            label_is_key=key is not None,
            constant=compiled is not None
            and not compiled.reads
            and "randomize" not in compiled.calls
            and (key is None or not self._texts.has_values),
        )

    def _extras(self, path: PathNames) -> dict[str, str]:
        bind = self._binds.get(path)
        return foreign_attributes(bind) if bind is not None else {}

    @staticmethod
    def _written(path: PathNames) -> str:
        return "/" + "/".join(path)


def _precision(element: Element) -> str:
    """What of a date is asked for: `year`, `month` (and its year), "" for the day."""
    words = element.get("appearance", "").split()
    return next((_PRECISIONS[word] for word in words if word in _PRECISIONS), "")


def _bounds(parameters: dict[str, str]) -> tuple[float, float, float] | None:
    try:
        return float(parameters["start"]), float(parameters["end"]), float(parameters.get("step", "1"))
    except (KeyError, ValueError):
        return None
