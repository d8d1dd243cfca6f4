"""What every engine is asked, and what it answers: rows by their facts, the best first, never more than MOST."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..vocabulary import LANGUAGES
from .question import Question

MOST = 500
"""Results that are counted, sorted and shown; where there are more, it says so."""


@dataclass(frozen=True)
class Asked:
    """A question with its filters. ``lang``: the reader's; ``town`` and ``plan`` are ids; ``language``: only texts
    that are written in it."""

    question: Question
    lang: str
    today: datetime.date
    town: int | None = None
    plan: int | None = None
    kind: str = ""
    language: str = ""

    @property
    def stem_languages(self) -> tuple[str, ...]:
        """In which languages what was typed is taken: in all of them in one town, which has few texts and may fall back
        on its own language; among all towns in the reader's."""
        if self.language:
            return (self.language,)
        return LANGUAGES if self.town else (self.lang,)


@dataclass(frozen=True)
class Hit:
    """A row that was found: a goal, or the plan itself where ``goal`` is None. ``language`` is that of the page to link
    to; ``path``: ids of the goals above, from the top down."""

    town: int
    plan: int
    goal: int | None
    path: tuple[int, ...]
    kind: str
    language: str


@dataclass(frozen=True)
class Found:
    hits: list[Hit]
    is_more: bool = False
    """Whether there are more than MOST."""
