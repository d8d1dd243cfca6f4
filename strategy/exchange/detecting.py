"""Which format a file has, by its content first and its name second, and which language a text is in. No ORM."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from django.utils.translation import gettext as _

from ..refusal import Refused
from .prose.words import LEXICONS

LIMIT = 30 * 1024 * 1024
"""Bytes that a file may have."""

EXTENSIONS = {
    "txt": "text",
    "md": "text",
    "markdown": "text",
    "text": "text",
    "htm": "html",
    "html": "html",
    "xhtml": "html",
    "docx": "docx",
    "odt": "odt",
    "pdf": "pdf",
    "json": "json",
    "xlsx": "xlsx",
    "ods": "ods",
    "csv": "csv",
    "tsv": "csv",
    "xml": "stratml",
    "stratml": "stratml",
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TAGS = re.compile(rb"<(?:!doctype\s+html|html|head|body|main|article|section|div|h[1-6]|p|ul|ol|table)[\s>/]", re.I)
STRATML = re.compile(rb"<(?:\w+:)?(?:StrategicPlan|PerformancePlanOrReport)[\s>]")
WORD = re.compile(r"[^\W\d_]+")


def detect_format(data: bytes, name: str = "") -> str:
    """The format of ``data``; ``name`` decides where the content leaves it open.

    Raises Refused for an empty file, one that is too large, an office file of the old kind or with a password.
    """
    check_size(data)
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if data.startswith(OLD_OFFICE):
        raise Refused(
            _("This is an office file of the old kind, or one with a password. Save it as .docx without a password.")
        )
    if data.startswith(b"{\\rtf"):
        raise Refused(_("This is a Rich Text file (RTF). Open it in Word and save it as .docx."))
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _office_format(data)
    if data.startswith(b"PK"):
        raise Refused(_("This is an empty archive and not a document. Save the document again and try once more."))
    head = data[:65536].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if STRATML.search(head):
        return "stratml"
    if head.startswith(b"{") and (extension in ("", "json") or b'"language"' in head):
        return "json"
    if extension in ("csv", "tsv", "json"):
        return EXTENSIONS[extension]
    if (head.startswith(b"<") and TAGS.search(head)) or len(TAGS.findall(head)) > 2:
        return "html"
    return EXTENSIONS.get(extension, "text") if extension in ("html", "htm", "xhtml") else "text"


def check_size(data: bytes) -> None:
    """Raises Refused for a file that is empty or larger than LIMIT."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused(_("This file is empty. Choose the file that holds the plan."))
    if len(data) > LIMIT:
        raise Refused(
            _("This file is %(size)d MB; the limit is %(limit)d MB. Leave out pictures, or split it.")
            % {"size": len(data) // 1024**2, "limit": LIMIT // 1024**2}
        )


def _office_format(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError) as error:
        raise Refused(_("This file is damaged: it cannot be unpacked. Save it again and try once more.")) from error
    if "word/document.xml" in names:
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if b"opendocument.text" in kind:
        return "odt"
    if b"opendocument.spreadsheet" in kind:
        return "ods"
    raise Refused(
        _("This archive is not a document that we know. Choose the document itself: .docx, .odt, .xlsx or .ods.")
    )


def detect_language(text: str) -> str:
    """The code of the language whose small words occur most often in ``text``, or "" where none stands out."""
    tokens = [token.lower() for token in WORD.findall(text[:200_000])]
    if not tokens:
        return ""
    scores = dict.fromkeys(LEXICONS, 0.0)
    known = {code: words.function_words for code, words in LEXICONS.items()}
    for token in tokens:
        having = [code for code, words in known.items() if token in words]
        for code in having:
            scores[code] += 1 / len(having)
    order = sorted(scores, key=lambda code: -scores[code])
    return order[0] if scores[order[0]] > 1.2 * scores[order[1]] else ""
