"""A Page to a PlanDocument: the sections are shaped, read as goals, and the sentences searched for facts."""

from __future__ import annotations

import re
from collections import Counter

from django.utils.translation import gettext as _

from ...refusal import Refused
from ...vocabulary import CODE_LENGTH, Kind
from ..document import Doubt, PlanDocument
from .around import find_attachments, find_milestones, find_organisations
from .blocks import Block, Page, Shape
from .boilerplate import LeftOut
from .dates import find_dates
from .decisions import find_decisions
from .goals import GoalReader
from .meaning import meaning
from .notes import Place
from .ordering import make_lawful, order_levels, walk
from .outline import Listing, Section, outline
from .periods import find_period
from .roles import Role
from .sentences import sentences
from .shaping import lead_in_paragraphs, nest_items, shape
from .statements import text_of
from .words import LEXICONS

PLAN_TITLE_LENGTH = 200
MOST_BLOCKS = 60_000
HOLDERS = (Role.GOAL, Role.GOALS, Role.STRATEGY, Role.LEAD_IN)


def read_page(
    page: Page, language: str, left_out: LeftOut, source: list[tuple[int, str]] | None = None
) -> PlanDocument:
    """What ``page`` holds, in ``language``. ``source``: (line, text) of all that the file says, for page dates.

    Raises Refused where nothing at all could be read.
    """
    lexicon = LEXICONS[language]
    if not any(block.text.strip() or block.rows for block in page.blocks):
        raise Refused(_("There is no text in this file that could be a plan."))
    if len(page.blocks) > MOST_BLOCKS:
        raise Refused(
            _("This file has more than %(count)d paragraphs. Give only the part with the plan.")
            % {"count": MOST_BLOCKS}
        )
    texts = _sentences(page.blocks)
    context_year = _page_year(source or texts, language)
    root = outline(page.blocks, language)
    title = shape(root, left_out, language)
    lead_in_paragraphs(root, language)
    _nest_lists(root)
    holders = [part for part in root.sections if part.meaning.role in HOLDERS]
    is_said = any(part.has_goals for part in holders)
    reader = GoalReader(lexicon, has_goals=_says_goals(root), has_lists=_has_lists(root), is_said=is_said)
    reader.listed = {part.meaning.kinds[0] for part in holders if part.has_list and part.meaning.kinds}
    _read_all(reader, root)
    reader.even_out()
    reader.values_from_prose(texts)
    reader.statements_from_prose(page.blocks)
    document = PlanDocument(municipality="", language=language, goals=reader.goals)
    document.title = (title or _site_free(page.title)).strip(" :")[:PLAN_TITLE_LENGTH]
    document.introduction = "\n\n".join(reader.introduction)
    if not document.title and root.sections:
        document.title = root.sections[0].title.strip(" :")[:PLAN_TITLE_LENGTH]
        sentence = _("The page has no title of its own; the plan is called “%(title)s” for now.")
        reader.doubt(root.sections[0].line, sentence, title=document.title)
    document.warnings = [*page.doubts, *reader.doubts, *make_lawful(document.goals, reader.lines)]
    document.levels = order_levels(document.goals, reader.levels, reader.lead_ins)
    _give_codes(document, reader)
    _facts(document, page, reader, texts, context_year)
    document.warnings += left_out.doubts()
    if not document.goals:
        document.warnings.append(
            Doubt(line=0, message=_("No goals were found. Check whether headings and lists were included."))
        )
    document.warnings.sort(key=lambda doubt: doubt.line)
    return document


def _read_all(reader: GoalReader, root: Section) -> None:
    """What stands before the first heading is introduction; its lists are goals."""
    intro = [part for part in root.body if isinstance(part, Block) and part.shape is not Shape.TABLE]
    if intro:
        reader.introduction.append(text_of([*intro]))
    reader.listings(root, Place(), reader.goals)
    reader.all(root.sections, Place(), reader.goals)


def _says_goals(root: Section) -> bool:
    return any(
        section.meaning.role in (Role.GOAL, Role.GOALS, Role.STATEMENT, Role.STATEMENTS, Role.STRATEGY)
        or section.has_list
        for section in _walk(root)
        if section is not root
    )


def _has_lists(root: Section) -> bool:
    """Whether goals stand outside the mission and the vision."""
    others = [section for section in root.sections if section.meaning.role is not Role.STATEMENT]
    return bool(root.listings) or any(section.has_list or section.meaning.role is Role.GOAL for section in others)


def _walk(section: Section) -> list[Section]:
    found = [section]
    for part in section.sections:
        found += _walk(part)
    return found


def _nest_lists(root: Section) -> None:
    for section in _walk(root):
        for part in section.body:
            if isinstance(part, Listing):
                part.items = nest_items(part.items)


def _sentences(blocks: list[Block]) -> list[tuple[int, str]]:
    found = []
    for block in blocks:
        texts = [block.text, block.detail] + [" ".join(row) for row in block.rows]
        for text in texts:
            found += [(block.line, sentence) for sentence in sentences(text)]
    return found


def _page_year(source: list[tuple[int, str]], language: str) -> int | None:
    """The year of the page, where a line dates it."""
    for line_texts in (source[:20], source[-20:], source):
        for _line, text in line_texts:
            if len(text) > 120:
                continue
            for code in dict.fromkeys((language, "en")):
                if LEXICONS[code].page_dates.match(text.strip(" -–•")):
                    dates = find_dates(text, language)
                    if dates and dates[0].precision != "year":
                        return dates[0].year
    return None


def _site_free(title: str) -> str:
    """The title of a web page without the name of the site ("Missie en visie | Stad Leuven")."""
    return re.split(r"\s+[|–—·»•]\s+|\s+-\s+", title.strip())[0] if title else ""


def _give_codes(document: PlanDocument, reader: GoalReader) -> None:
    """Numbers become codes where they are unique; otherwise the kind's own word goes before them, or nothing."""
    numbers = reader.numbers
    taken = Counter(node.code for node in walk(document.goals) if node.code)
    dotted = any("." in found.number for _node, found in numbers)
    counts = Counter(found.number for _node, found in numbers)
    several = any(count > 1 for count in counts.values())
    for node, found in numbers:
        is_said = found.role is Role.GOAL
        if node.code or not (is_said or dotted):
            continue
        is_alone = counts[found.number] == 1 and not (several and found.word and not dotted)
        code = found.number if is_alone else f"{found.word} {found.number}".strip()
        if len(code) <= CODE_LENGTH and not taken[code]:
            node.code = code
        taken[code] += 1
    seen: Counter[str] = Counter()
    for node in walk(document.goals):
        seen[node.code] += 1
        if node.code and seen[node.code] > 1:
            sentence = _("The code %(code)s is used twice; “%(title)s” is read without it.")
            values = {"code": node.code, "title": node.title[:60]}
            document.warnings.append(Doubt(line=reader.lines.get(id(node), 0), message=sentence % values))
            node.code = ""


def _facts(
    document: PlanDocument, page: Page, reader: GoalReader, texts: list[tuple[int, str]], context_year: int | None
) -> None:
    language, lexicon = document.language, reader.lexicon
    decided = find_decisions(texts, language, context_year)
    document.decisions = decided.entries
    years = [int(entry.date[:4]) for entry in decided.entries if entry.date]
    known = min(years) if years else context_year
    found = [block for block in page.blocks if block.shape is Shape.HEADING]
    headings = [
        (block.line, block.text, 3.0 if index < 2 or _names_plan(block.text, language) else 2.0)
        for index, block in enumerate(found)
    ]
    weighted = [(0, document.title, 4.0), (0, page.title, 3.0), *headings, *((line, text, 0.0) for line, text in texts)]
    document.period, period_doubts = find_period(weighted, language, known)
    milestones, milestone_doubts = find_milestones(reader.milestones, texts, lexicon, context_year)
    document.milestones = milestones
    document.organisations = find_organisations(texts, lexicon)
    document.attachments, file_doubts = find_attachments(reader.attachments, texts, page.blocks, language, lexicon)
    document.attachments = [*page.attachments, *document.attachments]
    document.warnings += [*decided.doubts, *period_doubts, *milestone_doubts, *file_doubts]


def _names_plan(heading: str, language: str) -> bool:
    """Whether a heading is on all goals or on the vision, and not on one goal."""
    found = meaning(heading, language)
    return found.role in (Role.STATEMENT, Role.STATEMENTS, Role.GOALS, Role.STRATEGY) and Kind.VALUE not in found.kinds


def is_statement(text: str, language: str) -> bool:
    """Whether a line names a mission, a vision or values and nothing else; a front end may then see a heading."""
    found = meaning(text, language)
    return found.role in (Role.STATEMENT, Role.STATEMENTS, Role.GOALS, Role.STRATEGY) and not found.is_part
