"""What a heading or lead-in can be, and what is known of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    STATEMENT = "statement"
    """a mission, a vision or the values"""
    STATEMENTS = "statements"
    """several of them at once: a title, or one text that is all of them"""
    GOALS = "goals"
    """holds goals of a kind and is none itself ("Onze doelstellingen")"""
    GOAL = "goal"
    """is one goal and says its kind ("Doelstelling 1: …")"""
    LEAD_IN = "lead-in"
    STRATEGY = "strategy"
    """holds what follows, without naming a kind"""
    INTRODUCTION = "introduction"
    ATTACHMENTS = "attachments"
    MILESTONES = "milestones"
    LEFT_OUT = "left out"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Meaning:
    """``kinds``: of the statement, of what a container holds (outermost first), or of the goal. ``title``: the
    heading without its number or code. ``word``: the plan's own word for the kind. ``is_part``: a statement on
    something ("Visie op omgeving"); ``number``: the digits of a code that is no more than a number."""

    role: Role
    kinds: tuple[str, ...] = ()
    title: str = ""
    code: str = ""
    number: str = ""
    word: str = ""
    is_part: bool = False
    is_phrase: bool = False
