"""Excel keeps a row for every line that somebody once coloured, up to the last of a million: they go before reading."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO

EMPTY = re.compile(rb"<row\b(?=[^>]*\sr=)[^>]*?(?:/>|>(?:\s*<c\b[^>]*/>)*\s*</row>)")
"""A row that says its number and has no value; the rows after it keep theirs."""
LARGE = 4 * 1024 * 1024
"""Bytes of a sheet from which on looking is worth the time."""
PIECE = 1024 * 1024
ROW = b"<row"


def without_empty_rows(data: bytes) -> bytes:
    """The workbook without them, where one of its sheets is large; else as it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        large = {part.filename for part in archive.infolist() if _is_sheet(part) and part.file_size > LARGE}
        if not large:
            return data
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
            for part in archive.infolist():
                with archive.open(part) as source, copy.open(part.filename, "w") as target:
                    for piece in _kept(source) if part.filename in large else iter(lambda: source.read(PIECE), b""):
                        target.write(piece)
    return file.getvalue()


def _is_sheet(part: zipfile.ZipInfo) -> bool:
    return part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")


def _kept(source: IO[bytes]) -> Iterator[bytes]:
    """The sheet in pieces that end before a row, so that no row is cut in two."""
    rest = b""
    while piece := source.read(PIECE):
        rest += piece
        cut = rest.rfind(ROW)
        if cut > 0:
            yield EMPTY.sub(b"", rest[:cut])
            rest = rest[cut:]
    yield EMPTY.sub(b"", rest)
