"""What becomes of a town's colour on its pages, told and shown to who chooses it: how well white text on it is read."""

from __future__ import annotations

import math

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..colours import contrast, scale

NEEDED = 4.5
"""The contrast that WCAG 2.2 asks for (1.4.3)."""

WHITE = "#ffffff"


def told(brand: str) -> str:
    """Whether the colour stays as it is or is made darker, with both figures."""
    used = scale(brand)["500"]
    names = {
        "brand": brand.lower(),
        "used": used,
        "before": _ratio(brand),
        "after": _ratio(used),
        "needed": number_format(NEEDED, 1),
    }
    if used == brand.lower():
        sentence = _(
            "White text on %(brand)s has a contrast of %(before)s to 1, and %(needed)s is needed. "
            "The colour stays as it is."
        )
    else:
        sentence = _(
            "White text on %(brand)s has a contrast of %(before)s to 1; %(needed)s is needed. "
            "The pages use the darker %(used)s, on which it is %(after)s to 1."
        )
    return sentence % names


def _ratio(colour: str) -> str:
    """To one place and never rounded up: 4.46 is not enough."""
    return number_format(math.floor(contrast(WHITE, colour) * 10) / 10, 1)


def shown(brand: str) -> SafeString:
    """The chosen colour beside the one that pages use with white letters on it, and the words."""
    sample = format_html(
        '<svg width="220" height="56" aria-hidden="true" focusable="false">'
        '<rect width="56" height="56" rx="6" fill="{}"/><rect x="68" width="152" height="56" rx="6" fill="{}"/>'
        '<text x="144" y="36" fill="{}" font-size="22" font-weight="700" text-anchor="middle">Aa Bb Cc</text></svg>',
        brand,
        scale(brand)["500"],
        WHITE,
    )
    return format_html("{}<br>{}", sample, told(brand))
