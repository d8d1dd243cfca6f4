"""A Word document to a PlanDocument: headings by outline level, style id or name in five languages. No ORM."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml.etree import _Element

from ...vocabulary import LANGUAGES, Form
from ..document import Doubt, PlanDocument
from ..papers import pieces
from ..papers.assembling import document_from
from ..papers.pieces import Piece
from ..papers.styled import Run, piece_of, role_of
from ..prose.blocks import Shape
from ..prose.boilerplate import LeftOut
from ..prose.builder import Builder, Span, joined
from ..prose.reading import read_page
from .packed import open_archive, parse_part
from .text import clean, settle_language

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"
HEADING = re.compile(
    r"(?:heading|kop|titre|überschrift|uberschrift|berschrift|overskrift|título|tussenkop|intertitre)\s*_?-?(\d)\b",
    re.I,
)
TITLE = re.compile(r"(?:title|titel|titre|doctitle|documenttitel)", re.I)
SUBTITLE = re.compile(r"(?:subtitle|ondertitel|sous-?titre|untertitel|undertitel)", re.I)
LIST = re.compile(r"list|lijst|liste|aufzähl|opsomming|puce|punktopstilling|opstilling", re.I)
QUOTE = re.compile(r"quote|citaat|citation|zitat|citat", re.I)
CONTENTS = re.compile(r"toc\s?\d|inhopg|tm\d|verzeichnis|indholdsfortegnelse", re.I)


class _Styles:
    """What the document's styles say: heading level, list depth, quotation, bold; through their parents."""

    def __init__(self, root: _Element | None) -> None:
        self.styles = (
            {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")} if root is not None else {}
        )

    def chain(self, style_id: str) -> Iterator[tuple[str, _Element]]:
        seen: set[str] = set()
        while style_id and style_id not in seen and style_id in self.styles:
            seen.add(style_id)
            style = self.styles[style_id]
            name = style.find(f"{W}name")
            yield f"{style_id}|{name.get(f'{W}val', '') if name is not None else ''}", style
            parent = style.find(f"{W}basedOn")
            style_id = parent.get(f"{W}val", "") if parent is not None else ""

    def level(self, style_id: str) -> int | None:
        """Heading level from 1; 0 is the title's, None no heading's."""
        for name, style in self.chain(style_id):
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None and outline.get(f"{W}val", "9").isdigit() and int(outline.get(f"{W}val", "9")) < 9:
                return int(outline.get(f"{W}val", "9")) + 1
            for part in name.split("|"):
                match = HEADING.fullmatch(part.strip())
                if match:
                    return int(match[1])
                if TITLE.fullmatch(part.strip()):
                    return 0
        return _level_of_id(style_id) if style_id not in self.styles else None

    def shown(self, style_id: str) -> str:
        """The name of one style, without its parents."""
        name = self.styles[style_id].find(f"{W}name")
        return name.get(f"{W}val", "") if name is not None else ""

    def names(self, style_id: str) -> str:
        return " ".join(name for name, _style in self.chain(style_id)) or style_id

    def is_bold(self, style_id: str) -> bool:
        return any(_on(style.find(f"{W}rPr/{W}b")) for _name, style in self.chain(style_id))

    def numbering(self, style_id: str) -> _Element | None:
        for _name, style in self.chain(style_id):
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                return found
        return None


def _level_of_id(style_id: str) -> int | None:
    match = HEADING.fullmatch(style_id)
    return int(match[1]) if match else None


def _on(mark: _Element | None) -> bool:
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "none")


def load(data: bytes, language: str = "") -> PlanDocument:
    """Reads ``data`` in ``language``, or in the one that its words show. Raises Refused where it cannot be read."""
    doubts: list[Doubt] = []
    archive = open_archive(data, doubts)
    body = parse_part(archive, "word/document.xml")
    styles = _Styles(_optional(archive, "word/styles.xml"))
    links = _links(_optional(archive, "word/_rels/document.xml.rels"))
    own = _own_paper(archive, body, styles, language, doubts)
    if own is not None:
        return own
    text = clean(" ".join(part.text or "" for part in body.iter(f"{W}t")), doubts)
    language = settle_language(text, language, doubts)
    left_out = LeftOut()
    builder = Builder(language, left_out)
    if next(body.iter(f"{W}txbxContent"), None) is not None:
        said = _("Text in text boxes is not read. Copy what belongs to the plan into the text itself.")
        doubts.append(Doubt(line=0, message=said))
    _Reader(builder, styles, _Numbers(_optional(archive, "word/numbering.xml")), links).read(body)
    page = builder.page()
    page.doubts = doubts
    return read_page(page, language, left_out)


def _own_paper(
    archive: zipfile.ZipFile, body: _Element, styles: _Styles, language: str, doubts: list[Doubt]
) -> PlanDocument | None:
    """The plan, where the named styles of our own export say what each part is; None for any other file."""
    roles = {style_id: role_of(styles.shown(style_id)) for style_id in styles.styles}
    used = {roles.get(mark.get(f"{W}val", ""), "") for mark in body.iter(f"{W}rStyle")}
    if pieces.TITLE not in used:
        return None
    core = _optional(archive, "docProps/core.xml")
    declared = (core.findtext(f"{DC}language") or "")[:2].lower() if core is not None else ""
    text = " ".join(part.text or "" for part in body.iter(f"{W}t"))
    language = settle_language(clean(text, doubts), declared if declared in LANGUAGES else language, doubts)
    found = (_piece(part, line, styles, roles) for line, part in enumerate(body.iter(f"{W}p"), 1))
    return document_from(filter(None, found), language, doubts)


def _piece(paragraph: _Element, line: int, styles: _Styles, roles: dict[str, str]) -> Piece | None:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    style_id = style.get(f"{W}val", "") if style is not None else ""
    names = styles.names(style_id)
    runs: list[Run] = []
    for run in paragraph.iter(f"{W}r"):
        mark = run.find(f"{W}rPr/{W}rStyle")
        role = roles.get(mark.get(f"{W}val", ""), "") if mark is not None else ""
        said = _words(run)
        runs.append((clean(said, []), role))
    form = Form.PROSE
    if QUOTE.search(names):
        form = Form.QUOTATION if "Intense" in names else Form.VERSE
    return piece_of(runs, line, styles.level(style_id), bool(LIST.search(names)), form)


def _words(run: _Element) -> str:
    """The words of a run, with its line breaks."""
    words = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t"}
    return "".join((part.text or "") if part.tag == f"{W}t" else words.get(str(part.tag), "") for part in run)


def _optional(archive: zipfile.ZipFile, name: str) -> _Element | None:
    return parse_part(archive, name) if name in archive.namelist() else None


def _links(root: _Element | None) -> dict[str, str]:
    return {link.get("Id", ""): link.get("Target", "") for link in root} if root is not None else {}


class _Numbers:
    """Whether a list of the document is numbered, and the number that an item shows ("1.2")."""

    def __init__(self, root: _Element | None) -> None:
        self.formats: dict[tuple[str, int], str] = {}
        self.counts: dict[str, list[int]] = {}
        if root is None:
            return
        abstract = {found.get(f"{W}abstractNumId", ""): found for found in root.iter(f"{W}abstractNum")}
        for number in root.iter(f"{W}num"):
            reference = number.find(f"{W}abstractNumId")
            kind = abstract.get(reference.get(f"{W}val", "") if reference is not None else "")
            for level in kind.iter(f"{W}lvl") if kind is not None else ():
                form = level.find(f"{W}numFmt")
                depth = _digits(level.get(f"{W}ilvl", "0"))
                self.formats[number.get(f"{W}numId", ""), depth] = form.get(f"{W}val", "") if form is not None else ""

    def marker(self, number: str, depth: int) -> str:
        form = self.formats.get((number, depth), "bullet")
        if form in ("bullet", "none", ""):
            return "•"
        counts = self.counts.setdefault(number, [0] * 10)
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (9 - depth)
        return ".".join(str(count or 1) for count in counts[: depth + 1])


def _digits(text: str) -> int:
    return min(int(text), 9) if text.isascii() and text.isdigit() else 0


class _Reader:
    def __init__(self, builder: Builder, styles: _Styles, numbers: _Numbers, links: dict[str, str]) -> None:
        self.builder, self.styles, self.numbers, self.links = builder, styles, numbers, links
        self.line = 0

    def read(self, root: _Element) -> None:
        body = root.find(f"{W}body")
        for element in self._parts(body if body is not None else root):
            self.line += 1
            if element.tag == f"{W}tbl":
                self._table(element)
            else:
                self._paragraph(element)

    def _parts(self, element: _Element) -> Iterator[_Element]:
        """Paragraphs and tables in order, also those inside content controls."""
        for child in element:
            if child.tag in (f"{W}p", f"{W}tbl"):
                yield child
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}smartTag"):
                yield from self._parts(child)

    def _table(self, table: _Element) -> None:
        rows = []
        for row in table.iter(f"{W}tr"):
            cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr"), None) is row]
            rows.append(["\n".join(joined(self._spans(p, False)) for p in cell.iter(f"{W}p")) for cell in cells])
        if rows and max(map(len, rows)) == 1:
            for paragraph in table.iter(f"{W}p"):
                self._paragraph(paragraph)
        else:
            self.builder.table(rows, self.line)

    def _paragraph(self, paragraph: _Element) -> None:
        settings = paragraph.find(f"{W}pPr")
        style = settings.find(f"{W}pStyle") if settings is not None else None
        style_id = style.get(f"{W}val", "") if style is not None else ""
        names = self.styles.names(style_id)
        if CONTENTS.search(names):
            return
        spans = self._spans(paragraph, self.styles.is_bold(style_id))
        text = joined(spans)
        outline = settings.find(f"{W}outlineLvl") if settings is not None else None
        level = _digits(outline.get(f"{W}val", "9")) + 1 if outline is not None else self.styles.level(style_id)
        if level is not None and level < 10 and text:
            self.builder.heading(text, level, self.line)
            return
        numbering = settings.find(f"{W}numPr") if settings is not None else None
        numbering = numbering if numbering is not None else self.styles.numbering(style_id)
        if (
            text
            and (numbering is not None or (LIST.search(names) and not SUBTITLE.search(names)))
            and self._item(numbering, names, spans, paragraph)
        ):
            return
        if QUOTE.search(names):
            self.builder.quote(spans, self.line)
        elif text:
            self.builder.paragraph(spans, self.line, self._files(paragraph))
        elif self.builder.blocks and self.builder.blocks[-1].shape is Shape.ITEM:
            return

    def _item(self, numbering: _Element | None, names: str, spans: list[Span], paragraph: _Element) -> bool:
        number, depth = "", 0
        if numbering is not None:
            at, of = numbering.find(f"{W}ilvl"), numbering.find(f"{W}numId")
            depth = _digits(at.get(f"{W}val", "0")) if at is not None else 0
            number = of.get(f"{W}val", "") if of is not None else ""
            if number == "0":
                return False
        match = re.search(r"(\d)\b", names)
        depth = depth or (int(match[1]) - 1 if match and LIST.search(names) else 0)
        self.builder.item(
            spans, max(depth, 0), self.numbers.marker(number, min(depth, 9)), self.line, self._files(paragraph)
        )
        return True

    def _files(self, paragraph: _Element) -> list[tuple[str, str]]:
        found = []
        for link in paragraph.iter(f"{W}hyperlink"):
            address = self.links.get(link.get(f"{R}id", ""), "")
            if re.search(r"\.(?:pdf|docx?|odt|xlsx?)(?:$|[?#])", address, re.I):
                found.append(("".join(part.text or "" for part in link.iter(f"{W}t")), address))
        return found

    def _spans(self, paragraph: _Element, bold: bool) -> list[Span]:
        spans: list[Span] = []
        for run in paragraph.iter(f"{W}r"):
            mark = run.find(f"{W}rPr/{W}b")
            is_bold = bold if mark is None else _on(mark)
            for part in run:
                if part.tag == f"{W}t":
                    spans.append((clean(part.text or "", []), is_bold))
                elif part.tag in (f"{W}br", f"{W}cr"):
                    spans.append(("\n", is_bold))
                elif part.tag == f"{W}tab":
                    spans.append((" ", is_bold))
        return spans
