"""Delimited text as a grid: encoding, separator and quote are found out, not asked for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...refusal import Refused
from ..document import Doubt
from .grid import Grid
from .guards import OLE, check_size

SEPARATORS = (";", ",", "\t", "|")
ENCODINGS = ("cp1252", "mac_roman", "cp850")
"""What spreadsheet programs of our countries have written, besides UTF-8 and UTF-16; the most usual first."""

EXPECTED = frozenset("àâäáåæçéèêëîïíôöóøœùûüúßñÀÂÄÁÅÆÇÉÈÊËÎÏÍÔÖÓØŒÙÛÜÚÑ‘’“”„«»–—…€°•²½µ§·\u00a0")
"""Letters and signs beyond ASCII that our five languages use."""

SAMPLE = 60
LONGEST_FIELD = 10_000_000

csv.field_size_limit(LONGEST_FIELD)


def grids_of(data: bytes) -> list[Grid]:
    """The one sheet of a csv file, empty name. Raises Refused for what is no text."""
    check_size(data)
    if data.startswith((b"PK\x03\x04", OLE, b"%PDF")):
        raise Refused(_("This is not a text file, whatever its name says. Save it as CSV, or upload it as it is."))
    grid = Grid("")
    text = decoded(data, grid.doubts)
    if "\0" in text:
        text = text.replace("\0", "")
        grid.doubts.append(Doubt(line=0, message=_("NUL characters in this file were left out.")))
    text, separator = _separator(text)
    quote = _quote(text, separator)
    try:
        for line, cells in enumerate(_records(text, separator, quote), start=1):
            grid.add(line, cells)
    except csv.Error:
        grid.rows.clear()
        grid.doubts.append(Doubt(line=0, message=_("A quotation mark in this file is never closed; all are kept.")))
        for line, row in enumerate(text.splitlines(), start=1):
            grid.add(line, row.split(separator))
    _doubt_formulas(grid)
    return [grid]


def _doubt_formulas(grid: Grid) -> None:
    """What a spreadsheet program would have run; our own exports set an apostrophe before a text like that."""
    for row in grid.rows:
        text = next((cell for cell in row.cells if cell.startswith("=")), "")
        if text:
            said = _("Row %(row)d: “%(text)s” looks like a formula. It is read as text and not calculated.")
            grid.doubts.append(Doubt(line=row.line, message=said % {"row": row.line, "text": text[:60]}))


def decoded(data: bytes, doubts: list[Doubt]) -> str:
    """The text of a file; where its lines disagree on the encoding, line by line, with a doubt."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    head = data[:2000]
    if head[1::2].count(0) > len(head) // 4 or head[::2].count(0) > len(head) // 4:
        return data.decode("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _mixed(data, doubts)


def _mixed(data: bytes, doubts: list[Doubt]) -> str:
    """A text that is not all UTF-8: in the encoding that fits, or some lines in each."""
    lines = data.split(b"\n")
    odd = [number for number, line in enumerate(lines, start=1) if not _is_utf8(line)]
    special = sum(1 for line in lines if not line.isascii())
    encoding = _likeliest(b"\n".join(lines[number - 1] for number in odd[:2000]))
    if len(odd) * 2 >= special:
        return data.decode(encoding, "replace")
    doubts.append(
        Doubt(
            line=odd[0],
            message=_("Row %(row)d and %(count)d others are in another encoding than the rest; check their accents.")
            % {"row": odd[0], "count": len(odd) - 1},
        )
    )
    strange = set(odd)
    return "\n".join(
        line.decode(encoding if number in strange else "utf-8", "replace") for number, line in enumerate(lines, start=1)
    )


def _likeliest(data: bytes) -> str:
    """The encoding in which most of what is not ASCII is a letter or sign of our languages."""
    strange = bytes(byte for byte in data if byte > 127)

    def score(encoding: str) -> int:
        return sum(1 if sign in EXPECTED else -1 for sign in strange.decode(encoding, "replace"))

    return max(ENCODINGS, key=score)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _records(text: str, separator: str, quote: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, quotechar=quote)


def _separator(text: str) -> tuple[str, str]:
    """The text without Excel's line "sep=;", and the separator with which its first rows agree best."""
    first, _break, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return rest, first.strip()[-1]
    sample = text[:200_000]
    scores = {}
    for separator in SEPARATORS:
        try:
            widths = [len(row) for row in _head(sample, separator) if any(row)]
        except csv.Error:
            continue
        common = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        scores[separator] = widths.count(common) * (common - 1) / max(len(widths), 1)
    best = max(scores, key=lambda separator: scores[separator], default=";")
    return text, best if scores.get(best, 0) > 0.3 else next((s for s in SEPARATORS if s in first), ";")


def _head(sample: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    return [row for row, _count in zip(reader, range(SAMPLE), strict=False)]


def _quote(text: str, separator: str) -> str:
    """A single quote only where it stands around fields and the double one does not."""
    head = text[:20_000]
    single = head.count(f"'{separator}'")
    return "'" if single > 2 and single > head.count(f'"{separator}"') and head.lstrip().startswith("'") else '"'
