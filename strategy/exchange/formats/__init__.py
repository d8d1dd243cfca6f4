"""One module per format; each reads to or writes from a PlanDocument and never touches the database."""

from collections.abc import Callable

from ..document import PlanDocument
from ..writers.docx import DOCX
from ..writers.jsonld import JSONLD
from ..writers.odt import ODT
from ..writers.pdf import PDF
from ..writers.sheet import CSV, XLSX
from ..writers.stratml import STRATML, STRATML2
from ..writers.text import MARKDOWN, TEXT
from ..writers.writer import NOWHERE, Origin, Writer
from . import csv, ods, plan_json, stratml, xlsx

READERS: dict[str, Callable[..., PlanDocument]] = {
    "json": plan_json.load,
    "xlsx": xlsx.load,
    "ods": ods.load,
    "csv": csv.load,
    "stratml": stratml.load,
}


def _json(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    return plan_json.dump(document).encode()


WRITERS: dict[str, Writer] = {
    "json": Writer(suffix=".json", media_type="application/json", write=_json),
    "jsonld": JSONLD,
    "xlsx": XLSX,
    "csv": CSV,
    "docx": DOCX,
    "odt": ODT,
    "pdf": PDF,
    "stratml": STRATML,
    "stratml2": STRATML2,
    "markdown": MARKDOWN,
    "text": TEXT,
}
