"""The extract for the council's file: an edition as it was adopted (or proposed), as a tagged PDF (PDF/UA-1).

A cover with the decisions and the seal, a table of contents, and the whole text in order. The same edition gives the
same bytes: nothing of the moment of writing stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel import Locale
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..document import DecisionEntry, PlanDocument
from . import blocks
from .blocks import Block, text_blocks
from .pdf import STYLE, block_html, fetch_nothing, weasyprint_here
from .wording import LOCALES, Said, Wording, fit

MOST_LISTED = 2
"""Depth of headings down to which the table of contents goes."""

EXTRACT_STYLE = """
@page { @top-left { content: string(town) " · " string(plan) " · " string(edition); font-size: 9pt }
  @top-right { content: string(standing); font-size: 9pt }
  @bottom-right { content: counter(page) "/" counter(pages); font-size: 9pt } }
@page :first { @top-left { content: none } @top-right { content: none } }
.town { string-set: town content() } .cover h1 { string-set: plan content() }
.edition { string-set: edition content() } .standing { string-set: standing attr(data-short) }
.cover { break-after: page } .toc { break-after: page } .cover .town { font-size: 14pt; margin: 0 0 22mm }
.cover h1 { font-size: 28pt; margin: 0 0 5mm } .cover .edition { font-size: 13pt; margin: 0 0 2mm }
.cover .standing { font-size: 13pt; font-weight: bold; margin: 0 0 8mm } .proposal { border: 1.5pt solid; padding: 4mm }
.cover h2, .toc h2 { font-size: 14pt } .cover li { margin-bottom: 2mm } .cover li p { margin: 0 }
code { font-family: "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: 9pt; overflow-wrap: anywhere }
.toc ul { list-style: none; padding: 0 } .toc li { margin-bottom: 1.5mm } .toc .depth-2 { padding-left: 6mm }
.toc a { text-decoration: none } .toc a::after { content: leader(".") target-counter(attr(href), page) }
.only { font-size: 9pt; font-style: italic; margin: 0 0 2mm }
"""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What the cover says beside the document. ``seal`` is "" and ``is_proposal`` true before publication; then
    ``page`` and ``sealed`` are "" too, the addresses of the edition's page and of what the seal covers.
    ``days``: of effect and of publication, ISO. ``decided``: an edition's number and a document with the decisions
    on it, for each edition whose decisions this text rests on, the oldest first."""

    town: Said
    number: int
    kind: str
    reason: Said
    begins: str
    published: str
    seal: str
    page: str
    sealed: str
    is_proposal: bool
    decided: Sequence[tuple[int, PlanDocument]]


def write_extract(document: PlanDocument, language: str, record: Record) -> bytes:
    """The PDF in ``language``; what is not translated stands in the authentic one, and says so.

    Raises Refused where the machine cannot set type.
    """
    weasyprint = weasyprint_here()
    with override(language):
        page = weasyprint.HTML(string=extract_html(document, language, record), url_fetcher=fetch_nothing)
        styles = [weasyprint.CSS(string=STYLE), weasyprint.CSS(string=EXTRACT_STYLE)]
        made = page.write_pdf(stylesheets=styles, pdf_variant="pdf/ua-1")
    return bytes(made)


def extract_html(document: PlanDocument, language: str, record: Record) -> str:
    """The whole page, in the language that is active; every text is escaped."""
    wording = Wording(document, language)
    shown = list(text_blocks(document, language))
    title = wording.of(document, "title") or wording.own(document.slug)
    head = f'<meta charset="utf-8"><title>{_text(title)}</title><meta name="author" content="{_text(record.town)}">'
    if record.published:
        head += f'<meta name="dcterms.created" content="{escape(record.published)}">'
    body = "".join([_cover(document, wording, record, title), _contents(shown, language), *_body(shown, wording)])
    tag = LOCALES.get(language, language).replace("_", "-")
    return f'<!doctype html><html lang="{escape(tag)}"><head>{head}</head><body>{body}</body></html>'


def _cover(document: PlanDocument, wording: Wording, record: Record, title: Said) -> str:
    edition = _("Edition %(number)d (%(kind)s)") % {"number": record.number, "kind": record.kind}
    facts, (standing, short) = [wording.period()], _standing(document, wording, record)
    if record.begins and not record.is_proposal:
        facts.append(_("In force from %(day)s") % {"day": wording.date(record.begins)})
    why = _("Why this edition was made:")
    reason = f"<p>{escape(why)} {_inline(record.reason, wording)}</p>"
    return (
        f'<section class="cover"><p class="town">{_inline(record.town, wording)}</p><h1>{_inline(title, wording)}</h1>'
        f'<p class="edition">{escape(edition)}</p>'
        f'<p class="standing" data-short="{escape(short)}">{escape(standing)}</p>'
        f"{''.join(f'<p>{escape(fact)}</p>' for fact in facts if fact)}{reason if record.reason else ''}"
        f"{_proposal() if record.is_proposal else ''}{_decisions(wording, record)}{_seal(record)}</section>"
    )


def _standing(document: PlanDocument, wording: Wording, record: Record) -> tuple[str, str]:
    """What this text is worth, authentic or translated, adopted or proposed: as a sentence, and short for each page."""
    authentic = Locale.parse(LOCALES[wording.language]).languages[document.language]
    if wording.language != document.language:
        short, text = _("Translation"), _("Translation; the authentic text is the one in %(language)s")
    else:
        short, text = _("Authentic text"), _("Authentic text (%(language)s)")
    text %= {"language": authentic}
    if not record.is_proposal:
        return text, short
    mark = _("PROPOSAL – %(text)s")
    return mark % {"text": text}, mark % {"text": short}


def _proposal() -> str:
    said = _("This is a proposal for the council meeting. It is not approved, and it has no seal.")
    return f'<p class="proposal"><strong>{escape(said)}</strong></p>'


def _decisions(wording: Wording, record: Record) -> str:
    items = [
        _decision(entry, Wording(decided, wording.language), number, is_other=number != record.number)
        for number, decided in record.decided
        for entry in decided.decisions
    ]
    heading, none = _("Decisions"), _("No decision on this text is recorded.")
    said = f"<ul>{''.join(items)}</ul>" if items else f"<p>{escape(none)}</p>"
    return f"<h2>{escape(heading)}</h2>{said}"


def _decision(entry: DecisionEntry, wording: Wording, number: int, *, is_other: bool) -> str:
    lines = [wording.decision(entry).text]
    if is_other:
        lines[0] = _("On edition %(number)d: %(decision)s") % {"number": number, "decision": lines[0]}
    if entry.effective_on and entry.effective_on != entry.date:
        lines.append(_("In force from %(date)s") % {"date": wording.date(entry.effective_on)})
    if entry.organisations:
        names = {bound.name: str(wording.of(bound, "name")) for bound in wording.document.organisations}
        bound = ", ".join(names.get(name, name) for name in entry.organisations)
        lines.append(_("Applies to: %(names)s") % {"names": bound})
    return f"<li>{''.join(f'<p>{escape(fit(line))}</p>' for line in (*lines, entry.uri) if line)}</li>"


def _seal(record: Record) -> str:
    """The seal with how to check it; nothing where there is none yet."""
    if not record.seal:
        return ""
    lead = _("This number (SHA-256) is computed from the whole text of the edition, in all its languages:")
    how = _(
        "To check it, download the sealed text and compute its SHA-256, for example with the program sha256sum. "
        "If the two numbers are the same, not a letter has changed since the edition was published."
    )
    lines = [_("Sealed text: %(address)s"), _("This edition on the web: %(address)s")]
    places = [
        escape(line % {"address": address})
        for line, address in zip(lines, (record.sealed, record.page), strict=True)
        if address
    ]
    heading = _("Seal")
    return (
        f"<h2>{escape(heading)}</h2><p>{escape(lead)}</p><p><code>{record.seal}</code></p><p>{escape(how)}</p>"
        f"{''.join(f'<p>{place}</p>' for place in places)}"
    )


def _contents(shown: Sequence[Block], language: str) -> str:
    """The headings with the pages on which they stand."""
    items = [
        f'<li class="depth-{block.depth}"><a href="#h-{place}"{_lang(said, language)}>{_text(said)}</a></li>'
        for place, block in enumerate(shown)
        if (said := block.said) and block.style == blocks.HEADING and block.depth <= MOST_LISTED
    ]
    heading = _("Contents")
    return f'<nav class="toc"><h2>{escape(heading)}</h2><ul>{"".join(items)}</ul></nav>' if items else ""


def _body(shown: Sequence[Block], wording: Wording) -> Iterator[str]:
    in_list = False
    for place, block in enumerate(shown):
        if in_list != (block.style == blocks.ITEM):
            in_list = not in_list
            yield "<ul>" if in_list else "</ul>"
        yield block_html(block, wording.language, id=f"h-{place}" if block.style == blocks.HEADING else "")
        if block.style == blocks.HEADING and block.said.language != wording.language:
            name = Locale.parse(LOCALES[wording.language]).languages[block.said.language]
            only = _("only in %(language)s") % {"language": name}
            yield f'<p class="only">{escape(only)}</p>'
    yield "</ul>" if in_list else ""


def _inline(said: Said, wording: Wording) -> str:
    return f"<span{_lang(said, wording.language)}>{_text(said)}</span>"


def _lang(said: Said, language: str) -> str:
    return "" if said.language == language else f' lang="{escape(said.language)}"'


def _text(said: Said) -> str:
    return escape(fit(" ".join(said.text.split())))
