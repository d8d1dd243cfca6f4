"""A search as its address says it (?q=…&kind=…), and the addresses of the same search with something changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest

from ..search import Question, understood
from ..search.rows import PLAN
from ..vocabulary import GOAL_KINDS, LANGUAGES

KINDS = (PLAN, *(str(kind) for kind in GOAL_KINDS))
FARTHEST = 999


@dataclass(frozen=True)
class Wanted:
    """What is not among the choices of the form counts as not asked for; ``town`` and ``plan`` are slugs."""

    question: Question
    town: str = ""
    plan: str = ""
    kind: str = ""
    language: str = ""
    page: int = 1

    @classmethod
    def of(cls, request: HttpRequest) -> Wanted:
        asked = request.GET
        kind, language, page = asked.get("kind", ""), asked.get("language", ""), asked.get("page", "")
        return cls(
            understood(asked.get("q", "")),
            asked.get("town", "").replace("\x00", "")[:60],
            asked.get("plan", "").replace("\x00", "")[:60],
            kind if kind in KINDS else "",
            language if language in LANGUAGES else "",
            int(page) if page.isascii() and page.isdigit() and 0 < int(page[:4]) <= FARTHEST else 1,
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.town or self.plan or self.kind or self.language)

    def query(self, **changes: object) -> str:
        """ "?q=…" of this search, with ``changes``; "" where nothing is asked."""
        other = replace(self, **changes)  # type: ignore[arg-type]
        named = {"q": other.question.text, "town": other.town, "plan": other.plan, "kind": other.kind}
        named |= {"language": other.language, "page": str(other.page) if other.page > 1 else ""}
        kept = {name: value for name, value in named.items() if value}
        return f"?{urlencode(kept)}" if kept else ""
