"""Office files of the strict kind (ISO 29500 Strict) say the same as all others in other namespaces: told here, both
ways of writing become one. No ORM."""

from __future__ import annotations

import io
import zipfile

STRICT, USUAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
NAMES = {
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"spreadsheetml/main": b"spreadsheetml/2006/main",
    b"drawingml/main": b"drawingml/2006/main",
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"officeDocument/sharedTypes": b"officeDocument/2006/sharedTypes",
}


def usual(part: bytes) -> bytes:
    """The XML of one part in the namespaces that every program knows."""
    if STRICT not in part:
        return part
    for strict, name in NAMES.items():
        part = part.replace(STRICT + strict, USUAL + name)
    return part


def usual_file(archive: zipfile.ZipFile, data: bytes) -> bytes:
    """A whole file, which has been counted before; ``data`` itself where it is of the usual kind."""
    if STRICT not in archive.read("[Content_Types].xml") + archive.read("_rels/.rels"):
        return data
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name in archive.namelist():
            part = archive.read(name)
            file.writestr(name, usual(part) if name.endswith((".xml", ".rels")) else part)
    return written.getvalue()
