"""Posters, rendered as a printer does and photographed as people do: two independent decoders read each of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import cv2
import numpy
import pytest
import zxingcpp
from PIL import Image, ImageEnhance, ImageFilter
from pypdfium2 import PdfDocument

from bot.knowledge.builtin import load_builtin
from bot.knowledge.infographics.pages import phone_pngs
from bot.knowledge.posters import LEAST_CODE, Poster, PosterSize, write_posters
from bot.knowledge.qr import qr_svg

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
OFFICE = "องค์การบริหารส่วนตำบลบางเมือง อำเภอเมืองสมุทรปราการ จังหวัดสมุทรปราการ"
DPI = 120
HOST = "nong-rai-ngan.example.go.th"


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((400, 500), 90).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def poster(number: int, *, picture: bytes | None = None) -> Poster:
    return Poster(
        kind="ชุดข้อมูลองค์ความรู้",
        title="หลักสูตรเศรษฐกิจพอเพียงในรูปแบบ “โคก หนอง นา”",
        line="ภาพสรุปสำหรับเผยแพร่ให้ประชาชน ติดประกาศ หรือส่งต่อทางสื่อออนไลน์",
        link=f"https://{HOST}/k/infographic-khok-nong-na?u=0611{number:04d}",
        address=f"{HOST}/k/infographic-khok-nong-na",
        office=OFFICE,
        picture=picture,
    )


def rendered(pdf: bytes) -> Image.Image:
    """The first page at so many dots an inch."""
    return PdfDocument(pdf)[0].render(scale=DPI / 72).to_pil().convert("L")


def turned(page: Image.Image) -> Image.Image:
    return page.rotate(15, Image.Resampling.BICUBIC, expand=True, fillcolor=150)


def pale(page: Image.Image) -> Image.Image:
    return ImageEnhance.Contrast(page).enhance(0.3)


def photographed(page: Image.Image) -> Image.Image:
    """All of it at once, and kept by a telephone."""
    small = pale(turned(page.resize((page.width * 2 // 3, page.height * 2 // 3)))).filter(ImageFilter.GaussianBlur(1))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=60)
    return Image.open(out)


AS_SEEN: dict[str, Callable[[Image.Image], Image.Image]] = {
    "printed": lambda page: page,
    "small": lambda page: page.resize((page.width // 2, page.height // 2), Image.Resampling.BILINEAR),
    "turned": turned,
    "blurred": lambda page: page.filter(ImageFilter.GaussianBlur(2)),
    "pale": pale,
    "photographed": photographed,
}


def by_zxing(page: Image.Image) -> list[str]:
    return sorted(code.text for code in zxingcpp.read_barcodes(page))


def by_opencv(page: Image.Image) -> list[str]:
    """OpenCV has two ways of finding a code and tries them in turn, as a telephone tries one moment after another."""
    pixels = numpy.array(page.convert("L"))
    for detector in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
        if text := detector.detectAndDecode(pixels)[0]:
            return [text]
    return []


@pytest.fixture(scope="module")
def prints() -> dict[str, tuple[Image.Image, str]]:
    """Eight whole pages and two that were cut apart, with what their codes hold: twenty."""
    drawn = phone_pngs(load_builtin().items[0].picture)[0]
    found = {}
    for number in range(8):
        size = (PosterSize.A4, PosterSize.A5)[number % 2]
        one = poster(number, picture=drawn if number < 4 else None)
        found[f"{size} {number}"] = (rendered(write_posters([one], size, NOW)), one.link)
    for first in (10, 20):
        six = [poster(first + number) for number in range(6)]
        page = rendered(write_posters(six, PosterSize.CUT_OUTS, NOW))
        wide, tall = page.width // 2, page.height // 3
        for number, one in enumerate(six):
            left, top = number % 2 * wide, number // 2 * tall
            found[f"cut-out {first + number}"] = (page.crop((left, top, left + wide, top + tall)), one.link)
    assert len(found) == 20
    return found


@pytest.mark.parametrize("seen", AS_SEEN)
def test_two_decoders_read_every_code(prints: dict[str, tuple[Image.Image, str]], seen: str) -> None:
    read = {name: (by_zxing(AS_SEEN[seen](page)), by_opencv(AS_SEEN[seen](page))) for name, (page, _) in prints.items()}
    assert read == {name: ([link], [link]) for name, (_, link) in prints.items()}


@pytest.mark.parametrize(
    ("size", "least"), [(PosterSize.A4, LEAST_CODE), (PosterSize.A5, LEAST_CODE), (PosterSize.CUT_OUTS, 45)]
)
def test_a_code_is_as_large_as_it_has_to_be(size: PosterSize, least: float) -> None:
    [code] = zxingcpp.read_barcodes(rendered(write_posters([poster(1, picture=jpeg())], size, NOW)))
    side = (code.position.top_right.x - code.position.top_left.x) * 25.4 / DPI
    assert side >= least - 0.5  # half a dot of the decoder's corners


def test_words_fit_and_can_be_read_aloud() -> None:
    long = Poster("หมวด" * 12, "ชื่อเรื่องที่ยาวมาก " * 9, "คำอธิบาย " * 90, f"https://{HOST}/k/{'a' * 60}?u=06110101",
                  f"{HOST}/k/{'a' * 60}", OFFICE + " ที่ตั้งชั่วคราว" * 4)  # fmt: skip
    for size in PosterSize:
        pdf = PdfDocument(write_posters([poster(1), long], size, NOW))
        assert len(pdf) == (1 if size is PosterSize.CUT_OUTS else 2)
        said = pdf[0].get_textpage().get_text_range().replace("\r\n", "")
        assert "หลักสูตรเศรษฐกิจพอเพียงในรูปแบบ" in said and f"{HOST}/k/infographic-khok-nong-na" in said
        assert "จังหวัดสมุทรปราการ" in said


def test_a_vector_code_is_the_same_code() -> None:
    text = poster(1).link
    drawing = qr_svg(text).decode()
    side = int(drawing.split('viewBox="0 0 ')[1].split(" ")[0])
    picture = Image.new("1", (side, side), 1)
    for run in drawing.split('<path d="M')[1].split('"')[0].split("M"):
        place, long = run.split("h")[0], run.split("h")[1].split("v")[0]
        x, y = map(int, place.split())
        picture.paste(0, (x, y, x + int(long), y + 1))
    assert by_zxing(picture.convert("L").resize((side * 8, side * 8), Image.Resampling.NEAREST)) == [text]


def test_a_picture_that_is_none_leaves_a_poster_without() -> None:
    assert by_zxing(rendered(write_posters([poster(1, picture=b"<svg/>")], PosterSize.A4, NOW))) == [poster(1).link]
    with pytest.raises(ValueError, match="no poster"):
        write_posters([], PosterSize.A4, NOW)
