"""demo: five towns to look at, and a login for each role. Adds what is missing; never changes or deletes."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from municipalities.models import FooterLink, Membership, Municipality, User
from municipalities.roles import Role
from strategy.exchange.formats import plan_json
from strategy.exchange.importing import import_document
from strategy.models import Plan
from strategy.services.editing import add_goal, edit_goal
from strategy.services.planning import save_plan
from strategy.services.publishing import publish_edition, start_draft
from strategy.services.succeeding import pairs_of, record_succession, start_next_plan

FOLDER = Path(__file__).resolve().parents[2] / "demo"
PASSWORD = "koers-demo"  # noqa: S105 - meant to be known; the command refuses where DEBUG is off
DOCUMENTS = {
    "aalst": ["aalst-2020-2025.json", "aalst-2020-2025.amendment.json"],
    "gent": ["gent.json"],
    "mechelen": ["mechelen.json"],
    "herenthout": ["herenthout.json"],
    "vallensbaek": ["vallensbaek-2018-2022.json"],
}
NEXT = {"aalst": "aalst-2026-2031.next.json"}
"""Drafts of a next term: nobody has decided on them, so they stay drafts."""

LOGINS = {
    "officer": ("aalst", Role.OFFICER),
    "secretary": ("aalst", Role.SECRETARY),
    "administrator": ("aalst", Role.ADMINISTRATOR),
    "reader": ("aalst", Role.READER),
    "officer-gent": ("gent", Role.OFFICER),
    "officer-mechelen": ("mechelen", Role.OFFICER),
    "officer-herenthout": ("herenthout", Role.OFFICER),
    "officer-vallensbaek": ("vallensbaek", Role.OFFICER),
}


class Command(BaseCommand):
    help = "Loads the five demonstration towns and prints one login per role. What is there already stays."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--even-without-debug", action="store_true", help="load it where DEBUG is off")

    def handle(self, *, even_without_debug: bool, **options) -> None:
        if not settings.DEBUG and not even_without_debug:
            raise CommandError(
                "The demonstration has logins that everybody knows, so it is not loaded where DEBUG is off. "
                "Add --even-without-debug if that is what you want."
            )
        with translation.override("en"):  # one language for what an operator reads
            self._load()
            self._logins()

    def _load(self) -> None:
        for facts in json.loads((FOLDER / "towns.json").read_text()):
            if Municipality.objects.filter(slug=facts["slug"]).exists():
                continue
            with transaction.atomic():
                town = self._town(dict(facts))
                for name in DOCUMENTS[town.slug]:
                    document = plan_json.load((FOLDER / name).read_bytes())
                    publish_edition(import_document(document, town, actor=None).edition, actor=None)
                if town.slug == "gent":
                    self._open_a_draft(town)
                if town.slug in NEXT:
                    self._start_the_next_plan(town, json.loads((FOLDER / NEXT[town.slug]).read_text()))
            self.stdout.write(f"Loaded {town}.")

    def _town(self, facts: dict[str, Any]) -> Municipality:
        language = facts["language"]
        names = {"name": facts.pop("name"), "formal_name": facts.pop("formal_name")}
        texts, links = {language: names, **facts.pop("translations", {})}, facts.pop("footer_links", [])
        for code, fields in texts.items():
            facts |= {f"{name}_{code}": text for name, text in fields.items()}
        town = Municipality(is_demonstration=True, **facts)
        town.full_clean()
        town.save()
        for position, link in enumerate(links):
            labels = {f"label_{code}": text["label"] for code, text in link["translations"].items()}
            labels[f"label_{language}"] = link["label"]
            FooterLink.objects.create(municipality=town, position=position, url=link["url"], **labels)
        return town

    def _open_a_draft(self, town: Municipality) -> None:
        """A draft with an edit and an addition, so that the admin has something that nobody outside sees."""
        plan = Plan.objects.get(municipality=town)
        draft = start_draft(plan, actor=None, reason="Een thema voor jongeren uitwerken.")
        theme = draft.goals.filter(kind="theme").order_by("lft")[1]
        add_goal(
            draft, actor=None, under=theme, content={"kind": "topic", "title_nl": "jeugd", "title_en": "young people"}
        )
        edit_goal(theme, actor=None, changes={"short_title_nl": "Kansen voor iedereen"})

    def _start_the_next_plan(self, town: Municipality, facts: dict[str, Any]) -> None:
        """A draft in which a goal was continued, reworded, merged, split and dropped, and one is new."""
        old = Plan.objects.get(municipality=town, slug=facts["after"])
        edition = old.editions.latest("number")
        kept = set(edition.goals.shown().values_list("key", flat=True)) - set(facts["dropped"])
        starts, ends = facts["period"]
        draft = start_next_plan(
            old, actor=None, titles=facts["titles"], slug=facts["slug"], starts_in=starts, ends_in=ends, kept=kept
        )
        for code, text in facts["introduction"].items():
            setattr(draft.plan, f"introduction_{code}", text)
        save_plan(draft.plan, actor=None)
        heirs = dict(pairs_of(old, draft.plan))
        for key, changes in facts["edits"].items():
            edit_goal(draft.goals.get(key=heirs[key]), actor=None, changes=changes)
        lines = {(key, heirs[other]) for key, other in facts["lines"]}
        for goal in facts["new"]:
            ancestor = goal.pop("from")
            made = add_goal(draft, actor=None, content=goal)
            lines |= {(ancestor, made.key)} if ancestor else set()
        record_succession(old, draft.plan, actor=None, add=lines)

    def _logins(self) -> None:
        self.stdout.write(f"\nLogins for /admin/, password {PASSWORD}:")
        for username, (slug, role) in LOGINS.items():
            user = self._user(username, is_staff=True)
            town = Municipality.objects.get(slug=slug)
            if user:
                Membership.objects.create(user=user, municipality=town, role=role)
            self.stdout.write(f"  {username:22} {role.label} of {town}")
        self._user("operator", is_staff=True, is_superuser=True)
        self.stdout.write(f"  {'operator':22} everything")

    def _user(self, username: str, **flags: bool) -> User | None:
        """A new login, or None where the name is taken already."""
        if User.objects.filter(username=username).exists():
            return None
        return User.objects.create_user(username, f"{username}@koers.example", PASSWORD, **flags)
