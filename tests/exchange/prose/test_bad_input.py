"""Files that are damaged, hostile or empty get a sentence or a warning, and never another exception."""

import contextlib
import io
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategy.exchange.detecting import LIMIT, detect_format
from strategy.exchange.document import PlanDocument
from strategy.exchange.formats import READERS
from strategy.exchange.prose.ordering import walk
from strategy.exchange.prose.words import LEXICONS
from strategy.exchange.writers.pdf import load_weasyprint
from strategy.refusal import Refused

from .notation import as_docx

PLAN = "Onze missie\n\nWij zijn er voor iedereen.\n\nOnze doelstellingen\n\n- Een groene stad.\n- Een veilige stad.\n"
PROSE = ("text", "html", "docx", "odt", "pdf")


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def word(xml: bytes, **parts: bytes) -> bytes:
    return archive(**{"word/document.xml": xml, **parts})


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("format", "data", "sentence"),
    [
        *((format, b"", "is empty") for format in PROSE),
        ("text", b" \n\t\x00\n", "is empty"),
        ("text", b"x" * (LIMIT + 1), "the limit is 30 MB"),
        ("text", b"Een groene stad. " * 1_500_000, "more than 4000000 characters"),
        ("html", b"<p>Een groene stad.</p>" * 1_000_000, "more than 8000000 characters"),
        ("html", b"<html><body></body></html>", "no text"),
        ("html", b"<div>" * 200_000 + b"x", "are nested more than"),
        ("docx", b"PK\x03\x04 no archive", "damaged"),
        ("docx", archive(**{"a.txt": b"x"}), "damaged"),
        ("docx", word(BOMB), "entities"),
        ("docx", word(OUTSIDE), "entities"),
        ("docx", word(b"<w>" + b" " * 300_000_000), "far more than a document holds"),
        ("docx", word(b"<w:document"), "damaged"),
        ("odt", archive(**{"content.xml": BOMB}), "entities"),
        ("pdf", b"%PDF-1.4 nothing", "damaged"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(format, data, sentence):
    with pytest.raises(Refused, match=sentence):
        READERS[format](data, "")


def test_an_old_or_locked_office_file_is_refused():
    with pytest.raises(Refused, match="without a password"):
        detect_format(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plan.docx")


def test_a_locked_archive_is_refused():
    data = bytearray(as_docx("P Tekst"))
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    with pytest.raises(Refused, match="password"):
        READERS["docx"](bytes(data), "")


def test_macros_are_not_read_and_said():
    packed = io.BytesIO(as_docx("H1 Onze missie\nP Wij zijn er voor iedereen in de stad."))
    with zipfile.ZipFile(packed, "a") as more:
        more.writestr("word/vbaProject.bin", b"x")
    document = READERS["docx"](packed.getvalue(), "nl")
    assert any("macros" in doubt.message for doubt in document.warnings)


def test_a_pdf_of_pictures_is_refused(tmp_path):
    from PIL import Image

    Image.new("RGB", (200, 200), "white").save(tmp_path / "scan.pdf")
    with pytest.raises(Refused, match="pictures of text"):
        READERS["pdf"]((tmp_path / "scan.pdf").read_bytes(), "")


@pytest.mark.parametrize(("columns", "is_doubted"), [(1, False), (2, True)])
def test_a_pdf_in_columns_is_doubted(columns, is_doubted):
    goals = "".join(f"<p>Doelstelling {n}: een groene en veilige stad voor iedereen.</p>" for n in range(30))
    page = f"<style>div {{ columns: {columns} }}</style><h1>Onze doelstellingen</h1><div>{goals}</div>"
    document = READERS["pdf"](load_weasyprint().HTML(string=page).write_pdf(), "nl")
    assert any("Page 1: the text seems to be in columns" in d.message for d in document.warnings) is is_doubted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_found_out(encoding):
    text = PLAN.replace("groene", "groené – “eerlijke”")
    document = READERS["text"](text.encode(encoding), "nl")
    assert document.goals[1].title == "Een groené – “eerlijke” stad."


def test_control_characters_and_changes_of_direction_go_with_a_warning():
    document = READERS["text"](PLAN.replace("Een groene", "Een\x00 \u202egroene").encode(), "nl")
    assert document.goals[1].title == "Een groene stad."
    assert sum("taken out" in doubt.message for doubt in document.warnings) == 2


def test_scripts_are_left_out_and_said():
    page = f"<h1>Missie</h1><p onclick='x()'>Wij zijn er.</p><script>alert('doel')</script><p>{'Tekst. ' * 5}</p>"
    document = READERS["html"](page.encode(), "nl")
    assert "alert" not in str(document.goals)
    assert any("scripts" in doubt.message for doubt in document.warnings)


def test_a_title_of_ten_thousand_characters_is_cut_with_a_warning():
    document = READERS["text"](f"Doelstellingen\n\n- {'lang ' * 2_000}\n- Kort doel.\n".encode(), "nl")
    assert len(document.goals[0].title) <= 500
    assert any("500" in doubt.message for doubt in document.warnings)


@pytest.mark.parametrize("sign", ["-", "1."])
def test_a_list_two_hundred_levels_deep_is_read(sign):
    lines = "\n".join(f"{'  ' * depth}{sign} Doel nummer {depth}" for depth in range(200))
    assert READERS["text"](f"Doelstellingen\n\n{lines}\n".encode(), "nl").goals


def test_a_page_with_lists_two_hundred_levels_deep_is_read():
    page = "<h1>Doelen</h1>" + "<ul><li>Doel" * 200 + "</li></ul>" * 200
    assert READERS["html"](page.encode(), "nl").goals


def test_a_named_language_wins_and_an_unknown_one_is_refused():
    assert READERS["text"](PLAN.encode(), "da").language == "da"
    with pytest.raises(Refused, match="does not know the language"):
        READERS["text"](PLAN.encode(), "xx")


@pytest.mark.parametrize(
    "text",
    [
        PLAN * 8_000,
        "Wij werken aan een groene stad voor iedereen in 2030. " * 20_000,
        "- een doel\n" * 50_000,
        "a" * 1_000_000,
        " ".join(["cookies"] * 140_000),
        "Kop\n" * 50_000,
        "1.1.1 " * 160_000,
        ("Goedgekeurd " * 90 + "gemeenteraad\n") * 900,
    ],
    ids=["plan", "sentence", "items", "word", "cookies", "headings", "numbers", "decisions"],
)
@pytest.mark.parametrize("format", ["text", "html"])
def test_a_megabyte_is_read_in_seconds(text, format):
    begin = time.process_time()
    with contextlib.suppress(Refused):
        READERS[format](text.encode(), "nl")
    assert time.process_time() - begin < 20


def read_or_refuse(format: str, data: bytes, language: str) -> PlanDocument | None:
    """The document, or None where a sentence refuses it; any other exception fails the test."""
    try:
        return READERS[format](data, language)
    except Refused:
        return None


PIECES = st.sampled_from(
    [
        *"-•*#>|:.,!?’\t\n\n\n ",
        "Onze missie", "Visie", "Waarden", "Doelstelling 1:", "Wat is de ambitie?", "2020-2025", "gemeenteraad",
        "goedgekeurd op 17 december 2019", "<b>", "</ul>", "<li>", "<h2>", "<table><tr><td>", "1.1", "BD-01", "a)",
        "Kontakt", "Leitbild",
        "Nous voulons :", "vedtaget af byrådet", "31 februari 2020", "99/99/2020", "\u202e", "\x00",
    ]
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(parts=st.lists(PIECES | st.text(max_size=30), max_size=40), language=st.sampled_from(["", *LEXICONS]))
@pytest.mark.parametrize("format", ["text", "html"])
def test_any_text_gives_a_document_or_a_sentence(format, parts, language):
    document = read_or_refuse(format, " ".join(parts).encode("utf-8", "replace"), language)
    assert document is None or all(goal.title.strip() for goal in walk(document.goals))


@settings(max_examples=60)
@given(data=st.binary(max_size=400))
@pytest.mark.parametrize("format", PROSE)
def test_any_bytes_give_a_document_or_a_sentence(format, data):
    read_or_refuse(format, data, "")
