"""What a reader of sections keeps while it reads: the goals, the introduction, doubts, and words for the levels."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..document import Doubt, GoalNode
from .blocks import Shape
from .lexicon import Lexicon
from .outline import Section
from .roles import Meaning, Role
from .statements import section_text, text_of


@dataclass(frozen=True)
class Place:
    """Where a section stands: under a goal of ``kind`` ("" at the top), in a container of ``expected`` kinds
    (outermost first), among the parts of a ``statement``."""

    kind: str = ""
    expected: tuple[str, ...] = ()
    statement: str = ""


class Notes:
    """The state of one reading, and what all its parts need."""

    def __init__(self, lexicon: Lexicon, *, has_goals: bool, has_lists: bool, is_said: bool) -> None:
        self.lexicon = lexicon
        self.is_said = is_said
        self.listed: set[str] = set()
        """kinds that headings with a list below them announce, so that prose under the same word only explains"""
        """whether a part at the top says that it is a goal or holds them"""
        self.has_lists = has_lists
        """whether goals stand outside the statements, so that a list in one is no list of goals"""
        self.has_goals = has_goals
        """whether some part says that it is a goal, so that the others need not be"""
        self.goals: list[GoalNode] = []
        self.introduction: list[str] = []
        self.doubts: list[Doubt] = []
        self.lines: dict[int, int] = {}
        """id of a node -> its line"""
        self.levels: dict[str, tuple[str, bool]] = {}
        """kind -> (the plan's own word for it, whether in the singular)"""
        self.lead_ins: dict[str, str] = {}
        """kind -> what stands above its lists"""
        self.numbers: list[tuple[GoalNode, Meaning]] = []
        """goals with a number that may become their code, once all are known"""
        self.guessed: list[GoalNode] = []
        """goals below themes whose kind only their length tells"""
        self.owners: dict[int, GoalNode] = {}
        """id of a list of children -> whose they are"""
        self.attachments: list[Section] = []
        self.milestones: list[Section] = []

    def read(self, section: Section, place: Place, into: list[GoalNode]) -> None:
        """Reads one section into ``into``: the reader's own part."""
        raise NotImplementedError

    def all(self, sections: list[Section], place: Place, into: list[GoalNode]) -> None:
        for section in sections:
            self.read(section, place, into)

    def doubt(self, line: int, sentence: str, **values: object) -> None:
        self.doubts.append(Doubt(line=line, message=sentence % values if values else sentence))

    def _intro(self, section: Section, with_title: bool = False) -> None:
        prose = [block for block in section.prose if block.shape is not Shape.TABLE]
        text = section_text(section) if with_title or section.meaning.role is Role.INTRODUCTION else text_of([*prose])
        if text:
            self.introduction.append(text)
        if with_title:
            self.doubt(
                section.line,
                _("“%(title)s” explains the plan and went to the introduction; it may be a goal."),
                title=section.title,
            )
