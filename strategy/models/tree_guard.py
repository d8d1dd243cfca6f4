"""PostgreSQL's own refusal of a tree in which two goals have the same number, looked at once for each tree, when a
transaction ends.

Two unique indexes did the same at a high price: a move in a large edition gives thousands of goals new numbers, and
where a number stands in an index, each of them is written into every index of the table (docs/adr/0014). SQLite has one
writer at a time, and had no such indexes either.
"""

TABLE = "strategy_treewrites"
"""Tree -> how often its shape was written. Its row is what two transactions that write the same tree wait for."""

NAME = "goal_numbers_once"
"""What the refusal is called, as if it were a constraint."""

FUNCTIONS = f"""
CREATE TABLE IF NOT EXISTS {TABLE} (tree_id bigint PRIMARY KEY, writes bigint NOT NULL) WITH (fillfactor = 50);

CREATE OR REPLACE FUNCTION strategy_note_trees(trees bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO {TABLE} AS noted SELECT DISTINCT tree, 1 FROM unnest(trees) tree ORDER BY tree
    ON CONFLICT (tree_id) DO UPDATE SET writes = noted.writes + 1;
$$;

CREATE OR REPLACE FUNCTION strategy_note_written_trees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- the LIMIT keeps the planner at one look-up by id for each row, up to the first that differs
    IF TG_OP = 'UPDATE' AND NOT EXISTS (
        SELECT 1 FROM touched was LEFT JOIN LATERAL (
            SELECT goal.id, goal.lft, goal.rght, goal.tree_id FROM strategy_goal goal WHERE goal.id = was.id LIMIT 1
        ) now_is ON true
        WHERE (now_is.id, now_is.lft, now_is.rght, now_is.tree_id)
            IS DISTINCT FROM (was.id, was.lft, was.rght, was.tree_id)
    ) THEN
        RETURN NULL;
    END IF;
    PERFORM strategy_note_trees(array(SELECT DISTINCT tree_id::bigint FROM touched));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION strategy_note_new_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM strategy_note_trees(array[NEW.tree_id::bigint]);
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION strategy_refuse_doubled_numbers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    goals bigint; lefts bigint; rights bigint;
BEGIN
    IF EXISTS (SELECT 1 FROM {TABLE} noted WHERE noted.tree_id = NEW.tree_id AND noted.writes > NEW.writes) THEN
        RETURN NULL;  -- the last write of this transaction looks
    END IF;
    SELECT count(*), count(DISTINCT lft), count(DISTINCT rght) INTO goals, lefts, rights
        FROM strategy_goal WHERE edition_id = NEW.tree_id;
    IF lefts < goals OR rights < goals THEN
        RAISE EXCEPTION '{NAME}: two goals of tree % have the same number', NEW.tree_id
            USING ERRCODE = 'unique_violation', TABLE = 'strategy_goal', CONSTRAINT = '{NAME}';
    END IF;
    IF goals = 0 THEN
        DELETE FROM {TABLE} WHERE tree_id = NEW.tree_id;
    END IF;
    RETURN NULL;
END $$;
"""

ON_GOALS = {
    "strategy_goal_tree_insert": "AFTER INSERT ON strategy_goal REFERENCING NEW TABLE AS touched FOR EACH STATEMENT "
    "EXECUTE FUNCTION strategy_note_written_trees()",
    "strategy_goal_tree_update": "AFTER UPDATE ON strategy_goal REFERENCING OLD TABLE AS touched FOR EACH STATEMENT "
    "EXECUTE FUNCTION strategy_note_written_trees()",
    "strategy_goal_tree_delete": "AFTER DELETE ON strategy_goal REFERENCING OLD TABLE AS touched FOR EACH STATEMENT "
    "EXECUTE FUNCTION strategy_note_written_trees()",
    "strategy_goal_tree_other": "BEFORE UPDATE OF tree_id ON strategy_goal FOR EACH ROW "
    "WHEN (OLD.tree_id IS DISTINCT FROM NEW.tree_id) EXECUTE FUNCTION strategy_note_new_tree()",
}
CHECKED = "strategy_tree_checked"


def install(connection) -> None:
    """Makes the guard where it is not there; safe to call again."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS)
        for name, rule in ON_GOALS.items():
            cursor.execute(f"CREATE OR REPLACE TRIGGER {name} {rule}")
        if CHECKED not in _present(cursor):
            cursor.execute(
                f"CREATE CONSTRAINT TRIGGER {CHECKED} AFTER INSERT OR UPDATE ON {TABLE} "
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION strategy_refuse_doubled_numbers()"
            )


def are_installed(connection) -> bool:
    """Whether the guard stands, where there is to be one."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        return _present(cursor) == {*ON_GOALS, CHECKED}


def _present(cursor) -> set[str]:
    cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname = ANY (%s) AND tgenabled <> 'D'", [[*ON_GOALS, CHECKED]])
    return {name for (name,) in cursor.fetchall()}
