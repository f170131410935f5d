"""A strict JSON schema for each request, derived from the SDK's own classes, with the documented limits on top.

The SDK's classes know which properties there are, of which type, which words an enumeration takes, and which
class a `type` stands for. Here each class becomes a definition that refuses unknown keys; a base class becomes a
choice by its `type`. An action has a definition for each place where it may stand.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Union, get_args, get_origin

import jsonschema_rs
from linebot.v3.messaging import models
from pydantic.v1 import BaseModel, StrictBool
from pydantic.v1.fields import SHAPE_DICT, SHAPE_LIST, ModelField

from emulator.checking.limits import COMPONENTS, OVERLAY, REQUIRED
from emulator.checking.measures import KEYWORDS
from emulator.checking.places import PLACES, Place
from emulator.checking.refusals import Problem

Schema = dict[str, Any]
Choice = Place | tuple[str, ...] | None

# What no enumeration of the SDK's contains: makes its validators tell which words they take.
_NO_WORD = "\x00"


class Builder:
    """Collects the definitions that one request needs."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def ref(self, model: type[BaseModel], choice: Choice) -> Schema:
        """`choice` narrows what a base class may be: an action's place, or the types allowed."""
        name = _definition_name(model, choice)
        if name not in self.definitions:
            self.definitions[name] = {}
            kinds = _kinds(model)
            self.definitions[name] = self._one_of(kinds, choice) if kinds else self._object(model, choice)
        return {"$ref": f"#/$defs/{name}"}

    def _one_of(self, kinds: dict[str, type[BaseModel]], choice: Choice) -> Schema:
        allowed = choice.types if isinstance(choice, Place) else choice or tuple(kinds)
        branches = []
        for kind in allowed:
            passed_on = choice if isinstance(choice, Place) else None
            is_kind = {"properties": {"type": {"const": kind}}, "required": ["type"]}
            branches.append({"if": is_kind, "then": self.ref(kinds[kind], passed_on)})
        return {
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"type": "string", "enum": sorted(allowed)}},
            "allOf": branches,
        }

    def _object(self, model: type[BaseModel], choice: Choice) -> Schema:
        name = model.__name__
        fields = model.__fields__.values()
        properties = {field.alias: self._field(model, field) for field in fields}
        required = {field.alias for field in fields if field.required} | set(REQUIRED.get(name, ()))
        if (own := model.__fields__.get("type")) and isinstance(own.default, str):
            properties["type"] = {"enum": [own.default]}
            required |= {"type"}
        if isinstance(choice, Place) and "label" in properties:
            properties["label"] = {"type": "string", "graphemes": [1, choice.label]}
            required |= {"label"} if choice.label_required else set()
            if not choice.alt_uri:
                properties.pop("altUri", None)
        return {
            "type": "object",
            "properties": properties,
            "required": sorted(required),
            "additionalProperties": False,
        }

    def _field(self, model: type[BaseModel], field: ModelField) -> Schema:
        where = (model.__name__, field.alias)
        choice: Choice = PLACES.get(where) or COMPONENTS.get(where)
        if field.shape == SHAPE_LIST:
            outer = field.outer_type_
            schema: Schema = {"type": "array", "items": self._type(field.type_, choice)}
            limits = getattr(outer, "min_items", None), getattr(outer, "max_items", None)
            if limits != (None, None):
                schema["count"] = [limits[0] or 0, limits[1] or 1_000_000]
        elif field.shape == SHAPE_DICT:
            schema = {"type": "object", "additionalProperties": self._type(field.type_, choice)}
        else:
            schema = self._type(field.outer_type_, choice)
        schema |= _from_validators(model, field)
        overlay = OVERLAY.get(where[0], {}).get(where[1], {})
        if overlay.keys() & {"graphemes", "https", "action"}:
            schema.pop("utf16", None)  # the SDK counts code points, LINE does not
        return schema | overlay

    def _type(self, kind: Any, choice: Choice) -> Schema:
        if get_origin(kind) is Union:
            return {"type": sorted({self._type(part, choice)["type"] for part in get_args(kind)})}
        if inspect.isclass(kind):
            if issubclass(kind, BaseModel):
                return self.ref(kind, choice)
            if members := getattr(kind, "__members__", None):
                return {"enum": [member.value for member in members.values()]}
            if issubclass(kind, StrictBool) or kind is bool:
                return {"type": "boolean"}
            if issubclass(kind, str):
                return {"type": "string", **_string_limits(kind)}
            if issubclass(kind, int):
                return {"type": "integer", **_number_limits(kind)}
            if issubclass(kind, float):
                return {"type": "number"}
        raise TypeError(f"a type that the SDK did not use so far: {kind!r}")


def _definition_name(model: type[BaseModel], choice: Choice) -> str:
    if isinstance(choice, Place):
        return f"{model.__name__}.{choice.name}"
    return f"{model.__name__}.{'-'.join(choice)}" if choice else model.__name__


def _kinds(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """`type` → class, for a base class; empty for any other."""
    named = getattr(model, f"_{model.__name__}__discriminator_value_class_map", None)
    return {kind: getattr(models, name) for kind, name in named.items()} if named else {}


def _string_limits(kind: Any) -> Schema:
    least, most = getattr(kind, "min_length", None), getattr(kind, "max_length", None)
    return {"utf16": [least or 0, most]} if most else {}


def _number_limits(kind: Any) -> Schema:
    names = {"ge": "minimum", "le": "maximum", "multiple_of": "multipleOf"}
    return {word: getattr(kind, name) for name, word in names.items() if getattr(kind, name, None) is not None}


def _from_validators(model: type[BaseModel], field: ModelField) -> Schema:
    """The words of an enumeration, or a pattern: the SDK keeps them in code, which says them when it refuses."""
    for name, validator in (field.class_validators or {}).items():
        if name.endswith(("_validate_enum", "_validate_regular_expression")):
            try:
                validator.func(model, _NO_WORD)
            except ValueError as refusal:
                said = str(refusal)
                if match := re.search(r"enum values (\(.*\))", said):
                    words = ast.literal_eval(match[1])
                    return {"enum": [words] if isinstance(words, str) else list(words)}
                if match := re.search(r"regular expression /(.*)/", said):
                    return {"pattern": match[1]}
            raise TypeError(f"{model.__name__}.{field.alias}: the SDK's {name} does not say what it takes")
    return {}


@cache
def validator(model: type[BaseModel]) -> Any:
    """The compiled validator for a request; building it takes some milliseconds, once."""
    builder = Builder()
    root = builder.ref(model, None)
    return jsonschema_rs.validator_for({**root, "$defs": builder.definitions}, keywords=KEYWORDS)


def problems(model: type[BaseModel], body: Any) -> list[Problem]:
    """Everything that the schema finds wrong, in the order of the body."""
    return [problem for error in validator(model).iter_errors(body) for problem in _read(error)]


def _read(error: Any) -> Iterator[Problem]:
    path, kind = tuple(error.instance_path), error.kind
    match type(kind).__name__:
        case "AdditionalProperties":
            for key in kind.unexpected:
                yield Problem((*path, key), "unknown")
        case "Required":
            yield Problem((*path, kind.property), "required")
        case "Type":
            yield Problem(path, "type")
        case "Enum":
            yield Problem(path, "enum", tuple(kind.options))
        case "Custom":
            what, *how = json.loads(kind.message)
            yield Problem(path, what, tuple(how))
        case "MaxProperties":
            yield Problem(path, "size", (0, kind.limit))
        case "MinLength" | "MinItems":
            yield Problem(path, "empty")
        case "Minimum":
            yield Problem(path, "least", (kind.limit,))
        case "Maximum":
            yield Problem(path, "most", (kind.limit,))
        case "MultipleOf":
            yield Problem(path, "multiple", (kind.multiple_of,))
        case _:
            yield Problem(path, "format")
