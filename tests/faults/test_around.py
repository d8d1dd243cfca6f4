"""What is around the site fails: the database, the cache, the disk, the clock; or two people do the same at once."""

import datetime
import errno
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.utils import timezone, translation

from strategy.models import Attachment, Edition
from strategy.public import finding
from strategy.refusal import Refused
from strategy.services.publishing import publish_edition, start_draft
from tests import postgres
from tests.factories import make_draft, make_plan, make_published

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def own_server():
    """The address of a PostgreSQL that only this test uses, and that keeps what it has acknowledged."""
    yield urlsplit(postgres.start_own(synchronous_commit="on"))._replace(path="/postgres").geturl()
    postgres.stop_last()


@pytest.mark.postgresql
def test_a_crash_of_the_database_loses_nothing_that_was_acknowledged(own_server):
    environment = {**os.environ, "DATABASE_URL": own_server}
    command = [sys.executable, "-m", "tests.faults.crashed"]
    run = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr[-2000:]
    report = json.loads(run.stdout)
    assert report["troubles"]  # the crash was felt
    assert set(report["acknowledged"]) <= set(report["keys"])
    # a goal whose answer the crash swallowed may be there as well, whole, and with its record
    assert set(report["keys"]) == set(report["recorded"])
    assert len(report["keys"]) == len(set(report["keys"]))
    assert report["faults"] == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_publications_at_once_one_is_refused_with_a_sentence(transactional_db):
    draft = make_draft(make_plan(), "Safe city")
    begin, ends = threading.Barrier(4), []

    def publish():
        begin.wait()
        try:
            with translation.override("en"):
                ends.append(publish_edition(Edition.objects.get(pk=draft.pk), actor=None).status)
        except Refused as refused:
            ends.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=publish) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sentence = "This edition is already published; perhaps a colleague did this. Reload the page to see it as it is."
    assert Counter(ends) == {"published": 1, sentence: 3}


@pytest.fixture
def visitor(client):
    """Gets the page of an error instead of its exception."""
    client.raise_request_exception = False
    return client


@pytest.fixture
def without_database(monkeypatch, published):
    def gone(*arguments, **named):
        raise OperationalError("connection to server at 10.0.0.7 refused")

    monkeypatch.setattr(finding.Question, "ask", gone)


def test_a_visitor_reads_a_sentence_while_the_database_is_away(visitor, without_database, settings):
    settings.DEBUG = False
    page = visitor.get("/nl/lindehoven/")
    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "10", "no-store")
    assert '<html lang="nl">' in page.content.decode()
    assert "10.0.0.7" not in page.content.decode()


def test_the_site_goes_on_without_its_cache(visitor, published, settings):
    settings.DEBUG = False
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert visitor.get("/nl/lindehoven/").status_code == 200
    assert visitor.get("/api/v1/towns").status_code == 200
    assert visitor.get("/readyz").json()["cache"] == "fails"


def test_a_full_disk_keeps_the_plan_as_it_was(visitor, officer, plan, settings, monkeypatch):
    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    settings.DEBUG = False
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    visitor.force_login(officer)
    address = f"/admin/strategy/plan/{plan.pk}/change/"
    form = form_of(visitor.get(address))
    form |= {
        "title_nl": "Another title",
        "attachments-TOTAL_FORMS": "1",
        "attachments-0-title_nl": "The whole plan",
        "attachments-0-language": "nl",
        "attachments-0-position": "0",
        "attachments-0-file": SimpleUploadedFile("plan.pdf", b"%PDF-1.7\n%%EOF", "application/pdf"),
    }
    page = visitor.post(address, form)
    assert page.status_code == 507, page.context and page.context["errors"]
    plan.refresh_from_db()
    assert plan.title_nl != "Another title"
    assert not Attachment.objects.exists()


def form_of(page):
    """The values that a form and its formsets would send as they stand."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {}
    for form in forms:
        for field in form:
            value = field.value()
            values[field.html_name] = "" if value is None else value
    return values


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_that_was_wrong_at_publication_hides_nothing(client, plan, days, monkeypatch):
    first = make_published(plan, "Safe city")
    wrong = timezone.now() + datetime.timedelta(days=days)
    with monkeypatch.context() as moment:
        moment.setattr(timezone, "now", lambda: wrong)
        second = publish_edition(start_draft(plan, actor=None), actor=None)
    town = plan.municipality
    address = f"/{town.language}/{town.slug}/{plan.slug}"
    assert client.get(f"{address}/").status_code == 200
    for edition in (first, second):
        page = client.get(f"{address}/editions/{edition.number}/")
        assert (page.status_code, "Safe city" in page.content.decode()) == (200, True)
    assert start_draft(plan, actor=None).number == 3
