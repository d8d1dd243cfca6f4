"""Our files opened by LibreOffice. Collected only where it is installed: a skipped test would fail CI."""

import shutil
import subprocess
from pathlib import Path

import pytest

from strategy.exchange.formats import READERS, WRITERS

from .plans import demo
from .test_papers import held

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, suffix: str, to: str, folder: Path, *options: str) -> bytes:
    """``data`` opened and saved again by LibreOffice, in another format."""
    source = folder / f"plan{suffix}"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", *options, "--convert-to", to, "--outdir"]
    subprocess.run([*command, str(folder / "out"), str(source)], check=True, capture_output=True, timeout=180)
    return next((folder / "out").iterdir()).read_bytes()


if OFFICE:

    def test_a_workbook_saved_again_by_libreoffice_is_the_same_plan(tmp_path):
        document = demo("aalst-2020-2025")

        again = READERS["xlsx"](converted(WRITERS["xlsx"].write(document, ""), ".xlsx", "xlsx", tmp_path), "")

        assert again == document

    def test_a_workbook_saved_as_opendocument_is_the_same_plan(tmp_path):
        document = demo("gent")

        again = READERS["ods"](converted(WRITERS["xlsx"].write(document, ""), ".xlsx", "ods", tmp_path), "")

        assert again == document

    @pytest.mark.parametrize("format", ["ods", "xlsx"])
    def test_an_opendocument_sheet_saved_again_by_libreoffice_is_the_same_plan(format, tmp_path):
        document = demo("aalst-2020-2025")
        document.goals[0].text = "  Two  spaces \nand another "

        again = READERS[format](converted(WRITERS["ods"].write(document, ""), ".ods", format, tmp_path), "")

        assert again == document

    def test_a_csv_opened_by_libreoffice_has_the_same_goals(tmp_path):
        document = demo("herenthout")

        semicolon_utf8 = "--infilter=CSV:59,34,76,1"
        saved = converted(WRITERS["csv"].write(document, ""), ".csv", "xlsx", tmp_path, semicolon_utf8)
        again = READERS["xlsx"](saved, "")

        assert again.goals == document.goals

    @pytest.mark.parametrize("format", ["docx", "odt"])
    def test_a_text_document_opens_with_all_its_goals(format, tmp_path):
        document = demo("herenthout")
        writer = WRITERS[format]

        text = converted(writer.write(document, ""), writer.suffix, "txt:Text (encoded):UTF8", tmp_path).decode()

        for goal in document.goals:
            assert goal.title in text
            for child in goal.children:
                assert child.title in text

    @pytest.mark.parametrize("format", ["docx", "odt"])
    def test_a_text_document_saved_again_by_libreoffice_is_the_same_plan(format, tmp_path):
        document = demo("herenthout")
        writer = WRITERS[format]

        again = READERS[format](converted(writer.write(document, ""), writer.suffix, format, tmp_path), "")

        assert held(again) == held(document)
