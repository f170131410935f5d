"""The languages of a form. Docstrings and comments are the English glosses."""

from __future__ import annotations

from collections.abc import Sequence

# Languages by their codes, each as its own people write it.
NAMES = {
    "th": "ไทย",
    "en": "English",
    "lo": "ລາວ",
    "km": "ខ្មែរ",
    "my": "မြန်မာ",
    "ms": "Melayu",
    "vi": "Tiếng Việt",
    "zh": "中文",
    "ja": "日本語",
}
# The language of columns that name none
MAIN = "ภาษาหลัก"
# Title: in which language is the form shown?
WHICH = "ต้องการให้แสดงแบบเป็นภาษาใดคะ"
# Tap a language, or type its number.
HOW = "กดเลือกภาษา หรือพิมพ์หมายเลข"
# Button: language
LANGUAGE = "ภาษา"


def many(names: Sequence[str]) -> str:
    """The form is there in these languages; type "language" to change."""
    return f"แบบนี้มี {len(names)} ภาษา ({', '.join(names)}) พิมพ์ “ภาษา” เพื่อเปลี่ยนได้ทุกเมื่อ"


def shown_in(name: str, is_kept: bool) -> str:
    """The form is shown in English from now on (, and so are others that have it)."""
    said = f"เปลี่ยนภาษาของแบบเป็น “{name}” แล้วค่ะ"
    return f"{said} ครั้งต่อไปจะใช้ภาษานี้ด้วย" if is_kept else said
