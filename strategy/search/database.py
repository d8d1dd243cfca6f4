"""Asks the database's own text index: FTS5 on SQLite, tsvector with GIN on PostgreSQL. One statement for either.

Words come from Question alone: letters and digits, so they need no quoting in either query language; and they are
passed as parameters.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

from ..models import SearchRow
from ..models.search_index import FTS, TABLE
from .asking import MOST, Asked, Found, Hit
from .question import Term
from .rows import PLAN

COLUMNS = "id, municipality_id, plan_id, goal_id, path, kind, language"


def ask(asked: Asked) -> Found:
    """Rows whose title has all that is asked for come first, then those that have it in title and text together."""
    connection = connections[SearchRow.objects.db]
    titled, by_title = _conditions(asked, connection.vendor, is_title=True)
    whole, by_all = _conditions(asked, connection.vendor, is_title=False)
    filters, given = filters_of(asked)
    lang = asked.language or asked.lang
    sorting = "text_language <> %s AS is_foreign, recency, position"
    sql = f"""
        SELECT {COLUMNS} FROM (
            SELECT * FROM (
                SELECT {COLUMNS}, 0 AS tier, {sorting}
                FROM {TABLE} WHERE {titled} AND {filters} LIMIT {MOST + 1}) AS titled
            UNION ALL
            SELECT * FROM (
                SELECT {COLUMNS}, 1 AS tier, {sorting}
                FROM {TABLE} WHERE {whole} AND NOT ({titled}) AND {filters} LIMIT {MOST + 1}) AS whole
            LIMIT {MOST + 1}) AS found
        ORDER BY tier, is_foreign, kind <> '{PLAN}', recency DESC, municipality_id, position, id"""  # noqa: S608 - conditions are made here; all that was typed stands in parameters
    with connection.cursor() as cursor:
        cursor.execute(sql, [lang, *by_title, *given, lang, *by_all, *by_title, *given])
        rows = cursor.fetchall()
    return Found([hit_of(row) for row in rows[:MOST]], len(rows) > MOST)


def hit_of(row: tuple[Any, ...]) -> Hit:
    """From COLUMNS."""
    _pk, town, plan, goal, path, kind, language = row
    return Hit(town, plan, goal, tuple(map(int, path.split())), kind, language)


def filters_of(asked: Asked) -> tuple[str, list[Any]]:
    """The condition and its parameters for everything but the words."""
    if asked.language:
        parts, given = ["language = %s AND text_language = %s"], [asked.language, asked.language]
    else:
        parts, given = ["serves LIKE %s"], [f"%{asked.lang}%"]
    parts.append("shown_from <= %s AND shown_until > %s")
    given += [asked.today.isoformat()] * 2
    for column, value in (("municipality_id", asked.town), ("plan_id", asked.plan), ("kind", asked.kind)):
        if value:
            parts.append(f"{column} = %s")
            given.append(value)
    return " AND ".join(parts), given


def _conditions(asked: Asked, vendor: str, *, is_title: bool) -> tuple[str, list[Any]]:
    """The condition that all that is required stands in the title, or in title and text; and its parameters."""
    match = _in_postgresql if vendor == "postgresql" else _in_sqlite
    parts, given = match(asked, is_title=is_title)
    columns = ("title_words",) if is_title else ("title_words", "text_words")
    for term in asked.question.required:  # the index knows which words are there, not in which order
        if term.is_phrase:
            parts.append(f"({' OR '.join(_follows(name) for name in columns)})")
            given += [_pattern(term)] * len(columns)
    for term in asked.question.excluded:
        if term.is_phrase:
            parts += [f"NOT {_follows(name)}" for name in ("title_words", "text_words")]
            given += [_pattern(term)] * 2
    return " AND ".join(parts), given


def _follows(column: str) -> str:
    return f"(' ' || {column} || ' ') LIKE %s"


def _pattern(term: Term) -> str:
    return f"% {' '.join(term.words)}{'' if term.is_open else ' '}%"


def _words_of(term: Term, asked: Asked) -> list[tuple[list[tuple[str, bool]], list[str]]]:
    """For each word of a term: the ways to write it, with whether it may go on, and the marks of its stems."""
    if term.is_phrase:
        last = len(term.words) - 1
        return [([(word, term.is_open and place == last)], []) for place, word in enumerate(term.words)]
    ways = [(word, term.is_open) for word in sorted(term.beginnings())]
    bare = {stem for language in asked.stem_languages for stem in term.stems(language)} - {word for word, _open in ways}
    return [(ways + [(stem, False) for stem in sorted(bare)], sorted(term.marks(asked.stem_languages)))]


def _in_postgresql(asked: Asked, *, is_title: bool) -> tuple[list[str], list[Any]]:
    def one(term: Term) -> str:
        words = [
            " | ".join([*(f"'{word}'{':*' if is_open else ''}" for word, is_open in ways), *(f"'{m}'" for m in marks)])
            for ways, marks in _words_of(term, asked)
        ]
        return " & ".join(f"({word})" for word in words)

    parts = [f"{'titles' if is_title else 'everything'} @@ %s::tsquery"]
    given = [" & ".join(one(term) for term in asked.question.required)]
    for term in asked.question.excluded:
        if not term.is_phrase:
            parts.append("NOT everything @@ %s::tsquery")
            given.append(one(term))
    return parts, given


def _in_sqlite(asked: Asked, *, is_title: bool) -> tuple[list[str], list[Any]]:
    title, whole = "{title_words title_forms}", "{title_words title_forms text_words text_forms}"

    def one(term: Term, columns: str) -> str:
        words = [
            " OR ".join([*(f'"{word}"{" *" if is_open else ""}' for word, is_open in ways), *(f'"{m}"' for m in marks)])
            for ways, marks in _words_of(term, asked)
        ]
        return " AND ".join(f"({columns} : ({word}))" for word in words)

    required = " AND ".join(one(term, title if is_title else whole) for term in asked.question.required)
    excluded = [one(term, whole) for term in asked.question.excluded if not term.is_phrase]
    query = f"({required})" + "".join(f" NOT ({term})" for term in excluded)
    return [f"id IN (SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s)"], [query]  # noqa: S608 - a name of ours
