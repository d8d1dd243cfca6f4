"""What a plan calls its kinds of goals: its own words where it has them in the page's language, else general ones."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from ..vocabulary import Kind
from .texts import Reader, Text, capitalised

PLURALS = {
    Kind.MISSION: gettext_lazy("missions"),
    Kind.VISION: gettext_lazy("visions"),
    Kind.VALUE: gettext_lazy("values"),
    Kind.THEME: gettext_lazy("themes"),
    Kind.OBJECTIVE: gettext_lazy("objectives"),
    Kind.AMBITION: gettext_lazy("ambitions"),
    Kind.ACTION_PLAN: gettext_lazy("action plans"),
    Kind.ACTION: gettext_lazy("actions"),
    Kind.TOPIC: gettext_lazy("topics"),
}

COUNTS: dict[str, Callable[[int], str]] = {
    Kind.MISSION: lambda n: ngettext("%(count)d mission", "%(count)d missions", n),
    Kind.VISION: lambda n: ngettext("%(count)d vision", "%(count)d visions", n),
    Kind.VALUE: lambda n: ngettext("%(count)d value", "%(count)d values", n),
    Kind.THEME: lambda n: ngettext("%(count)d theme", "%(count)d themes", n),
    Kind.OBJECTIVE: lambda n: ngettext("%(count)d objective", "%(count)d objectives", n),
    Kind.AMBITION: lambda n: ngettext("%(count)d ambition", "%(count)d ambitions", n),
    Kind.ACTION_PLAN: lambda n: ngettext("%(count)d action plan", "%(count)d action plans", n),
    Kind.ACTION: lambda n: ngettext("%(count)d action", "%(count)d actions", n),
    Kind.TOPIC: lambda n: ngettext("%(count)d topic", "%(count)d topics", n),
}


class Words:
    """The names of the kinds in one plan, for one reader. ``levels``: rows of the plan's levels (finding.Place)."""

    def __init__(self, levels: Iterable[Mapping[str, Any]], reader: Reader) -> None:
        self.lang = reader.lang
        names = ("singular", "plural", "lead_in")
        self.own = {row["kind"]: {name: reader.read(row, name) for name in names} for row in levels}
        self.count = functools.cache(self.count)  # type: ignore[method-assign] - a large tree has few different counts

    def _own(self, kind: str, name: str) -> str:
        """The town's word, if it is there in the page's language: a foreign word in a label helps nobody."""
        text = self.own.get(kind, {}).get(name)
        return text.text if text and not text.is_fallback else ""

    def singular(self, kind: str) -> str:
        return self._own(kind, "singular") or str(Kind(kind).label)

    def plural(self, kind: str) -> str:
        return self._own(kind, "plural") or str(PLURALS[Kind(kind)])

    def lead_in(self, kind: str) -> Text:
        """The sentence above a list of this kind (may be in the authentic language), or an empty text."""
        return self.own.get(kind, {}).get("lead_in") or Text("", self.lang)

    def heading(self, kind: str) -> Text:
        """What stands above a list of this kind: its lead-in or else its plural."""
        return self.lead_in(kind) or Text(capitalised(self.plural(kind)), self.lang)

    def count(self, kind: str, number: int) -> str:
        """ "5 ambitions" in the plan's own words."""
        own = self._own(kind, "singular" if number == 1 else "plural")
        if own:
            return pgettext("number and name of goals", "%(count)d %(name)s") % {"count": number, "name": own}
        return COUNTS[kind](number) % {"count": number}

    def place(self, kind: str, number: str, of: int) -> str:
        """ "Theme 4 of 5"."""
        name = capitalised(self.singular(kind))
        return _("%(name)s %(number)s of %(count)d") % {"name": name, "number": number, "count": of}
