"""Plain text and Markdown, in whatever encoding, to a PlanDocument. No ORM."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from ...refusal import Refused
from ..detecting import check_size, detect_language
from ..document import Doubt, PlanDocument
from ..papers.assembling import document_from
from ..papers.pieces import language_of
from ..papers.plain import is_ours, markdown_pieces, plain_pieces
from ..prose.blocks import Page
from ..prose.boilerplate import LeftOut
from ..prose.lines import blocks_of
from ..prose.reading import read_page

BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
SAMPLE = 65_536
MOST_CHARACTERS = 4_000_000
"""Of a text; the longest plans have a tenth of it."""


def load(data: bytes, language: str = "") -> PlanDocument:
    """Reads ``data`` in ``language``, or in the one that its words show. Raises Refused where there is nothing."""
    check_size(data)
    doubts: list[Doubt] = []
    text = clean(decode(data, doubts), doubts)
    return load_text(text, language, doubts)


def load_text(text: str, language: str, doubts: list[Doubt]) -> PlanDocument:
    own = language_of(text)
    if own and is_ours(text, own):
        read = markdown_pieces if text.lstrip().startswith("# ") else plain_pieces
        return document_from(read(text, own), own, doubts)
    language = settle_language(text, language, doubts)
    left_out = LeftOut()
    page = Page(blocks=blocks_of(text, language, left_out), language=language, doubts=doubts)
    source = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    return read_page(page, language, left_out, source)


def settle_language(text: str, asked: str, doubts: list[Doubt], declared: str = "") -> str:
    """The asked language, else the one of the words, else the declared one, else Dutch with a doubt."""
    from ..prose.words import LEXICONS

    if len(text) > MOST_CHARACTERS:
        sentence = _("This text has more than %(count)d characters. Give only the part with the plan.")
        raise Refused(sentence % {"count": MOST_CHARACTERS})
    if asked:
        if asked not in LEXICONS:
            raise Refused(
                _("Koers does not know the language “%(code)s”. Choose one of: %(known)s.")
                % {"code": asked, "known": ", ".join(LEXICONS)}
            )
        return asked
    found = detect_language(text) or (declared[:2].lower() if declared[:2].lower() in LEXICONS else "")
    if not found:
        found = "nl"
        doubts.append(
            Doubt(
                line=0, message=_("The language of this text is not clear; it was read as Dutch. Say which one it is.")
            )
        )
    return found


def decode(data: bytes, doubts: list[Doubt]) -> str:
    """The text of ``data``: by its byte order mark, as UTF-8, else in the encoding that fits best, with a doubt."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    zeros = data[:2000].count(0)
    if zeros > len(data[:2000]) // 4:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    bad = len(re.findall("\ufffd", data.decode("utf-8", errors="replace")))
    good = len(re.findall(rb"[\xc3-\xc5\xe2][\x80-\xbf]", data))
    if good > bad:
        doubts.append(
            Doubt(line=0, message=_("Some characters of this file are damaged: it mixes encodings. Read it through."))
        )
        return "\n".join(_mixed_line(line) for line in data.split(b"\n"))
    best = from_bytes(data[:SAMPLE], cp_isolation=["cp1252", "iso8859_15", "cp850", "mac_roman"]).best()
    encoding = best.encoding if best and best.encoding == "cp850" else "cp1252"
    doubts.append(
        Doubt(line=0, message=_("This file is not UTF-8; it was read as %(encoding)s.") % {"encoding": encoding})
    )
    return data.decode(encoding, errors="replace")


def _mixed_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def clean(text: str, doubts: list[Doubt]) -> str:
    """Without control characters and without marks that turn the direction of writing around."""
    if "\x00" in text or CONTROLS.search(text):
        text = CONTROLS.sub("", text)
        doubts.append(Doubt(line=0, message=_("Control characters were taken out of the text.")))
    if BIDI.search(text):
        text = BIDI.sub("", text)
        doubts.append(
            Doubt(line=0, message=_("Signs that change the direction of writing were taken out of the text."))
        )
    text = text.replace("\u00ad", "").replace("\ufeff", "").replace("\u00a0", " ")
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)
