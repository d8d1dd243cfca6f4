"""Finds goals and plans by words, in what is published and in force. One interface, three engines (docs/search.md):
FTS5 on SQLite and the text search of PostgreSQL (database.py), or OpenSearch where SEARCH_URL names one."""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone

from .asking import MOST, Asked, Found, Hit
from .question import Problem, Question, understood

__all__ = ["MOST", "Found", "Hit", "Problem", "Question", "search", "understood"]

log = logging.getLogger(__name__)


def search(
    question: Question | str,
    *,
    lang: str,
    town: int | None = None,
    plan: int | None = None,
    kind: str = "",
    language: str = "",
) -> Found:
    """What is found for a reader in ``lang``, the best first: titles before texts, own language before fall-back.

    ``town`` and ``plan`` (ids), ``kind`` (of vocabulary, or "plan") and ``language`` (of the text itself) narrow it.
    Never raises for what somebody typed: a question that cannot be asked (Question.problem) finds nothing.
    """
    from . import database, opensearch  # here, since every page uses what this package knows of words

    question = understood(question) if isinstance(question, str) else question
    if question.problem:
        return Found([])
    asked = Asked(question, lang, timezone.localdate(), town, plan, kind, language)
    if settings.SEARCH_URL:
        try:
            return opensearch.ask(asked)
        except opensearch.Away:
            log.exception("The search engine does not answer; the database does")
    return database.ask(asked)
