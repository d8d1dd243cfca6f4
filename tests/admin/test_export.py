"""An officer's own files of an edition: drafts too, in every format and language, and each says that it is a draft."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from strategy.exchange.formats import READERS, WRITERS
from strategy.services.publishing import publish_edition
from tests.outline import plant

SAYS = "this text is not approved and can still change"


@pytest.fixture
def edition(draft):
    plant(draft, "Safe city\n  Light in every street")
    return draft


def file_of(client, edition, format, language="en"):
    return client.get(reverse("admin:strategy_edition_export_file", args=[edition.pk, format, language]))


def words_in(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode(errors="ignore")
    archive = zipfile.ZipFile(io.BytesIO(data))
    return "\n".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())


@pytest.mark.parametrize("format", sorted(set(WRITERS) - {"pdf"}))
def test_every_format_of_a_draft_can_be_had_and_says_that_it_is_one(format, at_admin, reader, edition):
    answer = file_of(at_admin(reader), edition, format)
    assert answer.status_code == 200
    assert "-edition-1-draft.en." in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    if format != "csv":
        assert "draft" in words_in(answer.content).lower()


@pytest.mark.parametrize("format", ["docx", "odt", "markdown", "text", "stratml"])
def test_who_reads_it_reads_that_it_is_a_draft(format, at_admin, officer, edition):
    assert SAYS in words_in(file_of(at_admin(officer), edition, format).content)


@pytest.mark.parametrize("format", sorted(set(WRITERS) - {"pdf", "csv"}))
def test_a_published_edition_says_nothing_of_drafts(format, at_admin, officer, edition):
    publish_edition(edition, actor=None)
    assert "draft" not in words_in(file_of(at_admin(officer), edition, format).content).lower().replace("draftmode", "")


@pytest.mark.parametrize("format", ["json", "xlsx"])
def test_a_draft_that_goes_out_comes_in_again(format, at_admin, officer, edition):
    data = file_of(at_admin(officer), edition, format).content
    document = READERS[format](data, "nl")
    assert [goal.title for goal in document.goals] == ["Safe city"]
    assert not document.warnings


def test_the_page_lists_every_format_and_language_with_what_it_loses(at_admin, reader, edition):
    words = at_admin(reader).get(reverse("admin:strategy_edition_export", args=[edition.pk])).content.decode()
    assert "This edition is not published. Every file says so in its text or in its name." in words
    for format in WRITERS:
        assert reverse("admin:strategy_edition_export_file", args=[edition.pk, format, "nl"]) in words
    assert reverse("admin:strategy_edition_export_file", args=[edition.pk, "pdf", "en"]) in words
    assert "Only the goals are in the file" in words


def test_a_plan_without_goals_is_refused_as_stratml_with_the_reason(at_admin, officer, draft):
    answer = file_of(at_admin(officer), draft, "stratml")
    assert answer.status_code == 409
    assert "StratML asks for at least one goal" in answer.content.decode()


@pytest.mark.parametrize(("format", "language"), [("exe", "nl"), ("json", "fr"), ("json", "xx")])
def test_what_is_no_format_or_no_language_of_the_town_is_not_there(format, language, at_admin, officer, edition):
    assert file_of(at_admin(officer), edition, format, language).status_code == 404


def test_the_plan_leads_to_its_newest_edition(at_admin, reader, edition):
    answer = at_admin(reader).get(reverse("admin:strategy_plan_export", args=[edition.plan.pk]))
    assert answer.url == reverse("admin:strategy_edition_export", args=[edition.pk])


def test_a_json_file_of_a_draft_fits_the_schema(at_admin, officer, edition):
    import jsonschema

    from tests.exchange.test_round_trip import SCHEMA

    jsonschema.validate(json.loads(file_of(at_admin(officer), edition, "json").content), SCHEMA)
