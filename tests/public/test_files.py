"""Files that citizens download, and the looks of a town."""

import pytest
from django.core.files.base import ContentFile

from strategy.models import Attachment, Milestone
from tests.factories import make_draft, make_plan, make_town


@pytest.fixture
def attachment(plan, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def make(name: str = "plan.pdf", of=plan) -> Attachment:
        row = Attachment(plan=of, language="nl", title_nl="Het hele plan", size=2048, media_type="")
        row.file.save(name, ContentFile(b"%PDF-1.7"))
        return row

    return make


def address(row: Attachment, town: str = "lindehoven") -> str:
    return f"/nl/{town}/{row.plan.slug}/files/{row.pk}/{row.file.name.rsplit('/', 1)[-1]}"


def test_an_attachment_is_linked_with_kind_size_and_language(read, published, attachment):
    row = attachment()
    html = read("/en/lindehoven/2020-2025/")
    assert address(row).replace("/nl/", "/en/") in html
    assert "PDF, 2.0\xa0KB, Dutch" in html


def test_an_attachment_is_streamed_safely(client, published, attachment):
    response = client.get(address(attachment()))
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline")


def test_a_page_is_not_run_but_saved(client, published, attachment):
    response = client.get(address(attachment("page.html")))
    assert response["Content-Disposition"].startswith("attachment")


def test_a_plan_that_is_not_published_gives_no_file(client, published, attachment):
    plan = make_plan(make_town("stillwater"))
    make_draft(plan, "Not yet")
    assert client.get(address(attachment(of=plan), "stillwater")).status_code == 404


def test_a_file_of_another_plan_is_not_found(client, published, attachment):
    row = attachment(of=make_plan(make_town("elders")))
    assert client.get(address(row).replace("/elders/", "/lindehoven/")).status_code == 404


def test_milestones_tell_how_the_plan_came_about(read, published, plan):
    Milestone.objects.create(plan=plan, title_nl="Avond in het dorp", date="2018-09-01", precision="month")
    html = read("/nl/lindehoven/2020-2025/")
    assert '<time datetime="2018-09">september 2018</time>' in html
    assert "Avond in het dorp" in html


def test_the_theme_of_a_town_is_kept_for_ever_at_an_address_of_its_own(client, read, published):
    html = read("/nl/lindehoven/")
    href = html.split('rel="stylesheet" href="/theme/')[1].split('"')[0]
    response = client.get(f"/theme/{href}")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"--basis-color-accent-1" in response.content


def test_an_old_theme_leads_to_the_new_one(client, published):
    assert client.get("/theme/lindehoven-0123456789.css").status_code == 302
