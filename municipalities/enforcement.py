"""Accessibility by law, as tables: what can be declared, under which norm, and who enforces it where.

Sources: Directive (EU) 2016/2102, articles 4, 7 and 9; Implementing Decision (EU) 2018/1523 (the model statement).
Bodies and addresses are facts that change: see docs/citizens.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .registers import Country

STANDARD = "EN 301 549 V3.2.1 (WCAG 2.1, AA)"
"""The norm that the Directive points to, by Implementing Decision (EU) 2021/1339. The site is built to WCAG 2.2, AA."""

MODEL = "https://eur-lex.europa.eu/eli/dec_impl/2018/1523/oj"
DIRECTIVE = "https://eur-lex.europa.eu/eli/dir/2016/2102/oj"


class Compliance(TextChoices):
    FULL = "full", _("fully compliant")
    PARTIAL = "partial", _("partially compliant")
    NONE = "none", _("not compliant")


class Method(TextChoices):
    """By whom the pages were tested (the model statement asks for it)."""

    SELF = "self", _("by the municipality itself")
    OTHERS = "others", _("by an independent party")


class EnforcementBody(TextChoices):
    """Who hears a visitor whose complaint was not answered well. Named as they name themselves."""

    FLANDERS = "flanders", "Vlaamse Ombudsdienst"
    WALLONIA = "wallonia", "Médiateur de la Wallonie et de la Fédération Wallonie-Bruxelles"
    BRUSSELS = "brussels", "Ombuds Bruxelles – Brussel"
    OSTBELGIEN = "ostbelgien", "Ombudsperson der Deutschsprachigen Gemeinschaft"
    NETHERLANDS = "netherlands", "Nationale ombudsman"
    DENMARK = "denmark", "Digitaliseringsstyrelsen"
    FRANCE = "france", "Défenseur des droits"
    GERMANY = "germany", "Schlichtungsstelle des Landes"
    LUXEMBOURG = "luxembourg", "Service information et presse (SIP)"


@dataclass(frozen=True)
class Door:
    """Where to find a body: its address on the web, and the language of its name."""

    url: str
    lang: str


DOORS: dict[str, Door] = {
    EnforcementBody.FLANDERS: Door("https://www.vlaamseombudsdienst.be/", "nl"),
    EnforcementBody.WALLONIA: Door("https://www.le-mediateur.be/", "fr"),
    EnforcementBody.BRUSSELS: Door("https://www.ombuds.brussels/", "fr"),
    EnforcementBody.OSTBELGIEN: Door("https://www.ombudsmann.be/", "de"),
    EnforcementBody.NETHERLANDS: Door("https://www.nationaleombudsman.nl/", "nl"),
    EnforcementBody.DENMARK: Door("https://www.was.digst.dk/", "da"),
    EnforcementBody.FRANCE: Door("https://www.defenseurdesdroits.fr/", "fr"),
    EnforcementBody.GERMANY: Door("https://www.bfit-bund.de/", "de"),
    EnforcementBody.LUXEMBOURG: Door("https://accessibilite.public.lu/", "fr"),
}

BY_COUNTRY: dict[str, EnforcementBody] = {
    Country.NETHERLANDS: EnforcementBody.NETHERLANDS,
    Country.DENMARK: EnforcementBody.DENMARK,
    Country.FRANCE: EnforcementBody.FRANCE,
    Country.GERMANY: EnforcementBody.GERMANY,
    Country.LUXEMBOURG: EnforcementBody.LUXEMBOURG,
}
NINE_OF_OSTBELGIEN = frozenset({"63001", "63012", "63013", "63023", "63040", "63048", "63061", "63067", "63087"})
"""NIS codes of the municipalities of the German-speaking Community."""

BY_NIS: tuple[tuple[str, EnforcementBody], ...] = (
    ("21", EnforcementBody.BRUSSELS),
    ("25", EnforcementBody.WALLONIA),
    ("5", EnforcementBody.WALLONIA),
    ("6", EnforcementBody.WALLONIA),
    ("8", EnforcementBody.WALLONIA),
    ("9", EnforcementBody.WALLONIA),
)
"""First digits of a Belgian code (province or arrondissement) -> body; all others lie in Flanders."""


def enforcement_body(country: str, code: str) -> EnforcementBody | None:
    """Who enforces for the municipality with this register code; None where a Belgian one has no code."""
    if country != Country.BELGIUM:
        return BY_COUNTRY[country]
    if not code:
        return None
    if code in NINE_OF_OSTBELGIEN:
        return EnforcementBody.OSTBELGIEN
    return next((body for digits, body in BY_NIS if code.startswith(digits)), EnforcementBody.FLANDERS)
