"""Pages whose words are the site's own: accessibility statement, privacy, help, contact. Of a town, or of the site."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities.enforcement import DIRECTIVE, DOORS, MODEL, STANDARD, Compliance, Door, EnforcementBody, Method
from municipalities.enforcement import enforcement_body as body_of
from municipalities.models import AccessibilityStatement
from municipalities.registers import Country

from ...models import Goal
from ...vocabulary import ADDRESS_KEPT_DAYS, LANGUAGES, Kind
from ..places import Place, Town
from ..rows import Given, Question, rows_of
from ..texts import Text, When
from ..visiting import Visit
from ..words import Words
from .frame import Frame, Link, addresses_of, crumbs_of, frame_of, tree_name
from .site import site_frame

MEANINGS = {
    Kind.MISSION: gettext_lazy("Why the municipality exists and for whom it works. A mission holds for a long time."),
    Kind.VISION: gettext_lazy("How the municipality should be some years from now: a picture of the future."),
    Kind.VALUE: gettext_lazy("What everybody who works for the municipality holds on to, whatever they do."),
    Kind.THEME: gettext_lazy("A subject under which goals are grouped, such as housing or getting around."),
    Kind.OBJECTIVE: gettext_lazy(
        "What the municipality wants to achieve. An objective follows from mission and vision."
    ),
    Kind.AMBITION: gettext_lazy("A concrete wish within an objective or a theme: what people should notice of it."),
    Kind.ACTION_PLAN: gettext_lazy("A group of actions that together bring an objective nearer."),
    Kind.ACTION: gettext_lazy("Something that the municipality does, usually with a budget and within a set time."),
    Kind.TOPIC: gettext_lazy("A word or short sentence that says what a theme is about."),
}
"""What each kind means, in plain words."""

ALWAYS_EXPLAINED = (Kind.MISSION, Kind.VISION, Kind.OBJECTIVE, Kind.AMBITION)


@dataclass
class OwnTextPage:
    """``place`` and ``town`` are None on the pages of the site itself."""

    frame: Frame
    title: str
    lead: str = ""
    place: Place | None = None
    town: Town | None = None
    email: str = ""
    """Whom to ask on a page of the site."""


def _page_of(place: Place, visit: Visit, title: str, lead: str = "") -> OwnTextPage:
    frame = frame_of(
        place,
        visit,
        title,
        section="",
        description=lead or f"{title} – {place.town.formal_name.text}",
        crumbs=crumbs_of(place, Link(title, current="page")),
    )
    frame.is_own_text, frame.updated = True, SafeString()
    return OwnTextPage(frame, title, lead, place, place.town, place.town.contact_email)


def _page_of_site(visit: Visit, title: str, lead: str = "") -> OwnTextPage:
    return OwnTextPage(site_frame(visit, title, lead), title, lead, email=settings.CONTACT_EMAIL)


# -- accessibility statement -------------------------------------------------------------------------


@dataclass(frozen=True)
class Reason:
    """One of the three reasons of the model statement for which content may be inaccessible, with what it covers."""

    heading: str
    text: Text

    @property
    def lines(self) -> list[Text]:
        parts = (line.strip(" •-*\t") for line in self.text.text.splitlines())
        return [Text(part, self.text.lang, self.text.is_fallback) for part in parts if part]


@dataclass
class StatementPage(OwnTextPage):
    scope: str = ""
    """The whole address of the pages that it is about."""
    status: str = Compliance.PARTIAL
    standard: str = STANDARD
    reasons: list[Reason] = field(default_factory=list)
    prepared: SafeString = field(default_factory=SafeString)
    reviewed: SafeString = field(default_factory=SafeString)
    is_by_others: bool = False
    tested_by: str = ""
    body: str = ""
    """Who hears complaints; empty where the town must say it and has not."""
    door: Door = field(default_factory=lambda: Door("", ""))
    law: Door | None = None
    """Where the law of the place is known."""
    is_per_land: bool = False
    register_url: str = ""
    sources: tuple[str, str] = (DIRECTIVE, MODEL)


def statement_page(place: Place, visit: Visit) -> StatementPage:
    page = StatementPage(**vars(_page_of(place, visit, _("Accessibility statement"))))
    page.scope = visit.site_of(place.town) + place.town_page
    rows = _statement().ask(town=place.town.slug)
    if rows:
        row, reader = rows[0], place.reader
        page.status, page.tested_by = row["status"], row["tested_by"]
        page.is_by_others = row["method"] == Method.OTHERS
        page.prepared, page.reviewed = (_date(row[name], place.lang) for name in ("prepared_on", "reviewed_on"))
        headings = {
            "not_compliant": _("Does not comply with the law on web accessibility"),
            "burden": _("Disproportionate burden"),
            "out_of_scope": _("Outside the scope of the law"),
        }
        texts = {name: reader.read(row, name) for name in headings}
        page.reasons = [Reason(headings[name], text) for name, text in texts.items() if text]
    _tell_who_enforces(page, rows[0] if rows else {}, place.town)
    return page


def _tell_who_enforces(page: StatementPage, row: dict, town: Town) -> None:
    """The body that the town names itself, or the one it chose, or the one that follows from country and code."""
    page.is_per_land = town.country == Country.GERMANY
    page.register_url = row.get("register_url", "")
    body = row.get("enforcement") or body_of(town.country, town.register_code)
    if body:
        page.body, page.door = str(EnforcementBody(body).label), DOORS[body]
        page.law = page.door if page.door.law else None
    if row.get("own_body"):
        page.body, page.door = row["own_body"], Door(row["own_body_url"], town.language)


def site_statement_page(visit: Visit) -> StatementPage:
    return StatementPage(**vars(_page_of_site(visit, _("Accessibility statement"))))


@functools.cache
def _statement() -> Question:
    names = ("not_compliant", "burden", "out_of_scope")
    texts = [f"{name}_{code}" for name in names for code in LANGUAGES]
    rows = rows_of(AccessibilityStatement).filter(municipality__slug=Given("town"))
    plain = ("status", "method", "tested_by", "prepared_on", "reviewed_on")
    enforced = ("enforcement", "own_body", "own_body_url", "register_url")
    return Question(rows.values(*plain, *enforced, *texts))


def _date(day: datetime.date | None, lang: str) -> SafeString:
    return When(day).html(lang) if day else SafeString()


# -- privacy, contact ---------------------------------------------------------------------------------


@dataclass
class PrivacyPage(OwnTextPage):
    address_days: int = ADDRESS_KEPT_DAYS


def privacy_page(place: Place, visit: Visit) -> PrivacyPage:
    return PrivacyPage(**vars(_page_of(place, visit, _("Privacy"), _privacy_lead())))


def site_privacy_page(visit: Visit) -> PrivacyPage:
    return PrivacyPage(**vars(_page_of_site(visit, _("Privacy"), _privacy_lead())))


def _privacy_lead() -> str:
    return _("You can read these pages without being followed: no cookies, no tracking, no account.")


def contact_page(place: Place, visit: Visit) -> OwnTextPage:
    return _page_of(place, visit, _("Contact"))


# -- help ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Meaning:
    word: str
    own_name: str
    """What the town calls it, where that is another word."""
    text: str


@dataclass
class HelpPage(OwnTextPage):
    meanings: list[Meaning] = field(default_factory=list)
    tree: Link | None = None


def help_page(place: Place, visit: Visit) -> HelpPage:
    page = HelpPage(**vars(_page_of(place, visit, _("Help"), _help_lead())))
    used = {row[0] for row in _kinds().ask(edition=place.edition.pk)}
    page.meanings = _meanings(used, Words(place.levels, place.reader))
    page.tree = Link(tree_name(place), addresses_of(place).tree)
    return page


def site_help_page(visit: Visit) -> HelpPage:
    page = HelpPage(**vars(_page_of_site(visit, _("Help"), _help_lead())))
    page.meanings = _meanings(set(MEANINGS), None)
    return page


def _help_lead() -> str:
    return _("What the words mean, and how to find your way.")


def _meanings(used: Iterable[str], words: Words | None) -> list[Meaning]:
    explained = {*used, *ALWAYS_EXPLAINED}
    meanings = []
    for kind, text in MEANINGS.items():
        if kind in explained:
            word = str(Kind(kind).label)
            own = words.singular(kind) if words else word
            meanings.append(Meaning(word, own if own != word else "", str(text)))
    return meanings


@functools.cache
def _kinds() -> Question:
    rows = rows_of(Goal).filter(edition=Given("edition")).exclude(kind=Kind.ROOT).order_by()
    return Question(rows.values_list("kind").distinct(), as_tuples=True)
