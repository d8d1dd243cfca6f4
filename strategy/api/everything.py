"""All that is public as one stream: a line of JSON for each thing, read from the database while it is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router

from ..models import Decision, Goal, Level, Milestone
from ..models.decision import standing
from ..vocabulary import Kind, Status, sdg_numbers
from . import showing
from .answering import stream
from .finding import PLAN_TEXTS, TOWN_TEXTS, published_editions, published_plans, reader_of, rows_of
from .schemas import Problem
from .texts import Reader, columns

router = Router(tags=["Everything"])
Row = Mapping[str, Any]
Entry = dict[str, Any]
PIECE = 1000
LINES = {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}, "description": "One JSON object a line."}


@router.get(
    "/everything.ndjson",
    response={429: Problem},
    openapi_extra={"responses": {200: LINES}},
    summary="Everything public",
)
def everything(request: HttpRequest) -> HttpResponseBase:
    """Each line has a `type`: town, plan, level, milestone, edition, decision or goal, in this order; of a plan all
    published editions. Texts are objects from language to text. Counts as 20 requests."""
    plans = list(published_plans())
    return stream(request, plans, lambda: _everything(plans))


def _everything(plans: list[Row]) -> Iterator[Entry]:
    """A fixed number of queries, each read in pieces."""
    public = {row["pk"]: (_names(row), reader_of(row, None)) for row in plans}
    seen: set[str] = set()
    for row in plans:
        if row["municipality__slug"] not in seen:
            seen.add(row["municipality__slug"])
            yield _town(row, public[row["pk"]][1])
    yield from (_plan(row, *public[row["pk"]]) for row in plans)
    yield from _of_plans(Level, "level", _level, public)
    yield from _of_plans(Milestone, "milestone", _milestone, public)
    yield from (
        _edition(row, *public[row["plan"]]) for row in _in_pieces(published_editions()) if row["plan"] in public
    )
    yield from _of_editions(Decision, "decision", _decision, public)
    yield from _of_editions(Goal, "goal", _goal, public)


def _in_pieces(rows: Any) -> Iterable[Row]:
    return rows.iterator(chunk_size=PIECE)  # type: ignore[no-any-return]


def _names(row: Row) -> Entry:
    return {"town": row["municipality__slug"], "plan": row["slug"]}


def _town(row: Row, reader: Reader) -> Entry:
    names = ("country", "register_scheme", "register_code", "language", "is_demonstration")
    plain = {name: row[f"municipality__{name}"] for name in names}
    texts = reader.maps(row, *TOWN_TEXTS, at="municipality__")
    return {"type": "town", "town": row["municipality__slug"], **plain, "languages": list(reader.spoken), **texts}


def _plan(row: Row, names: Entry, reader: Reader) -> Entry:
    years = {name: row[name] for name in ("starts_in", "ends_in")}
    return {"type": "plan", **names, **years, **reader.maps(row, *PLAN_TEXTS)}


Show = Callable[[Row, Reader], Entry]
COLUMNS: dict[str, tuple[str, ...]] = {
    "level": ("kind", "position", *columns("singular", "plural", "lead_in")),
    "milestone": ("date", "precision", "position", *columns("title", "text", "picture_text")),
    "decision": (
        *showing.DECISION_PLAIN, "date", "effective_on", *columns("body__name", "body__by_line"),
    ),
    "goal": (*showing.GOAL_SHAPE, *showing.GOAL_PLAIN, *columns(*showing.GOAL_TEXTS)),
}  # fmt: skip


def _of_plans(model: Any, kind: str, show: Show, public: dict[int, tuple[Entry, Reader]]) -> Iterator[Entry]:
    rows = rows_of(model).filter(plan__editions__status=Status.PUBLISHED).distinct().order_by("plan", "position", "pk")
    for row in _in_pieces(rows.values("pk", "plan", *COLUMNS[kind])):
        if row["plan"] in public:
            names, reader = public[row["plan"]]
            yield {"type": kind, **names, **show(row, reader)}


def _of_editions(model: Any, kind: str, show: Show, public: dict[int, tuple[Entry, Reader]]) -> Iterator[Entry]:
    order = ("edition__plan", "-edition__number", "lft" if model is Goal else F("date").asc(nulls_last=True), "pk")
    rows = rows_of(model).filter(edition__status=Status.PUBLISHED).order_by(*order)
    if model is Decision:
        rows = rows.filter(standing())
    rows = rows.exclude(kind=Kind.ROOT) if model is Goal else rows
    for row in _in_pieces(rows.values("edition__plan", "edition__number", *COLUMNS[kind])):
        # a plan whose first edition was published after the stream had begun is left for the next time
        if row["edition__plan"] in public:
            names, reader = public[row["edition__plan"]]
            yield {"type": kind, **names, "edition": row["edition__number"], **show(row, reader)}


def _edition(row: Row, names: Entry, reader: Reader) -> Entry:
    plain = {name: row[name] for name in ("number", "kind", "begins_on", "published_at", "seal")}
    plain["based_on"] = row["based_on__number"]
    return {"type": "edition", **names, **plain, **reader.maps(row, "reason")}


def _level(row: Row, reader: Reader) -> Entry:
    return {"kind": row["kind"], "position": row["position"], **reader.maps(row, "singular", "plural", "lead_in")}


def _milestone(row: Row, reader: Reader) -> Entry:
    known = showing.date(row["date"], row["precision"])
    return {"date": known, "precision": row["precision"], **reader.maps(row, "title", "text", "picture_text")}


def _decision(row: Row, reader: Reader) -> Entry:
    plain = {name: row[name] for name in (*showing.DECISION_PLAIN, "effective_on")}
    body = reader.maps(row, "name", "by_line", at="body__")
    return {**plain, "date": showing.date(row["date"], row["precision"]), "body": body}


def _goal(row: Row, reader: Reader) -> Entry:
    parent = row["parent__key"] if row["level"] > 1 else None
    plain = {name: row[name] for name in showing.GOAL_PLAIN} | {"sdgs": sdg_numbers(row["sdgs"])}
    return {**plain, "parent": parent, "depth": row["level"], **reader.maps(row, *showing.GOAL_TEXTS)}
