"""What stands around the goals: steps in how the plan came about, the organisations it binds, files to download."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from ..document import AttachmentEntry, Doubt, MilestoneEntry, OrganisationEntry
from .blocks import Block
from .dates import Found, find_dates
from .lexicon import Lexicon
from .outline import Listing, Section

MOST = 40
"""Milestones of one page."""
LONGEST_TITLE = 200


def find_milestones(
    sections: list[Section], texts: list[tuple[int, str]], lexicon: Lexicon, context_year: int | None
) -> tuple[list[MilestoneEntry], list[Doubt]]:
    """Dated lines of the parts on the process, and sentences that date an event such as a workshop."""
    entries: list[MilestoneEntry] = []
    doubts: list[Doubt] = []
    for section in sections:
        for line in _lines(section):
            entries.extend(_dated(line, lexicon, context_year))
    for line_number, text in texts:
        if len(text) < 600 and lexicon.events.search(text) and not lexicon.planned.search(text):
            entries.extend(_events(line_number, text, lexicon, context_year, doubts))
    seen: set[tuple[str, str]] = set()
    unique = []
    for entry in entries:
        if (entry.title, entry.date) not in seen:
            unique.append(entry)
        seen.add((entry.title, entry.date))
    return unique[:MOST], doubts


def _lines(section: Section) -> list[str]:
    lines: list[str] = []
    for part in section.body:
        if isinstance(part, Listing):
            lines += [" ".join(filter(None, [item.block.text, item.block.detail])) for item in part.items]
        elif isinstance(part, Block):
            lines += [" – ".join(row) for row in part.rows] or part.text.split("\n")
    for below in section.sections:
        rest = " ".join(_lines(below))
        lines.append(f"{below.title}: {rest}" if rest else below.title)
    return lines


def _dated(line: str, lexicon: Lexicon, context_year: int | None) -> list[MilestoneEntry]:
    dates = find_dates(line, lexicon.code, context_year)
    if not dates:
        return []
    date = dates[0]
    rest = (line[: date.start] + line[date.end :]).strip(" :–—-,.|()\t")
    rest = re.sub(r"^(?:op|on|am|le|den|in|en|im|i)\s+", "", rest)
    if not rest:
        return []
    title = rest if len(rest) <= LONGEST_TITLE else rest[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return [MilestoneEntry(title=title[:1].upper() + title[1:], date=date.date, precision=date.precision)]


def _events(
    line: int, text: str, lexicon: Lexicon, context_year: int | None, doubts: list[Doubt]
) -> list[MilestoneEntry]:
    event = lexicon.events.search(text)
    dates = [date for date in find_dates(text, lexicon.code, context_year) if date.year <= 2100]
    if event is None:
        return []
    before = text[: event.start()].split()[-2:]
    count = next((lexicon.numbers[word.lower()] for word in before if word.lower() in lexicon.numbers), 1)
    date = dates[0] if dates else _season(text, lexicon, context_year)
    if date is None:
        return []
    word = event[0][0].upper() + event[0][1:]
    doubts.append(
        Doubt(line=line, message=_("“%(text)s” was read as a milestone. Check its date.") % {"text": text[:100]})
    )
    if count > 1:
        one = word[:-1] if word.endswith("s") else word
        return [_milestone(f"{one} {number}", date, text) for number in range(1, min(count, 12) + 1)]
    return [_milestone(word, date, text)]


def _milestone(title: str, date: Found, text: str) -> MilestoneEntry:
    return MilestoneEntry(title=title, date=date.date, precision=date.precision, text=text)


def _season(text: str, lexicon: Lexicon, context_year: int | None) -> Found | None:
    """ "Henover sommeren" in the year of the page: known by its year."""
    names = "|".join(map(re.escape, lexicon.seasons))
    match = re.search(rf"(?<!\w)(?:{names})(?!\w)", text, re.I)
    if match is None or context_year is None:
        return None
    return Found(f"{context_year}-01-01", "year", match.start(), match.end())


def find_organisations(texts: list[tuple[int, str]], lexicon: Lexicon) -> list[OrganisationEntry]:
    """The legal entities that a sentence says the plan binds: two at least, else nothing is sure."""
    names: list[str] = []
    for _line, text in texts:
        match = lexicon.binding.search(text)
        if not match or len(text) > 800:
            continue
        rest = re.split(r"[.;]", text[match.end() :], maxsplit=1)[0]
        parts = re.split(rf"\s*[,()]\s*|\s+(?:{lexicon.conjunction}|&)\s+", rest)
        found = [part.strip(" .") for part in parts if lexicon.organisations.fullmatch(part.strip(" ."))]
        if len(found) > 1:
            names += [
                re.sub(r"^(?:de|het|la|le|l['’]|die|der|das|the)\s*(?=\S)", "", name, flags=re.I) for name in found
            ]
    return [OrganisationEntry(name=name[:1].upper() + name[1:]) for name in dict.fromkeys(names)]


def find_attachments(
    sections: list[Section], texts: list[tuple[int, str]], blocks: list[Block], language: str, lexicon: Lexicon
) -> tuple[list[AttachmentEntry], list[Doubt]]:
    """Links to files with a full address; what can be downloaded but has none is a doubt."""
    entries: dict[str, AttachmentEntry] = {}
    doubts = []
    for block in blocks:
        for words, address in block.links:
            if re.match(r"https?://", address):
                entries.setdefault(
                    address, AttachmentEntry(title=words[:200] or address, language=language, url=address)
                )
    for line, text in texts:
        if lexicon.download.search(text) and len(text) < 300 and not entries:
            sentence = _("“%(text)s” mentions a file to download. Add the file or its address yourself.")
            doubts.append(Doubt(line=line, message=sentence % {"text": text[:100]}))
    for section in sections:
        if not entries:
            sentence = _("The files below “%(title)s” have no address here. Add them yourself.")
            doubts.append(Doubt(line=section.line, message=sentence % {"title": section.title}))
    return list(entries.values()), doubts
