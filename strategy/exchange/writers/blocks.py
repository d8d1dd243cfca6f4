"""A plan as a reader meets it on paper: headings, paragraphs and lists in order, for every format that shows text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import override

from ...vocabulary import STATEMENTS, Form
from ..document import GoalNode, PlanDocument
from ..papers import pieces
from .wording import Said, Wording, paragraphs, unpublished

TITLE, HEADING, PARAGRAPH, LEAD_IN, VERSE, QUOTATION, ITEM, FACT = (
    "title", "heading", "paragraph", "lead_in", "verse", "quotation", "item", "fact",
)  # fmt: skip
STYLES = {Form.VERSE: VERSE, Form.QUOTATION: QUOTATION}


@dataclass(frozen=True)
class Block:
    """``depth``: of headings and items from 1. ``said`` may have line breaks. ``link`` is an address, or nothing.

    ``role`` (papers.pieces) says what it is, for who reads the paper again; "" where its place says it. Of a goal,
    ``said`` begins with the ``code``, and ``number`` counts those of its kind beside it, after its parent's ("2.1").
    """

    style: str
    said: Said
    depth: int = 1
    link: str = ""
    role: str = ""
    kind: str = ""
    code: str = ""
    number: str = ""
    in_language: str = ""
    """of the word before a fact"""

    @property
    def label(self) -> str:
        """The word before a fact: "Periode"."""
        return pieces.labels(self.in_language).facts.get(self.role, "")

    def spans(self) -> Iterator[tuple[str, str]]:
        """The words of the block in order, each with the role that it is marked with, or ""."""
        if self.label:
            yield f"{self.label}: ", ""
        text = self.said.text
        if self.code:
            yield self.code, pieces.CODE
            yield " ", ""
            text = text.removeprefix(f"{self.code} ")
        yield text, self.kind or self.role
        if self.link:
            yield f" ({self.link})", pieces.LINK


def blocks_of(document: PlanDocument, language: str = "", status: str = "") -> Iterator[Block]:
    """The plan from its title to its attachments, in ``language`` ("" the authentic one); ``status`` as in Origin."""
    wording = Wording(document, language)
    words = pieces.labels(wording.language)
    title = wording.of(document, "title") or wording.own(wording.period() or document.slug)
    yield Block(TITLE, title, role=pieces.TITLE)
    with override(wording.language):
        mark = unpublished(status)
    if mark:
        yield Block(LEAD_IN, wording.own(mark), role=pieces.STATUS)
    yield from _facts(document, wording)
    for name in ("question", "introduction"):
        said = wording.of(document, name)
        for part in paragraphs(said.text):
            is_question = name == "question"
            style, role = (LEAD_IN, pieces.QUESTION) if is_question else (PARAGRAPH, "")
            yield Block(style, Said(part, said.language), role=role)
    yield from _goals(document.goals, wording)
    if document.decisions:
        yield Block(HEADING, wording.own(words.sections[pieces.DECISIONS]), role=pieces.DECISIONS)
        for decision in document.decisions:
            yield Block(ITEM, wording.decision(decision), link=decision.uri, role=pieces.DECISION)
            for part in paragraphs(decision.note):
                yield Block(PARAGRAPH, Said(part, document.language))
    yield from _milestones(document, wording, words.sections[pieces.MILESTONES])
    if document.attachments:
        yield Block(HEADING, wording.own(words.sections[pieces.FILES]), role=pieces.FILES)
        for attachment in document.attachments:
            yield Block(ITEM, wording.of(attachment, "title"), link=attachment.url, role=pieces.FILE)


def _facts(document: PlanDocument, wording: Wording) -> Iterator[Block]:
    facts = [(wording.own(wording.period()), pieces.PERIOD)]
    facts += [(wording.of(organisation, "name"), pieces.ORGANISATION) for organisation in document.organisations]
    facts += [(wording.own(pieces.OWN_NAMES.get(wording.language, "")), pieces.LANGUAGE)]
    for said, role in facts:
        if said:
            yield Block(FACT, said, role=role, in_language=wording.language)


def text_blocks(document: PlanDocument, language: str = "") -> Iterator[Block]:
    """The goals alone, from the mission on: what a body decides on."""
    yield from _goals(document.goals, Wording(document, language))


def _milestones(document: PlanDocument, wording: Wording, heading: str) -> Iterator[Block]:
    if document.milestones:
        yield Block(HEADING, wording.own(heading), role=pieces.MILESTONES)
    for milestone in document.milestones:
        title, date = wording.of(milestone, "title"), wording.date(milestone.date, milestone.precision)
        yield Block(HEADING, title, 2, role=pieces.MILESTONE)
        if date:
            yield Block(FACT, wording.own(date), role=pieces.DATE, in_language=wording.language)
        said = wording.of(milestone, "text")
        for part in paragraphs(said.text):
            yield Block(PARAGRAPH, Said(part, said.language))


def _goals(goals: Sequence[GoalNode], wording: Wording) -> Iterator[Block]:
    """Goals with something below them as headings; the others as a list, unless they stand among headings."""
    stack: list[tuple[Sequence[GoalNode], int, str, Counter[str]]] = [(goals, 0, "", Counter())]
    while stack:
        siblings, index, above, counts = stack.pop()
        if index >= len(siblings):
            continue
        node = siblings[index]
        counts[node.kind] += 1
        number = f"{above}{counts[node.kind]}"
        stack.append((siblings, index + 1, above, counts))
        depth = number.count(".") + 1
        as_list = depth > 1 and not any(_is_heading(other) for other in siblings)
        if index == 0 and depth > 1:
            lead_in = wording.lead_in(node.kind)
            if lead_in:
                yield Block(LEAD_IN, lead_in, role=pieces.LEVEL_LEAD_IN)
        if as_list:
            yield _goal(ITEM, node, wording, number)
            continue
        yield _goal(HEADING, node, wording, number)
        yield from _body(node, wording)
        stack.append((node.children, 0, f"{number}.", Counter()))


def _goal(style: str, node: GoalNode, wording: Wording, number: str) -> Block:
    title, depth = wording.of(node, "title"), number.count(".") + 1
    said = Said(f"{node.code} {title}" if node.code else title.text, title.language)
    return Block(style, said, depth, role=pieces.GOAL, kind=node.kind, code=node.code, number=number)


def _is_heading(node: GoalNode) -> bool:
    return bool(node.children or node.text or node.lead_in or node.kind in STATEMENTS)


def _body(node: GoalNode, wording: Wording) -> Iterator[Block]:
    lead_in, text = wording.of(node, "lead_in"), wording.of(node, "text")
    if lead_in:
        yield Block(LEAD_IN, lead_in, role=pieces.LEAD_IN)
    style = STYLES.get(Form(node.form) if node.form in Form.values else Form.PROSE, PARAGRAPH)
    for part in paragraphs(text.text):
        yield Block(style, Said(part, text.language))
