"""The panel of checks before publishing: what was found, how serious it is, and links to where it is solved."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Edition
from ..services.checking import Finding, Place, Severity
from ..services.content import language_name
from ..services.reviewing import findings
from .translation_board import board_url
from .translation_rows import PLAN
from .translation_tabs import tab_url

SHOWN = 20
"""Places of one finding that are listed; the rest is counted."""

ICONS = {Severity.ERROR: "✕", Severity.WARNING: "▲", Severity.NOTICE: "i"}


@dataclass
class Link:
    """To a goal: its name in the authentic language, and what is to say about it."""

    url: str
    name: str
    note: str


@dataclass
class Found:
    """A finding as the panel shows it; ``url`` leads to the page that shows all of it, where there is one."""

    finding: Finding
    links: list[Link]
    url: str
    url_words: str

    @property
    def icon(self) -> str:
        return ICONS[self.finding.severity]

    @property
    def more(self) -> int:
        return len(self.finding.places) - len(self.links)


@dataclass
class Checks:
    found: list[Found]
    counts: list[tuple[str, str, int]]
    """(severity, its words, how many findings), without those that there are none of."""
    authentic: str


def checks_of(edition: Edition) -> Checks:
    found = [_found(edition, finding) for finding in findings(edition)]
    counted = [(severity, sum(one.finding.severity == severity for one in found)) for severity in Severity]
    counts = [(severity.value, str(severity.label), count) for severity, count in counted if count]
    return Checks(found, counts, edition.plan.municipality.language)


def _found(edition: Edition, finding: Finding) -> Found:
    url, words = "", ""
    if finding.state:
        chosen = {"state": finding.state, "language": finding.language, "kind": PLAN if finding.is_of_plan else ""}
        url, words = board_url(edition, **chosen), _("Show on the board")
    return Found(finding, [_link(edition, place) for place in finding.places[:SHOWN]], url, words)


def _link(edition: Edition, place: Place) -> Link:
    town, values = edition.plan.municipality, place.values
    name = " ".join(part for part in (values["code"], values[f"title_{town.language}"]) if part) or values["key"]
    if place.language and place.language != town.language:
        note = ", ".join(part for part in (language_name(place.language), place.note) if part)
        return Link(tab_url(values["pk"], town, place.language), name, note)
    return Link(reverse("admin:strategy_goal_change", args=[values["pk"]]), name, place.note)
