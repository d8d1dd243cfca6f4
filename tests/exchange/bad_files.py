"""Files that are empty, hostile, locked or odd, each made when asked for: (name, content, what the answer says)."""

import io
import zipfile
from collections.abc import Callable

import pypdf
from PIL import Image

from strategy.exchange.detecting import LIMIT

from .prose.notation import as_docx
from .sheets.shown import workbook

BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {name} '{f'&{chr(ord(name) - 1)};' * 10}'>" for name in "bcdefghij"
)
STRATML = "<StrategicPlan xmlns='urn:ISO:std:iso:17469:tech:xsd:stratml_core'><Name>%s</Name></StrategicPlan>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY j SYSTEM 'file:///etc/passwd'>]>"
LISTED = "Onze doelstellingen voor de stad\n\n"
SHEET = "xl/worksheets/sheet1.xml"
GOOD = ["Titel", "Code"], ["Een groene stad voor iedereen", "1"]


def packed(data: bytes, **parts: bytes) -> bytes:
    """An office file with parts put in the place of its own; "__" stands for "/"."""
    new = {
        name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): part for name, part in parts.items()
    }
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in old.namelist():
            copy.writestr(name, new.pop(name, None) or old.read(name))
        for name, part in new.items():
            copy.writestr(name, part)
    return file.getvalue()


def word(**parts: bytes) -> bytes:
    return packed(as_docx("H1 Onze missie\nP Wij zijn er voor iedereen in de stad."), **parts)


def sheet(**parts: bytes) -> bytes:
    return packed(workbook(doelen=list(GOOD)), **parts)


def rows(inside: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{inside}</sheetData></worksheet>'.encode()


def locked_zip() -> bytes:
    data = bytearray(word())
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    return bytes(data)


def pdf(password: str = "", picture: bool = False) -> bytes:
    file = io.BytesIO()
    if picture:
        Image.new("RGB", (200, 200), "white").save(file, "pdf")
        return file.getvalue()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt(password)
    writer.write(file)
    return file.getvalue()


def deep_json() -> bytes:
    return (
        '{"municipality": "x", "language": "nl", "title": "Diep", "goals": ['
        + '{"kind": "vision", "title": "Visie", "children": [' * 200 + "]}" * 200 + "]}"
    ).encode()  # fmt: skip


def empty_rows() -> bytes:
    head = "".join(f'<c r="{place}" t="inlineStr"><is><t>{said}</t></is></c>' for place, said in (("A1", "Titel"),))
    goal = '<row r="2"><c r="A2" t="inlineStr"><is><t>Een groene stad voor iedereen</t></is></c></row>'
    nothing = "".join(f'<row r="{number}" spans="1:3"/>' for number in range(3, 1_000_003))
    return rows(f'<row r="1">{head}</row>{goal}{nothing}')


MAKERS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("plan.txt", lambda: b"", "This file is empty"),
    "only nul bytes": ("plan.txt", lambda: bytes(500), "This file is empty"),
    "31 MB": ("plan.txt", lambda: b"x" * (LIMIT + 1024 * 1024), "the limit is 30 MB"),
    "200 levels of a list": (
        "plan.txt",
        lambda: (LISTED + "".join(f"{' ' * 2 * d}- Doel nummer {d} van de stad\n" for d in range(200))).encode(),
        "is too deep",
    ),
    "200 levels of json": ("plan.json", deep_json, "100 levels deep"),
    "nul bytes in a text": (
        "plan.txt",
        lambda: (LISTED + "- Een\x00 groene stad\n- Een veilige stad\n").encode(),
        "Control characters",
    ),
    "mixed encodings": (
        "plan.txt",
        lambda: (LISTED + "- Eén groene stad\n- Tweeën één\n").encode() + "- Drieën op een rij\n".encode("cp1252"),
        "mixes encodings",
    ),
    "active html": (
        "plan.html",
        lambda: (
            b"<html><body onload='x()'><h1>Onze doelstellingen</h1>"
            b"<ul><li>Een groene stad voor iedereen<script>alert(1)</script></ul>"
        ),
        "scripts",
    ),
    "outside entity in stratml": ("plan.xml", lambda: f"{OUTSIDE}{STRATML % '&j;'}".encode(), "entities"),
    "bomb in stratml": ("plan.xml", lambda: f"{BOMB}]>{STRATML % '&j;'}".encode(), "entities"),
    "bomb in word": ("plan.docx", lambda: word(word__document_xml=f"{BOMB}]><w>&j;</w>".encode()), "entities"),
    "outside entity in word": (
        "plan.docx",
        lambda: word(word__document_xml=f"{OUTSIDE}<w>&j;</w>".encode()),
        "entities",
    ),
    "bomb in excel": ("plan.xlsx", lambda: sheet(xl__sharedStrings_xml=f"{BOMB}]><sst>&j;</sst>".encode()), "entities"),
    "zip bomb in word": ("plan.docx", lambda: word(word__document_xml=b"<w>" + b" " * 300_000_000), "far more than"),
    "zip bomb in excel": ("plan.xlsx", lambda: sheet(xl__worksheets__sheet1_xml=bytes(300_000_000)), "unpacks to more"),
    "formula in csv": (
        "plan.csv",
        lambda: b'Titel;Code\n=HYPERLINK("http://evil.example");1\nEen groene stad voor iedereen;2\n',
        "looks like a formula",
    ),
    "formula in excel": ("plan.xlsx", lambda: workbook(a=[*GOOD, ["=1+1", "2"]]), ""),
    "bidi": (
        "plan.txt",
        lambda: (LISTED + "- Een \u202egroene stad\n- Een veilige stad\n").encode(),
        "direction of writing",
    ),
    "a title of 10,000 characters": ("plan.txt", lambda: f"{LISTED}- {'lang ' * 2000}\n- Kort doel\n".encode(), "500"),
    "codes in a circle": (
        "plan.csv",
        lambda: b"Code;Titel;Bovenliggend\n1;Een groene stad;2\n2;Een veilige stad;1\n3;Een stad voor iedereen;\n",
        "be under itself",
    ),
    "a code twice": (
        "plan.csv",
        lambda: b"Code;Titel\n1;Een groene stad\n1;Een veilige stad\n",
        "is already used in row 2",
    ),
    "macros in word": ("plan.docm", lambda: word(word__vbaProject_bin=b"x"), "macros"),
    "macros in excel": ("plan.xlsm", lambda: sheet(xl__vbaProject_bin=b"x"), "macros"),
    "password of office": ("plan.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
    "password of an archive": ("plan.docx", locked_zip, "password"),
    "password of a pdf": ("plan.pdf", lambda: pdf(password="geheim"), "password"),
    "pictures of text": ("plan.pdf", lambda: pdf(picture=True), "pictures of text"),
    "a million empty rows": ("plan.xlsx", lambda: sheet(xl__worksheets__sheet1_xml=empty_rows()), ""),
}
