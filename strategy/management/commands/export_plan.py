"""export_plan TOWN/PLAN --format json [--edition N] [-o FILE]"""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from strategy.exchange.exporting import document_of
from strategy.exchange.formats import WRITERS
from strategy.models import Edition


class Command(BaseCommand):
    help = "Writes one edition of a plan; without --edition the one in force, or else the newest."

    def add_arguments(self, parser) -> None:
        parser.add_argument("plan", metavar="TOWN/PLAN", help="addresses, such as aalst/2020-2025")
        parser.add_argument("--format", choices=sorted(WRITERS), default="json")
        parser.add_argument("--edition", type=int, metavar="N")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="a file instead of standard output")

    def handle(self, *, plan: str, format: str, edition: int | None, output: Path | None, **options) -> None:
        text = WRITERS[format](document_of(self._edition(plan, edition)))
        if output is None:
            sys.stdout.buffer.write(text.encode())
            sys.stdout.flush()
            return
        try:
            output.write_bytes(text.encode())
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error

    def _edition(self, address: str, number: int | None) -> Edition:
        town, _slash, slug = address.partition("/")
        editions = (
            Edition.objects.select_related("plan__municipality")
            .order_by("-number")
            .filter(plan__municipality__slug=town, plan__slug=slug)
        )
        if number is not None:
            editions = editions.filter(number=number)
        found = editions.published().first() or editions.first()
        if found is None:
            wanted = f"edition {number} of " if number is not None else ""
            raise CommandError(f"There is no {wanted}plan {address}. Write it as TOWN/PLAN, such as aalst/2020-2025.")
        return found
