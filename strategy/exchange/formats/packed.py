"""What all office formats share: an archive that is opened with care (no bombs, no macros, no passwords). No ORM."""

from __future__ import annotations

import zipfile
from io import BytesIO

from django.utils.translation import gettext as _
from lxml import etree

from ...refusal import Refused
from ..detecting import check_size
from ..document import Doubt
from ..strict import usual

MOST_BYTES = 200 * 1024 * 1024
"""Unpacked, over all parts."""
MOST_OF_PART = 60 * 1024 * 1024
MOST_PARTS = 5_000
MOST_TIMES = 400
"""How much larger than packed a part of some size may be."""


def open_archive(data: bytes, doubts: list[Doubt]) -> zipfile.ZipFile:
    """The archive in ``data``. Raises Refused where it is damaged, locked, or would unpack to too much."""
    check_size(data)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused(_("This file is damaged: it cannot be unpacked. Save it again and try once more.")) from error
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(_("This file has a password. Save it without one and try again."))
    sizes = [part.file_size for part in parts]
    bomb = any(part.file_size > 10**6 and part.file_size > MOST_TIMES * max(part.compress_size, 1) for part in parts)
    if bomb or sum(sizes) > MOST_BYTES or len(parts) > MOST_PARTS:
        raise Refused(_("This file unpacks to far more than a document holds, and was not opened."))
    if any("vbaproject" in part.filename.lower() or part.filename.startswith("Basic/") for part in parts):
        doubts.append(Doubt(line=0, message=_("This file holds macros; they were not read.")))
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part of the archive. Raises Refused where it is missing, damaged or too large."""
    try:
        with archive.open(name) as part:
            data = part.read(MOST_OF_PART + 1)
    except (KeyError, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise Refused(_("This file is damaged: it cannot be unpacked. Save it again and try once more.")) from error
    except Exception as error:  # zlib.error and its like have no common parent
        raise Refused(_("This file is damaged: it cannot be unpacked. Save it again and try once more.")) from error
    if len(data) > MOST_OF_PART:
        raise Refused(_("This file unpacks to far more than a document holds, and was not opened."))
    return data


def parse_part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """The XML of one part, without entities and network. Raises Refused for anything else."""
    data = usual(read_part(archive, name))
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Refused(_("This file defines entities of its own, which no office program does; it was not read."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(
            _("This file is damaged: line %(line)d of its text cannot be read.") % {"line": error.lineno or 0}
        ) from error
