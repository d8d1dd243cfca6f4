"""import_plan FILE --municipality TOWN [--format auto] [--language xx] [--dry-run] [--json]"""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from municipalities.models import Municipality
from strategy.exchange.detecting import detect_format
from strategy.exchange.document import Doubt, PlanDocument
from strategy.exchange.formats import READERS, plan_json
from strategy.exchange.importing import Imported, import_document
from strategy.refusal import Refused
from strategy.vocabulary import LANGUAGES

AUTO = "auto"


class Command(BaseCommand):
    help = "Brings a plan into a municipality as a draft edition. Nothing public changes; all or nothing is written."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="- reads standard input")
        parser.add_argument("--municipality", required=True, metavar="TOWN", help="its address, such as aalst")
        parser.add_argument("--format", choices=[AUTO, *sorted(READERS)], default=AUTO, help="by content, then name")
        parser.add_argument("--language", choices=LANGUAGES, default="", help="of the text; else found by its words")
        parser.add_argument("--dry-run", action="store_true", help="read and check, write nothing")
        parser.add_argument("--json", action="store_true", help="print the document that was read as JSON")

    def handle(
        self, *, file: Path, municipality: str, format: str, language: str, dry_run: bool, json: bool, **options
    ) -> None:
        try:
            document = self._read(file, format, language)
            document.municipality = municipality
            town = self._town(municipality, document, dry_run)
            imported = self._import(document, town, dry_run) if town else None
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        document.warnings = imported.doubts if imported else document.warnings
        if json:
            text = plan_json.dump(document, with_warnings=True)
            sys.stdout.buffer.write(text.encode())
            sys.stdout.flush()
        else:
            self._report(document, imported, dry_run)

    def _read(self, file: Path, format: str, language: str) -> PlanDocument:
        data = self._bytes(file)
        found = detect_format(data, file.name) if format == AUTO else format
        if found not in READERS:
            raise Refused(f"This file looks like {found}, which cannot be imported.")
        return READERS[found](data, language)

    def _bytes(self, file: Path) -> bytes:
        try:
            return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        except OSError as error:
            raise Refused(f"{file} cannot be read: {error.strerror}.") from error

    def _town(self, municipality: str, document: PlanDocument, dry_run: bool) -> Municipality | None:
        """The municipality; None only for a dry run, which needs neither a town nor a database with tables."""
        try:
            town = Municipality.objects.filter(slug=municipality).first()
        except OperationalError:
            if not dry_run:
                raise
            town = None
        if town is None and not dry_run:
            raise Refused(f"There is no municipality with the address {municipality}. Make it in the admin first.")
        return town

    def _import(self, document: PlanDocument, town: Municipality, dry_run: bool) -> Imported | None:
        """Imports what was read; a dry run says what stands in the way as a doubt, and does not fail."""
        try:
            return import_document(document, town, actor=None, dry_run=dry_run)
        except Refused as refused:
            if not dry_run:
                raise
            document.warnings.append(Doubt(line=0, message=f"It cannot be imported yet: {refused}"))
            return None

    def _report(self, document: PlanDocument, imported: Imported | None, dry_run: bool) -> None:
        for doubt in document.warnings:
            self.stdout.write(f"line {doubt.line}: {doubt.message}" if doubt.line else doubt.message)
        if imported is None:
            self.stdout.write(f"Read {document.title or document.slug or 'a plan'}. Nothing was written.")
            return
        done = "would be" if dry_run else "are"
        self.stdout.write(
            f"{imported.goals} goals {done} in edition {imported.edition.number} (draft) of {imported.plan}."
        )
