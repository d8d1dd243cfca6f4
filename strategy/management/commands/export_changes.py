"""export_changes TOWN [--from DAY] [--to DAY] [--format csv|ndjson]: the record, for an auditor."""

import csv
import datetime
import json
import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser

from municipalities.models import Municipality
from strategy.exchange.audit import COLUMNS, changes_of, flat
from strategy.exchange.writers.sheet import escaped


class Command(BaseCommand):
    help = "Writes who did what, when, to which goal of a town's plans; days are written as 2026-01-31."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("town", help="its address, such as aalst")
        parser.add_argument("--from", dest="since", type=datetime.date.fromisoformat, metavar="DAY")
        parser.add_argument("--to", dest="until", type=datetime.date.fromisoformat, metavar="DAY")
        parser.add_argument("--format", choices=("csv", "ndjson"), default="csv")

    def handle(self, town: str, since, until, format: str, **options) -> None:
        found = Municipality.objects.filter(slug=town).first()
        if found is None:
            raise CommandError(f"There is no town {town}.")
        rows = changes_of(found, since=since, until=until)
        if format == "ndjson":
            for row in rows:
                self.stdout.write(json.dumps(row, ensure_ascii=False))
            return
        table = csv.writer(sys.stdout)
        table.writerow(COLUMNS)
        for row in rows:
            table.writerow([escaped(str(cell)) for cell in flat(row)])
