"""Addresses of one plan's pages, computed once: reverse() for each of 300 goals would cost more than the database."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from .texts import slug_of

if TYPE_CHECKING:
    from .places import Place


@dataclass(frozen=True)
class Preview:
    """An edition that is not published yet, to be shown as the public will see it. ``door``: what stands beside the
    language in its addresses ({"edition": …} or {"token": …}); ``way_back``: to where it is written, or "".

    A proposal that everybody may read is one too, with the door {"town": …, "plan": …} (proposals.py)."""

    edition: int
    is_proposed: bool
    door: Mapping[str, Any]
    way_back: str = ""
    pages: str = "preview"
    """The namespace of its addresses."""
    is_public: bool = False
    remarks_until: datetime.date | None = None


class Addresses:
    """Of a plan, or of one of its editions where ``number`` is given. ``preview``: where the preview of its open
    edition begins; published editions have no other addresses for that."""

    def __init__(self, lang: str, town: str, plan: str, number: int | None = None, preview: str = "") -> None:
        public = reverse("public:plan", kwargs={"lang": lang, "town": town, "plan": plan})
        self.plan = preview or public
        self.editions = f"{self.plan}editions/"
        self.changes = f"{public}changes/"
        self.published = f"{public}editions/"
        self.base = self.plan if number is None else self.edition(number)
        self.succession = f"{self.plan}succession/"
        self.tree = f"{self.base}tree/"
        self.goals = f"{self.base}goals/"

    def edition(self, number: int) -> str:
        return f"{self.published}{number}/"

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
        return self.goal_named(key, slug_of(title))

    def goal_named(self, key: str, slug: str) -> str:
        return f"{self.goals}{key}/{slug}/"


def sealed_name(town: str, plan: str, number: int) -> str:
    """The name under which a visitor saves what the seal covers."""
    return f"{town}-{plan}-edition-{number}.sealed.json"


def file_address(view: str, place: Place, pk: int, path: str, **plan: str) -> str:
    """Of the stored file ``path``, which belongs to the row ``pk``; ``plan``: the slug of another plan of the town."""
    return place.address(view, pk=pk, name=path.rsplit("/", 1)[-1], **plan)
