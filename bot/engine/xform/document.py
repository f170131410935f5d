"""The XForm's XML: somebody else's text, so no entity, no DTD, no outside reference is ever followed."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.engine.definition.problems import FormRefused, Problem

LARGEST = 20_000_000
"""Characters. A national list of 7,851 choices written into a form is 2 million."""

JAVAROSA = "{http://openrosa.org/javarosa}"
ODK = "{http://www.opendatakit.org/xforms}"
_KNOWN_NAMESPACES = (
    JAVAROSA,
    ODK,
    "{http://openrosa.org/xforms}",
    "{http://www.w3.org/2002/xforms}",
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.w3.org/2001/xml-events}",
    "{http://www.opendatakit.org/xforms/entities}",
    "{http://commcarehq.org/xforms/sync}",
)


def parse_document(xml: str) -> Element:
    """The root element. Raises `FormRefused`."""
    if len(xml) > LARGEST:
        raise FormRefused([Problem("too-many-characters", (str(LARGEST),))])
    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FormRefused([Problem("not-a-form", ("entities or a DTD",))]) from error
    except (ParseError, ValueError) as error:
        raise FormRefused([Problem("not-a-form", (str(error),))]) from error
    return root


def local(element: Element) -> str:
    """The tag without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element, name: str) -> Element | None:
    """The first child of that local name."""
    return next((each for each in element if local(each) == name), None)


def children(element: Element, name: str) -> list[Element]:
    return [each for each in element if local(each) == name]


def foreign_attributes(element: Element) -> dict[str, str]:
    """Attributes in a namespace of the author's own, by local name."""
    return {
        name.rpartition("}")[2]: value
        for name, value in element.attrib.items()
        if name.startswith("{") and not name.startswith(_KNOWN_NAMESPACES)
    }


def names(path: str) -> tuple[str, ...]:
    """`/data/g/name` as names; prefixes are dropped."""
    return tuple(step.rpartition(":")[2] for step in path.strip().strip("/").split("/") if step)
