"""export_plan: every format to a file or to standard output, and a sentence where it cannot."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from strategy.exchange.formats import READERS, WRITERS
from tests.factories import make_draft, make_plan, make_published, make_town
from tests.outline import plant

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    plan = make_plan(make_town("lindehoven"))
    make_published(plan, "Safe city\n  Light in every street")
    return f"lindehoven/{plan.slug}"


@pytest.mark.parametrize("format", sorted(WRITERS))
def test_every_format_goes_to_standard_output_byte_for_byte(address, format, capfdbinary, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdout", open(1, "w", closefd=False))  # noqa: SIM115 - the real one
    call_command("export_plan", address, format=format, stderr=io.StringIO())
    call_command("export_plan", address, format=format, output=tmp_path / "plan", stderr=io.StringIO())

    written = capfdbinary.readouterr().out
    assert written[:20] == (tmp_path / "plan").read_bytes()[:20]
    if format in READERS and format != "stratml":
        assert "Safe city" in str(READERS[format](written, "").goals)


def test_what_the_format_cannot_hold_is_said_on_standard_error(address, tmp_path):
    said = io.StringIO()
    call_command("export_plan", address, format="csv", output=tmp_path / "plan.csv", stderr=said)

    assert "Only the goals are in the file" in said.getvalue()


def test_links_are_written_where_the_site_is_named(address, tmp_path):
    call_command("export_plan", address, format="jsonld", site="https://x.example/", output=tmp_path / "a")

    assert f"https://x.example/nl/{address}/editions/1/" in (tmp_path / "a").read_text()


def test_a_plan_without_goals_is_refused_in_stratml(tmp_path):
    plan = make_plan(make_town("beukenrade"))
    plant(make_draft(plan), "mission: Wie we zijn")

    with pytest.raises(CommandError, match="at least one goal"):
        call_command("export_plan", f"beukenrade/{plan.slug}", format="stratml", output=tmp_path / "a")
    assert not (tmp_path / "a").exists()


def test_a_file_that_cannot_be_written_is_a_sentence(address, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_plan", address, format="text", output=tmp_path, stderr=io.StringIO())
