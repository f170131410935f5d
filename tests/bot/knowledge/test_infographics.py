"""Infographics: every article's words fit, whatever the size of the page."""

from __future__ import annotations

import pytest

from bot.knowledge.builtin import load_builtin
from bot.knowledge.infographics import canvas, pages
from bot.knowledge.infographics.canvas import Canvas
from bot.knowledge.lettering import Block

ARTICLES = {item.slug: item.picture for item in load_builtin().items}


@pytest.mark.parametrize("size", [pages.PHONE, pages.A4], ids=["phone", "a4"])
@pytest.mark.parametrize("slug", ARTICLES)
def test_words_stand_on_the_page_and_on_nothing_else(
    slug: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    placed: list[tuple[float, float, float, float]] = []

    def say(self: Canvas, block: Block, x: float, top: float, ink: str, *, is_centred: bool = False) -> float:
        wide = max(block.font.getlength(line) for line in block.lines)
        left = x * self.scale - (wide / 2 if is_centred else 0)
        # The letters themselves: a line's height has room above and below for marks.
        air = (block.step - block.font.size) / 2
        placed.append((left, top * self.scale + air, left + wide, top * self.scale + block.height - air))
        return top + self.tall(block)

    monkeypatch.setattr(canvas.Canvas, "say", say)
    pages.draw(ARTICLES[slug], size)
    assert len(placed) > 2 * len(ARTICLES[slug].parts)
    for left, top, right, bottom in placed:
        assert left >= 0 and right <= size[0] and top >= 0 and bottom <= size[1]
    for number, one in enumerate(placed):
        for other in placed[:number]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 1 or other[3] <= one[1] + 1
            assert apart, (one, other)
