"""Files from outside: good ones with something in them cut, doubled or replaced, within their archives too."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import cache

from hypothesis import strategies as st
from PIL import Image

from bot.forms.workbook.workbook import to_xlsx
from tests.bot.forms.hostile import FORM
from tests.fuzz.drawing.words import GARBAGE
from tests.services.untrusted.test_templates import LETTER

_TEXTS = (
    *GARBAGE,
    *("{{ month", "{% for x in range(10**9) %}", "{{ ''.__class__ }}", "{{" * 900, "<!DOCTYPE x [<!ENTITY a 'b'>]>"),
    *("<a>" * 600, "&#0;", "]]>", 'r="XFD1048577"', "${people}", "select_one x", "regex(., '(a+)+$')", "begin repeat"),
)
PIECES = (
    *(piece.encode("utf-8", "replace")[:2000] for piece in _TEXTS),
    *(b"\x00" * 64, b"\xff" * 64, b"\xff\xff\xff\x7f", b"PK\x03\x04", b"\xff\xd8\xff"),
)
TABLE = "code,kind,name,parent\n06110110,อบต.,แพรกษา,1101\n06110109,อบต.,บางเมืองใหม่,1101\n".encode()

# (where, as a share of the whole; how many bytes go; what comes instead)
Cut = tuple[float, int, bytes]
cuts = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from((0, 1, 2, 8, 64, 10**9)),
        st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)),
    ),
    max_size=4,
)


def cut(content: bytes, how: Sequence[Cut]) -> bytes:
    for share, gone, instead in how:
        at = int(share * len(content))
        content = content[:at] + instead + content[at + gone :]
    return content


def repacked(content: bytes, member: int, how: Sequence[Cut], name: bytes) -> bytes:
    """The archive with one member changed, under its own name or another."""
    made = io.BytesIO()
    # What Python writes ends before a NUL, and it writes none without a name.
    called = name.decode("latin-1").partition("\0")[0]
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        for at, each in enumerate(names):
            chosen = at == member % len(names)
            new.writestr(
                called if chosen and called else each,
                cut(old.read(each), how) if chosen else old.read(each),
            )
    return made.getvalue()


@cache
def picture(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x0132] = 6, "2026:10:05 09:00:00"
    made = io.BytesIO()
    how = {"exif": exif} if kind in ("JPEG", "PNG", "WEBP") else {}
    Image.linear_gradient("L").resize((64, 48)).convert("RGB").save(made, kind, **how)
    return made.getvalue()


def _of(*samples: bytes) -> st.SearchStrategy[bytes]:
    return st.builds(lambda which, how: cut(samples[which], how), st.integers(0, len(samples) - 1), cuts)


def _within(sample: bytes) -> st.SearchStrategy[bytes]:
    names = st.one_of(st.just(b""), st.just(b""), st.just(b"../x"), st.binary(min_size=1, max_size=12))
    return st.builds(lambda *how: repacked(sample, *how), st.integers(0, 40), cuts, names)


@cache
def book() -> bytes:
    return to_xlsx(FORM)


workbooks = st.one_of(_of(book(), FORM.encode()), _of(FORM.encode()), _within(book()))
tables = st.one_of(_of(TABLE), _of(TABLE, book()), _within(book()))
templates = st.one_of(_of(LETTER), _within(LETTER), _within(LETTER))
pictures = _of(*(picture(kind) for kind in ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")))
