"""A citizen's spreadsheet program never runs what stands in a title."""

import csv
import io
import zipfile

import openpyxl
import pytest
from lxml import etree

from strategy.exchange.document import GoalNode, PlanDocument
from strategy.exchange.formats import READERS, WRITERS

ATTACKS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "'=1", '=HYPERLINK("http://x.example")']


def plan_of(attack: str) -> PlanDocument:
    goal = GoalNode(kind="theme", title=attack, text=attack, code=attack[:40], translations={"en": {"title": attack}})
    return PlanDocument(municipality="x", language="nl", slug="p", title=attack, introduction=attack, goals=[goal])


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_a_csv_begins_like_a_formula(attack):
    data = WRITERS["csv"].write(plan_of(attack), "").decode("utf-8-sig")

    cells = [cell for row in csv.reader(io.StringIO(data, newline=""), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]
    assert READERS["csv"](data.encode(), "").goals[0].title == attack


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_a_workbook_is_a_formula(attack):
    data = WRITERS["xlsx"].write(plan_of(attack), "")

    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.quotePrefix for cell in cells if isinstance(cell.value, str) and cell.value[0] in "=+-@")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_an_opendocument_sheet_is_a_formula(attack):
    data = WRITERS["ods"].write(plan_of(attack), "")

    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    content = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"))
    cells = list(content.iter(f"{{{table}}}table-cell"))
    assert not [cell for cell in cells if cell.get(f"{{{table}}}formula")]
    assert {cell.get(f"{{{table}}}style-name") for cell in cells} == {"heading", "text"}  # both are text, edited or not
    assert READERS["ods"](data, "").goals[0].title == attack.replace("\r", "\n")
