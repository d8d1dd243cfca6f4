"""Sections to goals: each gets its kind from its words where they say it, else from its place; guesses are doubts."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from ...vocabulary import Kind
from ..document import GoalNode
from .blocks import Block, Shape
from .decisions import LONGEST_NOTE, tells_decision
from .goal_lists import BELOW
from .goal_statements import StatementReader
from .meaning import word_kind
from .notes import Place
from .outline import ASIDES, Section
from .roles import Role
from .statements import section_text, statement, text_of
from .tables import says_kinds

WORDS_OF_THEME = 5
WORDS_OF_NUMBERED = 3
WORDS_OF_NAME = 3
HOLDING = (Role.GOALS, Role.LEAD_IN)


class GoalReader(StatementReader):
    """Reads a page's sections into ``goals``; what is no goal goes to ``introduction`` or is doubted."""

    def read(self, section: Section, place: Place, into: list[GoalNode]) -> None:
        if section.meaning.word and section.meaning.kinds:
            self.levels.setdefault(section.meaning.kinds[0], (section.meaning.word, section.meaning.role is Role.GOAL))
        if self._only_opens(section, place):
            kind = Kind.ACTION if place.kind else Kind.OBJECTIVE
            section.meaning = replace(section.meaning, role=Role.LEAD_IN, kinds=(str(kind),))
        readers = {
            Role.STATEMENT: self._statement,
            Role.STATEMENTS: self._statements,
            Role.GOALS: self._container,
            Role.STRATEGY: self._container,
            Role.LEAD_IN: self._container,
            Role.GOAL: self._goal,
            Role.UNKNOWN: self._unknown,
        }
        reader = readers.get(section.meaning.role)
        if reader:
            reader(section, place, into)
        else:
            self._aside(section, place, into)

    def _only_opens(self, section: Section, place: Place) -> bool:
        """Whether a phrase such as "This is what we want" stands above a list of goals and is no statement."""
        said = section.meaning
        if said.role is not Role.STATEMENT or not said.is_phrase or said.kinds == (Kind.VALUE,):
            return False
        is_known = bool(place.kind) or any(goal.kind == said.kinds[0] for goal in self.goals)
        code = self.lexicon.code
        prose = [block for block in section.prose if not tells_decision(block.text[:LONGEST_NOTE], code)]
        return is_known and bool(section.listings) and not prose

    def _container(self, section: Section, place: Place, into: list[GoalNode]) -> None:
        """A heading that is no goal itself: its sections and lists are."""
        expected = section.meaning.kinds or place.expected
        inner = replace(place, expected=self._with_groups(section, expected, place), statement="")
        is_inside = bool(place.kind)
        if section.meaning.role is Role.LEAD_IN:
            self._open_lists(section, expected)
        elif section.meaning.role is Role.STRATEGY and not expected and section.prose:
            said = word_kind(section.prose[-1].text, self.lexicon.code)
            inner = replace(inner, expected=(said,) if said else ())
        if section.is_empty:
            self.doubt(
                section.line, _("The heading “%(title)s” has nothing below it and is left out."), title=section.title
            )
        if not section.has_list and not section.sections and is_inside and section.prose:
            self._prose_goals(section, inner, into)
            return
        if not is_inside:
            if (
                not section.has_list
                and not section.sections
                and section.prose
                and section.meaning.role is not Role.STRATEGY
                and not (section.meaning.kinds and section.meaning.kinds[0] in self.listed)
            ):
                self._prose_goals(section, inner, into)
                return
            self._intro(section)
        elif section.prose:
            owner = self.owners.get(id(into))
            text = text_of([block for block in section.prose if block.shape is not Shape.TABLE])
            if owner is not None:
                owner.text = "\n\n".join(filter(None, [owner.text, text]))
        self.listings(section, inner, into)
        self.all(section.sections, inner, into)

    def _open_lists(self, section: Section, expected: tuple[str, ...]) -> None:
        """A heading such as "Wat is de ambitie?" is the lead-in of the lists below it."""
        if section.meaning.kinds:
            self.lead_ins.setdefault(section.meaning.kinds[0], section.title)
        for listing in section.listings:
            if listing.kind is None:
                listing.lead_in, listing.kind = section.title, section.meaning.kinds[0] if section.meaning.kinds else ""

    def _prose_goals(self, section: Section, place: Place, into: list[GoalNode]) -> None:
        """ "Ambitie" above a paragraph: the paragraph is the goal."""
        if section.meaning.role is Role.LEAD_IN and not section.meaning.word:
            self._question(section, place, into)
            return
        kind = place.expected[0] if place.expected else str(BELOW.get(place.kind, Kind.TOPIC))
        if kind == Kind.AMBITION and not place.kind and not any(goal.kind == Kind.VISION for goal in self.goals):
            node = statement(str(Kind.VISION), section.title, list(section.body), self.lexicon)
            self.doubt(
                section.line, _("“%(title)s” was read as the vision; it may be an ambition."), title=section.title
            )
            self._keep(node, section, place, into)
            return
        for block in [block for block in section.prose if block.shape is not Shape.TABLE]:
            for line in block.text.split("\n"):
                node = self._named(kind, line, "", section.line)
                into.append(node)
        if len(section.prose) > 1:
            self.doubt(
                section.line, _("Each paragraph below “%(title)s” was read as a goal of its own."), title=section.title
            )

    def _question(self, section: Section, place: Place, into: list[GoalNode]) -> None:
        """ "Waar willen we naartoe?" above prose: at the top a vision, below a goal a part of its text."""
        owner = self.owners.get(id(into))
        if owner is not None:
            owner.text = "\n\n".join(filter(None, [owner.text, section.title, section_text(section)]))
        elif section.meaning.kinds == (Kind.ACTION,) or any(goal.kind == Kind.VISION for goal in self.goals):
            self._intro(section, with_title=True)
        else:
            self.doubt(section.line, _("“%(title)s” was read as the vision."), title=section.title)
            node = statement(str(Kind.VISION), section.title, list(section.body), self.lexicon)
            self._keep(node, section, Place(), self.goals)

    def _goal(self, section: Section, place: Place, into: list[GoalNode]) -> None:
        kind = section.meaning.kinds[0]
        if kind not in (Kind.MISSION, Kind.VISION, Kind.VALUE):
            self._node(section, kind, place, into)

    def _unknown(self, section: Section, place: Place, into: list[GoalNode]) -> None:
        if section.is_empty and not place.kind and not place.expected:
            self.doubt(
                section.line, _("The heading “%(title)s” has nothing below it and is left out."), title=section.title
            )
            return
        if not self._holds_goals(section) and _only_tables(section):
            self.listings(section, place, into)
            return
        if place.kind == Kind.TOPIC:
            self.doubt(
                section.line,
                _("“%(title)s” is too deep to be a goal of its own; its text is left out."),
                title=section.title,
            )
            return
        if not place.kind and not place.expected and not self._holds_goals(section) and self._explains(section):
            self._intro(section, with_title=True)
            self.listings(section, place, into)
            return
        kind = self._kind_by_place(section, place)
        if not place.expected:
            self.doubt(
                section.line,
                _("“%(title)s” was read as %(kind)s because of its place; the text itself does not say so."),
                title=section.title,
                kind=Kind(kind).label,
            )
        self._node(section, kind, place, into)

    def _holds_goals(self, section: Section) -> bool:
        """Whether goals stand below a heading; a table whose columns say nothing holds none."""
        tables = [block for block in section.prose if block.shape is Shape.TABLE]
        below = [part for part in section.sections if part.meaning.role not in ASIDES]
        if section.listings or below or any(says_kinds(table, self.lexicon.code) for table in tables):
            return section.has_goals
        return False

    def _explains(self, section: Section) -> bool:
        """Whether a section without goals in it is on the plan rather than a part of it."""
        decided = any(tells_decision(block.text[:LONGEST_NOTE], self.lexicon.code) for block in section.prose)
        return self.is_said or (self.has_goals and (section.title.endswith("?") or not self.goals or decided))

    def _kind_by_place(self, section: Section, place: Place) -> str:
        if place.expected:
            return place.expected[0]
        if place.kind == Kind.OBJECTIVE and section.has_list:
            return str(Kind.ACTION_PLAN)
        return str(BELOW.get(place.kind, Kind.TOPIC))

    def _with_groups(self, section: Section, expected: tuple[str, ...], place: Place) -> tuple[str, ...]:
        """The kinds that a container holds, with themes before them where all its headings only group goals."""
        if place.kind or not expected or expected[0] == Kind.THEME:
            return expected
        parts = [part for part in section.sections if part.meaning.role is Role.UNKNOWN and part.has_goals]
        if parts and all(_stands_above(part, expected) for part in parts):
            return str(Kind.THEME), *expected
        return expected

    def _node(self, section: Section, kind: str, place: Place, into: list[GoalNode]) -> None:
        found = section.meaning
        title = found.title if found.code or found.number or found.role is Role.GOAL else section.title
        node = self._named(kind, title.strip(" :*") or "", found.code, section.line)
        node.external_id = ""
        prose = [block for block in section.prose if block.shape is not Shape.TABLE]
        if not node.title:
            node.title = self._title_from(prose) or section.title
        notes = [block for block in prose if tells_decision(block.text[:LONGEST_NOTE], self.lexicon.code)]
        self.introduction += [text_of([block]) for block in notes]
        node.text = "\n\n".join(filter(None, [node.text, text_of([block for block in prose if block not in notes])]))
        if found.number:
            self.numbers.append((node, found))
        into.append(node)
        expected = tuple(other for other in (place.expected if found.role is not Role.GOAL else ()) if other != kind)
        if found.role is Role.UNKNOWN and found.kinds:
            expected = found.kinds
        inner = Place(kind=kind, expected=expected)
        self.owners[id(node.children)] = node
        self.listings(section, inner, node.children, node)
        self.all(section.sections, inner, node.children)

    def _title_from(self, prose: list[Block]) -> str:
        if prose and len(prose[0].text) <= 250:
            return " ".join(prose.pop(0).text.split())
        return ""

    def _aside(self, section: Section, place: Place, into: list[GoalNode]) -> None:
        role = section.meaning.role
        if role is Role.INTRODUCTION:
            self._intro(section)
            self.all([part for part in section.sections if part.meaning.role is not Role.UNKNOWN], place, into)
            return
        if role is Role.ATTACHMENTS:
            self.attachments.append(section)
        elif role is Role.MILESTONES:
            self.milestones.append(section)
        self.doubt(
            section.line, _("The part “%(title)s” is left out: it does not look like goals."), title=section.title
        )


def _only_tables(section: Section) -> bool:
    only = bool(section.prose) and all(block.shape is Shape.TABLE for block in section.prose)
    return only and all(part.meaning.role in ASIDES for part in section.sections)


def _stands_above(section: Section, expected: tuple[str, ...]) -> bool:
    """Whether a heading among those of a kind only groups them: what is below says the kind, or is longer."""
    if any(expected[0] in part.meaning.kinds and part.meaning.role in HOLDING for part in section.sections):
        return True
    title = section.meaning.title if section.meaning.number else section.title
    most = WORDS_OF_NUMBERED if section.meaning.number else WORDS_OF_THEME
    items = [item.block.text for listing in section.listings for item in listing.items]
    if len(expected) > 1 or not items or len(title.split()) > most:
        return False
    sentences = sum(text.endswith(".") for text in items)
    longer = sum(len(text.split()) for text in items) / len(items) > len(title.split()) + 1
    return 2 * sentences >= len(items) or (len(title.split()) <= WORDS_OF_NAME and longer)
