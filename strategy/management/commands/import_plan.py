"""import_plan FILE --municipality TOWN --format json [--dry-run] [--json]"""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from municipalities.models import Municipality
from strategy.exchange.document import PlanDocument
from strategy.exchange.formats import READERS, plan_json
from strategy.exchange.importing import Imported, import_document
from strategy.refusal import Refused


class Command(BaseCommand):
    help = "Brings a plan into a municipality as a draft edition. Nothing public changes; all or nothing is written."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="- reads standard input")
        parser.add_argument("--municipality", required=True, metavar="TOWN", help="its address, such as aalst")
        parser.add_argument("--format", choices=sorted(READERS), default="json")
        parser.add_argument("--dry-run", action="store_true", help="read and check, write nothing")
        parser.add_argument("--json", action="store_true", help="print the document that was read as JSON")

    def handle(self, *, file: Path, municipality: str, format: str, dry_run: bool, json: bool, **options) -> None:
        town = Municipality.objects.filter(slug=municipality).first()
        try:
            document = READERS[format](self._bytes(file))
            if town is None and not dry_run:
                raise Refused(f"There is no municipality with the address {municipality}. Make it in the admin first.")
            document.municipality = municipality
            imported = import_document(document, town, actor=None, dry_run=dry_run) if town else None
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        document.warnings = imported.doubts if imported else document.warnings
        if json:
            sys.stdout.buffer.write(plan_json.dump(document, with_warnings=True).encode())
            sys.stdout.flush()
        else:
            self._report(document, imported, dry_run)

    def _bytes(self, file: Path) -> bytes:
        try:
            return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        except OSError as error:
            raise Refused(f"{file} cannot be read: {error.strerror}.") from error

    def _report(self, document: PlanDocument, imported: Imported | None, dry_run: bool) -> None:
        for doubt in document.warnings:
            self.stdout.write(f"line {doubt.line}: {doubt.message}" if doubt.line else doubt.message)
        if imported is None:
            self.stdout.write(
                f"Read {document.title or document.slug}. The municipality is not here; nothing was written."
            )
            return
        done = "would be" if dry_run else "are"
        self.stdout.write(
            f"{imported.goals} goals {done} in edition {imported.edition.number} (draft) of {imported.plan}."
        )
