"""Turns one brand colour into a scale that all can read, and makes the hues of goals. No Django: the build uses it.

Guarantees (WCAG 2.2, 1.4.3 and 1.4.11), whatever the brand colour: white on step 500 and darker reaches 5.2:1, step 500
on the tints 50 and 100 reaches 4.6:1; white on the fill of a hue 5.3:1, its ink on its tint 7:1, its middle tone on
the page's tint 3.05:1. The maths is Björn Ottosson's OKLab, in which equal lightness looks equally light.
"""

import math
import re
from functools import lru_cache

DEFAULT_BRAND = "#00566b"
HUES = (28, 255, 150, 305, 75, 200, 350, 115, 230, 50)
"""Angles on the colour circle, ordered so that neighbours in a list differ."""

PAGE_TINT = "#f0f4f8"
DARKEST = 0.24
STEP = 0.005

ACCENT_STEPS = {
    "bg-subtle": "50",
    "bg-default": "100",
    "bg-hover": "200",
    "bg-active": "200",
    "border-subtle": "300",
    "border-default": "400",
    "border-hover": "500",
    "border-active": "500",
    "color-default": "500",
    "color-hover": "700",
    "color-active": "700",
    "color-document": "800",
    "inverse-bg-default": "500",
    "inverse-bg-hover": "600",
    "inverse-bg-active": "700",
}
"""NL Design System's names for an accent colour, and the step of our scale that fills each."""


def contrast(a: str, b: str) -> float:
    """The contrast ratio of two ``#rrggbb`` colours by WCAG, from 1 to 21."""
    darker, lighter = sorted((_luminance(a), _luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=256)
def _scale(brand: str) -> tuple[tuple[str, str], ...]:
    light, chroma, hue = _oklch(brand)
    tint = _hex(0.974, min(chroma, 0.12) * 0.13, hue)
    deeper_tint = _hex(0.945, min(chroma, 0.12) * 0.28, hue)
    grounds = {"#ffffff": 5.2, tint: 4.6, deeper_tint: 4.6}
    light = _darken_until(light, chroma, hue, grounds)
    return (
        ("50", tint),
        ("100", deeper_tint),
        ("200", _hex(0.89, min(chroma, 0.14) * 0.5, hue)),
        ("300", _hex(0.8, min(chroma, 0.16) * 0.75, hue)),
        ("400", _hex(0.64, min(chroma, 0.16), hue)),
        ("500", _hex(light, chroma, hue)),
        ("600", _hex(max(0.0, light - 0.07), chroma * 0.95, hue)),
        ("700", _hex(max(DARKEST, light - 0.16), chroma * 0.8, hue)),
        ("800", _hex(DARKEST, chroma * 0.5, hue)),
        ("raw", brand),
    )


def scale(brand: str) -> dict[str, str]:
    """Nine steps from ``"50"`` (a tint) to ``"800"`` (nearly black) and ``"raw"``, the colour that was given.

    Raises ValueError where ``brand`` is not written as #rrggbb or #rgb.
    """
    return dict(_scale(_normal(brand)))


def palette(count: int, start: int = 0) -> list[dict[str, str]]:
    """``count`` hues of equal lightness; ``start`` turns the order. Each has

    ``fill`` (carries white text), ``ink`` (text on ``tint``), ``tint`` (ground), ``line`` (edge), ``mid`` (diagrams).
    """
    return [_hue(HUES[(start + i) % len(HUES)]) for i in range(count)]


def theme_css(brand: str) -> str:
    """A style sheet of one rule that gives the page this brand, in the names of the NL Design System's basis."""
    steps = scale(brand)
    lines = [f"--basis-color-accent-1-{name}:{steps[step]}" for name, step in ACCENT_STEPS.items()]
    return ":root{" + ";".join([*lines, "--basis-color-accent-1-inverse-color-default:#fff"]) + "}"


def _hue(angle: float) -> dict[str, str]:
    light = _darken_until(0.50, 0.125, angle, {"#ffffff": 5.3})
    middle = _darken_until(0.74, 0.105, angle, {PAGE_TINT: 3.05})
    return {
        "fill": _hex(light, 0.125, angle),
        "ink": _hex(light - 0.1, 0.125, angle),
        "tint": _hex(0.965, 0.018, angle),
        "line": _hex(0.86, 0.06, angle),
        "mid": _hex(middle, 0.105, angle),
    }


def _darken_until(light: float, chroma: float, hue: float, grounds: dict[str, float]) -> float:
    """The first lightness from ``light`` downwards at which the colour reaches the ratio asked for on each ground."""
    while any(contrast(_hex(light, chroma, hue), ground) < ratio for ground, ratio in grounds.items()):
        light -= STEP
    return light


def _normal(colour: str) -> str:
    digits = colour.strip().lower().removeprefix("#")
    if re.fullmatch(r"[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-f]{6}", digits):
        raise ValueError(f"A colour is written as #rrggbb, such as {DEFAULT_BRAND}; got {colour!r}.")
    return f"#{digits}"


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue as light, each from 0 to 1."""
    digits = _normal(colour)[1:]
    red, green, blue = (_linear(int(digits[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(colour: str) -> tuple[float, float, float]:
    """Lightness (0 to 1), chroma (0 to about 0.4) and hue (degrees)."""
    red, green, blue = _channels(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _hex(light: float, chroma: float, hue: float) -> str:
    """The colour as ``#rrggbb``, with as much of its chroma as a screen can show."""
    for share in range(60, -1, -1):
        channels = _screen(light, chroma * share / 60, hue)
        if all(-0.0005 <= channel <= 1.0005 for channel in channels):
            break
    digits = (round(255 * _gamma(min(1.0, max(0.0, channel)))) for channel in channels)
    return "#" + "".join(f"{digit:02x}" for digit in digits)


def _screen(light: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
