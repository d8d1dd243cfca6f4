"""The demo's plans in every format and language: something readable, with the texts in it, or a sentence why not."""

import io
import json
import os
import subprocess
import sys
import zipfile

import docx
import odfdo
import pypdf
import pytest

from strategy.exchange.document import GoalNode, PlanDocument
from strategy.exchange.formats import WRITERS, plan_json
from strategy.exchange.writers import pdf
from strategy.refusal import Refused
from tests.exchange.writers.plans import DEMO_PLANS, demo

LANGUAGES = ("", "en", "fr", "da")
BILINGUAL = PlanDocument(
    municipality="lindehoven",
    language="nl",
    slug="plan",
    title="Koers",
    translations={"en": {"title": "Course"}},
    period=[2020, 2025],
    goals=[
        GoalNode(kind="mission", title="Missie", text="Wij\nzijn er", form="verse"),
        GoalNode(
            kind="theme",
            title="Groen <b>&amp;</b>",
            code="1",
            text="Veel bomen\n\nVeel gras",
            translations={"en": {"title": "Green <b>&amp;</b>"}},
            children=[GoalNode(kind="objective", title="Bomen"), GoalNode(kind="objective", title="# Gras *")],
        ),
    ],
)


@pytest.mark.parametrize("format", sorted(WRITERS))
@pytest.mark.parametrize("name", DEMO_PLANS)
def test_a_demo_plan_can_be_written_in_every_language(name, format):
    document = demo(name)
    before = plan_json.dump(document)
    if name == "mechelen" and format.startswith("stratml"):
        with pytest.raises(Refused, match="at least one goal"):
            WRITERS[format].write(document, "")
        return
    for language in LANGUAGES:
        assert WRITERS[format].write(document, language)
    assert all(sentence.endswith(".") for sentence in WRITERS[format].losses(document))
    assert plan_json.dump(document) == before


def test_json_is_what_it_always_was():
    document = demo("gent")

    assert WRITERS["json"].write(document, "en") == plan_json.dump(document).encode()


def test_word_has_real_headings_lists_language_and_title():
    paper = docx.Document(io.BytesIO(WRITERS["docx"].write(BILINGUAL, "")))

    assert [(p.style.name, p.text) for p in paper.paragraphs] == [
        ("Title", "Koers"),
        ("Normal", "Periode: 2020–2025"),
        ("Heading 1", "Missie"),
        ("Quote", "Wij\nzijn er"),
        ("Heading 1", "1 Groen <b>&amp;</b>"),
        ("Normal", "Veel bomen"),
        ("Normal", "Veel gras"),
        ("List Bullet", "Bomen"),
        ("List Bullet", "# Gras *"),
    ]
    assert (paper.core_properties.title, paper.core_properties.language) == ("Koers", "nl-BE")


def test_a_text_that_is_not_translated_is_marked_with_its_own_language():
    archive = zipfile.ZipFile(io.BytesIO(WRITERS["docx"].write(BILINGUAL, "en")))
    body = archive.read("word/document.xml").decode()

    assert "Course" in body
    assert body.count('<w:lang w:val="nl-BE"/>') == 6
    assert 'lang="nl"' in pdf.html(BILINGUAL, "en")
    assert '<html lang="en-GB">' in pdf.html(BILINGUAL, "en")


def test_opendocument_has_real_headings_lists_language_and_title():
    paper = odfdo.Document(io.BytesIO(WRITERS["odt"].write(BILINGUAL, "")))

    headings = [(int(header.level), str(header).strip()) for header in paper.body.get_headers()]
    assert headings == [(1, "Missie"), (1, "1 Groen <b>&amp;</b>")]
    assert len(paper.body.get_lists()) == 1
    assert (paper.meta.title, paper.meta.language) == ("Koers", "nl-BE")


def test_pdf_is_tagged_and_has_language_title_bookmarks_and_page_numbers():
    reader = pypdf.PdfReader(io.BytesIO(WRITERS["pdf"].write(BILINGUAL, "")))
    catalogue = reader.trailer["/Root"]

    assert catalogue["/Lang"] == "nl-BE"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()
    assert reader.metadata.title == "Koers"
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == ["Koers"]
    assert "1 / 1" in reader.pages[0].extract_text()


def test_pdf_without_its_system_library_is_a_sentence(monkeypatch):
    def missing():
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(pdf, "load_weasyprint", missing)
    with pytest.raises(Refused, match="install the packages libpango"):
        WRITERS["pdf"].write(BILINGUAL, "")


def test_pdf_without_any_font_is_a_sentence(tmp_path):
    """In a process of its own, because Pango reads its configuration once."""
    (tmp_path / "fonts.conf").write_text("<?xml version='1.0'?><fontconfig></fontconfig>")
    code = "from strategy.exchange.writers import pdf; pdf.load_weasyprint()"
    environment = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)

    assert done.stderr.strip().endswith("OSError: no fonts")


def test_a_pdf_fetches_nothing():
    with pytest.raises(ValueError, match="is not fetched"):
        pdf.fetch_nothing("file:///etc/passwd")


def test_markdown_escapes_what_looks_like_its_signs():
    assert WRITERS["markdown"].write(BILINGUAL, "").decode() == (
        "# Koers\n\n*Periode:* 2020–2025\n\n*Taal:* Nederlands\n\n"
        "## Missie\n\n*Missie 1*\n\n> *Wij*\\\n> *zijn er*\n\n"
        "## Groen \\<b\\>\\&amp;\\</b\\>\n\n*Thema 1 (1)*\n\nVeel bomen\n\nVeel gras\n\n"
        "- *Doelstelling 1.1:* Bomen\n- *Doelstelling 1.2:* \\# Gras \\*\n"
    )


def test_text_in_another_language_falls_back_to_the_authentic_one():
    text = WRITERS["text"].write(BILINGUAL, "en").decode()

    assert text.startswith("Course\n======\n")
    assert "Theme 1 (1): Green <b>&amp;</b>" in text
    assert "- Objective 1.1: Bomen" in text


def test_a_very_deep_plan_can_be_written_everywhere():
    goal = GoalNode(kind="action", title="Diep", text="x")
    for kind in ("vision",) * 90:
        goal = GoalNode(kind=kind, title="Hoger", children=[goal])
    document = PlanDocument(municipality="x", language="nl", slug="p", title="P", goals=[goal])
    for name in ("docx", "odt", "markdown", "text", "xlsx", "ods", "csv", "jsonld"):
        assert WRITERS[name].write(document, "")


@pytest.mark.parametrize("format", sorted(set(WRITERS) - {"pdf"}))
def test_characters_that_xml_cannot_hold_do_no_harm(format):
    nasty = "a\x00b\x0bc\ufffed\r\ne"
    goal = GoalNode(kind="theme", title=nasty, text=nasty, code="1")
    document = PlanDocument(municipality="x", language="nl", slug="p", title=nasty, goals=[goal])

    assert WRITERS[format].write(document, "")


def test_json_ld_is_json():
    assert json.loads(WRITERS["jsonld"].write(BILINGUAL, ""))["@graph"]
