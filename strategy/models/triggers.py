"""The database's own refusal to change a sealed edition, for PostgreSQL and SQLite.

The last of three locks (services, model guards, triggers): it holds against shells, scripts and raw SQL too.
"""

from collections.abc import Iterator

from ..vocabulary import LANGUAGES

MESSAGE = "sealed: this edition is published and cannot change"

DECIDED = "sealed: a decision on a published edition is corrected by a new record, or withdrawn"

SEALED_COLUMNS = ("plan_id", "number", "kind", "status", "seal", "published_at", "based_on_id")

REASON_CHANGED = f"""EXISTS (
        SELECT 1 FROM strategy_plan p JOIN municipalities_municipality m ON m.id = p.municipality_id
        WHERE p.id = OLD.plan_id AND CASE m.language
            {
    " ".join(
        f"WHEN '{code}' THEN COALESCE(OLD.reason_{code}, '') <> COALESCE(NEW.reason_{code}, '')" for code in LANGUAGES
    )
} END
    )"""
"""The authentic wording of why the edition was made: it stays, while its translations can still be written."""

FIXED_IN_DECISIONS = (
    *("edition_id", "body_id", "kind", "date", "precision", "effective_on"),
    *("corrects_id", "correction_reason", "recorded_at"),
)
FILLED_IN_LATER = ("number", "uri", "document", "note", "votes_for", "votes_against", "votes_abstained", "is_unanimous")
"""What a decision on a published edition may get, once, where it is empty: the minutes come weeks after the vote."""
FIXED_BY_WITHDRAWAL = ("withdrawn_at", "withdrawal_reason", *FILLED_IN_LATER)
"""What never changes again once a record is withdrawn. ``withdrawn_by`` may be emptied then, and nothing else."""

POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION strategy_refuse_sealed_goals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM strategy_edition e
        WHERE e.status = 'published' AND e.id IN (SELECT edition_id FROM touched)
    ) THEN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION strategy_refuse_sealed_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM strategy_edition e WHERE e.status = 'published' AND e.id = NEW.edition_id) THEN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION strategy_refuse_sealed_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR {" OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in SEALED_COLUMNS)}
        OR {REASON_CHANGED} THEN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION strategy_refuse_sealed_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM strategy_edition e WHERE e.status = 'published') THEN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER strategy_goal_sealed_insert AFTER INSERT ON strategy_goal
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION strategy_refuse_sealed_goals();
CREATE OR REPLACE TRIGGER strategy_goal_sealed_update AFTER UPDATE ON strategy_goal
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION strategy_refuse_sealed_goals();
-- for each row, so that the new rows of a large move need not be gathered a second time
CREATE OR REPLACE TRIGGER strategy_goal_sealed_update_into BEFORE UPDATE OF edition_id ON strategy_goal
    FOR EACH ROW WHEN (OLD.edition_id IS DISTINCT FROM NEW.edition_id)
    EXECUTE FUNCTION strategy_refuse_sealed_place();
CREATE OR REPLACE TRIGGER strategy_goal_sealed_delete AFTER DELETE ON strategy_goal
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION strategy_refuse_sealed_goals();
CREATE OR REPLACE TRIGGER strategy_edition_sealed BEFORE UPDATE OR DELETE ON strategy_edition
    FOR EACH ROW WHEN (OLD.status = 'published') EXECUTE FUNCTION strategy_refuse_sealed_edition();
CREATE OR REPLACE TRIGGER strategy_goal_sealed_truncate BEFORE TRUNCATE ON strategy_goal
    FOR EACH STATEMENT EXECUTE FUNCTION strategy_refuse_sealed_truncate();
CREATE OR REPLACE TRIGGER strategy_edition_sealed_truncate BEFORE TRUNCATE ON strategy_edition
    FOR EACH STATEMENT EXECUTE FUNCTION strategy_refuse_sealed_truncate();
"""

NO_TRUNCATE = ("strategy_goal", "strategy_edition")
"""Tables that PostgreSQL does not empty while an edition is sealed; SQLite knows no TRUNCATE."""

COUNT = {"postgresql": 8, "sqlite": 7}
DECISIONS_IN_POSTGRESQL = """
CREATE OR REPLACE FUNCTION strategy_refuse_sealed_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM strategy_edition e WHERE e.status = 'published' AND e.id = OLD.edition_id) THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR {changed} THEN
        RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER strategy_decision_sealed BEFORE UPDATE OR DELETE ON strategy_decision
    FOR EACH ROW EXECUTE FUNCTION strategy_refuse_sealed_decision();
"""


def _changed_decision(with_withdrawal: bool, differs: str, text: str) -> str:
    """The condition under which an update of a decision is refused, in SQL. ``differs`` compares two values, of which
    each can be NULL; ``text`` makes text of a column. A database before withdrawal was known has no columns for it."""
    changed = [f"OLD.{name} {differs} NEW.{name}" for name in FIXED_IN_DECISIONS]
    changed += [
        f"(COALESCE({text.format(f'OLD.{name}')}, '') <> '' AND OLD.{name} {differs} NEW.{name})"
        for name in FILLED_IN_LATER
    ]
    if with_withdrawal:
        fixed = [f"OLD.{name} {differs} NEW.{name}" for name in FIXED_BY_WITHDRAWAL]
        fixed += [f"(NEW.withdrawn_by_id IS NOT NULL AND OLD.withdrawn_by_id {differs} NEW.withdrawn_by_id)"]
        changed += [f"(OLD.withdrawn_at IS NOT NULL AND ({' OR '.join(fixed)}))"]
    return " OR ".join(changed)


def _sqlite_decision_triggers(with_withdrawal: bool) -> Iterator[tuple[str, str]]:
    changed = _changed_decision(with_withdrawal, "IS NOT", "{}")
    sealed = "EXISTS (SELECT 1 FROM strategy_edition e WHERE e.status = 'published' AND e.id = OLD.edition_id)"
    for event, condition in (("update", f" AND ({changed})"), ("delete", "")):
        name = f"strategy_decision_sealed_{event}"
        yield (
            name,
            (
                f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event.upper()} ON strategy_decision "
                f"WHEN {sealed}{condition} BEGIN SELECT RAISE(ABORT, '{DECIDED}'); END"
            ),
        )


def _sqlite_triggers(with_reasons: bool = True) -> Iterator[tuple[str, str]]:
    """Pairs of a trigger's name and the statement that makes it."""
    for event, rows in (("insert", ("NEW",)), ("update", ("OLD", "NEW")), ("delete", ("OLD",))):
        touched = ", ".join(f"{row}.edition_id" for row in rows)
        name = f"strategy_goal_sealed_{event}"
        yield (
            name,
            (
                f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event.upper()} ON strategy_goal "
                f"WHEN EXISTS (SELECT 1 FROM strategy_edition e WHERE e.status = 'published' AND e.id IN ({touched})) "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            ),
        )
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in SEALED_COLUMNS)
    changed += f" OR {REASON_CHANGED}" if with_reasons else ""
    for event, condition in (("update", f" AND ({changed})"), ("delete", "")):
        name = f"strategy_edition_sealed_{event}"
        yield (
            name,
            (
                f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event.upper()} ON strategy_edition "
                f"WHEN OLD.status = 'published'{condition} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            ),
        )


def install(connection) -> None:
    """Makes the triggers where they are not there; safe to call again.

    What knows columns that come after the first migrations, or other tables that SQLite makes anew until then, is
    left out until they are there.
    """
    with connection.cursor() as cursor:
        of_decisions = _columns(connection, cursor, "strategy_decision")
        with_decisions, with_withdrawal = "corrects_id" in of_decisions, "withdrawn_at" in of_decisions
        with_reasons = "translated_from" in _columns(connection, cursor, "strategy_edition")
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
            if with_decisions:
                changed = _changed_decision(with_withdrawal, "IS DISTINCT FROM", "{}::text")
                cursor.execute(DECISIONS_IN_POSTGRESQL.format(changed=changed, message=DECIDED))
        else:
            on_decisions = _sqlite_decision_triggers(with_withdrawal) if with_decisions else ()
            for _name, statement in (*_sqlite_triggers(with_reasons), *on_decisions):
                cursor.execute(statement)


def _columns(connection, cursor, table: str) -> set[str]:
    return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def remove(connection) -> None:
    """Takes SQLite's triggers away (its table rebuilds cannot run over them), and those of PostgreSQL that keep
    tables from being emptied (a test's own tidying up); PostgreSQL's others stay."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in NO_TRUNCATE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_sealed_truncate ON {table}")
        else:
            for name, _statement in (*_sqlite_triggers(), *_sqlite_decision_triggers(True)):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def are_installed(connection) -> bool:
    """Whether every trigger stands in the database."""
    if connection.vendor == "postgresql":
        query = "SELECT count(DISTINCT tgname) FROM pg_trigger WHERE tgname LIKE %s AND tgenabled <> 'D'"
    else:
        query = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(query, ["strategy\\_%\\_sealed%" if connection.vendor == "postgresql" else "strategy_%_sealed%"])
        return cursor.fetchone()[0] == COUNT[connection.vendor]
