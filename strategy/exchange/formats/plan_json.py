"""PlanDocument as JSON, both ways, without loss. No ORM.

Written with two spaces, keys in the order of the dataclasses, empty things left out unless a reader may rely on
them (ALWAYS). docs/plan-document.schema.json says the same to others.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Hashable
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ...refusal import Refused
from ..document import FORMAT, DecisionEntry, Doubt, GoalNode, MilestoneEntry, PlanDocument, WithdrawnDecisionEntry

T = TypeVar("T")

ALWAYS: dict[type, tuple[str, ...]] = {
    PlanDocument: ("municipality", "language", "period", "goals", "decisions", "milestones"),
    GoalNode: ("kind", "title", "code", "text", "children"),
    DecisionEntry: ("body", "kind", "date", "precision"),
    WithdrawnDecisionEntry: ("body", "kind", "date", "precision"),
    MilestoneEntry: ("title", "date", "precision"),
    Doubt: ("line", "message"),
}
"""Fields that are written even when empty."""

DEEPEST = 100
"""Levels of nesting that a document may have."""


def dump(document: PlanDocument, *, with_warnings: bool = False, status: str = "") -> str:
    """The document as JSON text with a line break at its end; ``warnings`` only for a dry run."""
    data = {"format": FORMAT, **({"status": status} if status else {}), **_plain(document)}
    data.pop("warnings", None)
    if with_warnings:
        data["warnings"] = [_plain(doubt) for doubt in document.warnings]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def load(text: str | bytes) -> PlanDocument:
    """Reads what ``dump`` writes. Raises Refused with the place for anything that does not fit."""
    try:
        data = json.loads(text)
    except UnicodeDecodeError as error:
        raise Refused(_("This file is not UTF-8 text. Save it as UTF-8 and try again.")) from error
    except RecursionError as error:
        raise Refused(_("This file nests goals more than %(count)d levels deep.") % {"count": DEEPEST}) from error
    except json.JSONDecodeError as error:
        raise Refused(
            _("This is not JSON: line %(line)d, column %(column)d cannot be read.")
            % {"line": error.lineno, "column": error.colno}
        ) from error
    if not isinstance(data, dict) or data.pop("format", FORMAT) != FORMAT:
        raise Refused(
            _('This file is not a Koers plan: at the top it must say "format": "%(format)s".') % {"format": FORMAT}
        )
    data.pop("status", None)  # what is imported becomes a draft in any case
    return _read(PlanDocument, data, "")


def read(data: bytes, language: str) -> PlanDocument:
    """``load`` as a Reader: a document says its own language."""
    return load(data)


def _plain(entry: Any) -> Any:
    """A dataclass as a dict without empty fields; lists and dicts of them likewise."""
    if isinstance(entry, list):
        return [_plain(item) for item in entry]
    if not dataclasses.is_dataclass(entry) or isinstance(entry, type):
        return entry
    always = ALWAYS.get(type(entry), ())
    plain = {}
    for field in dataclasses.fields(entry):
        value = getattr(entry, field.name)
        default = field.default if field.default is not dataclasses.MISSING else None
        if field.name in always or not (value == default or value in ("", None) or value == [] or value == {}):
            plain[field.name] = _plain(value)
    return plain


@functools.cache
def _hints(cls: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(typing.cast(type, cls))


def _read(cls: type[T], data: Any, path: str) -> T:
    """``data`` as an instance of the dataclass ``cls``; ``path`` is where it stands, for sentences."""
    if not isinstance(data, dict):
        raise _misfit(path, _("an object with named fields"))
    if path.count(".") > DEEPEST:
        raise Refused(_("This file nests goals more than %(count)d levels deep.") % {"count": DEEPEST})
    hints = _hints(typing.cast(Hashable, cls))
    unknown = sorted(set(data) - set(hints))
    if unknown:
        raise Refused(
            _("%(place)s: there is no field “%(name)s” here. Remove it or correct its name.")
            % {"place": path or pgettext("place in a file", "top"), "name": unknown[0]}
        )
    values = {name: _value(hints[name], value, f"{path}.{name}".lstrip(".")) for name, value in data.items()}
    try:
        return cls(**values)
    except TypeError as error:
        needed = [
            field.name
            for field in dataclasses.fields(cls)  # type: ignore[arg-type]
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        ]
        missing = next(name for name in needed if name not in data)
        raise Refused(
            _("%(place)s: the field “%(name)s” is missing. Add it.")
            % {"place": path or pgettext("place in a file", "top"), "name": missing}
        ) from error


def _value(hint: Any, value: Any, path: str) -> Any:
    """``value`` checked against a type hint of the document module."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        options = [option for option in arguments if option is not type(None)]
        return None if value is None else _value(options[0], value, path)
    if origin is list:
        if not isinstance(value, list):
            raise _misfit(path, _("a list"))
        return [_value(arguments[0], item, f"{path}[{index}]") for index, item in enumerate(value)]
    if origin is dict:
        if not isinstance(value, dict):
            raise _misfit(path, _("an object with named fields"))
        return {name: _value(arguments[1], item, f"{path}.{name}") for name, item in value.items()}
    if dataclasses.is_dataclass(hint):
        return _read(typing.cast(type, hint), value, path)
    if (hint is int and isinstance(value, bool)) or not isinstance(value, hint):
        words = {str: _("text"), int: _("a whole number"), bool: _("true or false")}
        raise _misfit(path, words[hint])
    return value


def _misfit(path: str, expected: str) -> Refused:
    return Refused(
        _("%(place)s: this must be %(expected)s.")
        % {"place": path or pgettext("place in a file", "top"), "expected": expected}
    )
