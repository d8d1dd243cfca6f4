"""What stands around every page: head, header with navigation and languages, breadcrumb, notes and footer."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from municipalities.colours import theme_css

from ...vocabulary import LANGUAGES
from ..addresses import Addresses
from ..places import Place, PlanRow, Town
from ..texts import LOCALES, Text, When, language_name, own_name
from ..visiting import Visit
from . import for_programs
from .proposing import ProposalNote, proposal_of


@dataclass(frozen=True)
class Link:
    text: Text | str
    href: str = ""
    current: str = ""
    """The value of aria-current, where this is the page or holds it."""
    lang: str = ""


@dataclass
class Frame:
    lang: str
    title: str
    description: str = ""
    canonical: str = ""
    alternates: list[tuple[str, str]] = field(default_factory=list)
    languages: list[Link] = field(default_factory=list)
    nav: list[Link] = field(default_factory=list)
    search: str = ""
    """Address of the search: in the town of the page, or in all."""
    crumbs: list[Link] = field(default_factory=list)
    home: str = ""
    town: Town | None = None
    plan_title: Text | None = None
    theme: str = ""
    shield: str = ""
    logo: str = ""
    picture: str = ""
    """Address of the picture behind the mission."""
    authentic_language: str = ""
    authentic_href: str = ""
    updated: SafeString = field(default_factory=SafeString)
    onward: list[Link] = field(default_factory=list)
    """From an edition that is not in force today: to the one that is, and to what lies between."""
    data: str = ""
    """Address of the page with the same edition as data."""
    draft: str = ""
    """Where this is a preview: the sentence that says so."""
    proposal: ProposalNote | None = None
    way_back: str = ""
    robots: str = ""
    """What search engines may do with the page, where it is less than everything."""
    feedback: str = ""
    """Address of the form about this page; "" where it makes no sense."""
    footer: list[Link] = field(default_factory=list)
    image: str = ""
    """Full address of the picture that stands beside a link to the page."""
    oembed: str = ""
    """Full address where programs ask how the page is embedded."""
    locales: list[str] = field(default_factory=list)
    """The page's own and those of its translations, as social media write them."""
    feeds: list[tuple[str, str]] = field(default_factory=list)
    """(name, address) of what programs can follow: the town's news and the plan's."""
    is_at_home: bool = False
    """Whether this is the town's own domain, where no other town has pages."""
    has_form: bool = False
    is_own_text: bool = False
    """The page's words are the site's own, in every language alike, and no translation of the town's."""


def bare_frame(lang: str, title: str) -> Frame:
    """A page that belongs to no town."""
    own = {"lang": lang}
    home, search = reverse("public:towns", kwargs=own), reverse("public:search", kwargs=own)
    return Frame(lang, title, home=home, search=search, footer=footer_of(lang))


def footer_of(lang: str, town: str = "") -> list[Link]:
    """What stands at the foot of every page, always in the same order; without ``town``, of the site itself."""
    views = {
        "accessibility": _("Accessibility statement"),
        "privacy": _("Privacy"),
        "contact": _("Contact"),
        "help": _("Help"),
        "documents": _("Documents"),
    }
    if town:
        return [
            Link(text, reverse(f"public:{view}", kwargs={"lang": lang, "town": town})) for view, text in views.items()
        ]
    ours = ("accessibility", "privacy", "help")
    return [Link(views[view], reverse(f"public:site_{view}", kwargs={"lang": lang})) for view in ours]


def digest_of(town: Town) -> str:
    """Stands in the addresses of a town's theme and pictures, so that these can be kept for ever."""
    return hashlib.sha256(f"{theme_css(town.brand_colour)}{town.logo}{town.header_picture}".encode()).hexdigest()[:10]


def frame_of(
    place: Place,
    visit: Visit,
    title: str,
    *,
    section: str,
    description: str = "",
    canonical: Mapping[str, object] | None = None,
    canonical_view: str = "",
    crumbs: Sequence[Link] = (),
    slugs: Mapping[str, str] | None = None,
    updated: datetime.datetime | None = None,
) -> Frame:
    """The frame of a page of ``place``.

    ``section``: the entry of the navigation that the page is ("plan", "tree", "documents") or stands under ("goal",
    "editions", "changes").
    ``canonical_view`` and ``canonical``: where the same text has its own address; by default this page.
    ``slugs``: the goal's slug by language, where the address has one.
    """
    town, parts = place.town, {"town": place.town.slug, "digest": digest_of(place.town)}
    title = f"{title} – {town.formal_name.text}"
    spoken = [code for code in LANGUAGES if code in town.languages]

    def address(view: str, kwargs: Mapping[str, object], code: str) -> str:
        slug = {"slug": slugs[code]} if slugs else {}
        return reverse(view, kwargs={**kwargs, **slug, "lang": code})

    own = {code: address(visit.view, visit.kwargs, code) for code in spoken}
    view, kwargs = canonical_view or visit.view, visit.kwargs if canonical is None else canonical
    site = visit.site_of(town)
    best = {} if place.preview else {code: site + address(view, kwargs, code) for code in spoken}
    translation = place.reader.is_translation
    return Frame(
        lang=place.lang,
        title=_marked(place, title),
        description=Truncator(description).chars(155),
        canonical=best.get(place.lang, ""),
        alternates=list(best.items()) if len(spoken) > 1 else [],
        languages=[Link(own_name(code), href, "true" if code == place.lang else "", code) for code, href in own.items()]
        if len(spoken) > 1
        else [],
        nav=navigation(place, section),
        search="" if place.preview else reverse("public:town_search", kwargs={"lang": place.lang, "town": town.slug}),
        crumbs=list(crumbs),
        home=place.town_page,
        town=town,
        plan_title=place.plan.title,
        theme=reverse("public:theme", kwargs=parts),
        shield=reverse("public:shield", kwargs=parts),
        logo=reverse("public:logo", kwargs=parts) if town.logo else "",
        picture=reverse("public:header_picture", kwargs=parts) if town.header_picture else "",
        authentic_language=language_name(town.language) if translation else "",
        authentic_href=own[town.language] if translation else "",
        updated=SafeString() if place.preview else last_change(place, updated),
        onward=[] if place.preview else onward_of(place),
        data=f"{addresses_of(place).base}data/",
        draft=_draft_sentence(place),
        way_back=place.preview.way_back if place.preview else "",
        proposal=proposal_of(place, visit, section),
        feedback="" if place.preview else _feedback(place, own[place.lang]),
        footer=[] if place.preview else footer_of(place.lang, town.slug),
        image=for_programs.image(place, visit, site),
        oembed=for_programs.oembed(place, visit, site, best),
        locales=[LOCALES[code] for code in (place.lang, *(code for code in spoken if code != place.lang))],
        is_at_home=visit.is_at_home(town),
        feeds=for_programs.feeds(place),
    )


def _marked(place: Place, title: str) -> str:
    if place.preview is None:
        return title
    if place.preview.is_public:
        return _("Proposal – not yet decided: %(title)s") % {"title": title}
    return _("DRAFT: %(title)s") % {"title": title}


def _draft_sentence(place: Place) -> str:
    if place.preview is None:
        return ""
    if place.preview.is_public:
        return _("This is a proposal. It has not been approved yet, and it is not in force.")
    if place.preview.is_proposed:
        return _("This text is proposed for a decision. It is not published, and it is not in force.")
    return _("This text is still being written. It is not decided on, not published, and not in force.")


def _feedback(place: Place, path: str) -> str:
    address = reverse("public:feedback", kwargs={"lang": place.lang, "town": place.town.slug})
    return f"{address}?{urlencode({'page': path})}"


def last_change(place: Place, updated: datetime.datetime | None) -> SafeString:
    """The day on which the text last changed: it was published, or a decision on it was recorded or
    withdrawn."""
    moment = max(filter(None, (place.edition.published_at, updated)))
    return When(timezone.localdate(moment)).html(place.lang)


def onward_of(place: Place) -> list[Link]:
    """Links to the edition in force and to what changed, where the page shows another one."""
    shown, current, addresses = place.edition.number, place.current.number, addresses_of(place)
    if shown == current:
        return []
    today = Link(_("Read the edition in force today"), addresses.plan)
    if shown > current:
        return [today, Link(_("What it changes"), addresses.between(current, shown))]
    return [today, Link(_("What has changed since"), addresses.between(shown, current))]


def addresses_of(place: Place) -> Addresses:
    base = place.address("plan") if place.preview else ""
    return Addresses(place.lang, place.town.slug, place.plan.slug, place.number, base)


def tree_name(place: Place) -> str:
    """What the page with everything is called: a plan without goals has no tree."""
    return _("Tree of goals") if place.edition.has_steps else _("Whole text")


def home_of(place: Place) -> str:
    """The page on which the plan starts: the town's own, for the plan that it shows today."""
    addresses = addresses_of(place)
    if place.number is not None or not place.is_current_plan:
        return addresses.base
    return place.town_page


def navigation(place: Place, section: str) -> list[Link]:
    addresses = addresses_of(place)
    entries = {
        "plan": (_("Home"), home_of(place)),
        "tree": (tree_name(place), addresses.tree),
        "documents": (_("Documents"), documents_of(place)),
    }
    inside = {"goal": "tree", "editions": "documents", "changes": "documents"}.get(section)
    return [
        Link(text, href, "page" if name == section else "true" if name == inside else "")
        for name, (text, href) in entries.items()
    ]


def documents_of(place: Place) -> str:
    """The page with everything to take away; a preview has its editions instead."""
    if place.preview:
        return addresses_of(place).editions
    return reverse("public:documents", kwargs={"lang": place.lang, "town": place.town.slug})


def crumbs_of(place: Place, *further: Link) -> list[Link]:
    """Town > plan or edition, where it is not the one that the town's page shows > what follows."""
    trail = [Link(place.town.name, place.town_page)]
    if not place.is_current_plan:
        trail.append(Link(plan_name(place.plan), addresses_of(place).plan))
    if place.number is not None:
        trail.append(Link(_("Edition %(number)d") % {"number": place.number}, addresses_of(place).base))
    return [*trail, *further]


def plan_name(plan: PlanRow) -> Text:
    """How a list calls a plan: by its title."""
    return plan.title
