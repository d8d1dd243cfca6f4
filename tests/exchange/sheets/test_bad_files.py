"""Files that cannot or should not be opened get a sentence, at once and in little memory."""

import contextlib
import io
import time
import tracemalloc
import zipfile

import pytest

from strategy.exchange.formats import csv, ods, xlsx
from strategy.refusal import Refused

from .shown import workbook

GOOD = workbook(a=[["Titel", "Code"], ["Groen", 1]])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def changed(data: bytes, **parts: bytes) -> bytes:
    """A copy of an office file with parts replaced or added; "__" in a name stands for "/", "_" for "."."""
    file = io.BytesIO()
    new = {
        name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): content
        for name, content in parts.items()
    }
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in old.namelist():
            if name not in new:
                copy.writestr(name, old.read(name))
        for name, content in new.items():
            copy.writestr(name, content)
    return file.getvalue()


def sheet_xml(rows: bytes) -> bytes:
    return (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData>" + rows + b"</sheetData></worksheet>"
    )


def content_xml(rows: str, doctype: str = "") -> bytes:
    names = "".join(f' xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "table", "text"))
    return (
        f'<?xml version="1.0"?>{doctype}<office:document-content{names}><office:body><office:spreadsheet>'
        f'<table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    ).encode()


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"

REFUSED = {
    "empty xlsx": (xlsx.load, b"", "is empty"),
    "empty csv": (csv.load, b"\xef\xbb\xbf \r\n", "is empty"),
    "nul bytes only": (csv.load, bytes(100), "is empty"),
    "not a zip": (xlsx.load, b"PK\x03\x04 nothing", "damaged"),
    "a zip of something else": (xlsx.load, changed(GOOD)[:400], "damaged"),
    "half a file": (xlsx.load, GOOD[: len(GOOD) // 2], "damaged"),
    "a text that calls itself xlsx": (xlsx.load, b"Titel;Code\nGroen;1\n", "damaged"),
    "an xlsx that calls itself csv": (csv.load, GOOD, "not a text file"),
    "a pdf that calls itself csv": (csv.load, b"%PDF-1.7", "not a text file"),
    "before 2007": (xlsx.load, OLE, "before 2007"),
    "a password": (xlsx.load, OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "macros": (xlsx.load, changed(GOOD, xl__vbaProject_bin=b"x"), "macros"),
    "entities": (ods.load, changed(b"PK\x05\x06" + bytes(18), content_xml=content_xml("", BOMB)), "entities"),
    "entities in xlsx": (
        xlsx.load,
        changed(GOOD, xl__sharedStrings_xml=f'<?xml version="1.0"?>{BOMB}<sst/>'.encode()),
        "entities",
    ),
    "a zip bomb": (xlsx.load, changed(GOOD, xl__worksheets__sheet1_xml=bytes(300_000_000)), "unpacks to more than"),
    "no content": (ods.load, changed(b"PK\x05\x06" + bytes(18), other_xml=b"<a/>"), "no content.xml"),
    "broken xml": (ods.load, changed(b"PK\x05\x06" + bytes(18), content_xml=b"<a><b></a>"), "damaged"),
    "broken xml in xlsx": (xlsx.load, changed(GOOD, xl__worksheets__sheet1_xml=b"<worksheet><a></b>"), "damaged"),
    "a password on an ods": (
        ods.load,
        changed(b"PK\x05\x06" + bytes(18), **{"META-INF__manifest_xml": b"<m:encryption-data/>"}),
        "password",
    ),
    "nothing in it": (csv.load, b"1;2;3\n4;5;6\n", "No goals were found"),
    "too many bytes": (csv.load, b"Titel;Code\n" + b"x" * (31 * 1024 * 1024), "31 MB"),
    "a million full rows": (
        ods.load,
        changed(
            b"PK\x05\x06" + bytes(18),
            content_xml=content_xml(
                f'<table:table-row table:number-rows-repeated="1048576">{cell("x")}</table:table-row>'
            ),
        ),
        "too large",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_gets_its_sentence(name):
    load, data, sentence = REFUSED[name]

    with pytest.raises(Refused) as refused:
        load(data, "nl")

    assert sentence in str(refused.value)


def test_a_workbook_that_names_the_last_cell_of_the_sheet_costs_nothing():
    far = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Titel</t></is></c>'
    far += b'<c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>'
    last = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Groen</t></is></c></row>'
    data = changed(GOOD, xl__worksheets__sheet1_xml=sheet_xml(far + last))

    began = time.monotonic()
    document = xlsx.load(data, "nl")

    assert time.monotonic() - began < 20
    assert [goal.title for goal in document.goals] == ["Groen"]
    assert "first 256 columns" in document.warnings[0].message


def test_a_row_number_beyond_the_last_is_refused():
    rows = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Titel</t></is></c></row>'
    rows += b'<row r="99999999999"><c r="A99999999999" t="inlineStr"><is><t>x</t></is></c></row>'

    with pytest.raises(Refused):
        xlsx.load(changed(GOOD, xl__worksheets__sheet1_xml=sheet_xml(rows)), "nl")


def test_an_ods_cell_that_repeats_to_the_end_of_the_sheet_costs_nothing():
    far = cell("x", 'table:number-columns-repeated="16383"')
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = f"<table:table-row>{cell('Titel')}{cell('Code')}</table:table-row>"
    rows += f"<table:table-row>{cell('Groen')}{far}</table:table-row>"
    rows += f'<table:table-row table:number-rows-repeated="1048570">{empty}</table:table-row>'

    document = ods.load(changed(b"PK\x05\x06" + bytes(18), content_xml=content_xml(rows)), "nl")

    assert document.goals[0].title == "Groen"
    assert "columns without a heading" in document.warnings[-1].message


def test_memory_is_a_small_multiple_of_a_large_table():
    lines = "".join(f"{n // 300 + 1}.{n % 300 + 1};Doel nummer {n};Een korte tekst\n" for n in range(20_000))
    data = f"Code;Titel;Tekst\n{lines}".encode()

    tracemalloc.start()
    document = csv.load(data, "nl")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sum(1 + len(goal.children) for goal in document.goals) == 20_000
    assert peak < 80_000_000


def test_random_bytes_are_refused_or_read_but_never_an_error():
    import random

    chance = random.Random(7)
    for _turn in range(60):
        damaged = bytearray(GOOD)
        for _hit in range(20):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        for load in (xlsx.load, csv.load, ods.load):
            for data in (bytes(damaged), chance.randbytes(500)):
                with contextlib.suppress(Refused):
                    load(data, "nl")
