"""The icons that a goal can have, to be chosen by eye; the pages draw from the same set (public/assets/icons.txt)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

ICONS: Mapping[Any, Mapping[str, Any]] = {
    gettext_lazy("People and care"): {
        "users": pgettext_lazy("icon", "people"),
        "baby": pgettext_lazy("icon", "child"),
        "smile": pgettext_lazy("icon", "smile"),
        "heart": pgettext_lazy("icon", "heart"),
        "heart-handshake": pgettext_lazy("icon", "heart and hands"),
        "hand-heart": pgettext_lazy("icon", "helping hand"),
        "handshake": pgettext_lazy("icon", "handshake"),
        "accessibility": pgettext_lazy("icon", "accessible"),
        "stethoscope": pgettext_lazy("icon", "doctor"),
        "life-buoy": pgettext_lazy("icon", "lifebuoy"),
    },
    gettext_lazy("Living and building"): {
        "house": pgettext_lazy("icon", "house"),
        "house-heart": pgettext_lazy("icon", "home"),
        "building-2": pgettext_lazy("icon", "flats"),
        "construction": pgettext_lazy("icon", "roadworks"),
        "hammer": pgettext_lazy("icon", "hammer"),
        "key-round": pgettext_lazy("icon", "key"),
        "map-pin": pgettext_lazy("icon", "place"),
        "lamp": pgettext_lazy("icon", "lamp"),
    },
    gettext_lazy("Nature and climate"): {
        "leaf": pgettext_lazy("icon", "leaf"),
        "sprout": pgettext_lazy("icon", "seedling"),
        "trees": pgettext_lazy("icon", "trees"),
        "flower-2": pgettext_lazy("icon", "flower"),
        "droplets": pgettext_lazy("icon", "water"),
        "sun": pgettext_lazy("icon", "sun"),
        "wind": pgettext_lazy("icon", "wind"),
        "zap": pgettext_lazy("icon", "energy"),
        "recycle": pgettext_lazy("icon", "recycling"),
        "dog": pgettext_lazy("icon", "animal"),
    },
    gettext_lazy("Getting about"): {
        "footprints": pgettext_lazy("icon", "footprints"),
        "bike": pgettext_lazy("icon", "bicycle"),
        "bus": pgettext_lazy("icon", "bus"),
        "train-front": pgettext_lazy("icon", "train"),
        "car": pgettext_lazy("icon", "car"),
        "circle-parking": pgettext_lazy("icon", "parking"),
        "signpost": pgettext_lazy("icon", "signpost"),
        "ship": pgettext_lazy("icon", "ship"),
    },
    gettext_lazy("Work and money"): {
        "briefcase": pgettext_lazy("icon", "briefcase"),
        "store": pgettext_lazy("icon", "shop"),
        "factory": pgettext_lazy("icon", "factory"),
        "tractor": pgettext_lazy("icon", "farming"),
        "chart-line": pgettext_lazy("icon", "growth"),
        "coins": pgettext_lazy("icon", "coins"),
        "piggy-bank": pgettext_lazy("icon", "savings"),
    },
    gettext_lazy("Learning and leisure"): {
        "graduation-cap": pgettext_lazy("icon", "graduate"),
        "school": pgettext_lazy("icon", "school"),
        "book-open": pgettext_lazy("icon", "book"),
        "toy-brick": pgettext_lazy("icon", "toy"),
        "theater": pgettext_lazy("icon", "theatre"),
        "music": pgettext_lazy("icon", "music"),
        "paintbrush": pgettext_lazy("icon", "paintbrush"),
        "party-popper": pgettext_lazy("icon", "party"),
        "trophy": pgettext_lazy("icon", "cup"),
        "dumbbell": pgettext_lazy("icon", "exercise"),
        "utensils": pgettext_lazy("icon", "food"),
    },
    gettext_lazy("Town hall and safety"): {
        "landmark": pgettext_lazy("icon", "town hall"),
        "castle": pgettext_lazy("icon", "castle"),
        "church": pgettext_lazy("icon", "church"),
        "vote": pgettext_lazy("icon", "vote"),
        "scale": pgettext_lazy("icon", "scales"),
        "megaphone": pgettext_lazy("icon", "megaphone"),
        "messages-square": pgettext_lazy("icon", "conversation"),
        "quote": pgettext_lazy("icon", "quotation"),
        "languages": pgettext_lazy("icon", "languages"),
        "globe": pgettext_lazy("icon", "world"),
        "laptop": pgettext_lazy("icon", "computer"),
        "calendar": pgettext_lazy("icon", "calendar"),
        "shield-check": pgettext_lazy("icon", "safe"),
        "siren": pgettext_lazy("icon", "siren"),
    },
    gettext_lazy("Where we are heading"): {
        "target": pgettext_lazy("icon", "target"),
        "compass": pgettext_lazy("icon", "compass"),
        "flag": pgettext_lazy("icon", "flag"),
        "rocket": pgettext_lazy("icon", "rocket"),
        "eye": pgettext_lazy("icon", "eye"),
        "lightbulb": pgettext_lazy("icon", "idea"),
        "puzzle": pgettext_lazy("icon", "puzzle"),
        "star": pgettext_lazy("icon", "star"),
    },
}
"""Groups as officers look for them: their heading, and name in Lucide -> what it shows."""


def words_of(name: str) -> str:
    """What the icon shows, in words; the name itself for one that an import brought and that we do not offer."""
    return next((str(icons[name]) for icons in ICONS.values() if name in icons), name)


class IconChoice(forms.RadioSelect):
    """Every icon with its word, in groups; whoever sees neither the drawing hears the word."""

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> str:
        return render_to_string("admin/strategy/goal/icon_choice.html", self.get_context(name, value, attrs))


def icon_choices(stored: str = "") -> list[tuple[str, Any]]:
    """Choices of a field: none, then every icon in its group. ``stored`` stays possible where it is none of ours."""
    groups = [(str(group), list(icons.items())) for group, icons in ICONS.items()]
    other = [(stored, stored)] if stored and not any(stored in icons for icons in ICONS.values()) else []
    return [("", _("No icon")), *other, *groups]
