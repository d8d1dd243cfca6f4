"""What we read and write, by name. A format's module, and the library behind it, is loaded when somebody asks for it:
a web worker that only shows pages never loads an office library.

Each module reads to, or writes from, a PlanDocument and never touches the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Generic, TypeVar

from ..document import PlanDocument
from ..writers.writer import Writer

T = TypeVar("T")

Reader = Callable[[bytes, str], PlanDocument]
"""(the file, the language asked for or "") -> what it holds; raises Refused with a sentence."""


class OnDemand(Mapping[str, T], Generic[T]):
    """Names, and for each the module of strategy.exchange and the thing in it: "writers.docx:DOCX"."""

    def __init__(self, places: dict[str, str]) -> None:
        self.places = places

    def __getitem__(self, name: str) -> T:
        module, thing = self.places[name].split(":")
        found: T = getattr(import_module(f"strategy.exchange.{module}"), thing)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


READERS: Mapping[str, Reader] = OnDemand(
    {
        "text": "formats.text:load",
        "html": "formats.html:load",
        "docx": "formats.docx_file:load",
        "odt": "formats.odt:load",
        "pdf": "formats.pdf:load",
        "json": "formats.plan_json:read",
        "xlsx": "formats.xlsx:load",
        "ods": "formats.ods:load",
        "csv": "formats.csv:load",
        "stratml": "formats.stratml:load",
    }
)

WRITERS: Mapping[str, Writer] = OnDemand(
    {
        "json": "writers.plan_json:JSON",
        "jsonld": "writers.jsonld:JSONLD",
        "xlsx": "writers.sheet:XLSX",
        "ods": "writers.ods:ODS",
        "csv": "writers.sheet:CSV",
        "docx": "writers.docx:DOCX",
        "odt": "writers.odt:ODT",
        "pdf": "writers.pdf:PDF",
        "stratml": "writers.stratml:STRATML",
        "stratml2": "writers.stratml:STRATML2",
        "markdown": "writers.text:MARKDOWN",
        "text": "writers.text:TEXT",
    }
)
