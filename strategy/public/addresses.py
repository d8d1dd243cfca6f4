"""Addresses of one plan's pages, computed once: reverse() for each of 300 goals would cost more than the database."""

from __future__ import annotations

from django.urls import reverse

from .texts import slug_of


class Addresses:
    """Of a plan, or of one of its editions where ``number`` is given."""

    def __init__(self, lang: str, town: str, plan: str, number: int | None = None) -> None:
        self.plan = reverse("public:plan", kwargs={"lang": lang, "town": town, "plan": plan})
        self.editions = f"{self.plan}editions/"
        self.changes = f"{self.plan}changes/"
        self.base = self.plan if number is None else self.edition(number)
        self.tree = f"{self.base}tree/"
        self.goals = f"{self.base}goals/"

    def edition(self, number: int) -> str:
        return f"{self.editions}{number}/"

    def edition_tree(self, number: int) -> str:
        return f"{self.edition(number)}tree/"

    def between(self, before: int, after: int) -> str:
        """What changed from one edition to another."""
        return f"{self.changes}{before}..{after}/"

    def sealed(self, number: int) -> str:
        """What the seal of an edition covers, byte for byte."""
        return f"{self.edition(number)}sealed.json"

    def extract(self, number: int) -> str:
        """The edition as it was adopted, for the council's file."""
        return f"{self.edition(number)}extract.pdf"

    def goal(self, key: str, title: str) -> str:
        return f"{self.goals}{key}/{slug_of(title)}/"


def sealed_name(town: str, plan: str, number: int) -> str:
    """The name under which a visitor saves what the seal covers."""
    return f"{town}-{plan}-edition-{number}.sealed.json"
