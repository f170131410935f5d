"""A picture of a document's first page."""

from __future__ import annotations

import io

import pypdfium2
from pypdfium2 import raw

from services.storage.media_types import NotOfKind
from services.untrusted.documents.kinds import DocumentRefused
from services.untrusted.pictures.thumbnails import QUALITY, thumbnail

# Twice what a bubble of the chat shows it at; some 50 kB.
LONGEST_SIDE = 640  # pixels


def drawn(body: bytes, media_type: str) -> bytes:
    """A JPEG; b"" for what has no page that could be drawn here (Office). Raises DocumentRefused."""
    if media_type == "application/pdf":
        return _page(body)
    if not media_type.startswith("image/"):
        return b""
    try:
        return thumbnail(body, LONGEST_SIDE)
    except NotOfKind:
        raise DocumentRefused("broken") from None


def _page(body: bytes) -> bytes:
    try:
        with pypdfium2.PdfDocument(body) as document:
            if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
                raise DocumentRefused("runs")
            if len(document) == 0:
                raise DocumentRefused("broken")
            page = document[0]
            longest = max(page.get_size())
            if longest <= 0:
                raise DocumentRefused("broken")
            picture = page.render(scale=LONGEST_SIDE / longest).to_pil()
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise DocumentRefused("locked" if is_locked else "broken") from None
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
