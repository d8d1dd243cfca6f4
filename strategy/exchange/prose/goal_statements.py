"""Sections on mission, vision and values to goals, and the statements that stand in running text."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from ...vocabulary import TITLE_LENGTH, Kind
from ..document import GoalNode
from .blocks import Block, Shape
from .decisions import LONGEST_NOTE, tells_decision
from .goal_lists import ListReader
from .notes import Place
from .outline import Listing, Section
from .roles import Role
from .statements import section_text, statement, text_of, values_in_sentence, values_of

OPEN, CLOSE = r"(?:[“\"‘«„]|(?<!\w)')", r"[”\"’»“']"
INSIDE = r"(?:[^“”\"‘«»'\n]|(?<=\w)'(?=\w)){15,250}?"
QUOTED = re.compile(rf"(?P<before>[^.!?:“”\"‘’«»']{{3,60}})\s:?\s?{OPEN}\s?(?P<text>{INSIDE})\s?{CLOSE}(?!\w)")
"""What stands between quotation marks, and the words of its clause before it."""


class StatementReader(ListReader):
    """Reads statements."""

    def _statement(self, section: Section, place: Place, into: list[GoalNode]) -> None:
        kind = section.meaning.kinds[0]
        if kind == Kind.VALUE:
            self._values(section)
            return
        own: list[Block | Listing] = []
        goals: list[Listing] = []
        for part in section.body:
            if isinstance(part, Listing) and (part.kind or self._opens_goals(part, own)):
                goals.append(part)
            elif own and isinstance(part, Block) and (goals or self._is_note(part)):
                self.introduction.append(text_of([part]))
            else:
                own.append(part)
        title = section.meaning.title if section.meaning.number else section.title
        node = statement(kind, title.strip(" :*"), own, self.lexicon)
        later = self._parts(section, node)
        self._keep(node, section, place, into)
        for listing in goals:
            self.listing(listing, Place(), self.goals)
        self.all(later, Place(), self.goals)

    def _is_note(self, block: Block) -> bool:
        """Whether a paragraph below a statement's text is on the plan's adoption or its values, and no part of it."""
        if block.shape is not Shape.PARAGRAPH:
            return False
        note = block.text[:LONGEST_NOTE]
        return tells_decision(note, self.lexicon.code) or bool(values_in_sentence(note, self.lexicon))

    def _opens_goals(self, listing: Listing, before: list[Block | Listing]) -> bool:
        """Whether a list below a statement's text holds the page's goals: a lead-in of its own, and none elsewhere."""
        return bool(listing.lead_in and before and not self.has_lists)

    def _parts(self, section: Section, node: GoalNode) -> list[Section]:
        """Puts the sections under a statement into it (a vision has parts, a mission one text); gives the others."""
        later = []
        for part in section.sections:
            role = part.meaning.role
            if role is Role.UNKNOWN and not part.has_list and node.kind == Kind.VISION:
                child = statement(node.kind, part.title, [*part.body], self.lexicon)
                child.text = "\n\n".join(filter(None, [child.text, *(section_text(s) for s in part.sections)]))
                self.lines[id(child)] = part.line
                node.children.append(child)
            elif (
                role is Role.STATEMENT and part.meaning.is_part and part.meaning.kinds == (node.kind,) == (Kind.VISION,)
            ):
                self._statement(part, Place(statement=node.kind), node.children)
            elif (role is Role.UNKNOWN and not part.has_list) or (role is Role.LEAD_IN and not part.meaning.kinds):
                node.text = "\n\n".join(filter(None, [node.text, part.title, section_text(part)]))
            else:
                later.append(part)
        if node.children and not node.lead_in and 0 < len(node.text) <= TITLE_LENGTH and "\n" not in node.text:
            node.lead_in, node.text = node.text, ""
        return later

    def _keep(self, node: GoalNode, section: Section, place: Place, into: list[GoalNode]) -> None:
        if not (node.text or node.children or node.lead_in):
            self.doubt(
                section.line, _("The heading “%(title)s” has no text below it and is left out."), title=section.title
            )
            return
        if not node.text and not node.children:
            node.text, node.lead_in = node.lead_in, ""
        if place.statement:
            into.append(node)
        elif place.kind:
            self.doubt(section.line, _("“%(title)s” is below a goal, but was put at the top."), title=section.title)
            self.goals.append(node)
        else:
            self.goals.append(node)
        self.lines[id(node)] = section.line

    def _statements(self, section: Section, place: Place, into: list[GoalNode]) -> None:
        """One heading for several statements: holds them, or is one text that is all of them."""
        inside = [part for part in section.sections if part.meaning.role is Role.STATEMENT]
        if inside or not section.prose:
            self._intro(section)
            self.listings(section, Place(), self.goals)
        else:
            kind = section.meaning.kinds[0]
            node = statement(kind, section.title, list(section.prose), self.lexicon)
            self._keep(node, section, place, into)
            self.doubt(
                section.line, _("“%(title)s” was read as a mission; it could also be a vision."), title=section.title
            )
            for listing in section.listings:
                self.listing(listing, Place(), self.goals)
        self.all(section.sections, Place(), self.goals)

    def _values(self, section: Section) -> None:
        unread: list[str] = []
        nodes = values_of(section, self.lexicon, unread)
        for part in section.sections:
            if part.meaning.role in (Role.UNKNOWN, Role.LEAD_IN, Role.STATEMENT) and part.meaning.kinds in (
                (),
                (Kind.VALUE,),
            ):
                title = part.meaning.title if part.meaning.number else part.title
                nodes.append(GoalNode(kind=str(Kind.VALUE), title=title.strip(" :"), text=section_text(part)))
            elif part.meaning.role is Role.UNKNOWN and not part.has_list:
                nodes.append(GoalNode(kind=str(Kind.VALUE), title=part.title, text=section_text(part)))
            else:
                self.read(part, Place(), self.goals)
        if not nodes and section.prose:
            nodes = [GoalNode(kind=str(Kind.VALUE), title=section.title, text=text_of(list(section.prose)))]
            self.doubt(
                section.line,
                _("No separate values were found below “%(title)s”; its text is one value."),
                title=section.title,
            )
        elif unread:
            self.introduction.append("\n\n".join(unread))
        for node in nodes:
            self.lines[id(node)] = section.line
        self.goals.extend(nodes)

    def statements_from_prose(self, blocks: list[Block]) -> None:
        """ "Vores mission er at …" in a paragraph, where the page has no part for it."""
        have = {goal.kind for goal in self.goals}
        found: list[GoalNode] = []
        for kind, word in ((Kind.MISSION, self.lexicon.mission), (Kind.VISION, self.lexicon.vision)):
            pattern = re.compile(rf"(?:\S+\s+)?{word.pattern}(?:\s+\S+){{0,4}}?\s+(?:{self.lexicon.copula})\b", re.I)
            for block in blocks if kind not in have else ():
                text = self._said_in(block, pattern, word)
                if text:
                    node = GoalNode(kind=str(kind), title=self.lexicon.names[kind], text=text)
                    found.append(node)
                    self.lines[id(node)] = block.line
                    self._take_out(text)
                    said = _("“%(text)s” was found in the running text and read as a statement.")
                    self.doubt(block.line, said, text=text[:80])
                    break
        self.goals[:0] = found

    def _said_in(self, block: Block, pattern: re.Pattern[str], word: re.Pattern[str]) -> str:
        """The statement that a paragraph is, or has between quotation marks; else ""."""
        if block.shape is not Shape.PARAGRAPH:
            return ""
        if pattern.match(block.text[:200]) and not self.lexicon.definition.search(block.text):
            return block.text
        quoted = QUOTED.search(block.text[:LONGEST_NOTE])
        return quoted["text"] if quoted and word.search(quoted["before"]) else ""

    def _take_out(self, text: str) -> None:
        """Takes a paragraph that became a statement out of the introduction."""
        kept = ("\n\n".join(part for part in found.split("\n\n") if part != text) for found in self.introduction)
        self.introduction = [found for found in kept if found]

    def values_from_prose(self, texts: list[tuple[int, str]]) -> None:
        """Values that a sentence lists, where the page has no part for them."""
        if any(goal.kind == Kind.VALUE for goal in self.goals):
            return
        for line, text in texts:
            nodes = values_in_sentence(text, self.lexicon)
            if nodes:
                self.doubt(line, _("These values were found in a sentence."))
                self.goals.extend(nodes)
                return
