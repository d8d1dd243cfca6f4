"""The page that tells of all goals of two plans what became of them, and where they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ...vocabulary import SuccessionKind
from ..addresses import Addresses
from ..outline import Node, Outline
from ..places import NotHere, Place
from ..succession import BECAME, CAME, Neighbour, neighbours_of, plan_words, wordings
from ..texts import capitalised
from ..visiting import Visit
from ..words import Words
from .frame import Frame, Link, addresses_of, crumbs_of, frame_of


@dataclass(frozen=True)
class Row:
    node: Node
    depth: int
    kind: str
    label: str | Promise
    goals: list[Node]


@dataclass(frozen=True)
class Table:
    name: str
    heading: str
    counts: list[str]
    first: str
    second: str
    rows: list[Row]


@dataclass
class SuccessionPage:
    frame: Frame
    place: Place
    addresses: Addresses
    banner: SafeString
    heading: str
    tables: list[Table]


def succession_page(place: Place, visit: Visit) -> SuccessionPage:
    """Two tables for each plan beside this one, in the order of the trees. Raises NotHere where nothing is recorded."""
    neighbours = neighbours_of(place)
    if not neighbours:
        raise NotHere(_("It is not recorded what became of the goals of this plan, or where they come from."))
    own = Outline(place.edition.pk, place.reader, Words(place.levels, place.reader), addresses_of(place))
    said = wordings(place, {place.edition.pk, *(other.edition for other in neighbours)})
    title = _("From plan to plan")
    return SuccessionPage(
        frame=frame_of(
            place,
            visit,
            title,
            section="succession",
            description=_("What became of each goal of a plan in the next one, and where each goal comes from."),
            crumbs=crumbs_of(place, Link(title, current="page")),
        ),
        place=place,
        addresses=addresses_of(place),
        banner=SafeString(),
        heading=title,
        tables=[table for other in neighbours for table in _tables(place, other, own, said)],
    )


def _tables(place: Place, other: Neighbour, own: Outline, said: Mapping[str, object]) -> list[Table]:
    addresses = Addresses(place.lang, place.town.slug, other.plan.slug)
    theirs = Outline(other.edition, place.reader, Words((), place.reader), addresses)
    wording = [{key: said[key] for key in outline.by_key} for outline in (own, theirs)]
    between = other.between(*wording)
    old, new = (own, theirs) if other.is_next else (theirs, own)
    earlier, later = plan_words(place.plan), plan_words(other.plan)
    if not other.is_next:
        earlier, later = later, earlier
    names = {"old": earlier, "new": later}
    first, second = _("Goal in %(plan)s") % {"plan": earlier}, _("Goal in %(plan)s") % {"plan": later}
    became = [(key, between.outcome(key), between.heirs.get(key, [])) for key in old.by_key]
    came = [(key, between.origin(key), between.ancestors.get(key, [])) for key in new.by_key]
    return [
        Table(
            f"became-{other.plan.slug}",
            _("What became of the goals of %(old)s in %(new)s") % names,
            _counts(became),
            first,
            _("What became of it"),
            [_row(old, new, key, kind, BECAME, keys) for key, kind, keys in became],
        ),
        Table(
            f"came-{other.plan.slug}",
            _("Where the goals of %(new)s come from") % names,
            _counts(came),
            second,
            _("Where it comes from"),
            [_row(new, old, key, kind, CAME, keys) for key, kind, keys in came],
        ),
    ]


def _row(
    own: Outline,
    others: Outline,
    key: str,
    kind: SuccessionKind | None,
    labels: Mapping[SuccessionKind | None, str | Promise],
    keys: Sequence[str],
) -> Row:
    node = own.by_key[key]
    depth = min(len(node.ancestors), 4)
    return Row(node, depth, kind.value if kind else "undecided", labels[kind], [others.by_key[k] for k in keys])


def _counts(rows: Sequence[tuple[str, SuccessionKind | None, list[str]]]) -> list[str]:
    """ "Continued: 12", in the order of the vocabulary; what nobody has said comes last."""
    numbers = Counter(kind for _key, kind, _keys in rows)
    counts = [(capitalised(str(kind.label)), numbers[kind]) for kind in SuccessionKind]
    counts.append((_("Not recorded"), numbers[None]))
    return [_("%(word)s: %(count)d") % {"word": word, "count": count} for word, count in counts if count]
