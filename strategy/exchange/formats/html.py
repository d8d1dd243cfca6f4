"""A web page, saved or pasted, to a PlanDocument. Nothing of it is executed or fetched. No ORM."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from lxml.etree import LxmlError

from ...refusal import Refused
from ..detecting import check_size
from ..document import Doubt, PlanDocument
from ..prose.boilerplate import LeftOut
from ..prose.builder import Builder
from ..prose.html_blocks import main_text, parse, read_html
from ..prose.reading import read_page
from .text import MOST_CHARACTERS, clean, decode, settle_language

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
ACTIVE = re.compile(r"<(?:script|iframe|object|embed)[\s>]|\son\w+\s*=|javascript:", re.I)
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,30})", re.I)
VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
        "source", "track", "wbr", "p", "li", "td", "th", "tr", "option", "dt", "dd",
    )
)  # fmt: skip
EMBEDDED = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=\s]+")
"""Pictures inside the page."""
DEEPEST = 2_000
"""Elements inside one another; real pages have some tens."""


def load(data: bytes, language: str = "") -> PlanDocument:
    """Reads ``data`` in ``language``, or in the one that its words show. Raises Refused where there is nothing."""
    check_size(data)
    doubts: list[Doubt] = []
    text = clean(_decode(data, doubts), doubts)
    return load_html(text, language, doubts)


def load_html(text: str, language: str, doubts: list[Doubt]) -> PlanDocument:
    text = EMBEDDED.sub("", text)
    if len(text) > 2 * MOST_CHARACTERS:
        sentence = _("This text has more than %(count)d characters. Give only the part with the plan.")
        raise Refused(sentence % {"count": 2 * MOST_CHARACTERS})
    _check_depth(text)
    if ACTIVE.search(text):
        doubts.append(Doubt(line=0, message=_("This page holds scripts or other active parts; none of them was read.")))
    try:
        root = parse(text)
    except (LxmlError, ValueError) as error:
        raise Refused(_("There is no text in this file that could be a plan.")) from error
    language = settle_language(main_text(root), language, doubts, declared=root.get("lang", ""))
    left_out = LeftOut()
    builder = Builder(language, left_out)
    read_html(root, builder, doubts)
    page = builder.page()
    page.doubts = doubts
    page.title = " ".join((root.findtext(".//title") or "").split())
    whole = [(number, line.strip()) for number, line in enumerate(root.text_content().split("\n"), 1) if line.strip()]
    return read_page(page, language, left_out, whole)


def _decode(data: bytes, doubts: list[Doubt]) -> str:
    """The encoding that the page declares, where that fits; else what its bytes show."""
    declared = CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data, doubts)


def _check_depth(text: str) -> None:
    """Raises Refused for a page that nests so deep that only malice can have written it."""
    depth = deepest = 0
    for match in TAG.finditer(text):
        if match[2].lower() in VOID:
            continue
        depth = max(0, depth + (-1 if match[1] else 1))
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise Refused(
            _("The parts of this page are nested more than %(count)d deep; it was not read.") % {"count": DEEPEST}
        )
