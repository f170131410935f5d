"""What a memo's template may consist of: everything that Word and LibreOffice put into a letter, and nothing that
fetches, runs or embeds. Whatever is not named here is refused.

Names as ECMA-376 part 1 (its transitional and its strict ones) and [MS-DOCX] 2.1 give them.
"""

from __future__ import annotations

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
_MICROSOFT = "http://schemas.microsoft.com/office/"

HYPERLINK = frozenset(f"{base}hyperlink" for base in (_OFFICE, _STRICT))
"""Somebody has to click on it: these alone may lead outside, and by a scheme of `LINKS`."""
LINKS = ("http://", "https://", "mailto:")

_STANDARD = (
    "officeDocument", "extended-properties", "custom-properties", "styles", "settings", "webSettings", "fontTable",
    "font", "theme", "numbering", "header", "footer", "footnotes", "endnotes", "comments", "glossaryDocument", "image",
    "customXml", "customXmlProps", "hyperlink", "printerSettings", "themeOverride", "bibliography",
)  # fmt: skip
RELATIONSHIPS = frozenset(
    [
        *(f"{base}{name}" for base in (_OFFICE, _STRICT) for name in _STANDARD),
        f"{_PACKAGE}core-properties",
        f"{_PACKAGE}thumbnail",
        f"{_STRICT}metadata/core-properties",
        f"{_STRICT}metadata/thumbnail",
        f"{_OFFICE}metadata/core-properties",
        f"{_MICROSOFT}2007/relationships/stylesWithEffects",
        f"{_MICROSOFT}2011/relationships/people",
        f"{_MICROSOFT}2011/relationships/commentsExtended",
        f"{_MICROSOFT}2016/09/relationships/commentsIds",
        f"{_MICROSOFT}2018/08/relationships/commentsExtensible",
        f"{_MICROSOFT}2020/02/relationships/classificationlabels",
    ]
)

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONSHIPS_PART = "application/vnd.openxmlformats-package.relationships+xml"
_WORD = (
    "document.main", "document.glossary", "styles", "stylesWithEffects", "settings", "webSettings", "fontTable",
    "numbering", "header", "footer", "footnotes", "endnotes", "comments", "commentsExtended", "commentsIds",
    "commentsExtensible", "people",
)  # fmt: skip
CONTENT_TYPES = frozenset(
    [
        *(f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml" for name in _WORD),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.printerSettings",
        "application/vnd.ms-word.stylesWithEffects+xml",
        "application/vnd.ms-word.people+xml",
        "application/vnd.ms-office.classificationlabels+xml",
        "application/vnd.openxmlformats-officedocument.theme+xml",
        "application/vnd.openxmlformats-officedocument.themeOverride+xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        RELATIONSHIPS_PART,
        # A letter's own data, which Word shows in its controls.
        "application/xml",
        "application/vnd.openxmlformats-officedocument.obfuscatedFont",
        "application/x-fontdata",
        "application/x-font-ttf",
        # SVG is not among them: it may fetch.
        *(f"image/{name}" for name in ("png", "jpeg", "jpg", "gif", "bmp", "tiff", "x-emf", "x-wmf", "emf", "wmf")),
    ]
)
PROGRAMS = ("vba", "macroenabled", "oleobject", "activex", "/embeddings/", "package")
"""What a part is called, in lower case, that is a program or another document."""

FIELDS = frozenset(
    {
        "=", "ADVANCE", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BIBLIOGRAPHY", "CITATION", "COMMENTS",
        "CREATEDATE", "DATE", "DOCPROPERTY", "EDITTIME", "EQ", "FILENAME", "FILESIZE", "FORMCHECKBOX",
        "FORMDROPDOWN", "FORMTEXT", "HYPERLINK", "INDEX", "INFO", "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "NOTEREF",
        "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "REF", "REVNUM", "SAVEDATE",
        "SECTION", "SECTIONPAGES", "SEQ", "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC", "TIME", "TITLE", "TOA",
        "TOC", "USERADDRESS", "USERINITIALS", "USERNAME", "XE",
    }
)  # fmt: skip
"""Field codes (ECMA-376 part 1, 17.16.5) that are worked out of the document itself."""
OUTSIDE_ELEMENTS = frozenset(
    {"altChunk", "attachedTemplate", "control", "externalData", "mailMerge", "movie", "object", "OLEObject",
     "saveThroughXslt", "sourceFileName", "subDoc", "webVideoPr"}
)  # fmt: skip
"""Elements that bring something in, some of them without a relationship."""
SOURCES = frozenset({"src", "href", "althref"})
"""Attributes by which VML names a file."""
VML = "urn:schemas-microsoft-com:"
