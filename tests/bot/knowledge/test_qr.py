"""QR codes, read back by a real decoder from pictures as phones take them."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image, ImageEnhance, ImageFilter

from bot.knowledge.qr import QUIET_MODULES, qr_png

pytestmark = pytest.mark.slow

LINK = "https://nong-rai-ngan.example.go.th/k/infographic-khok-nong-na?u=06110101"
CAPTION = "หลักสูตรเศรษฐกิจพอเพียงในรูปแบบ “โคก หนอง นา”\nสแกนเพื่อเปิดอ่าน\nอบต.บางเมือง อ.เมืองสมุทรปราการ จ.สมุทรปราการ"


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")


def read(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image)]


def on_a_wall(image: Image.Image) -> Image.Image:
    """Grey surroundings, as in a photo of a poster."""
    wall = Image.new("L", (image.width + 400, image.height + 400), 150)
    wall.paste(image, (200, 200))
    return wall


@pytest.mark.parametrize("text", [LINK, "a", "https://line.me/R/oaMessage/%40nong/?" + "%E0%B8%81" * 60, "ก" * 700])
@pytest.mark.parametrize("caption", ["", CAPTION])
def test_reads_back(text: str, caption: str) -> None:
    image = picture(qr_png(text, caption))
    assert image.width >= 1000
    assert read(image) == [text]


@pytest.mark.parametrize("caption", ["", CAPTION])
def test_nothing_stands_in_the_quiet_zone(caption: str) -> None:
    image = picture(qr_png(LINK, caption))
    square = image.crop((0, 0, image.width, image.width))
    left, top, right, bottom = Image.eval(square, lambda v: 255 - v).getbbox() or (0, 0, 0, 0)
    # The first black run of the code's first row is the edge of a corner eye: seven modules.
    run = next(x for x in range(left, right) if square.getpixel((x, top)) == 255) - left
    quiet = QUIET_MODULES * run / 7
    assert left >= quiet and top >= quiet and image.width - right >= quiet and image.width - bottom >= quiet


@pytest.mark.parametrize("pixels", [160, 240, 400, 777])
def test_reads_small(pixels: int) -> None:
    image = picture(qr_png(LINK, CAPTION))
    assert read(image.resize((pixels, round(pixels * image.height / image.width)), Image.Resampling.BILINEAR)) == [LINK]


@pytest.mark.parametrize("degrees", [-13, 4, 31, 90, 200])
def test_reads_askew(degrees: int) -> None:
    image = on_a_wall(picture(qr_png(LINK, CAPTION)))
    assert read(image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=150)) == [LINK]


def test_reads_blurred_faded_and_squeezed() -> None:
    image = on_a_wall(picture(qr_png(LINK, CAPTION)))
    small = image.resize((500, round(500 * image.height / image.width)))
    assert read(small.filter(ImageFilter.GaussianBlur(2))) == [LINK]
    assert read(ImageEnhance.Contrast(small).enhance(0.35)) == [LINK]
    out = io.BytesIO()
    small.save(out, "JPEG", quality=15)
    assert read(Image.open(out)) == [LINK]


def test_reads_with_a_torn_spot() -> None:
    """Error correction M: a stain of about a twentieth of the area does no harm."""
    image = picture(qr_png(LINK))
    side = round(image.width * 0.15)
    middle = round(image.width * 0.52)
    image.paste(255, (middle, middle, middle + side, middle + side))
    assert read(image) == [LINK]


def test_a_caption_stands_below_and_inside_the_picture() -> None:
    plain, captioned = picture(qr_png(LINK)), picture(qr_png(LINK, CAPTION))
    assert captioned.width == plain.width and captioned.height > plain.height
    ink = Image.eval(captioned.crop((0, plain.height, captioned.width, captioned.height)), lambda v: 255 - v).getbbox()
    assert ink is not None
    assert ink[0] > 0 and ink[2] < captioned.width and ink[3] < captioned.height - plain.height


@pytest.mark.parametrize("text", ["", "x" * 2_332])
def test_what_no_code_holds_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="QR"):
        qr_png(text)
