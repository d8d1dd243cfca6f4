"""What changed between two published editions of a plan, goal by goal and word by word."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Query, Router

from ..comparing import sides_of
from ..edition_difference import FieldChange, GoalChange, Row, counts_of, edition_difference
from ..models.goal import TEXT_FIELDS
from ..wording_difference import word_difference
from .answering import answer
from .asked import AskedChanges
from .differences import Changes
from .editions import PLAN
from .finding import Place, find
from .texts import columns
from .towns import PROBLEMS

router = Router(tags=["Record"])


@router.get(f"{PLAN}/changes", response={200: Changes, **PROBLEMS}, summary="What changed between two editions")
def changes(request: HttpRequest, town: str, plan: str, asked: Query[AskedChanges]) -> HttpResponseBase:
    """All goals that differ, in the order of the tree; a goal that was dropped stands where it stood. Without `to`,
    up to the edition in force; without `from`, since the edition before that."""
    place = find(request, town, plan, asked.lang, asked.to)
    before = _before(place, asked.since)
    return answer(request, (place.mark, before["number"]), lambda: _changes(place, before))


def _before(place: Place, number: int | None) -> Any:
    """The edition to compare from. Raises Http404 where there is none of that number."""
    if number is None:
        older = (row for row in place.editions if row["number"] < place.edition["number"])
        return next(older, place.edition)
    found = next((row for row in place.editions if row["number"] == number), None)
    if found is None:
        raise Http404(_("This plan has no published edition %(number)d.") % {"number": number})
    return found


def _changes(place: Place, before: Any) -> dict[str, Any]:
    after, reader = place.edition, place.reader
    sides = sides_of({before["pk"], after["pk"]}, reader.spoken)
    found = edition_difference(sides[before["pk"]], sides[after["pk"]], reader.authentic)
    numbers = before["number"], after["number"]
    return {
        "town": place.plan["municipality__slug"],
        "plan": place.slug,
        "before": numbers[0],
        "after": numbers[1],
        "lang": reader.lang,
        "counts": {kind.value: goals for kind, goals in counts_of(found).items()},
        "goals": [_goal(change, place, numbers) for change in found],
        "page": f"{place.addresses.plan_page(place.slug)}changes/{numbers[0]}..{numbers[1]}/",
    }


def _goal(change: GoalChange, place: Place, numbers: tuple[int, int]) -> dict[str, Any]:
    texts = dict.fromkeys(columns("title"), "") | {
        f"{name}_{code}": text for (name, code), text in change.row.texts.items() if name == "title"
    }
    sides = {"before": (change.before, numbers[0]), "after": (change.after, numbers[1])}
    return {
        "key": change.key,
        "kind": change.row.plain["kind"],
        **place.reader.read(texts, "title"),
        "changes": [kind.value for kind in change.kinds],
        **{name: _side(row, number, place) for name, (row, number) in sides.items()},
        "follows": change.follows or None,
        "fields": [_field(field) for field in change.fields],
    }


def _side(row: Row | None, number: int, place: Place) -> dict[str, Any] | None:
    """Where the goal stands in one of the editions; None where it does not."""
    if row is None:
        return None
    page = f"{place.addresses.edition_page(place.slug, number)}goals/{row.key}/"
    return {"edition": number, "parent": row.parent or None, "page": page}


def _field(field: FieldChange) -> dict[str, Any]:
    is_text = field.name in TEXT_FIELDS
    words = word_difference(str(field.before), str(field.after)) if is_text else []
    return {
        "name": field.name,
        "language": field.language or None,
        "before": field.before,
        "after": field.after,
        "words": [{"op": op, "text": text} for op, text in words],
    }
