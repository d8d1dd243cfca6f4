"""The page of one goal: its text, what stands below it, and its place in the tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .. import drawing, linked_data
from ..addresses import Addresses
from ..decisions import DecisionView, Register
from ..outline import Group, Node, Outline
from ..places import NotHere, Place
from ..succession import Told, told_of
from ..texts import Reader, capitalised, slug_of
from ..visiting import Visit
from ..words import Words
from .frame import Frame, Link, addresses_of, crumbs_of, frame_of, home_of, tree_name
from .goal_history import Moment, history_of, moments, today
from .plan import banner
from .sdgs import Sdg, chips_of


@dataclass
class GoalPage:
    frame: Frame
    place: Place
    addresses: Addresses
    node: Node
    rank: str
    """ "Theme 4 of 5" """
    groups: list[Group]
    previous: Node | None
    next: Node | None
    wheel: SafeString
    home: str
    tree_name: str
    banner: SafeString
    approvals: list[DecisionView]
    history: list[Moment]
    linked_data: SafeString
    succession: list[Told]
    sdgs: list[Sdg]


def slugs_of(place: Place, key: str) -> dict[str, str]:
    """The slugs of the goal that the address names, in each language of the town.

    Raises NotHere where the edition has no such goal.
    """
    row = place.named
    if row is None:
        raise NotHere(_("This edition has no goal at this address. It may be in another edition."))
    readers = {code: Reader(code, place.town.language) for code in place.town.languages}
    return {code: slug_in(reader, row, key) for code, reader in readers.items()}


def slug_in(reader: Reader, row: Mapping[str, Any], key: str) -> str:
    """The slug of a goal (NAMING) in the reader's language."""
    return slug_of((reader.read(row, "short_title") or reader.read(row, "title")).text or row["code"] or key)


def goal_page(place: Place, visit: Visit, key: str) -> GoalPage:
    words = Words(place.levels, place.reader)
    addresses = addresses_of(place)
    outline = Outline(place.edition.pk, place.reader, words, addresses)
    node = outline.by_key[key]
    siblings = _siblings(outline, node)
    index = siblings.index(node)
    plural = words.plural(outline.steps[0].kind) if outline.steps else ""
    frame, past = _frame(place, visit, node), history_of(place, key)
    dropped, link = today(place, past)
    frame.onward[:0] = [link] if link else []
    return GoalPage(
        frame=frame,
        place=place,
        addresses=addresses,
        node=node,
        rank=_rank(words, node, index, len(siblings)),
        groups=node.groups,
        previous=siblings[index - 1] if index else None,
        next=siblings[index + 1] if index + 1 < len(siblings) else None,
        wheel=drawing.wheel(outline.steps, "", plural, node.top) if node.top in outline.steps else SafeString(),
        home=home_of(place),
        tree_name=tree_name(place),
        banner=SafeString(f"{banner(place)} {dropped}") if dropped else banner(place),
        approvals=Register(place).approvals(place.edition),
        history=moments(place, past),
        linked_data=linked_data.of_goal(place, visit.site_of(place.town), node),
        succession=told_of(place, node),
        sdgs=chips_of(node, addresses),
    )


def _siblings(outline: Outline, node: Node) -> list[Node]:
    """The goals of the same kind beside it, itself included."""
    around = node.parent.children if node.parent else outline.tops
    return [other for other in around if other.kind == node.kind]


def _rank(words: Words, node: Node, index: int, count: int) -> str:
    if count == 1:
        return capitalised(words.singular(node.kind))
    return words.place(node.kind, str(index + 1), count)


def _frame(place: Place, visit: Visit, node: Node) -> Frame:
    trail = [Link(above.short, above.href) for above in node.ancestors]
    tree = Link(tree_name(place), addresses_of(place).tree)
    first = node.children[0].title if node.children else node.title
    return frame_of(
        place,
        visit,
        node.short.text,
        section="goal",
        description=(node.text or first).on_one_line,
        crumbs=crumbs_of(place, tree, *trail, Link(node.short, current="page")),
        slugs=slugs_of(place, node.key),
    )
