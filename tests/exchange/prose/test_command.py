"""import_plan from the shell: the format is found, a dry run prints one JSON object and writes nothing."""

import io
import json

import docx
import pytest
from django.core.management import CommandError, call_command

from strategy.models import Goal, Plan

TEXT = (
    "Onze missie\n\nWij zijn er voor iedereen.\n\nDoelstellingen 2020-2025\n\n- Een groene stad.\n- Een veilige stad.\n"
)


def run(capfdbinary, path, *options: str) -> bytes:
    call_command("import_plan", str(path), "--municipality", "lindehoven", *options)
    return capfdbinary.readouterr().out


def word_in_dutch() -> bytes:
    """A document whose heading style has a Dutch name and id, as localised Word writes it."""
    document = docx.Document()
    document.styles.add_style("Kop 1", 1)
    document.add_paragraph("Onze missie", style="Kop 1")
    document.add_paragraph("Wij zijn er voor iedereen.")
    document.add_paragraph("Doelstellingen", style="Kop 1")
    document.add_paragraph("Een groene stad.", style="List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.txt", TEXT.encode()),
        ("plan.bin", word_in_dutch()),
        (
            "plan",
            b"<!doctype html><h1>Onze missie</h1><p>Wij zijn er voor iedereen.</p><h2>Doelen</h2><ul><li>Groen.</ul>",
        ),
    ],
    ids=["text", "docx", "html"],
)
def test_a_dry_run_prints_one_json_object_and_writes_nothing(tmp_path, capfdbinary, name, data):
    (tmp_path / name).write_bytes(data)
    read = json.loads(run(capfdbinary, tmp_path / name, "--dry-run", "--json", "--language", "nl"))
    assert {"municipality", "language", "period", "goals", "decisions", "milestones", "warnings"} <= set(read)
    assert [goal["kind"] for goal in read["goals"]][:2] == ["mission", "objective"]
    assert not Plan.objects.exists()


def test_a_dry_run_warns_where_the_town_speaks_another_language(town, tmp_path, capfdbinary):
    (tmp_path / "plan.txt").write_text("Unsere Ziele\n\n- Wir sind eine grüne Stadt für alle.\n- Wir sind sicher.\n")
    read = json.loads(run(capfdbinary, tmp_path / "plan.txt", "--dry-run", "--json"))
    assert read["language"] == "de"
    assert any("German" in doubt["message"] for doubt in read["warnings"])


def test_what_was_read_goes_into_a_draft(town, tmp_path, capfdbinary):
    (tmp_path / "plan.txt").write_text(TEXT)
    run(capfdbinary, tmp_path / "plan.txt")
    assert Goal.objects.shown().count() == 3


@pytest.mark.django_db
def test_an_empty_file_is_an_error_with_a_sentence(tmp_path):
    (tmp_path / "plan.txt").write_text("")
    with pytest.raises(CommandError, match="This file is empty"):
        call_command("import_plan", str(tmp_path / "plan.txt"), "--municipality", "x", "--dry-run", "--json")
