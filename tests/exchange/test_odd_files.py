"""Files that are rarer than most: read where they can be, with a sentence where they cannot."""

import io
import zipfile

import docx
import openpyxl
import pytest

from strategy.exchange.detecting import detect_format
from strategy.exchange.formats import READERS
from strategy.refusal import Refused

WORD = (
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
)
SHEET = (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
LINKS = (
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
)
BOX = (
    b"<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In een kader</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    b"</w:p>"
)
TRACKED = (
    b'<w:p><w:pPr><w:pStyle w:val="ListBullet"/></w:pPr><w:del w:id="1" w:author="x"><w:r><w:delText>Geschrapt'
    b'</w:delText></w:r></w:del><w:ins w:id="2" w:author="x"><w:r><w:t>Groene stad</w:t></w:r></w:ins></w:p>'
)


def paper() -> bytes:
    made, file = docx.Document(), io.BytesIO()
    made.add_heading("Doelstelling 1: Veilige stad", 1)
    made.add_paragraph("Licht in elke straat", style="List Bullet")
    made.add_paragraph("Traag verkeer", style="List Bullet")
    made.save(file)
    return file.getvalue()


def changed(data: bytes, *pairs: tuple[bytes, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            for here, there in pairs:
                part = part.replace(here, there)
            new.writestr(name, part)
    return out.getvalue()


def read(data: bytes, name: str):
    return READERS[detect_format(data, name)](data, "nl")


def titles(document) -> list[str]:
    return [goal.title for top in document.goals for goal in (top, *top.children)]


def test_a_strict_word_file_is_read_like_any_other():
    document = read(changed(paper(), WORD, LINKS), "plan.docx")
    assert titles(document) == ["Veilige stad", "Licht in elke straat", "Traag verkeer"]


def test_a_strict_workbook_is_read_like_any_other():
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in [("niveau", "code", "titel"), ("thema", "1", "Wonen"), ("doelstelling", "1.1", "Betaalbaar")]:
        book.active.append(row)
    book.save(file)
    document = read(changed(file.getvalue(), SHEET, LINKS), "plan.xlsx")
    assert titles(document) == ["Wonen", "Betaalbaar"]


def test_of_tracked_changes_the_new_text_is_read():
    document = read(changed(paper(), (b"<w:sectPr", TRACKED + b"<w:sectPr")), "plan.docx")
    assert titles(document)[-1] == "Groene stad"
    assert "Geschrapt" not in titles(document)


def test_text_boxes_are_said_not_to_be_read():
    document = read(changed(paper(), (b"<w:sectPr", BOX + b"<w:sectPr")), "plan.docx")
    assert "Text in text boxes is not read." in document.warnings[0].message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
def test_a_csv_in_utf_16_is_read(encoding):
    text = "niveau;code;titel\nthema;1;Wonen\ndoelstelling;1.1;Café en één\n"
    data = text.encode(encoding) if encoding == "utf-16" else "\ufeff".encode(encoding) + text.encode(encoding)
    assert titles(read(data, "plan.csv")) == ["Wonen", "Café en één"]


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (rb"{\rtf1\ansi \b Onze missie\b0\par}", "plan.rtf", "This is a Rich Text file (RTF)."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plan.doc", "office file of the old kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plan.xls", "office file of the old kind"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_that_says_what_to_do(data, name, sentence):
    with pytest.raises(Refused) as refused:
        read(data, name)
    assert sentence in str(refused.value)
    assert "Save it as" in str(refused.value) or "save it as" in str(refused.value)


def test_an_archive_with_very_many_parts_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
        for number in range(5_001):
            archive.writestr(f"part{number}", "")
    with pytest.raises(Refused, match="unpacks to far more"):
        read(file.getvalue(), "plan.docx")


def test_frames_and_tables_for_layout_do_not_hide_the_goals():
    page = (
        b'<html><body><iframe src="//evil"></iframe><table><tr><td><h2>Doelstellingen</h2><table><tr><td>'
        b'<ul><li onclick="x()">Veilige stad</li><li><script>alert(1)</script>Groene stad</li></ul>'
        b"</td></tr></table></td></tr></table></body></html>"
    )
    assert titles(read(page, "page.html")) == ["Veilige stad", "Groene stad"]
