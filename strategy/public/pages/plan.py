"""The page of a plan, which is also that of a town, of an edition and of a day: who the town is and where it heads."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from municipalities.models import Organisation

from ...models import Attachment, Milestone
from ...vocabulary import EditionKind, Kind
from .. import drawing, linked_data
from ..addresses import Addresses, file_address, sealed_name
from ..decisions import DecisionView, Register
from ..outline import Group, Node, Outline
from ..places import Place, PlanRow
from ..rows import rows_of
from ..texts import Reader, Text, When, filled, language_name, when
from ..visiting import Visit
from ..words import Words
from .frame import Frame, Link, addresses_of, crumbs_of, frame_of, tree_name

ATTACHMENT_COLUMNS = ("pk", "language", "file", "url", "size", "media_type")


@dataclass(frozen=True)
class CardGroup:
    label: Text
    nodes: list[Node]
    is_by_two: bool
    has_room: bool
    """Whether the last row of three has room for a card that leads to the whole tree."""


@dataclass(frozen=True)
class Glance:
    nodes: list[Node]
    counts: list[str]
    wheel: SafeString


@dataclass(frozen=True)
class Step:
    """A milestone."""

    title: Text
    text: Text
    date: SafeString
    picture: str
    picture_text: Text
    day: datetime.date | None = None


@dataclass(frozen=True)
class Download:
    title: Text
    href: str
    language: str
    language_name: str
    details: str
    is_elsewhere: bool


@dataclass(frozen=True)
class OtherPlan:
    plan: PlanRow
    href: str


@dataclass(frozen=True)
class Seal:
    """The seal of an edition, and what a citizen needs to check it."""

    digits: str
    href: str
    address: str
    file: str
    extract: str


@dataclass
class PlanPage:
    frame: Frame
    place: Place
    addresses: Addresses
    tree_name: str
    banner: SafeString
    mission: Node | None
    other_missions: list[Node]
    visions: list[Node]
    values: list[Node]
    values_label: Text | None
    groups: list[CardGroup]
    glance: Glance | None
    art: SafeString
    approvals: list[DecisionView]
    decisions: list[DecisionView]
    withdrawn: list[DecisionView]
    organisations: list[Text]
    story: list[Step]
    downloads: list[Download]
    other_plans: list[OtherPlan]
    changes: str
    edition_kind: str
    linked_data: SafeString
    seal: Seal | None
    """Where the address names the edition."""
    has_sdgs: bool


def plan_page(place: Place, visit: Visit) -> PlanPage:
    """Seven queries in all, whatever the number of goals."""
    words = Words(place.levels, place.reader)
    addresses = addresses_of(place)
    outline = Outline(place.edition.pk, place.reader, words, addresses)
    register = Register(place, with_organisations=True)
    decisions, approvals = register.on(place.edition), register.approvals(place.edition)
    withdrawn = register.withdrawn_from(place.edition)
    missions, values = outline.of_kind(Kind.MISSION), outline.of_kind(Kind.VALUE)
    return PlanPage(
        frame=_frame(place, visit, missions, [*decisions, *withdrawn]),
        place=place,
        addresses=addresses,
        tree_name=tree_name(place),
        banner=banner(place),
        mission=missions[0] if missions else None,
        other_missions=missions[1:],
        visions=outline.of_kind(Kind.VISION),
        values=values,
        values_label=words.heading(Kind.VALUE) if values else None,
        groups=_card_groups(outline),
        glance=_glance(outline),
        art=drawing.hero(outline.steps or values),
        approvals=approvals,
        decisions=[*(approval for approval in approvals if approval not in decisions), *decisions],
        withdrawn=withdrawn,
        organisations=_organisations(place),
        story=story_of(place),
        downloads=_downloads(place),
        other_plans=_other_plans(place),
        changes=_changes(place, addresses),
        edition_kind=str(EditionKind(place.edition.kind).label),
        linked_data=linked_data.of_plan(place, visit.site_of(place.town), outline.tops, decisions),
        seal=_seal(place, visit),
        has_sdgs=any(node.sdgs for node in outline.nodes),
    )


def _changes(place: Place, addresses: Addresses) -> str:
    """Where it says what the edition changed in the one before it; "" of the first one, and in a preview."""
    earlier = [row.number for row in place.sealed if row.number < place.edition.number]
    return addresses.between(max(earlier), place.edition.number) if earlier and not place.preview else ""


def _seal(place: Place, visit: Visit) -> Seal | None:
    if place.number is None or not place.edition.seal:
        return None
    addresses, edition = addresses_of(place), place.edition
    href = addresses.sealed(edition.number)
    file = sealed_name(place.town.slug, place.plan.slug, edition.number)
    return Seal(edition.seal, href, f"{visit.site_of(place.town)}{href}", file, addresses.extract(edition.number))


def _frame(place: Place, visit: Visit, missions: list[Node], records: list[DecisionView]) -> Frame:
    about = missions[0].text.on_one_line if missions else place.plan.introduction.on_one_line
    kwargs: dict[str, Any] = {"town": place.town.slug, "plan": place.plan.slug}
    view = "public:plan"
    if place.number is not None:
        view, kwargs["number"] = "public:edition", place.number
    is_start = (
        visit.view in {"public:town", "public:plan", "preview:plan", "public:proposal:plan"} and place.is_current_plan
    )
    return frame_of(
        place,
        visit,
        (place.plan.question or place.plan.title).text,
        section="plan",
        description=about,
        canonical=kwargs,
        canonical_view=view,
        crumbs=[] if is_start else _up_to(crumbs_of(place)),
        updated=max((record.changed_at for record in records), default=None),
    )


def _up_to(trail: list[Link]) -> list[Link]:
    """The trail with its last entry as the page itself."""
    return [*trail[:-1], Link(trail[-1].text, current="page")]


def banner(place: Place) -> SafeString:
    """One sentence where the page does not show the edition in force today."""
    if place.number is None:
        return SafeString()
    names = {"number": place.edition.number}
    if place.is_ahead:
        sentence = _("On %(day)s edition %(number)s will be in force, going by what has been decided so far.")
        return filled(sentence, day=When(place.day).html(place.lang), **names)
    if place.day is not None:
        return filled(
            _("This text was in force on %(day)s: edition %(number)s."), day=When(place.day).html(place.lang), **names
        )
    if place.edition.number < place.current.number:
        return filled(_("This is edition %(number)s, an older one."), **names)
    if place.edition.number > place.current.number:
        begins = place.edition.begins.html(place.lang)
        return filled(_("This is edition %(number)s. It takes effect on %(day)s."), day=begins, **names)
    return SafeString()


def _card_groups(outline: Outline) -> list[CardGroup]:
    groups = outline.grouped(outline.steps)
    return [_card_group(group, is_last=group is groups[-1]) for group in groups]


def _card_group(group: Group, is_last: bool) -> CardGroup:
    count = len(group.nodes)
    return CardGroup(group.label, group.nodes, is_by_two=count in (2, 4), has_room=is_last and count % 3 == 2 < count)


def _glance(outline: Outline) -> Glance | None:
    """Omitted where there is nothing below the goals at the top."""
    if all(node.is_leaf for node in outline.steps):
        return None
    first = outline.steps[0].kind
    name = outline.words.plural(first) if all(node.kind == first for node in outline.steps) else ""
    counts = outline.counts()
    label = _("Overview: %(counts)s") % {"counts": ", ".join(counts)}
    return Glance(outline.steps, counts, drawing.wheel(outline.steps, label, name))


def _organisations(place: Place) -> list[Text]:
    rows = rows_of(Organisation).filter(plans=place.plan.pk).order_by("position", "pk")
    return [place.reader.read(row, "name") for row in rows.values(*place.reader.columns("name"))]


def story_of(place: Place) -> list[Step]:
    """The plan's milestones, those without a date last."""
    reader = place.reader
    columns = reader.columns("title", "text", "picture_text")
    rows = rows_of(Milestone).filter(plan=place.plan.pk).order_by(F("date").asc(nulls_last=True), "position", "pk")
    return [_step(row, place, reader) for row in rows.values("pk", "date", "precision", "picture", *columns)]


def _step(row: Mapping[str, Any], place: Place, reader: Reader) -> Step:
    date = when(row["date"], row["precision"])
    return Step(
        title=reader.read(row, "title"),
        text=reader.read(row, "text"),
        date=date.html(place.lang) if date else SafeString(),
        picture=file_address("picture", place, row["pk"], row["picture"]) if row["picture"] else "",
        picture_text=reader.read(row, "picture_text"),
        day=date.date if date else None,
    )


def _downloads(place: Place) -> list[Download]:
    rows = rows_of(Attachment).filter(plan=place.plan.pk).order_by("position", "pk")
    return [download_of(row, place) for row in rows.values(*ATTACHMENT_COLUMNS, *place.reader.columns("title"))]


def download_of(row: Mapping[str, Any], place: Place, **plan: str) -> Download:
    """An attachment; ``plan``: the slug of another plan of the town."""
    source = row["file"] or row["url"].split("?")[0]
    ending = source.rsplit("/", 1)[-1].rpartition(".")
    kind = ending[2].upper() if ending[0] and len(ending[2]) <= 4 else ""
    language = language_name(row["language"])
    details = [kind, filesizeformat(row["size"]) if row["size"] else "", language]
    return Download(
        title=place.reader.read(row, "title"),
        href=file_address("file", place, row["pk"], row["file"], **plan) if row["file"] else row["url"],
        language=row["language"],
        language_name=language,
        details=", ".join(part for part in details if part),
        is_elsewhere=not row["file"],
    )


def _other_plans(place: Place) -> list[OtherPlan]:
    newest_first = sorted(
        (plan for plan in place.plans if plan.pk != place.plan.pk),
        key=lambda plan: (plan.starts_in or datetime.MINYEAR, plan.published_at),
        reverse=True,
    )
    return [OtherPlan(plan, Addresses(place.lang, place.town.slug, plan.slug).plan) for plan in newest_first]
