"""Which heading of a page is the plan's title, and which of what stands under it is lifted."""

from __future__ import annotations

from .blocks import BOLD, NUMBERED, STYLED
from .outline import Section
from .roles import Role

KNOWN = (
    Role.STATEMENT,
    Role.STATEMENTS,
    Role.GOALS,
    Role.STRATEGY,
    Role.GOAL,
    Role.INTRODUCTION,
    Role.ATTACHMENTS,
    Role.MILESTONES,
    Role.LEFT_OUT,
)


def take_title(root: Section) -> str:
    """The page's first heading, where it is the title: it holds all the others, or nothing, or the introduction."""
    if not root.sections:
        return ""
    first = root.sections[0]
    top = [section for section in root.sections if section.heading]
    is_first = not root.listings
    if not is_first or first.meaning.role in (
        Role.GOAL,
        Role.LEFT_OUT,
        Role.ATTACHMENTS,
        Role.MILESTONES,
    ):
        return ""
    is_h1 = first.heading is not None and first.heading.evidence == STYLED and first.heading.level <= 1
    only = len(top) == 1 and bool(first.sections)
    single_h1 = is_h1 and not any(_level(section) <= _level(first) for section in top[1:])
    if first.is_empty and len(top) > 1 and first.meaning.role in (Role.UNKNOWN, Role.STATEMENTS, Role.STRATEGY):
        if _holds_next(first, top[1]):
            return ""
        root.sections.remove(first)
        below = root.sections[0]
        may_be_title = (
            len(root.sections) == 1 or below.is_empty or below.meaning.role in (Role.STATEMENTS, Role.STRATEGY)
        )
        return (take_title(root) if may_be_title else "") or first.title
    if (only or single_h1) and first.meaning.role is not Role.LEAD_IN:
        return _open_title(root, first)
    said = [part.meaning.kinds for part in top[1:] if part.meaning.role is Role.STATEMENT and not part.meaning.is_part]
    titles = [Role.UNKNOWN, Role.STRATEGY, *([Role.STATEMENTS] if said else [])]
    if any(section.meaning.role in KNOWN for section in top[1:]):
        titles.append(Role.LEAD_IN)
    is_said_again = first.meaning.role is Role.STATEMENT and first.meaning.kinds in said
    plain = (first.meaning.role in titles or is_said_again) and not first.has_list and len(top) > 1
    if plain and not first.sections and _others_say(top[1:], first):
        return _open_title(root, first)
    return ""


def _level(section: Section) -> int:
    return section.heading.level if section.heading and section.heading.evidence == STYLED else 9


def _holds_next(first: Section, second: Section) -> bool:
    """Numbered or bold first headings are parts and no title."""
    return bool(first.heading and first.heading.evidence in (NUMBERED,)) and second.meaning.role is Role.UNKNOWN


def _others_say(others: list[Section], first: Section) -> bool:
    """Whether the first heading stands before the parts rather than among them."""
    same = first.heading is not None and first.heading.evidence in (BOLD, NUMBERED)
    return not same or any(other.meaning.role in KNOWN for other in others)


def _open_title(root: Section, first: Section) -> str:
    """Lifts what stands under the title; a title that is also a statement or a container stays, with its own text."""
    found, at = first.meaning, root.sections.index(first)
    others = [*first.sections, *root.sections[at + 1 :]]
    said = [part.meaning.kinds for part in others if part.meaning.role is Role.STATEMENT and not part.meaning.is_part]
    if found.role is Role.GOALS and (first.listings or not said):
        return first.title
    own = (found.role is Role.STATEMENT and found.kinds not in said) or (found.role is Role.STATEMENTS and not said)
    if own and (first.body or (found.role is Role.STATEMENT and _only_parts(first))):
        lifted = [] if _only_parts(first) else first.sections
        first.sections = [] if lifted else first.sections
        root.sections[at : at + 1] = [first, *lifted]
        return first.title
    root.sections[at : at + 1] = first.sections
    root.body.extend(first.body)
    return first.title


def _only_parts(section: Section) -> bool:
    """Whether all that stands below is prose under headings that say no kind: parts of a vision, or values."""
    return bool(section.sections) and all(
        (part.meaning.role is Role.UNKNOWN and not part.has_list) or part.meaning.is_part for part in section.sections
    )
