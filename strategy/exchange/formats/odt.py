"""An OpenDocument text to a PlanDocument: its outline levels, lists and tables. No ORM."""

from __future__ import annotations

import re
import zipfile

from lxml.etree import _Element

from ...vocabulary import LANGUAGES, Form
from ..document import Doubt, PlanDocument
from ..papers import pieces
from ..papers.assembling import document_from
from ..papers.pieces import Piece
from ..papers.styled import Run, piece_of, role_of
from ..prose.boilerplate import LeftOut
from ..prose.builder import Builder, Span, joined
from ..prose.reading import read_page
from .packed import open_archive, parse_part
from .text import clean, settle_language

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
SKIPPED = (f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}tracked-changes", f"{TEXT}table-of-content", f"{TEXT}bookmark")
DC = "{http://purl.org/dc/elements/1.1/}"
QUOTE = re.compile(r"quot|citaat|citation|zitat|citat", re.I)
DEEPEST = 200


def load(data: bytes, language: str = "") -> PlanDocument:
    """Reads ``data`` in ``language``, or in the one that its words show. Raises Refused where it cannot be read."""
    doubts: list[Doubt] = []
    archive = open_archive(data, doubts)
    root = parse_part(archive, "content.xml")
    body = root.find(f".//{OFFICE}text")
    body = body if body is not None else root
    own = _own_paper(archive, root, body, language, doubts)
    if own is not None:
        return own
    text = clean(" ".join(str(part) for part in body.itertext()), doubts)
    language = settle_language(text, language, doubts)
    left_out = LeftOut()
    builder = Builder(language, left_out)
    _Reader(builder, root).read(body, 0)
    page = builder.page()
    page.doubts = doubts
    return read_page(page, language, left_out)


def _own_paper(
    archive: zipfile.ZipFile, root: _Element, body: _Element, language: str, doubts: list[Doubt]
) -> PlanDocument | None:
    """The plan, where the named styles of our own export say what each part is; None for any other file."""
    paper = _Paper(root)
    used = {paper.role(span.get(f"{TEXT}style-name", "")) for span in body.iter(f"{TEXT}span")}
    if pieces.TITLE not in used:
        return None
    meta = parse_part(archive, "meta.xml") if "meta.xml" in archive.namelist() else None
    declared = (meta.findtext(f".//{DC}language") or "")[:2].lower() if meta is not None else ""
    text = clean(" ".join(str(part) for part in body.itertext()), doubts)
    language = settle_language(text, declared if declared in LANGUAGES else language, doubts)
    parts = (part for part in body.iter(f"{TEXT}h", f"{TEXT}p"))
    found = (paper.piece(part, line) for line, part in enumerate(parts, 1))
    return document_from(filter(None, found), language, doubts)


class _Paper:
    """One of our own files; LibreOffice puts styles of its own over ours when it saves one again."""

    def __init__(self, root: _Element) -> None:
        self.parents = {
            style.get(f"{STYLE}name", ""): style.get(f"{STYLE}parent-style-name", "")
            for style in root.iter(f"{STYLE}style")
        }

    def role(self, name: str) -> str:
        found = role_of(name.replace("_20_", " ").replace("_5f_", "_"))
        return found or role_of(self.parents.get(name, "").replace("_20_", " ").replace("_5f_", "_"))

    def piece(self, part: _Element, line: int) -> Piece | None:
        name = part.get(f"{TEXT}style-name", "")
        style = f"{name} {self.parents.get(name, '')}"
        level = part.get(f"{TEXT}outline-level", "1") if part.tag == f"{TEXT}h" else ""
        form = Form.VERSE if "verse" in style.lower() else Form.QUOTATION if QUOTE.search(style) else Form.PROSE
        is_item = next(part.iterancestors(f"{TEXT}list-item"), None) is not None and not level
        return piece_of(self._runs(part, ""), line, int(level) if level.isdigit() else None, is_item, form)

    def _runs(self, element: _Element, role: str) -> list[Run]:
        runs: list[Run] = [(clean(element.text or "", []), role)]
        for child in element:
            if isinstance(child.tag, str) and child.tag not in SKIPPED:
                said = {f"{TEXT}line-break": "\n", f"{TEXT}s": " ", f"{TEXT}tab": "\t"}.get(child.tag)
                own = self.role(child.get(f"{TEXT}style-name", "")) or role
                runs += [(said, role)] if said else self._runs(child, own)
            runs.append((clean(child.tail or "", []), role))
        return runs


class _Reader:
    def __init__(self, builder: Builder, root: _Element) -> None:
        self.builder = builder
        self.line = 0
        self.bold: set[str] = set()
        self.parents: dict[str, str] = {}
        self.numbered: set[str] = set()
        for style in root.iter(f"{STYLE}style"):
            name = style.get(f"{STYLE}name", "")
            self.parents[name] = style.get(f"{STYLE}parent-style-name", "")
            shape = style.find(f"{STYLE}text-properties")
            if shape is not None and shape.get(f"{FO}font-weight") == "bold":
                self.bold.add(name)

    def read(self, element: _Element, depth: int) -> None:
        for child in element:
            if not isinstance(child.tag, str) or child.tag in SKIPPED or depth > DEEPEST:
                continue
            self.line += child.tag in (f"{TEXT}p", f"{TEXT}h")
            if child.tag == f"{TEXT}h":
                level = child.get(f"{TEXT}outline-level", "1")
                self.builder.heading(joined(self._spans(child, False)), int(level) if level.isdigit() else 1, self.line)
            elif child.tag == f"{TEXT}p":
                self._paragraph(child)
            elif child.tag == f"{TEXT}list":
                self._list(child, 0, depth)
            elif child.tag == f"{TABLE}table":
                self._table(child)
            else:
                self.read(child, depth + 1)

    def _paragraph(self, paragraph: _Element) -> None:
        name = paragraph.get(f"{TEXT}style-name", "")
        spans = self._spans(paragraph, name in self.bold)
        style = f"{name} {self.parents.get(name, '')}"
        if re.search(r"\bTitle\b", style):
            self.builder.heading(joined(spans), 0, self.line)
        elif QUOTE.search(style):
            self.builder.quote(spans, self.line)
        else:
            self.builder.paragraph(spans, self.line)

    def _list(self, element: _Element, level: int, depth: int) -> None:
        if depth > DEEPEST:
            return
        for item in element:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            is_first = True
            for part in item:
                if part.tag == f"{TEXT}list":
                    self._list(part, level + 1, depth + 1)
                elif part.tag == f"{TEXT}h":
                    self.line += 1
                    outline = part.get(f"{TEXT}outline-level", "1")
                    self.builder.heading(
                        joined(self._spans(part, False)), int(outline) if outline.isdigit() else 1, self.line
                    )
                elif part.tag == f"{TEXT}p":
                    self.line += 1
                    spans = self._spans(part, part.get(f"{TEXT}style-name", "") in self.bold)
                    if is_first:
                        self.builder.item(spans, level, "•", self.line)
                    else:
                        self.builder.detail(spans, self.line)
                    is_first = False

    def _table(self, table: _Element) -> None:
        rows = []
        for row in table.iter(f"{TABLE}table-row"):
            cells = [cell for cell in row if cell.tag == f"{TABLE}table-cell"]
            rows.append(
                ["\n".join(joined(self._spans(p, False)) for p in cell.iter(f"{TEXT}p")) for cell in cells[:60]]
            )
        self.line += 1
        self.builder.table(rows, self.line)

    def _spans(self, element: _Element, bold: bool, depth: int = 0) -> list[Span]:
        spans: list[Span] = [(clean(element.text or "", []), bold)]
        for child in element:
            if isinstance(child.tag, str) and child.tag not in SKIPPED and depth < DEEPEST:
                if child.tag == f"{TEXT}line-break":
                    spans.append(("\n", bold))
                elif child.tag in (f"{TEXT}s", f"{TEXT}tab"):
                    spans.append((" ", bold))
                else:
                    is_bold = bold or child.get(f"{TEXT}style-name", "") in self.bold
                    spans += self._spans(child, is_bold, depth + 1)
            spans.append((clean(child.tail or "", []), bold))
        return spans
