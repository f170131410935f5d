"""Documents for the library, as a reader reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.untrusted.documents import first_page
from services.untrusted.documents.kinds import DocumentRefused, kind


def look_at_document(_asked: Any, handed: Sequence[bytes]) -> tuple[Any, Sequence[bytes]]:
    """Media type and a picture of the first page, empty for none; or why it is not taken."""
    try:
        media_type = kind(handed[0])
        return {"media_type": media_type}, (first_page.drawn(handed[0], media_type),)
    except DocumentRefused as refused:
        return {"refused": refused.why}, ()
