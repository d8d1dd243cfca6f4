"""The picture that stands beside a link to a page where people share it: the page's title in the town's colours.

Made with the font of the pages, which the build brings; where that is not built there is no picture, and no page names
one.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.text import Truncator

from municipalities.colours import scale

if TYPE_CHECKING:
    from PIL import ImageFont

WIDTH, HEIGHT = 1200, 630
"""What those who show links ask for: 1.91 to 1."""

EDGE, FOOT = 80, 130
SIZES = (84, 72, 62, 54, 46, 40)
"""Sizes of the title, the largest that fits first."""

LEADING = 1.18
LONGEST = 300
COLOURS = 64
"""In the file: letters need few, and it stays small."""

FONT = "koers/fonts/atkinson-hyperlegible-next.woff2"
REGULAR, BOLD = 400, 700


def is_possible() -> bool:
    return _font_file() is not None


@functools.cache
def _font_file() -> Path | None:
    """What collectstatic has put down, or what the build has made."""
    collected = Path(staticfiles_storage.path(FONT))
    found = collected if collected.is_file() else finders.find(FONT)
    return Path(found) if found else None


def paint(title: str, above: str, town: str, brand: str) -> bytes:
    """A PNG. ``above`` and ``town`` are shortened to a line; of ``title`` as much is shown as fits."""
    from PIL import Image, ImageDraw  # here, since every page asks is_possible

    steps = scale(brand)
    image = Image.new("RGB", (WIDTH, HEIGHT), steps["500"])
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, HEIGHT - FOOT, WIDTH, HEIGHT), fill=steps["50"])
    draw.rectangle((0, HEIGHT - FOOT, WIDTH, HEIGHT - FOOT + 8), fill=steps["raw"])
    draw.text((EDGE, HEIGHT - FOOT / 2 + 4), _one_line(town, _font(42, BOLD)), steps["800"], _font(42, BOLD), "lm")
    small = _font(34, REGULAR)
    draw.text((EDGE, EDGE), _one_line(above, small), "#ffffff", small, "la")
    top = EDGE + (70 if above else 0)
    font, lines = _fitting(_short(title), HEIGHT - FOOT - top - 40)
    for number, line in enumerate(lines):
        draw.text((EDGE, top + number * font.size * LEADING), line, "#ffffff", font, "la")
    written = io.BytesIO()
    image.quantize(COLOURS).save(written, "PNG", optimize=True)
    return written.getvalue()


def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """A new one each time: setting its weight changes it for all that hold it."""
    from PIL import ImageFont

    font = ImageFont.truetype(str(_font_file()), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


def _fitting(title: str, height: float) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest size in which the whole title fits; in the smallest it may lose its end."""
    for size in SIZES:
        font = _font(size, BOLD)
        lines = list(_lines(title, font))
        most = int(height // (size * LEADING))
        if len(lines) <= most:
            return font, lines
    return font, [*lines[: most - 1], f"{lines[most - 1].rstrip('.,;: ')}…"]


def _lines(text: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= WIDTH - 2 * EDGE:
            line = longer
            continue
        if line:
            yield line
        *full, line = _pieces(word, font)
        yield from full
    yield line


def _pieces(word: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """A word, cut where it is wider than the picture."""
    pieces = [""]
    for letter in word:
        if font.getlength(pieces[-1] + letter) > WIDTH - 2 * EDGE:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _one_line(text: str, font: ImageFont.FreeTypeFont) -> str:
    first, *more = _lines(_short(text), font)
    return f"{first}…" if more else first


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LONGEST)
