"""Thai on pictures: marks above vowels, lines that fit."""

from __future__ import annotations

import pytest
import regex
from PIL import Image, ImageDraw

from bot.drawing.fonts import thai_font
from bot.knowledge.lettering import fitted


def ink_height(text: str) -> int:
    """Pixels from the highest to the lowest ink of a text."""
    image = Image.new("L", (600, 400), 0)
    ImageDraw.Draw(image).text((50, 150), text, fill=255, font=thai_font(100))
    box = image.getbbox()
    assert box is not None
    return box[3] - box[1]


def test_a_tone_mark_stands_above_the_vowel_and_not_in_it() -> None:
    for without, marked in (("กี", "กี่"), ("ปั", "ปั้"), ("กิ", "กิ๊"), ("กือ", "กื้อ")):
        assert ink_height(marked) > ink_height(without) + 8, marked
    # Below a letter with a tail, the tail makes room for the vowel.
    assert ink_height("ญู") > ink_height("ญ")


def test_sara_am_takes_its_tone_mark_between_ring_and_letter() -> None:
    """Shaped rightly, "น้ำ" is as wide as "นำ": the mark takes no place of its own."""
    font = thai_font(100)
    assert font.getlength("น้ำ") == pytest.approx(font.getlength("นำ"), abs=3)


@pytest.mark.parametrize(
    "text",
    [
        "สั้น",
        "หลักสูตรเศรษฐกิจพอเพียงในรูปแบบ “โคก หนอง นา” สำหรับบุคลากรท้องถิ่น",
        "ก" * 300,
        "คำเดียวที่ยาวมากโดยไม่มีช่องว่างให้ตัดบรรทัดได้เลยแม้แต่น้อย" * 3,
        "one two three four five six seven eight nine ten eleven twelve thirteen",
    ],
)
def test_every_line_fits_and_nothing_is_lost(text: str) -> None:
    block = fitted(text, 900, largest=60, smallest=36)
    assert all(block.font.getlength(line) <= 900 for line in block.lines)
    assert "".join(block.lines).replace(" ", "") == text.replace(" ", "")
    # Broken between characters at worst, never between a letter and its marks.
    assert all(not regex.match(r"\p{M}", line) for line in block.lines)


def test_a_short_text_is_large_and_a_quoted_name_stays_whole() -> None:
    assert fitted("สั้น", 900, largest=60, smallest=36).font.size == 60
    lines = fitted("หลักสูตรเศรษฐกิจพอเพียงในรูปแบบ “โคก หนอง นา”", 700, largest=60, smallest=36).lines
    assert lines == ("หลักสูตรเศรษฐกิจพอเพียงในรูปแบบ", "“โคก หนอง นา”")
