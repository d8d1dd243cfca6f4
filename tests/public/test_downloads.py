"""Open data: every format of a published edition, with its right name and type; never a draft; a no is a sentence."""

import base64
import io
import json
import zipfile

import docx
import odfdo
import openpyxl
import pypdf
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from strategy.exchange import offering, typesetting
from strategy.exchange.formats import READERS, WRITERS
from strategy.exchange.offering import GROUPS
from strategy.exchange.writers import pdf
from strategy.models import Attachment
from strategy.refusal import Refused
from strategy.tree import Branch
from tests.factories import make_draft, make_plan, make_published, make_town

DATA = "/nl/lindehoven/2020-2025/data/"
OPENERS = {
    "json": lambda body: json.loads(body)["goals"],
    "jsonld": lambda body: json.loads(body)["@graph"],
    "xlsx": lambda body: openpyxl.load_workbook(io.BytesIO(body)),
    "ods": lambda body: odfdo.Document(io.BytesIO(body)).body.tables,
    "csv": lambda body: body.decode("utf-8-sig").splitlines(),
    "docx": lambda body: docx.Document(io.BytesIO(body)).paragraphs,
    "odt": lambda body: odfdo.Document(io.BytesIO(body)).body,
    "pdf": lambda body: pypdf.PdfReader(io.BytesIO(body)).pages,
    "stratml": lambda body: etree.fromstring(body).tag,
    "stratml2": lambda body: etree.fromstring(body).tag,
    "markdown": lambda body: body.decode(),
    "text": lambda body: body.decode(),
}


@pytest.mark.parametrize("format", WRITERS)
def test_every_format_downloads_and_opens(client, published, format):
    response = client.get(DATA + format)

    assert response.status_code == 200
    assert response["Content-Type"] == WRITERS[format].media_type
    name = f"lindehoven-2020-2025.nl{WRITERS[format].suffix}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert OPENERS[format](response.content)


@pytest.mark.parametrize("format", WRITERS)
def test_a_download_is_kept_by_any_cache_and_not_sent_twice(client, published, format):
    response = client.get(DATA + format)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert response["Access-Control-Allow-Origin"] == "*"
    again = client.get(DATA + format, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_page_links_every_format_that_there_is(read, published):
    html = read(DATA)
    assert {format for _name, formats in GROUPS for format in formats} == set(WRITERS)
    assert all(f'href="{DATA}{format}"' in html for format in WRITERS)
    assert f'<a href="{DATA}">' in read("/nl/lindehoven/")


def test_the_page_says_what_a_format_cannot_hold(read, published):
    html = read("/en/lindehoven/2020-2025/data/")
    assert "Only the goals are in the file: title, period, levels, decisions, milestones and files are not." in html
    assert html.count("Keys, icons, short titles, priorities, SDGs and numbers from other systems are left out.") == 1


def test_each_edition_has_its_own_files(client, read, published, plan):
    make_published(plan, "Green city")
    earlier = client.get("/nl/lindehoven/2020-2025/editions/1/data/text")

    assert b"Green city" in client.get(f"{DATA}text").content
    assert b"Green city" not in earlier.content
    assert "lindehoven-2020-2025-edition-1.nl.txt" in earlier["Content-Disposition"]
    assert "/nl/lindehoven/2020-2025/editions/1/data/json" in read("/nl/lindehoven/2020-2025/editions/1/data/")


def test_a_file_is_in_the_language_of_its_address(client, plan, publish):
    publish(plan, Branch({"kind": "theme", "title_nl": "Groen", "title_en": "Green"}))
    response = client.get("/en/lindehoven/2020-2025/data/text")

    assert b"Green" in response.content
    assert "lindehoven-2020-2025.en.txt" in response["Content-Disposition"]


def test_a_language_that_is_not_switched_on_stays_out(client, plan, publish):
    publish(plan, Branch({"kind": "theme", "title_nl": "Groen", "title_en": "Green", "title_fr": "Brouillon"}))
    parts = {"xlsx": "xl/sharedStrings.xml", "ods": "content.xml"}
    for format in ("json", "jsonld", "xlsx", "ods", "csv"):
        body = client.get(DATA + format).content
        if format in parts:
            body = zipfile.ZipFile(io.BytesIO(body)).read(parts[format])
        assert b"Green" in body
        assert b"Brouillon" not in body


@pytest.mark.parametrize("format", ["", *WRITERS])
def test_a_draft_cannot_be_had(client, db, format):
    make_draft(make_plan(make_town("stil")), "Secret")
    assert client.get(f"/nl/stil/2020-2025/data/{format}").status_code == 404


def test_a_draft_beside_a_published_edition_stays_out(client, published, plan):
    make_draft(plan, "Secret")
    assert b"Secret" not in client.get(f"{DATA}json").content
    assert client.get("/nl/lindehoven/2020-2025/editions/2/data/json").status_code == 404


@pytest.mark.parametrize("format", ["stratml", "stratml2"])
def test_a_plan_without_goals_is_refused_with_the_reason(client, read, plan, format):
    make_published(plan, "mission: For everybody")
    response = client.get(f"/en/lindehoven/2020-2025/data/{format}")

    assert response.status_code == 409
    assert "StratML asks for at least one goal" in response.content.decode()
    html = read("/en/lindehoven/2020-2025/data/")
    assert f"data/{format}" not in html
    assert "StratML asks for at least one goal, and this plan has none." in html


def test_a_machine_without_the_library_says_so(client, published, monkeypatch):
    def missing():
        raise OSError("cannot load library")

    monkeypatch.setattr(pdf, "load_weasyprint", missing)
    response = client.get("/en/lindehoven/2020-2025/data/pdf")

    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
    assert "PDF needs the system library Pango" in response.content.decode()
    assert "ETag" not in response


@pytest.mark.parametrize("format", ["pdf", "docx", "odt"])
def test_a_plan_that_is_too_large_to_set_is_refused_at_once(client, read, published, monkeypatch, format):
    monkeypatch.setitem(typesetting.MOST_GOALS, format, 1)
    response = client.get(f"/en/lindehoven/2020-2025/data/{format}")

    assert response.status_code == 409
    assert "This plan has more than 1 goals, too many for this format." in response.content.decode()
    assert f"data/{format}" not in read("/en/lindehoven/2020-2025/data/")


@pytest.mark.parametrize(("most", "status"), [(30, 200), (29, 409)])
@pytest.mark.parametrize("file", ["data/pdf", "editions/1/extract.pdf"])
def test_a_plan_with_more_text_than_can_be_set_is_refused_at_once(client, published, monkeypatch, file, most, status):
    monkeypatch.setitem(typesetting.MOST_LETTERS, "pdf", most)
    response = client.get(f"/en/lindehoven/2020-2025/{file}")  # "Safe city" and "Light in every street"

    assert response.status_code == status
    if status == 409:
        assert "This plan has more than 29 characters of text, too many for this format." in response.content.decode()
        assert client.get("/en/lindehoven/2020-2025/data/docx").status_code == 200


def test_the_longest_language_counts(client, publish, plan, monkeypatch):
    publish(plan, Branch({"kind": "theme", "title_nl": "Kort", "title_en": "A very long English title"}))
    monkeypatch.setitem(typesetting.MOST_LETTERS, "pdf", 20)
    assert client.get(f"{DATA}pdf").status_code == 409


def test_files_that_take_long_are_made_one_at_a_time(client, published, monkeypatch):
    monkeypatch.setattr(offering, "PATIENCE", 0.01)
    with offering.SETTING:
        response = client.get("/en/lindehoven/2020-2025/data/docx")
        assert client.get("/en/lindehoven/2020-2025/data/csv").status_code == 200
    assert response.status_code == 503
    assert "Please try again in a minute." in response.content.decode()
    assert client.get("/en/lindehoven/2020-2025/data/docx").status_code == 200


def test_there_is_no_file_of_a_format_that_does_not_exist(client, published):
    assert client.get(f"{DATA}exe").status_code == 404


def test_data_is_no_plan(client, published, town):
    with pytest.raises(Refused, match="fixed word"):
        make_plan(town, slug="data", starts_in=2030, ends_in=2031)


@pytest.mark.parametrize("path", ["", "csv", "jsonld"])
def test_it_takes_the_same_few_queries_for_10_goals_and_for_200(client, plan, path):
    def count(goals: int) -> int:
        make_published(plan, "".join(f"Stad {n}\n  Straat\n" for n in range(goals // 2)))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(DATA + path).status_code == 200
        return len(queries)

    few, many = count(10), count(200)
    assert few == many <= 12


def test_attachments_travel_with_what_holds_everything_and_are_not_read_for_the_rest(
    client, published, plan, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    row = Attachment(plan=plan, language="nl", title_nl="Alles", media_type="application/pdf")
    row.file.save("alles.pdf", ContentFile(b"%PDF-1.7"))
    for format in ("json", "xlsx", "ods"):
        (attachment,) = READERS[format](client.get(f"{DATA}{format}").content, "").attachments
        assert attachment.file.content == base64.b64encode(b"%PDF-1.7").decode()
    row.file.storage.delete(row.file.name)
    assert client.get(f"{DATA}csv").status_code == 200
