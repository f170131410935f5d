"""Files as people hand them in: made up here, small and whole."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from fpdf import FPDF
from openpyxl import Workbook
from PIL import Image


def pdf(*, password: str = "") -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=40)
    made.cell(text="page one")
    if password:
        made.set_encryption(owner_password=password, user_password=password)
    return bytes(made.output())


def picture(kind: str = "PNG", size: tuple[int, int] = (1200, 1700)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (60, 140, 90)).save(out, kind)
    return out.getvalue()


def docx() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def xlsx() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return out.getvalue()


def ole(*streams: str) -> bytes:
    """What an old office file begins with, and names of its streams as its directory holds them."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in ("Root Entry", *streams))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + names


PPTX = ("[Content_Types].xml", "ppt/presentation.xml")
