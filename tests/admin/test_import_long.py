"""A long import: it shows how far it is, can be cancelled, and what becomes of a worker that is gone is said."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from strategy.exchange import beginning, worker, working
from strategy.models import Goal, PendingImport
from strategy.models.pending_import import Stage
from strategy.refusal import Refused
from strategy.tree.checking import faults
from tests.outline import outline

from .imports import file, preview, says

NEW = reverse("admin:strategy_plan_import")
ROWS = 2_500
LONG = "# Koers\n\n" + "\n".join(f"- Goal {n} of the town and all that live in it" for n in range(ROWS))


@pytest.fixture
def launched(monkeypatch):
    """Workers that were to start: (the import, its file, its options). Nothing runs before ``run`` does it."""
    started = []

    def launch(pending, given, *options):
        started.append((pending, given.read() if given else b"", options))

    monkeypatch.setattr(working, "_launch", launch)
    return started


def run(launched) -> None:
    pending, data, options = launched.pop()
    worker.work(pending.pk, pending.claim, data, may_decide="--may-decide" in options)


@pytest.fixture
def reading(at_admin, officer, town, launched):
    at_admin(officer).post(NEW, {"file": file(LONG, "long.md")})
    return PendingImport.objects.get()


@pytest.fixture
def writing(at_admin, officer, draft, launched):
    text = "\n".join(f"Goal {n}" for n in range(ROWS))
    pending = beginning.begin(
        text.encode(), "many", draft.plan.municipality, actor=officer, edition=draft, format="pasted"
    )
    at_admin(officer).post(preview(pending), {"act": "accept"})
    pending.refresh_from_db()
    return pending


def silent(pending) -> None:
    long_ago = timezone.now() - datetime.timedelta(minutes=5)
    PendingImport.objects.filter(pk=pending.pk).update(beat_at=long_ago)


@pytest.mark.django_db(transaction=True)
def test_a_long_file_is_read_by_a_worker_and_then_looked_through(at_admin, officer, reading, launched):
    client = at_admin(officer)
    page = client.get(preview(reading)).content.decode()
    assert "The file is being read. Nothing has been saved yet." in page
    assert '<noscript><meta http-equiv="refresh"' in page
    run(launched)
    assert client.get(preview(reading)).context["total"] == ROWS


@pytest.mark.django_db(transaction=True)
def test_a_long_acceptance_is_written_by_a_worker_and_summed_up(at_admin, officer, draft, writing, launched):
    client = at_admin(officer)
    assert "The goals are being saved, all of them or none." in client.get(preview(writing)).content.decode()
    run(launched)
    page = client.get(preview(writing), follow=True)
    assert says(page) == [f"{ROWS} goals from “many” are in edition 1 now."]
    assert "?imported=" in page.redirect_chain[-1][0]
    assert (Goal.objects.filter(edition=draft).shown().count(), faults(draft.pk)) == (ROWS, [])


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_reading_leaves_nothing(at_admin, officer, reading, launched):
    page = at_admin(officer).post(preview(reading), {"act": "cancel"}, follow=True)
    assert says(page) == ["The reading has been cancelled. Nothing was saved."]
    run(launched)
    assert not PendingImport.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_writing_goes_back_to_its_person_and_a_late_worker_writes_nothing(
    at_admin, officer, draft, writing, launched
):
    page = at_admin(officer).post(preview(writing), {"act": "cancel"}, follow=True)
    assert "The saving was cancelled. Nothing was saved." in page.content.decode()
    assert page.context["total"] == ROWS
    run(launched)
    assert outline(draft) == ""


@pytest.mark.django_db(transaction=True)
def test_cancelling_works_until_the_very_end(officer, draft, writing, monkeypatch):
    finish = working.accepting._finish

    def cancelled_first(pending, claim, written):
        assert Goal.objects.filter(edition=draft).shown().count() == ROWS
        PendingImport.objects.filter(pk=pending.pk).update(stage=Stage.READY, claim=None)
        finish(pending, claim, written)

    monkeypatch.setattr(working.accepting, "_finish", cancelled_first)
    with pytest.raises(Refused, match="This import was cancelled. Nothing was saved."):
        working.accepting.accept(writing, actor=officer, may_decide=False, claim=writing.claim)
    assert outline(draft) == ""


@pytest.mark.django_db(transaction=True)
def test_cancelling_after_the_end_is_told_and_undo_is_offered(at_admin, officer, writing, launched):
    run(launched)
    page = at_admin(officer).post(preview(writing), {"act": "cancel"}, follow=True)
    assert "are in edition 1 now" in says(page)[-1]
    assert "undo-import" in page.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["reading", "writing"])
def test_a_worker_that_is_gone_is_noticed_and_said(what, at_admin, officer, launched, request):
    pending = request.getfixturevalue(what)
    client = at_admin(officer)
    assert "stopped halfway" not in client.get(preview(pending)).content.decode()
    silent(pending)
    assert "The work on this stopped halfway" in client.get(preview(pending)).content.decode()
    pending.refresh_from_db()
    assert pending.stage == (Stage.READY if what == "writing" else Stage.REFUSED)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_was_given_up_and_still_lives_changes_nothing(at_admin, officer, draft, writing, launched):
    silent(writing)
    at_admin(officer).get(preview(writing))
    run(launched)
    assert outline(draft) == ""


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_read_is_said_on_the_page(at_admin, officer, reading, launched, monkeypatch):
    monkeypatch.setattr(beginning, "READERS", {"text": lambda data, language: 1 / 0})
    run(launched)
    page = at_admin(officer).get(preview(reading)).content.decode()
    assert "This file cannot be read." in page
    assert f'href="{NEW}"' in page


@pytest.mark.django_db(transaction=True)
def test_a_worker_beats_while_its_claim_stands(reading):
    progress = worker.Progress(reading.pk, reading.claim)
    progress.heard(50, 2500)
    assert progress.beat()
    reading.refresh_from_db()
    assert (reading.done, reading.total) == (50, 2500)
    assert not worker.Progress(reading.pk, uuid.uuid4()).beat()


@pytest.mark.django_db(transaction=True)
def test_progress_is_told_in_rows(at_admin, officer, reading):
    PendingImport.objects.update(done=1250, total=2500)
    assert "1,250 of 2,500 rows or pages have been read." in at_admin(officer).get(preview(reading)).content.decode()


@pytest.mark.django_db(transaction=True)
def test_more_at_once_than_the_machine_should_do_is_refused(at_admin, officer, town, reading, launched, monkeypatch):
    monkeypatch.setattr(working, "MOST_AT_ONCE", 1)
    page = at_admin(officer).post(NEW, {"file": file(LONG, "again.md")})
    assert "Other imports are being worked on at this moment." in page.content.decode()
    silent(reading)
    assert at_admin(officer).post(NEW, {"file": file(LONG, "again.md")}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_nobody_else_sees_or_cancels_it(at_admin, secretary, operator, reading):
    for other in (secretary, operator):
        assert at_admin(other).get(preview(reading)).status_code == 404
        assert at_admin(other).post(preview(reading), {"act": "cancel"}).status_code == 404
    assert PendingImport.objects.filter(stage=Stage.READING).exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_reads_and_writes(at_admin, officer, town, monkeypatch):
    from django.db import connection

    at = connection.settings_dict
    monkeypatch.setenv("DATABASE_URL", f"postgresql://{at['USER']}@/{at['NAME']}?host={at['HOST']}&port={at['PORT']}")
    monkeypatch.setattr(working, "PATIENCE", 60)
    client = at_admin(officer)
    page = client.post(NEW, {"file": file(LONG, "long.md")}, follow=True)
    assert page.context["total"] == ROWS
    page = client.post(preview(PendingImport.objects.get()), {"act": "accept"}, follow=True)
    assert f"{ROWS:,}".replace(",", "") in says(page)[0]


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_that_dies_is_noticed_at_once(at_admin, officer, town, monkeypatch):
    import sys

    monkeypatch.setattr(working, "command", lambda pending, *options: [sys.executable, "-c", "import os; os.abort()"])
    monkeypatch.setattr(working, "PATIENCE", 60)
    page = at_admin(officer).post(NEW, {"file": file(LONG, "long.md")})
    assert "The work on this stopped halfway" in page.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [1_000_002, 6_000_000])
def test_a_pasted_text_that_is_too_long_is_a_sentence(size, at_admin, officer, town):
    page = at_admin(officer).post(NEW, {"text": "a " * (size // 2)}, follow=True)
    assert page.status_code == 200
    words = page.content.decode()
    assert "about 1,000,002 characters" in words or "about 6.0 MB of text, and at most 5.0 MB" in words


def test_nothing_of_a_pasted_text_is_cut_off_by_the_browser(at_admin, officer, town):
    assert "maxlength" not in at_admin(officer).get(NEW).content.decode()
