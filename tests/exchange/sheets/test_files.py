"""What spreadsheet programs make of a table: encodings, separators, styles, formulas, merged cells, hidden sheets."""

import datetime
import io

import odfdo
import pytest
import xlsxwriter

from strategy.exchange.formats import csv, ods, xlsx
from strategy.exchange.writers import sheet

from .shown import doubts, read, tree, workbook

TABLE = "Code{0}Omschrijving{0}Uitleg\n1{0}Café en één straat{0}Œuvre\n"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_separator_and_encoding_are_found_out(separator, encoding):
    document = csv.load(TABLE.format(separator).encode(encoding), "")

    assert [(goal.code, goal.title, goal.text) for goal in document.goals] == [("1", "Café en één straat", "Œuvre")]


def test_lines_in_different_encodings_are_read_each_in_its_own():
    rows = [f"{n};Één straat {n}".encode() for n in range(1, 9)] + ["9;Één plein".encode("cp1252")]
    document = csv.load(b"Code;Titel\n" + b"\n".join(rows), "nl")

    assert [goal.title for goal in document.goals][-2:] == ["Één straat 8", "Één plein"]
    assert "another encoding" in doubts(document)[10][0]


def test_a_quotation_mark_that_is_never_closed_costs_nothing_else():
    document = read('Code;Titel\n1;Groen\n2;"Rood\n3;Blauw\n')

    assert "Groen" in tree(document)
    assert "Blauw" in str(document.goals)


def test_excels_line_about_the_separator_is_no_row():
    assert tree(read("sep=|\nCode|Titel\n1|Groen, en rood; en blauw\n")) == "objective 1 Groen, en rood; en blauw"


def test_line_breaks_and_separators_inside_quotes_stay():
    goal = read('Titel;Tekst;Code\n"Groen; en rood";"Eerst\n\nDan ""dit""";1\n').goals[0]

    assert (goal.title, goal.text) == ("Groen; en rood", 'Eerst\n\nDan "dit"')


def test_indented_cells_of_excel_are_levels():
    rows = [["Titel"], ["Groen"], [("Bomen", {"indent": 1})], [("Planten", {"indent": 2})], ["Veilig"]]

    assert tree(xlsx.load(workbook(a=rows), "nl")) == (
        "theme Groen\n  objective Bomen\n    ambition Planten\ntheme Veilig"
    )


def test_numbers_show_as_many_decimals_as_the_cell_does():
    rows = [
        ["Code", "Titel"],
        [1, "Groen"],
        [(1.1, {"num_format": "0.0"}), "Bomen"],
        [(1.10, {"num_format": "0.00"}), "Gras"],
    ]

    assert tree(xlsx.load(workbook(a=rows), "nl")) == "theme 1 Groen\n  objective 1.1 Bomen\n  objective 1.10 Gras"


def test_a_code_that_excel_took_for_a_date_is_a_code_again():
    day = (datetime.datetime(2026, 2, 1), {"num_format": "dd/mm/yyyy"})
    document = xlsx.load(workbook(a=[["Code", "Titel"], [1, "Groen"], [day, "Bomen"]]), "nl")

    assert document.goals[0].children[0].code == "1.2"
    assert "stored as a date" in doubts(document)[3][0]


def test_a_formula_is_taken_by_its_stored_result_and_never_worked_out():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Code", "Titel"])
        page.write_formula(1, 1, '="Gr"&"oen"', None, "Groen")
        page.write_formula(2, 1, '=HYPERLINK("http://x.example","Klik")', None, "")
    document = xlsx.load(file.getvalue(), "nl")

    assert document.goals[0].title == "Groen"
    assert all("HYPERLINK" not in goal.title or goal.title.startswith("=") for goal in document.goals)


def test_merged_cells_hold_for_all_their_rows():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Thema", "Doelstelling"])
        page.merge_range(1, 0, 3, 0, "Groen")
        for line, title in enumerate(["Bomen", "Gras", "Water"], start=1):
            page.write(line, 1, title)

    assert tree(xlsx.load(file.getvalue(), "nl")) == (
        "theme Groen\n  objective Bomen\n  objective Gras\n  objective Water"
    )


def test_a_hidden_sheet_and_one_without_goals_are_named():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Doelen").write_column(0, 0, ["Doelstelling", "Groen"])
        book.add_worksheet("Geheim").write_column(0, 0, ["Doelstelling", "Rood"])
        book.get_worksheet_by_name("Geheim").hide()
        book.add_worksheet("Budget").write_row(0, 0, [1, 2, 3])
    document = xlsx.load(file.getvalue(), "nl")

    assert tree(document) == "objective Groen"
    assert ["Geheim" in d.message or "Budget" in d.message for d in document.warnings] == [True, True]


def spreadsheet(rows: list[list[str]]) -> bytes:
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("Doelen")
    for row in rows:
        line = odfdo.Row()
        for cell in row:
            line.append_cell(odfdo.Cell(cell))
        table.append_row(line)
    document.body.append(table)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_an_opendocument_spreadsheet_is_read_like_the_others():
    data = spreadsheet([["Thema", "Doelstelling"], ["Groen", "Bomen"], ["", "Gras"]])

    assert tree(ods.load(data, "nl")) == "theme Groen\n  objective Bomen\n  objective Gras"


def test_a_table_of_ten_thousand_rows_is_read_whole():
    rows = [["Code", "Titel"], *([f"{n // 100 + 1}.{n % 100 + 1}", f"Goal {n}"] for n in range(10_000))]
    document = xlsx.load(workbook(a=rows), "en")

    assert tree(document).count("\n") + 1 == 10_000


def test_a_goal_that_looks_like_a_formula_stays_text_on_the_way_in():
    document = read("Code;Titel\n1;=1+1\n2;'=cmd|' /C calc'!A0\n3;'t Zand\n")

    assert [goal.title for goal in document.goals] == ["=1+1", "=cmd|' /C calc'!A0", "'t Zand"]
    assert sheet.escaped("=1+1") == "'=1+1"
