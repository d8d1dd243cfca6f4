"""A change in words: what happened to which goal, with what stood there before and after."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Change, Edition, Goal
from ..models.goal import CONTENT_FIELDS, PLAIN_FIELDS, TEXT_FIELDS, unguarded_goals
from ..services.content import language_name
from ..vocabulary import Action, Form, Kind
from .icon_choice import words_of

MOST_NAMES = 8
"""Goals of a new order that are named."""


@dataclass
class Told:
    """One change: a sentence, and for an edit its fields as (label, before, after)."""

    change: Change
    sentence: str
    name: str
    stands: bool
    fields: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def can_restore(self) -> bool:
        return self.change.action == Action.DELETE and not self.stands


class Teller:
    """Tells changes of one edition; looks all names up at once."""

    def __init__(self, edition: Edition, changes: Iterable[Change]) -> None:
        self.column = f"title_{edition.plan.municipality.language}"
        changes = list(changes)
        self.names: dict[str, str] = {}
        for change in changes:
            for side in (change.before, change.after):
                self._note(change.key, side.get("branch") or side)
        wanted = {key for change in changes for key in _keys(change)}
        goals = unguarded_goals().filter(edition=edition, key__in=wanted)
        present = {key: (code, title) for key, code, title in goals.values_list("key", "code", self.column)}
        self.names |= {key: title or code or key for key, (code, title) in present.items()}
        self.present = set(present)

    def told(self, change: Change) -> Told:
        sentence = SENTENCES[Action(change.action)](self, change)
        fields = self._fields(change) if change.action in (Action.EDIT, Action.EXPLAIN) else []
        return Told(change, sentence, self.name(change.key), change.key in self.present, fields)

    def name(self, key: str) -> str:
        return self.names.get(key, key)

    def place(self, side: dict[str, Any]) -> str:
        number = side["position"] + 1
        if not side["parent"]:
            return _("place %(place)d at the top") % {"place": number}
        return _("place %(place)d below “%(parent)s”") % {"place": number, "parent": self.name(side["parent"])}

    def _note(self, key: str, values: dict[str, Any]) -> None:
        """Names a goal that may be gone by what the record says of it."""
        if key and values.get(self.column):
            self.names[key] = str(values[self.column])

    def _fields(self, change: Change) -> list[tuple[str, str, str]]:
        return [
            (_label(name), _value(name, change.before.get(name)), _value(name, change.after.get(name)))
            for name in sorted(change.after, key=_order)
            if name not in ("translated_from", "confirmed")
        ]


def _keys(change: Change) -> list[str]:
    places = [side.get("parent") for side in (change.before, change.after)]
    return [key for key in (change.key, *places, *change.after.get("order", [])[:MOST_NAMES]) if key]


def _order(name: str) -> tuple[bool, int]:
    """Texts first, each in the order of the form; what only an older release knew comes last."""
    return name in PLAIN_FIELDS, CONTENT_FIELDS.index(name) if name in CONTENT_FIELDS else len(CONTENT_FIELDS)


def _label(name: str) -> str:
    """ "title_nl" -> "title (Dutch)"."""
    base, _underscore, language = name.rpartition("_")
    try:
        if base in TEXT_FIELDS or base in Edition.TEXTS:
            model = Goal if base in TEXT_FIELDS else Edition
            return f"{model._meta.get_field(base).verbose_name} ({language_name(language)})"
        return str(Goal._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:  # a column of an older release
        return name


def _value(name: str, value: Any) -> str:
    if name == "kind" and value in Kind.values:
        return str(Kind(value).label)
    if name == "form" and value in Form.values:
        return str(Form(value).label)
    if name == "icon":
        return words_of(value or "")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value or "")


def _size(node: dict[str, Any]) -> int:
    count, stack = 0, [node]
    while stack:
        children = stack.pop()["children"]
        count += len(children)
        stack.extend(children)
    return count


def _grown(teller: Teller, change: Change) -> str:
    words = {"goal": teller.name(change.key), "place": teller.place(change.after)}
    below = _size(change.after["branch"])
    if not below:
        return _("“%(goal)s” was added at %(place)s.") % words
    return ngettext(
        "“%(goal)s” was added at %(place)s, with %(count)d goal below it.",
        "“%(goal)s” was added at %(place)s, with %(count)d goals below it.",
        below,
    ) % {**words, "count": below}


def _deleted(teller: Teller, change: Change) -> str:
    words = {"goal": teller.name(change.key), "place": teller.place(change.before)}
    below = _size(change.before["branch"])
    if not below:
        return _("“%(goal)s” was deleted from %(place)s.") % words
    return ngettext(
        "“%(goal)s” was deleted from %(place)s, with %(count)d goal below it.",
        "“%(goal)s” was deleted from %(place)s, with %(count)d goals below it.",
        below,
    ) % {**words, "count": below}


def _moved(teller: Teller, change: Change) -> str:
    return _("“%(goal)s” moved from %(before)s to %(after)s.") % {
        "goal": teller.name(change.key),
        "before": teller.place(change.before),
        "after": teller.place(change.after),
    }


def _edited(teller: Teller, change: Change) -> str:
    return _("“%(goal)s” was edited.") % {"goal": teller.name(change.key)}


def _confirmed(teller: Teller, change: Change) -> str:
    words = {"goal": teller.name(change.key), "language": language_name(change.after["language"])}
    if isinstance(change.after["source"], dict):
        return _("“%(goal)s”: the translation into %(language)s is marked as out of date again.") % words
    return _("“%(goal)s”: the translation into %(language)s was confirmed.") % words


def _reordered(teller: Teller, change: Change) -> str:
    if "repaired" in change.before:
        return _("The numbers of the tree were repaired.")
    order = change.after["order"]
    quoted = [_("“%(goal)s”") % {"goal": teller.name(key)} for key in order[:MOST_NAMES]]
    names = ", ".join(quoted) + ("…" if order[MOST_NAMES:] else "")
    if not change.key:
        return _("The goals at the top were put in this order: %(goals)s.") % {"goals": names}
    return _("The goals below “%(goal)s” were put in this order: %(goals)s.") % {
        "goal": teller.name(change.key),
        "goals": names,
    }


def _copied(teller: Teller, change: Change) -> str:
    return _("%(count)d goals were copied from edition %(number)d.") % {
        "count": change.after.get("goals", 0),
        "number": change.after.get("from", 0),
    }


def _decided(teller: Teller, change: Change) -> str:
    if change.before and "withdrawn" in change.after:
        return _("The record of a decision was withdrawn: %(reason)s") % {"reason": change.after["withdrawn"]}
    if "corrects" in change.after:
        return _("The record of a decision was corrected: %(reason)s") % {"reason": change.after["reason"]}
    if change.before and change.after:
        return _("The record of a decision was changed.")
    return _("A decision was recorded.") if change.after else _("A decision was taken out of the register.")


def _shown(change: Change) -> str:
    if not change.after["is_public"]:
        return _("The proposal was hidden from the public.")
    if not change.after["remarks_until"]:
        return _("The proposal was shown to the public.")
    day = date_format(datetime.date.fromisoformat(change.after["remarks_until"]), "DATE_FORMAT")
    return _("The proposal was shown to the public, open for remarks up to and including %(day)s.") % {"day": day}


def _moment(text: str) -> str:
    return date_format(localtime(datetime.datetime.fromisoformat(text)), "DATETIME_FORMAT")


def _imported(teller: Teller, change: Change) -> str:
    return ngettext(
        "%(count)d goal was imported from “%(source)s”.",
        "%(count)d goals were imported from “%(source)s”.",
        change.after["goals"],
    ) % {"count": change.after["goals"], "source": change.after["source"]}


def _succeeded(teller: Teller, change: Change) -> str:
    words = {"plan": change.after["from"]}
    if "goals" in change.after:
        return _("This plan was begun from “%(plan)s”: %(continued)d of its %(count)d goals went on.") % {
            **words,
            "continued": change.after["continued"],
            "count": change.after["goals"],
        }
    return _(
        "The record of what became of the goals of “%(plan)s” was changed: lines added %(added)d, removed %(removed)d."
    ) % {
        **words,
        "added": len(change.after["lines"]),
        "removed": len(change.before["lines"]),
    }


def _explained(teller: Teller, change: Change) -> str:
    if "confirmed" in change.after:
        words = {"language": language_name(change.after["confirmed"])}
        return _("The translation of the edition’s reason into %(language)s was confirmed.") % words
    languages = ", ".join(language_name(name.rpartition("_")[2]) for name in change.after)
    return _("The reason of the edition was written: %(languages)s.") % {"languages": languages}


SENTENCES = {
    Action.ADD: _grown,
    Action.BUILD: _grown,
    Action.DELETE: _deleted,
    Action.MOVE: _moved,
    Action.EDIT: _edited,
    Action.CONFIRM: _confirmed,
    Action.REORDER: _reordered,
    Action.COPY: _copied,
    Action.DECIDE: _decided,
    Action.IMPORT: _imported,
    Action.PROPOSE: lambda teller, change: _("The edition was proposed and frozen."),
    Action.RETURN: lambda teller, change: (
        _("The edition went back to draft: %(reason)s") % {"reason": change.after.get("reason", "")}
    ),
    Action.SHOW: lambda teller, change: _shown(change),
    Action.SCHEDULE: lambda teller, change: (
        _("Publication was set for %(moment)s.") % {"moment": _moment(change.after["publish_at"])}
    ),
    Action.CALL_OFF: lambda teller, change: _("The publication was called off."),
    Action.NOT_PUBLISHED: lambda teller, change: (
        _("The edition was due, and was not published: %(reason)s") % {"reason": change.after.get("reason", "")}
    ),
    Action.PUBLISH: lambda teller, change: _("The edition was published and sealed."),
    Action.SUCCEED: _succeeded,
    Action.EXPLAIN: _explained,
    Action.UNDO: lambda teller, change: _("An earlier step was undone."),
}
