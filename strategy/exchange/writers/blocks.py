"""A plan as a reader meets it on paper: headings, paragraphs and lists in order, for every format that shows text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from ...vocabulary import STATEMENTS, Form
from ..document import GoalNode, PlanDocument
from .wording import Said, Wording, paragraphs, unpublished

TITLE, HEADING, PARAGRAPH, LEAD_IN, VERSE, QUOTATION, ITEM = (
    "title", "heading", "paragraph", "lead_in", "verse", "quotation", "item",
)  # fmt: skip
STYLES = {Form.VERSE: VERSE, Form.QUOTATION: QUOTATION}


@dataclass(frozen=True)
class Block:
    """``depth``: of headings and items from 1. ``said`` may have line breaks. ``link`` is an address, or nothing."""

    style: str
    said: Said
    depth: int = 1
    link: str = ""


def blocks_of(document: PlanDocument, language: str = "", status: str = "") -> Iterator[Block]:
    """The plan from its title to its attachments, in ``language`` ("" the authentic one); ``status`` as in Origin."""
    wording = Wording(document, language)
    yield Block(TITLE, wording.of(document, "title") or wording.own(wording.period() or document.slug))
    with override(wording.language):
        mark = unpublished(status)
    if mark:
        yield Block(LEAD_IN, wording.own(mark))
    facts = [wording.period() if document.title else "", *(str(wording.of(o, "name")) for o in document.organisations)]
    if any(facts):
        yield Block(PARAGRAPH, wording.own(" · ".join(filter(None, facts))))
    for name in ("question", "introduction"):
        said = wording.of(document, name)
        for part in paragraphs(said.text):
            yield Block(LEAD_IN if name == "question" else PARAGRAPH, Said(part, said.language))
    with override(wording.language):
        headings = {"decisions": _("Decisions"), "milestones": _("How this plan came about"), "files": _("Documents")}
    yield from _goals(document.goals, wording, 1)
    if document.decisions:
        yield Block(HEADING, wording.own(headings["decisions"]))
        for decision in document.decisions:
            yield Block(ITEM, wording.decision(decision), link=decision.uri)
    yield from _milestones(document, wording, headings["milestones"])
    if document.attachments:
        yield Block(HEADING, wording.own(headings["files"]))
        for attachment in document.attachments:
            yield Block(ITEM, wording.of(attachment, "title"), link=attachment.url)


def text_blocks(document: PlanDocument, language: str = "") -> Iterator[Block]:
    """The goals alone, from the mission on: what a body decides on."""
    yield from _goals(document.goals, Wording(document, language), 1)


def _milestones(document: PlanDocument, wording: Wording, heading: str) -> Iterator[Block]:
    if document.milestones:
        yield Block(HEADING, wording.own(heading))
    for milestone in document.milestones:
        title, date = wording.of(milestone, "title"), wording.date(milestone.date, milestone.precision)
        yield Block(HEADING, Said(f"{date}: {title}" if date else title.text, title.language), 2)
        said = wording.of(milestone, "text")
        for part in paragraphs(said.text):
            yield Block(PARAGRAPH, Said(part, said.language))


def _goals(goals: Sequence[GoalNode], wording: Wording, depth: int) -> Iterator[Block]:
    """Goals with something below them as headings; the others as a list, unless they stand among headings."""
    stack: list[tuple[Sequence[GoalNode], int, int]] = [(goals, 0, depth)]
    while stack:
        siblings, index, depth = stack.pop()
        if index >= len(siblings):
            continue
        node = siblings[index]
        stack.append((siblings, index + 1, depth))
        as_list = depth > 1 and not any(_is_heading(other) for other in siblings)
        if index == 0 and depth > 1:
            lead_in = wording.lead_in(node.kind)
            if lead_in:
                yield Block(LEAD_IN, lead_in)
        if as_list:
            yield Block(ITEM, _title(node, wording))
            continue
        yield Block(HEADING, _title(node, wording), depth)
        yield from _body(node, wording)
        stack.append((node.children, 0, depth + 1))


def _is_heading(node: GoalNode) -> bool:
    return bool(node.children or node.text or node.lead_in or node.kind in STATEMENTS)


def _title(node: GoalNode, wording: Wording) -> Said:
    title = wording.of(node, "title")
    return Said(f"{node.code} {title}" if node.code else title.text, title.language)


def _body(node: GoalNode, wording: Wording) -> Iterator[Block]:
    lead_in, text = wording.of(node, "lead_in"), wording.of(node, "text")
    if lead_in:
        yield Block(LEAD_IN, lead_in)
    style = STYLES.get(Form(node.form) if node.form in Form.values else Form.PROSE, PARAGRAPH)
    for part in paragraphs(text.text):
        yield Block(style, Said(part, text.language))
