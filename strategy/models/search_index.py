"""The database's own text index on strategy_searchrow, kept by the database itself, for PostgreSQL and SQLite.

PostgreSQL: two generated tsvector columns with a GIN index each. SQLite: an FTS5 table and three triggers. Neither
parses or stems: the tokens are those of strategy.search.words, so both find the same.
"""

from collections.abc import Iterator

TABLE = "strategy_searchrow"
FTS = "strategy_searchrow_fts"
COLUMNS = ("title_words", "title_forms", "text_words", "text_forms")
_NEW, _OLD, _NAMES = (", ".join(f"{row}{name}" for name in COLUMNS) for row in ("NEW.", "OLD.", ""))


def _vector(columns: tuple[str, ...]) -> str:
    tokens = " || ' ' || ".join(columns)
    return f"array_to_tsvector(array_remove(string_to_array({tokens}, ' '), ''))"


POSTGRESQL = f"""
ALTER TABLE {TABLE}
    ADD COLUMN IF NOT EXISTS titles tsvector GENERATED ALWAYS AS ({_vector(COLUMNS[:2])}) STORED,
    ADD COLUMN IF NOT EXISTS everything tsvector GENERATED ALWAYS AS ({_vector(COLUMNS)}) STORED;
CREATE INDEX IF NOT EXISTS search_row_titles ON {TABLE} USING gin (titles);
CREATE INDEX IF NOT EXISTS search_row_everything ON {TABLE} USING gin (everything);
"""


def _sqlite() -> Iterator[str]:
    # the tokenizer called ascii leaves every letter beyond ASCII alone: words are folded already
    tokenizer = "tokenize = \"ascii tokenchars '='\""
    yield (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {FTS} USING fts5("
        f"{_NAMES}, content = '{TABLE}', content_rowid = 'id', detail = 'column', {tokenizer})"
    )
    add = f"INSERT INTO {FTS} (rowid, {_NAMES}) VALUES (NEW.id, {_NEW});"  # noqa: S608 - names of ours
    drop = f"INSERT INTO {FTS} ({FTS}, rowid, {_NAMES}) VALUES ('delete', OLD.id, {_OLD});"  # noqa: S608 - same
    for event, acts in (("insert", add), ("delete", drop), ("update", drop + add)):
        yield (f"CREATE TRIGGER IF NOT EXISTS {TABLE}_{event} AFTER {event.upper()} ON {TABLE} BEGIN {acts} END")


def install(connection) -> None:
    """Makes the index where it is not there; safe to call again."""
    with connection.cursor() as cursor:
        for statement in [POSTGRESQL] if connection.vendor == "postgresql" else _sqlite():
            cursor.execute(statement)
