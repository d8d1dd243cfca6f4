"""Tables to goals: columns that name kinds become levels; "value | explanation" becomes a goal with its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ...vocabulary import Kind
from ..document import GoalNode
from .blocks import Block
from .meaning import meaning
from .roles import Role

if TYPE_CHECKING:
    from .notes import Notes


def read_table(reader: Notes, table: Block, expected: tuple[str, ...], into: list[GoalNode]) -> None:
    """Adds the goals of ``table`` to ``into``; a table whose columns say nothing is left out with a doubt."""
    header, rows = table.rows[0], table.rows[1:]
    rows = [row for row in rows if not all(set(cell) <= set("-: ") for cell in row)]
    kinds = [_column_kind(cell, reader.lexicon.code) for cell in header]
    if not any(kinds) and _coded_rows(table, reader.lexicon.code):
        _read_coded(reader, table, into)
        return
    if not any(kinds):
        reader.doubt(
            table.line,
            _("A table with %(count)d rows is left out: its columns do not say what they hold."),
            count=len(table.rows),
        )
        return
    reader.doubt(table.line, _("A table was read as goals because of the names of its columns."))
    open_nodes: dict[int, GoalNode] = {}
    for row in rows:
        _read_row(reader, table.line, row, kinds, open_nodes, into)


def says_kinds(table: Block, language: str) -> bool:
    """Whether the names of some columns of ``table`` say what kind of goals they hold."""
    return any(_column_kind(cell, language) for cell in table.rows[0]) or _coded_rows(table, language)


def _coded_rows(table: Block, language: str) -> bool:
    """Whether most rows begin with a code or number that says a kind ("SD 1 | Leefbare stad | …")."""
    told = [row for row in table.rows if len(row) > 1 and row[1] and _row_kind(row, language)]
    return 2 * len(told) > len(table.rows)


def _row_kind(row: list[str], language: str) -> str:
    found = meaning(f"{row[0]} {row[1]}", language)
    return found.kinds[0] if found.role is Role.GOAL and (found.code or found.number) and found.kinds else ""


def _read_coded(reader: Notes, table: Block, into: list[GoalNode]) -> None:
    reader.doubt(table.line, _("A table was read as goals by the codes of its rows."))
    for row in table.rows:
        kind = _row_kind(row, reader.lexicon.code)
        if kind:
            found = meaning(f"{row[0]} {row[1]}", reader.lexicon.code)
            node = GoalNode(
                kind=kind,
                title=row[1][:500],
                code=(found.code or found.number)[:40],
                text="\n".join(filter(None, row[2:])),
            )
            reader.lines[id(node)] = table.line
            into.append(node)


def _column_kind(cell: str, language: str) -> str:
    found = meaning(cell, language)
    if found.role in (Role.GOALS, Role.LEAD_IN) and found.kinds:
        return found.kinds[0]
    if found.role is Role.STATEMENT and found.kinds:
        return found.kinds[0]
    return ""


def _read_row(
    reader: Notes,
    line: int,
    row: list[str],
    kinds: list[str],
    open_nodes: dict[int, GoalNode],
    into: list[GoalNode],
) -> None:
    """One row: a cell that is empty or says the same again goes on with the goal above."""
    parent: GoalNode | None = None
    for column, kind in enumerate(kinds):
        cell = row[column].strip() if column < len(row) else ""
        if not kind:
            if cell and parent is not None and column > 0 and cell != parent.title:
                parent.text = "\n".join(filter(None, [parent.text, cell]))
            continue
        last = open_nodes.get(column)
        found = meaning(cell, reader.lexicon.code) if cell else None
        title = found.title if found and (found.code or found.role is Role.GOAL) and found.title else cell
        if last is not None and (not cell or title == last.title):
            parent = last
            continue
        if not cell:
            continue
        node = GoalNode(kind=kind, title=title[:500], code=found.code if found else "")
        reader.lines[id(node)] = line
        is_inside = parent is not None and kind not in (Kind.MISSION, Kind.VISION, Kind.VALUE)
        (parent.children if is_inside and parent is not None else into).append(node)
        open_nodes[column] = parent = node
        for deeper in [index for index in open_nodes if index > column]:
            del open_nodes[deeper]
