"""Sets right what a page's headings do not show: its title, what a heading without text holds, which kind holds which,
and which lists are none of goals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...vocabulary import Kind
from .blocks import STYLED
from .boilerplate import LeftOut, looks_foreign
from .lexicon import Lexicon
from .meaning import lead_in_kind
from .outline import Item, Listing, Section, same_words
from .roles import Role
from .sentences import last_sentence
from .titles import take_title
from .words import LEXICONS

HOLDERS = (Role.GOALS, Role.STRATEGY)
SHORTEST_OVERVIEW = 2


def shape(root: Section, left_out: LeftOut, language: str) -> str:
    """Rearranges the sections under ``root`` in place and gives the plan's title, "" where there is none."""
    leave_out_lists(root, left_out)
    follow_overviews(root)
    announce(root, LEXICONS[language])
    title = take_title(root)
    _each(root, adopt)
    _each(root, nest)
    return title


def _each(section: Section, change) -> None:  # type: ignore[no-untyped-def]
    section.sections = change(section.sections)
    for part in section.sections:
        _each(part, change)


def leave_out_lists(section: Section, left_out: LeftOut) -> None:
    """Takes out lists of files, times, addresses and dates, and menus above the first heading."""
    kept: list = []
    for part in section.body:
        if isinstance(part, Listing) and (_is_foreign(part) or _is_menu(part, section)):
            for item in _all(part.items):
                left_out.add(item.block.line, item.block.text)
        else:
            kept.append(part)
    section.body = kept
    for below in section.sections:
        if below.meaning.role not in (Role.MILESTONES, Role.ATTACHMENTS):
            leave_out_lists(below, left_out)


def follow_overviews(root: Section) -> None:
    """Takes out lists that only name headings further on; what their lead-in calls them, those headings are."""
    parts = list(_below(root))
    names = {same_words(part.meaning.title or part.title): part for part in parts}
    for part in [root, *parts]:
        for listing in part.listings:
            named = [names.get(same_words(item.meaning.title or item.block.text)) for item in listing.items]
            if len(named) < SHORTEST_OVERVIEW or not all(named):
                continue
            part.body.remove(listing)
            for section in filter(None, named):
                if listing.kind and section.meaning.role is Role.UNKNOWN:
                    section.meaning = replace(section.meaning, role=Role.GOAL, kinds=(listing.kind,))


def announce(section: Section, lexicon: Lexicon) -> None:
    """ "The plan has four priorities." above as many headings says what those are."""
    for at, holder in enumerate([section, *section.sections]):
        below = section.sections if holder is section else holder.sections or section.sections[at:]
        count, kind = _announced(holder, lexicon)
        named, rest = below[:count], below[count:]
        are_names = all(part.meaning.role is Role.UNKNOWN and not part.is_empty for part in named)
        is_all = not rest or rest[0].meaning.role is not Role.UNKNOWN
        if 1 < count == len(named) and are_names and is_all:
            for part in named:
                part.meaning = replace(part.meaning, role=Role.GOAL, kinds=(kind,))
    for part in section.sections:
        announce(part, lexicon)


def _announced(section: Section, lexicon: Lexicon) -> tuple[int, str]:
    """How many goals of which kind the last sentence of a section announces; (0, "") where it announces none."""
    if not section.body or isinstance(section.body[-1], Listing):
        return 0, ""
    _rest, last = last_sentence(section.body[-1].text)
    counted = rf"(?<!\w)(?P<count>{'|'.join(lexicon.numbers)}|\d{{1,2}})\s+(?:[\w-]+\s+){{0,2}}"
    for kind, _singular, plural in lexicon.kinds:
        match = re.search(rf"{counted}(?:{plural})(?!\w)", last[:300], re.I)
        if match:
            count = match["count"].lower()
            return lexicon.numbers.get(count, 0) or int(count), kind
    return 0, ""


def _below(section: Section) -> Iterator[Section]:
    for part in section.sections:
        yield part
        yield from _below(part)


def _all(items: list[Item]) -> list[Item]:
    found: list[Item] = []
    for item in items:
        found.append(item)
        found += _all(item.items)
    return found


def _is_foreign(listing: Listing) -> bool:
    foreign = sum(looks_foreign(item.block.text) for item in listing.items)
    return 2 * foreign >= len(listing.items)


def _is_menu(listing: Listing, section: Section) -> bool:
    """A list of a few words each before the first heading of a page that has headings."""
    if section.heading is not None or listing.lead_in or listing.kind or len(section.sections) < 2:
        return False
    if section.body and section.body[0] is not listing:
        return False
    return all(len(item.block.text.split()) <= 4 and not item.block.text.endswith(".") for item in _all(listing.items))


def adopt(sections: list[Section]) -> list[Section]:
    """Gives headings on one level to the container before them that has nothing of its own."""
    kept: list[Section] = []
    holder: Section | None = None
    for index, section in enumerate(sections):
        if holder is not None and _belongs(section, holder, index, sections):
            holder.sections.append(section)
            continue
        kept.append(section)
        holder = section if _can_hold(section, index, sections) else None
    return kept


def _can_hold(section: Section, index: int, sections: list[Section]) -> bool:
    if section.sections or section.listings or index + 1 >= len(sections):
        return False
    role, following = section.meaning.role, sections[index + 1]
    if role is Role.STATEMENT and section.meaning.kinds == (Kind.VALUE,):
        return not _says_values(section)
    if role in HOLDERS:
        return following.meaning.role in (Role.UNKNOWN, Role.GOAL)
    if role is Role.STATEMENT and section.meaning.kinds == (Kind.VISION,) and not section.meaning.is_part:
        return True
    is_styled = section.heading is not None and section.heading.evidence == STYLED
    return (
        role is Role.UNKNOWN
        and not section.body
        and not is_styled
        and following.meaning.role is Role.UNKNOWN
        and not following.is_empty
    )


def _says_values(section: Section) -> bool:
    return any(block.strong or "\n" in block.text or block.text.count(",") > 1 for block in section.prose)


def _belongs(section: Section, holder: Section, index: int, sections: list[Section]) -> bool:
    if section.heading is None or holder.heading is None:
        return False
    found, kinds = section.meaning, holder.meaning.kinds
    if holder.meaning.role is Role.STATEMENT and kinds == (Kind.VISION,):
        is_part = found.role is Role.STATEMENT and found.is_part and found.kinds == kinds
        return is_part or (found.role is Role.UNKNOWN and not holder.body and not section.has_list)
    if found.role is Role.GOAL:
        return holder.meaning.role in HOLDERS
    if found.role is not Role.UNKNOWN:
        return False
    if holder.meaning.role is Role.STATEMENT:
        return not section.has_list and not section.sections and len(section.title.split()) <= 6
    if holder.meaning.role is Role.UNKNOWN:
        is_next_holder = (
            section.is_empty and index + 1 < len(sections) and sections[index + 1].meaning.role is Role.UNKNOWN
        )
        return not is_next_holder
    return True


def nest(sections: list[Section]) -> list[Section]:
    """Puts goals that say a lower kind, or a longer number, under the one before them on the same level."""
    kept: list[Section] = []
    stack: list[tuple[tuple, Section]] = []
    for section in sections:
        key = _rank(section)
        if key is None:
            stack = []
            kept.append(section)
            continue
        same = [index for index, (other, _section) in enumerate(stack) if other == key]
        if same:
            del stack[same[0] :]
        (stack[-1][1].sections if stack else kept).append(section)
        stack.append((key, section))
    return kept


def _rank(section: Section) -> tuple | None:
    found = section.meaning
    if found.role is Role.GOAL and found.kinds:
        return "kind", found.kinds[0]
    if found.role is Role.UNKNOWN and (found.number or found.code):
        return "number", (found.number or found.code).count(".")
    return None


def nest_items(items: list[Item]) -> list[Item]:
    """The same for the items of one list: "BD-01", "AP-01.01", "AC-01.01.01" below one another."""
    kept: list[Item] = []
    stack: list[tuple[tuple, Item]] = []
    for item in items:
        found = item.meaning
        key: tuple | None = None
        if found.role is Role.GOAL and found.kinds:
            key = ("kind", found.kinds[0])
        elif item.block.evidence.startswith("number"):
            key = ("number", item.block.marker.count("."))
        if key is None:
            stack = []
            kept.append(item)
            continue
        same = [index for index, (other, _item) in enumerate(stack) if other == key]
        if same:
            del stack[same[0] :]
        (stack[-1][1].items if stack else kept).append(item)
        stack.append((key, item))
    for item in kept:
        item.items = nest_items(item.items)
    return kept


def lead_in_paragraphs(section: Section, language: str) -> None:
    """A paragraph that opens the sections below ("Wij willen:" above headings) is no text of its own."""
    for part in section.sections:
        lead_in_paragraphs(part, language)
    if section.sections and section.body and not isinstance(section.body[-1], Listing):
        last = section.body[-1]
        kind = lead_in_kind(last.text, language) if len(last.text) < 120 else None
        if (
            kind
            and not section.meaning.kinds
            and last.text.endswith((":", "?"))
            and section.meaning.role is Role.UNKNOWN
        ):
            section.meaning = replace(section.meaning, kinds=(kind,))
