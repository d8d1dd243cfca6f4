"""A PDF to a PlanDocument: headings by size and weight of type, list items by their signs. No ORM."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
from django.utils.translation import gettext as _

from ...refusal import Refused
from ...telling import telling
from ..detecting import check_size
from ..document import Doubt, PlanDocument
from .text import clean, load_text

MOST_PAGES = 300
LARGER = 1.12
"""Times the size of the text from which on a line is a heading."""
LONGEST_HEADING = 140
REPEATED = 3
"""Pages on which a line stands at the same place before it is a running head."""

WIDE_GAP = 1.5
"""Heights of type without a letter that separate columns; between words there is a third of one."""
GUTTER = 30
"""Points within which gaps below one another count as one."""
COLUMN_LINES = 5

Line = dict[str, Any]


def load(data: bytes, language: str = "") -> PlanDocument:
    """Reads ``data``. Raises Refused where it is locked, damaged, too long or has pictures of text only."""
    check_size(data)
    doubts: list[Doubt] = []
    lines = _lines(data)
    if sum(len(line["text"]) for line in lines) < 20:
        raise Refused(
            _(
                "This PDF holds pictures of text and no text. Run text recognition (OCR) on it first, "
                "or choose the original."
            )
        )
    doubts.append(
        Doubt(line=0, message=_("A PDF keeps no structure: headings were found by the size and weight of type."))
    )
    doubts += _mixed_columns(lines)
    return load_text(clean(_as_text(lines), doubts), language, doubts)


def _gap(characters: list[Any]) -> float | None:
    """Where in a line there is nothing for the width of some letters; None where it goes on."""
    for before, after in pairwise(characters):
        if after["x0"] - before["x1"] > WIDE_GAP * before["size"]:
            return float(before["x1"] + after["x0"]) / 2
    return None


def _mixed_columns(lines: list[Line]) -> list[Doubt]:
    """A doubt for the first page on which many lines have a gap at the same place, as columns side by side have."""
    places = Counter((line["page"], int(line["gap"] / GUTTER)) for line in lines if line["gap"] is not None)
    counts = Counter(line["page"] for line in lines)
    for (page, place), _count in sorted(places.items()):
        if places[page, place] + places[page, place + 1] >= max(COLUMN_LINES, counts[page] / 3):
            said = _(
                "Page %(page)d: the text seems to be in columns side by side, and their lines may be mixed. Compare "
                "it with the original."
            )
            return [Doubt(line=0, message=said % {"page": page + 1})]
    return []


def _lines(data: bytes) -> list[Line]:
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        with pdfplumber.open(BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                raise Refused(
                    _("This PDF has more than %(count)d pages. Give only those with the plan.") % {"count": MOST_PAGES}
                )
            found: list[Line] = []
            for number, page in enumerate(telling(document.pages, len(document.pages))):
                found += _page_lines(page, number)
                page.close()
            return found
    except Refused:
        raise
    except Exception as error:  # pdfminer raises whatever its parser stumbles over
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise Refused(_("This file has a password. Save it without one and try again.")) from error
        raise Refused(_("This PDF is damaged and cannot be read. Save it again and try once more.")) from error


def _page_lines(page: Any, number: int) -> list[Line]:
    lines = []
    for line in page.extract_text_lines(return_chars=True, strip=True):
        characters = [character for character in line["chars"] if not character["text"].isspace()]
        if not characters:
            continue
        sizes = Counter(round(character["size"], 1) for character in characters)
        bold = sum(
            "bold" in character["fontname"].lower() or "black" in character["fontname"].lower()
            for character in characters
        )
        lines.append(
            {
                "text": line["text"].strip(),
                "size": sizes.most_common(1)[0][0],
                "bold": bold > 0.9 * len(characters),
                "x": line["x0"],
                "top": line["top"],
                "bottom": line["bottom"],
                "page": number,
                "gap": _gap(characters),
            }
        )
    return lines


def _as_text(lines: list[Line]) -> str:
    """The lines as text with signs for headings, which the reader of plain text understands."""
    lines = _without_running_heads(lines)
    body = Counter[float]()
    for line in lines:
        body[line["size"]] += len(line["text"])
    usual = body.most_common(1)[0][0]
    left = min(line["x"] for line in lines)
    larger = sorted({line["size"] for line in lines if line["size"] > LARGER * usual}, reverse=True)
    out: list[str] = []
    before: Line | None = None
    for line in lines:
        level = larger.index(line["size"]) + 1 if line["size"] in larger and len(line["text"]) <= LONGEST_HEADING else 0
        same = before is not None and before["page"] == line["page"]
        gap = line["top"] - before["bottom"] if before is not None and same else 0
        is_on = (
            before is not None
            and same
            and before["size"] == line["size"]
            and before["bold"] == line["bold"]
            and gap < 0.6 * line["size"]
        )
        if level and is_on and out and out[-1].startswith("#"):
            out[-1] += f" {line['text']}"
        elif level:
            out += ["", f"{'#' * min(level, 6)} {line['text']}"]
        elif line["bold"] and len(line["text"]) <= 100:
            out += ["", f"**{line['text']}**"]
        else:
            if before is not None and (gap > 0.7 * line["size"] or (not same and not before["text"][-1:].islower())):
                out.append("")
            out.append(" " * min(40, int((line["x"] - left) / 4)) + line["text"])
        before = line
    return "\n".join(out)


def _without_running_heads(lines: list[Line]) -> list[Line]:
    places: dict[tuple[str, int], set[int]] = {}
    for line in lines:
        text = "".join(character for character in line["text"] if not character.isdigit())
        places.setdefault((text, int(line["top"] / 5)), set()).add(line["page"])
    repeated = {place for place, pages in places.items() if len(pages) >= REPEATED}
    kept = []
    for line in lines:
        text = "".join(character for character in line["text"] if not character.isdigit())
        if (text, int(line["top"] / 5)) not in repeated:
            kept.append(line)
    return kept or lines
