"""Checks what an author wrote before it reaches the tree. Raises Refused with a sentence; stores nothing."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from municipalities.models import Municipality

from ..models import Goal
from ..models.goal import CONTENT_FIELDS, TEXT_FIELDS
from ..refusal import Refused
from ..vocabulary import CODE_LENGTH, GOAL_KINDS, LANGUAGES, SHORT_TITLE_LENGTH, TITLE_LENGTH, Form, Kind, sdg_text

LENGTHS = {"title": TITLE_LENGTH, "short_title": SHORT_TITLE_LENGTH, "lead_in": 500}
LIMITS = {f"{name}_{code}": limit for name, limit in LENGTHS.items() for code in LANGUAGES} | {
    "code": CODE_LENGTH,
    "icon": 40,
    "external_id": 80,
}
"""Column -> most characters."""
LANGUAGE_OF = {f"{name}_{code}": code for name in TEXT_FIELDS for code in LANGUAGES}
KNOWN = frozenset(CONTENT_FIELDS)


def clean_content(values: Mapping[str, Any], town: Municipality) -> dict[str, Any]:
    """``values`` (a subset of CONTENT_FIELDS) as they are stored: trimmed, line breaks as \\n, "" for None.

    Raises Refused for an unknown field, kind or form, a language that the town has not switched on, a title
    that is missing or a text that is too long.
    """
    clean: dict[str, Any] = {}
    for name, value in values.items():
        if name not in KNOWN:
            raise Refused(_("A goal has no field “%(name)s”.") % {"name": name}, field=name)
        if name == "sdgs":
            clean[name] = _clean_sdgs(value)
        else:
            clean[name] = value if isinstance(value, bool) else _clean_text(value, multiline=name.startswith("text_"))
    _check_choices(clean)
    _check_languages(clean, town)
    _check_lengths(clean)
    authentic = f"title_{town.language}"
    if authentic in clean and not clean[authentic]:
        raise Refused(
            _("A goal needs a title in %(language)s. Write one sentence or one word.")
            % {"language": language_name(town.language)},
            field=authentic,
        )
    return clean


def clean_new(values: Mapping[str, Any], town: Municipality) -> dict[str, Any]:
    """Like clean_content, for a goal that does not exist yet: kind and title must be there."""
    if not values.get("kind"):
        raise Refused(_("Say what this goal is: a theme, an objective, an ambition …"), field="kind")
    return clean_content({f"title_{town.language}": "", **values}, town)


def check_code_is_free(goal: Goal, code: str) -> None:
    """Raises Refused where another goal of the edition has ``code``."""
    twin = Goal.objects.filter(edition=goal.edition_id, code=code).exclude(pk=goal.pk).first() if code else None
    if twin:
        raise Refused(
            _("The code %(code)s is already used by “%(title)s”. Choose another code.")
            % {"code": code, "title": twin.title},
            field="code",
        )


def language_name(code: str) -> str:
    """The language's name in the language of the interface, in lower case as in a sentence."""
    from django.conf import settings

    return str(dict(settings.LANGUAGES).get(code, code))


def _clean_text(value: object, *, multiline: bool) -> str:
    text = str(value or "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if multiline:
        return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    return " ".join(text.split())


def _clean_sdgs(value: object) -> str:
    """``value``: "3, 11" or numbers in any order."""
    given = value.split(",") if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    try:
        return sdg_text(int(number) for number in given if str(number).strip())
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(
            _("“%(given)s” does not name goals of the United Nations. Give numbers from 1 to 17, with commas between.")
            % {"given": ", ".join(map(str, given))[:60]},
            field="sdgs",
        ) from error


def _check_choices(clean: dict[str, Any]) -> None:
    if "kind" in clean and clean["kind"] not in GOAL_KINDS:
        known = ", ".join(str(Kind(kind).value) for kind in GOAL_KINDS)
        raise Refused(
            _("“%(kind)s” is not a kind of goal. Choose one of: %(known)s.") % {"kind": clean["kind"], "known": known},
            field="kind",
        )
    if "form" in clean and clean["form"] not in Form.values:
        raise Refused(
            _("“%(form)s” is not a form of text. Choose one of: %(known)s.")
            % {"form": clean["form"], "known": ", ".join(Form.values)},
            field="form",
        )


def _check_languages(clean: dict[str, Any], town: Municipality) -> None:
    for name, value in clean.items():
        code = LANGUAGE_OF.get(name)
        if value and code and code not in town.languages:
            raise Refused(
                _("%(town)s does not publish in %(language)s. Switch the language on in the municipality first.")
                % {"town": town, "language": language_name(code)},
                field=name,
            )


def _check_lengths(clean: dict[str, Any]) -> None:
    for name, value in clean.items():
        if name in LIMITS and len(str(value)) > LIMITS[name]:
            raise Refused(
                _("This text has %(length)d characters; the limit is %(limit)d. Shorten it.")
                % {"length": len(str(value)), "limit": LIMITS[name]},
                field=name,
            )
