"""Small spreadsheets from text, and documents as indented text, so that tests show trees as trees."""

import io

import xlsxwriter

from strategy.exchange.document import GoalNode, PlanDocument
from strategy.exchange.formats import csv


def read(table: str, language: str = "") -> PlanDocument:
    """A csv file, written as a raw string."""
    return csv.load(table.encode(), language)


def tree(document: PlanDocument) -> str:
    """ "theme T1 Groen" and below it, set in, what stands under it."""
    return "\n".join(line for goal in document.goals for line in _lines(goal, 0))


def _lines(goal: GoalNode, depth: int) -> list[str]:
    line = "  " * depth + " ".join(filter(None, (goal.kind, goal.code, goal.title)))
    return [line, *(below for child in goal.children for below in _lines(child, depth + 1))]


def doubts(document: PlanDocument) -> dict[int, list[str]]:
    """Sentences by row."""
    found: dict[int, list[str]] = {}
    for doubt in document.warnings:
        found.setdefault(doubt.line, []).append(doubt.message)
    return found


def workbook(**sheets: list[list]) -> bytes:
    """An xlsx file; a cell that is a tuple is (value, properties of its format), text beginning with "=" a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    value, style = cell if isinstance(cell, tuple) else (cell, None)
                    sheet.write(line, column, value, book.add_format(style) if style else None)
    return file.getvalue()
