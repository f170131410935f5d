"""Placeholders of templates that offices bring: which are understood, and what is wrong with this one.

A template is a program, and its author is anybody with Word: only the tags named here are understood, placeholders
must be known, loops go over our own lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.texts.exporting import memo as words
from services.untrusted.templates.refused import TemplateRefused

_MOST_LOOPS = 40
_LOOP = dict.fromkeys(("index", "index0", "first", "last", "length"), "")
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.For,
    nodes.If,
    nodes.Getattr,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.Not,
    nodes.And,
    nodes.Or,
)


class _Refused(TemplateError):
    """`TemplateRefused`, while a template is being read."""


@dataclass(frozen=True, slots=True)
class _Many:
    """A list; `of` says what its entries have, {"": …} that they are plain texts."""

    of: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a list."""

    of: Mapping[str, Any]


# None is a plain text.
_Shape = _Many | _Entry | None


class Strict(ImmutableSandboxedEnvironment):
    """Understands what `_ALLOWED` names, in any part of a document; `names` and `loops` count what it has met."""

    def __init__(self) -> None:
        super().__init__(autoescape=True)
        self.loops = self.names = 0

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _look(tree, {name: _shape(of) for name, of in words.PLACEHOLDERS.items()}, "", self)
        return tree


def refusal(error: TemplateError) -> TemplateRefused:
    """What to say about a template that could not be read."""
    if isinstance(error, _Refused):
        return TemplateRefused(error.message or "")
    if isinstance(error, TemplateSyntaxError):
        return TemplateRefused(words.not_understood(error.message or ""))
    return TemplateRefused(words.not_understood(""))


def _shape(of: str | Mapping[str, Any]) -> _Shape:
    return None if isinstance(of, str) else _Many(of)


def _look(node: nodes.Node, known: Mapping[str, _Shape], innermost: str, env: Strict) -> None:
    """Raises _Refused for what is not understood. `known` are names in sight, `innermost` the nearest loop's."""
    if not isinstance(node, _ALLOWED):
        raise _Refused(words.not_allowed(type(node).__name__))
    if isinstance(node, nodes.For):
        _look_at_loop(node, known, innermost, env)
        return
    if isinstance(node, nodes.Name | nodes.Getattr):
        _named(node, known)
        env.names += 1
        return
    for child in node.iter_child_nodes():
        _look(child, known, innermost, env)
        if isinstance(node, nodes.Output) and isinstance(child, nodes.Name | nodes.Getattr):
            name, shape = _named(child, known)
            if shape is not None:
                raise _Refused(words.is_a_list(name))


def _look_at_loop(node: nodes.For, known: Mapping[str, _Shape], innermost: str, env: Strict) -> None:
    env.loops += 1
    if env.loops > _MOST_LOOPS or node.recursive or node.test is not None or not isinstance(node.target, nodes.Name):
        raise _Refused(words.not_allowed("for"))
    name, shape = _named(node.iter, known)
    # A loop in a loop goes over a list of its entry and no other: sizes do not multiply.
    if not isinstance(shape, _Many) or (innermost and name.partition(".")[0] != innermost):
        raise _Refused(words.not_a_list(name))
    inside = dict(known) | {"loop": _Entry(_LOOP), node.target.name: None if "" in shape.of else _Entry(shape.of)}
    for child in (*node.body, *node.else_):
        _look(child, inside, node.target.name, env)


def _named(node: nodes.Node, known: Mapping[str, _Shape]) -> tuple[str, _Shape]:
    """The placeholder as it is written, and what it is."""
    if isinstance(node, nodes.Name):
        if node.name not in known:
            raise _Refused(words.unknown(node.name))
        return node.name, known[node.name]
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        name, owner = f"{node.node.name}.{node.attr}", known.get(node.node.name)
        if not isinstance(owner, _Entry) or node.attr not in owner.of:
            raise _Refused(words.unknown(name))
        return name, _shape(owner.of[node.attr])
    raise _Refused(words.not_allowed(type(node).__name__))
