"""What an office file must be before anything in it is read: not locked, no macros, no bomb."""

from __future__ import annotations

import io
import zipfile
import zlib

from django.utils.translation import gettext as _

from ...refusal import Refused

MAX_BYTES = 30 * 1024 * 1024
MAX_UNPACKED = 200_000_000
MAX_MEMBERS = 5_000
CHUNK = 1 << 18
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Office before 2007 begin, and also those with a password."""

ENTITIES = (b"<!ENTITY", "<!ENTITY".encode("utf-16-le"), "<!ENTITY".encode("utf-16-be"))


def check_size(data: bytes) -> None:
    """Raises Refused for an empty file and for one that is too large to look at."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused(_("This file is empty."))
    if len(data) > MAX_BYTES:
        raise Refused(
            _("This file is %(size)d MB; the limit is %(most)d MB. Remove pictures, or split it.")
            % {"size": len(data) >> 20, "most": MAX_BYTES >> 20}
        )


def open_office_file(data: bytes) -> tuple[zipfile.ZipFile, bool]:
    """The parts of an xlsx or ods file, and whether any of its sheets has a formula.

    Every part is unpacked once, to nowhere, and counted: what a zip says of its own sizes proves nothing.
    Raises Refused, with what to do, for what is locked, damaged, has macros or grows too large.
    """
    check_size(data)
    if data.startswith(OLE):
        raise _old_or_locked(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        has_formula = _count(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise damaged() from error
    return archive, has_formula


def damaged() -> Refused:
    return Refused(_("This file is damaged, or not a spreadsheet. Open it in your office program and save it again."))


def _old_or_locked(data: bytes) -> Refused:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Refused(_("This file is protected by a password. Remove the password and try again."))
    return Refused(_("This file is in the format of Office before 2007. Save it as .xlsx or .ods and try again."))


def _count(archive: zipfile.ZipFile) -> bool:
    members = archive.infolist()
    declared = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or declared > MAX_UNPACKED:
        raise _bomb()
    total, has_formula = 0, False
    for member in members:
        if member.flag_bits & 1:
            raise Refused(_("This file is protected by a password. Remove the password and try again."))
        if member.filename.lower().endswith("vbaproject.bin"):
            raise Refused(_("This file contains macros. Save it without macros, as .xlsx, and try again."))
        tail = b""
        with archive.open(member) as part:
            while chunk := part.read(CHUNK):
                total += len(chunk)
                if total > MAX_UNPACKED:
                    raise _bomb()
                window = tail + chunk
                _check_part(member.filename, window)
                has_formula = has_formula or b"<f>" in window or b"<f " in window
                tail = chunk[-32:]
    return has_formula


def _check_part(name: str, window: bytes) -> None:
    if name == "META-INF/manifest.xml" and b"encryption-data" in window:
        raise Refused(_("This file is protected by a password. Remove the password and try again."))
    if name.lower().endswith((".xml", ".rels")) and any(mark in window for mark in ENTITIES):
        raise Refused(_("This file declares XML entities, which no office program does. It is not read."))


def _bomb() -> Refused:
    return Refused(
        _("This file unpacks to more than %(most)d MB. Remove pictures and what is not a goal, or split it.")
        % {"most": MAX_UNPACKED // 1_000_000}
    )
