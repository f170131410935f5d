"""The main instance and its binds: the tree of specs."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bot.engine.definition.blueprint import PathNames, Spec
from bot.engine.xform.document import JAVAROSA, ODK, children, local, names
from bot.engine.xform.findings import Findings

_NOT_SUPPORTED = ("geotrace", "geoshape", "barcode")


def read_specs(instance: Element, repeats: set[PathNames]) -> tuple[Spec, dict[PathNames, Spec]]:
    """The tree of the form's own instance, and every spec by its path, in form order."""
    root = _spec(instance, instance, (), None, repeats)
    return root, {spec.path: spec for spec in _all(root)}


def _all(spec: Spec) -> Iterator[Spec]:
    yield spec
    for child in spec.children:
        yield from _all(child)


def _spec(
    element: Element, original: Element | None, above: PathNames, parent: Spec | None, repeats: set[PathNames]
) -> Spec:
    """`element` is the template where there is one, `original` what stands in the first rows of the form's instance:
    only those may hold rows of an inner repeat from the beginning."""
    path = (*above, local(element))
    inner = [each for each in element if local(each)]
    shape = "repeat" if path in repeats else "group" if inner else "leaf"
    spec = Spec(path, "/" + "/".join(path), shape, parent, default=(element.text or "").strip() if not inner else "")
    for name in dict.fromkeys(local(each) for each in inner):
        same = children(element, name)
        beside = children(original, name) if original is not None else []
        template = next((each for each in (*same, *beside) if _is_template(each)), same[0])
        first = next((each for each in beside if not _is_template(each)), None)
        made = _spec(template, first, path, spec, repeats)
        if made.shape == "repeat":
            made.first_rows = sum(not _is_template(each) for each in beside)
            made.later_rows = 0 if element is original else sum(not _is_template(each) for each in same)
        spec.children.append(made)
    return spec


def _is_template(element: Element) -> bool:
    return element.get(f"{JAVAROSA}template") is not None


def read_binds(model: Element, specs: dict[PathNames, Spec], findings: Findings) -> dict[PathNames, Element]:
    """Compile every bind onto its spec; the elements by path, for what the body still needs of them."""
    found: dict[PathNames, Element] = {}
    for bind in children(model, "bind"):
        path = names(bind.get("nodeset", ""))
        spec = specs.get(path)
        if spec is None and path[-1:] and path[-1].startswith("@"):
            continue  # only entities bind attributes, and they are refused below
        if spec is None:
            findings.refuse("unknown-node", bind.get("nodeset", ""))
            continue
        found[path] = bind
        spec.data_type = bind.get("type", "string").rpartition(":")[2]
        if spec.data_type in _NOT_SUPPORTED:
            findings.refuse(f"unsupported-{spec.data_type}", path=spec.generic, aspect="type")
        preload = bind.get(f"{JAVAROSA}preload")
        if preload is not None:
            spec.preload = (preload, bind.get(f"{JAVAROSA}preloadParams", ""))
            if preload == "property":
                findings.note("blank-metadata", path=spec.generic, aspect="type")
        spec.relevant = findings.rule(bind.get("relevant"), path, "relevant", True)
        spec.required = findings.rule(bind.get("required"), path, "required", False)
        spec.readonly = findings.rule(bind.get("readonly"), path, "readonly", False)
        if bind.get("constraint", "").strip():
            spec.constraint = findings.compile(bind.get("constraint", ""), path, "constraint")
        if bind.get("calculate", "").strip():
            spec.calculate = findings.compile(bind.get("calculate", ""), path, "calculate")
        if path[-2:] == ("meta", "audit"):
            findings.note("ignored-audit", path=spec.generic, aspect="type")
    if any(path[1:3] == ("meta", "entity") for path in specs):
        findings.refuse("unsupported-entities")
    _refuse_actions(model, findings)
    return found


def _refuse_actions(model: Element, findings: Findings) -> None:
    for element in model.iter():
        if element.tag == f"{ODK}setgeopoint":
            findings.note("ignored-start-geopoint", path=element.get("ref", ""), aspect="type")
        elif element.tag == f"{ODK}recordaudio":
            findings.refuse("unsupported-background-audio", path=element.get("ref", ""), aspect="type")
        elif local(element) == "submission" and element.get("base64RsaPublicKey"):
            findings.refuse("unsupported-encryption")
        elif local(element) == "submission":
            findings.note("ignored-submission-url")
