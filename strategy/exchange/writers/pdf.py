"""A plan as a tagged PDF (PDF/UA-1): language, title, bookmarks, page numbers. WeasyPrint is imported late."""

from __future__ import annotations

import importlib
import logging
from functools import cache
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from ...refusal import Refused
from ..document import PlanDocument
from ..papers import pieces
from . import blocks
from .blocks import Block, blocks_of
from .losses import of_reading
from .wording import LOCALES, fit
from .writer import NOWHERE, Origin, Writer

STYLE = """
@page { size: A4; margin: 22mm 20mm 24mm;
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt } }
@page :first { margin-top: 30mm }
html { font-family: "Liberation Sans", "DejaVu Sans", Arial, sans-serif; font-size: 11pt; line-height: 1.45 }
h1 { font-size: 24pt; line-height: 1.2; margin: 0 0 8mm }
h2 { font-size: 16pt; margin: 9mm 0 2mm } h3 { font-size: 13pt; margin: 6mm 0 2mm } h4, h5, h6 { margin: 4mm 0 1mm }
h1, h2, h3, h4, h5, h6 { break-after: avoid } p, li { orphans: 2; widows: 2 }
p, ul { margin: 0 0 3mm } li { margin-bottom: 1mm } .lead-in { font-weight: bold; break-after: avoid }
.verse { font-style: italic } blockquote { margin: 0 0 3mm 8mm; font-style: italic } a { color: inherit }
"""
TAGS = {blocks.PARAGRAPH: "p", blocks.VERSE: 'p class="verse"', blocks.LEAD_IN: 'p class="lead-in"', blocks.FACT: "p"}


def write(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    """One language; nothing is fetched while it is set, and files of the document stay out."""
    weasyprint = weasyprint_here()
    page = weasyprint.HTML(string=html(document, language, origin.status), url_fetcher=fetch_nothing)
    with override(language or document.language):
        made = page.write_pdf(stylesheets=[weasyprint.CSS(string=STYLE)], pdf_variant="pdf/ua-1")
    return bytes(made)


@cache
def load_weasyprint() -> Any:
    """WeasyPrint. Raises OSError where the libraries or the fonts that it sets text with are not installed."""
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    weasyprint = importlib.import_module("weasyprint")
    fontconfig = importlib.import_module("weasyprint.text.ffi").fontconfig
    configuration = fontconfig.FcInitLoadConfigAndFonts()
    fonts = fontconfig.FcConfigGetFonts(configuration, fontconfig.FcSetSystem)
    count = fonts.nfont if fonts else 0
    fontconfig.FcConfigDestroy(configuration)
    if not count:
        raise OSError("no fonts")  # without one Pango ends the whole process
    return weasyprint


def weasyprint_here() -> Any:
    """WeasyPrint. Raises Refused where the machine lacks what it needs."""
    try:
        return load_weasyprint()
    except (ImportError, OSError) as error:
        raise Refused(
            _(
                "PDF needs the system library Pango and a font: install the packages "
                "libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0 and fonts-dejavu-core."
            )
        ) from error


def fetch_nothing(url: str, *args: object, **options: object) -> Any:
    raise ValueError(f"{url} is not fetched: a plan needs nothing from outside")


def html(document: PlanDocument, language: str, status: str = "") -> str:
    """The whole page; every text is escaped."""
    language = language or document.language
    parts: list[str] = []
    in_list, title = False, ""
    for block in blocks_of(document, language, status):
        if block.role == pieces.LANGUAGE:
            continue
        if in_list != (block.style == blocks.ITEM):
            in_list = not in_list
            parts.append("<ul>" if in_list else "</ul>")
        parts.append(block_html(block, language))
        title = title or block.said.text
    parts.append("</ul>" if in_list else "")
    head = f'<meta charset="utf-8"><title>{escape(fit(title))}</title>'
    tag = LOCALES.get(language, language).replace("_", "-")
    return f'<!doctype html><html lang="{escape(tag)}"><head>{head}</head><body>{"".join(parts)}</body></html>'


def block_html(block: Block, language: str, id: str = "") -> str:
    """One block; ``id`` is for links to a heading."""
    label = f"{block.label}: " if block.label else ""
    text = "<br>".join(escape(fit(label + block.said.text)).split("\n"))
    if block.link.startswith(("https://", "http://")):
        text = f'<a href="{escape(block.link)}">{text}</a>'
    lang = "" if block.said.language == language else f' lang="{escape(block.said.language)}"'
    if block.style in (blocks.TITLE, blocks.HEADING):
        depth = 1 if block.style == blocks.TITLE else min(block.depth + 1, 6)
        target = f' id="{id}"' if id else ""
        return f"<h{depth}{target}{lang}>{text}</h{depth}>"
    if block.style == blocks.QUOTATION:
        return f"<blockquote{lang}><p>{text}</p></blockquote>"
    if block.style == blocks.ITEM:
        return f"<li{lang}>{text}</li>"
    tag = TAGS[block.style]
    return f"<{tag}{lang}>{text}</p>"


PDF = Writer(suffix=".pdf", media_type="application/pdf", write=write, losses=of_reading)
