"""Accessibility by law, as tables: what can be declared, under which norm, and who hears a complaint where.

Looked up in November 2026; these facts change, and a municipality can name another body in its own statement.

- The parts of a statement: Implementing Decision (EU) 2018/1523, under articles 7 and 9 of Directive (EU) 2016/2102.
- The norm: the only version whose reference stands in the Official Journal is EN 301 549 V3.2.1, since 12 February 2022
  (Implementing Decision (EU) 2021/1339). It holds WCAG 2.1, AA; no later version with WCAG 2.2 was found cited.
- Belgium: after the municipality and its complaints desk comes the ombudsman of the level that answers for the site
  (accessibility.belgium.be, "which contacts must the statement give"). The Flemish ombudsman hears complaints about
  those municipalities that have joined it; some have one of their own, as Ghent and Antwerp (vlaanderen.be/
  vlaamse-ombudsdienst, vvsg.be). Ombuds Brussels hears those about communes, but for Ixelles and
  Woluwe-Saint-Lambert (ombuds.brussels, questions); equal.brussels inspects. The Ombudsdienst of the German-speaking
  Community hears those about its municipalities since 2016 (dg-ombudsdienst.be, report 2015-2016).
- Denmark: Digitaliseringsstyrelsen, after ten working days without an answer (digst.dk, "Oplever du ikke-tilgængeligt
  indhold?"). The statement itself is made in its WAS-Tool; in the Netherlands in toegankelijkheidsverklaring.nl.
- France: Défenseur des droits; law 2005-102, article 47. Luxembourg: SIP (gouvernement.lu, digital accessibility).
- Germany: each Land has its own (Hessen: Durchsetzungsstelle; Nordrhein-Westfalen: Ombudsstelle; Baden-Württemberg:
  Schlichtungsstelle), so there is no name for all.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .registers import Country

STANDARD = "EN 301 549 V3.2.1 (WCAG 2.1, AA)"
"""The norm in force, which statements name. The site is built to WCAG 2.2, AA."""

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
    OSTBELGIEN = "ostbelgien", "Ombudsdienst der Deutschsprachigen Gemeinschaft"
    NETHERLANDS = "netherlands", "Nationale ombudsman"
    DENMARK = "denmark", "Digitaliseringsstyrelsen"
    FRANCE = "france", "Défenseur des droits"
    LUXEMBOURG = "luxembourg", "Service information et presse (SIP)"


@dataclass(frozen=True)
class Door:
    """Where to find a body: its address on the web, and the language of its name and of ``law``."""

    url: str
    lang: str
    law: str = ""
    """The law that puts the Directive into effect there, as it is called."""
    is_after_own_ombudsman: bool = False
    """Some municipalities there have an ombudsman of their own, who comes in its place."""


DOORS: dict[str, Door] = {
    EnforcementBody.FLANDERS: Door(
        "https://www.vlaanderen.be/vlaamse-ombudsdienst", "nl", "Bestuursdecreet van 7 december 2018", True
    ),
    EnforcementBody.WALLONIA: Door("https://www.le-mediateur.be/", "fr", "décret du 2 mai 2019", True),
    EnforcementBody.BRUSSELS: Door("https://www.ombuds.brussels/", "fr", "ordonnance du 4 octobre 2018", True),
    EnforcementBody.OSTBELGIEN: Door("https://www.dg-ombudsdienst.be/", "de"),
    EnforcementBody.NETHERLANDS: Door(
        "https://www.nationaleombudsman.nl/", "nl", "Besluit digitale toegankelijkheid overheid", True
    ),
    EnforcementBody.DENMARK: Door(
        "https://digst.dk/digital-inklusion/webtilgaengelighed/oplever-du-ikke-tilgaengeligt-indhold/",
        "da",
        "lov om tilgængelighed af offentlige organers websteder og mobilapplikationer",
    ),
    EnforcementBody.FRANCE: Door(
        "https://www.defenseurdesdroits.fr/", "fr", "article 47 de la loi n° 2005-102 du 11 février 2005"
    ),
    EnforcementBody.LUXEMBOURG: Door("https://accessibilite.public.lu/", "fr", "loi du 28 mai 2019"),
}

BY_COUNTRY: dict[str, EnforcementBody] = {
    Country.NETHERLANDS: EnforcementBody.NETHERLANDS,
    Country.DENMARK: EnforcementBody.DENMARK,
    Country.FRANCE: EnforcementBody.FRANCE,
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
    """Who hears complaints about the municipality with this register code.

    None where a Belgian one has no code, and in Germany, where each Land has its own.
    """
    if country != Country.BELGIUM:
        return BY_COUNTRY.get(country)
    if not code:
        return None
    if code in NINE_OF_OSTBELGIEN:
        return EnforcementBody.OSTBELGIEN
    return next((body for digits, body in BY_NIS if code.startswith(digits)), EnforcementBody.FLANDERS)
