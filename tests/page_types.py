"""A town that has a bit of everything, and the address of each type of public page: what every page test walks over."""

import datetime

from municipalities.models import AccessibilityStatement, FooterLink, Municipality
from strategy.models import Attachment, Edition, Milestone
from strategy.services.publishing import publish_edition, start_draft
from strategy.tree import Branch, rearranging
from strategy.vocabulary import LANGUAGES

from .factories import make_decision, make_plan, make_town

GOALS = [
    Branch({"kind": "mission", "title_nl": "Missie", "text_nl": "Samen,\nvoor allen.", "form": "verse"}),
    Branch(
        {"kind": "vision", "title_nl": "Visie"},
        children=[Branch({"kind": "vision", "title_nl": "Groen", "text_nl": "Bomen in elke straat."})],
    ),
    Branch({"kind": "value", "title_nl": "Open", "text_nl": "Altijd.", "form": "quotation"}),
    Branch(
        {"kind": "theme", "title_nl": "Veilig", "title_fr": "Sûr", "code": "T1", "is_priority": True, "sdgs": "11,16"},
        key="veiligaa",
        children=[
            Branch(
                {"kind": "objective", "title_nl": "Licht", "sdgs": "11"},
                children=[Branch({"kind": "ambition", "title_nl": "Een lamp in elke straat"})],
            )
        ],
    ),
    Branch({"kind": "theme", "title_nl": "Gezond", "sdgs": "3"}),
]


def make_full_town() -> Municipality:
    """The town "lindehoven" in all languages: two editions of one plan, and a later plan."""
    town = make_town(
        "lindehoven",
        languages=LANGUAGES,
        contact_email="info@lindehoven.example",
        contact_phone="050 00 00 00",
        contact_address="Markt 1\nLindehoven",
        contact_url="https://lindehoven.example/",
        register_scheme="nis",
        register_code="41002",
    )
    FooterLink.objects.create(municipality=town, label_nl="Gemeenteraad", url="https://raad.example/")
    AccessibilityStatement.objects.create(
        municipality=town, not_compliant_nl="Oude kaarten", prepared_on=datetime.date(2026, 1, 5)
    )
    plan = make_plan(town)
    Milestone.objects.create(
        plan=plan, title_nl="Werkgroep", text_nl="Met inwoners.", date=datetime.date(2019, 5, 1), precision="month"
    )
    Attachment.objects.create(plan=plan, title_nl="Brochure", language="nl", url="https://x.example/brochure.pdf")
    first = _published(plan, GOALS[:4])
    make_decision(first, number="2019_1", votes_for=20, votes_against=3)
    _published(plan, GOALS)
    _published(make_plan(town, slug="2026-2031", starts_in=2026, ends_in=2031), GOALS[3:])
    return town


def _published(plan, branches: list[Branch]) -> Edition:
    edition = start_draft(plan, actor=None, empty=True)
    with rearranging(edition, actor=None) as tree:
        tree.build(branches)
    return publish_edition(edition, actor=None)


def addresses(lang: str) -> list[str]:
    """One of each type, in the full town."""
    town, plan = f"/{lang}/lindehoven/", f"/{lang}/lindehoven/2020-2025/"
    own = ("documents", "accessibility", "privacy", "contact", "help", "feedback", "feedback/thanks")
    site = ("accessibility", "privacy", "help", "compare")
    both = "a=lindehoven/2020-2025&b=lindehoven/2026-2031"
    return [
        f"/{lang}/",
        town,
        *(f"{plan}{part}" for part in ("", "tree/", "tree/?q=licht", "editions/", "data/", "history/", "sdgs/")),
        f"{plan}embed/",
        f"{plan}goals/veiligaa/",
        f"{plan}editions/1/",
        f"{plan}editions/1/tree/",
        f"{plan}changes/1..2/",
        f"{plan}on/2019-12-18/",
        f"{town}search/?q=licht",
        f"/{lang}/search/?q=niets-daarvan",
        *(f"{town}{word}/" for word in own),
        *(f"/{lang}/{word}/" for word in site),
        f"/{lang}/compare/?{both}",
        f"{plan}goals/aaaaaaaa/",
    ]
