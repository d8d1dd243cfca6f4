"""export_plan TOWN/PLAN --format FORMAT [--language xx] [--edition N] [--site ADDRESS] [-o FILE]"""

import dataclasses
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from strategy.exchange.exporting import document_of
from strategy.exchange.formats import WRITERS
from strategy.exchange.offering import origin_of
from strategy.models import Edition
from strategy.refusal import Refused
from strategy.vocabulary import LANGUAGES


class Command(BaseCommand):
    help = (
        "Writes one edition of a plan; without --edition the one in force, or else the newest. "
        "What the format cannot hold is said on standard error."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("plan", metavar="TOWN/PLAN", help="addresses, such as aalst/2020-2025")
        parser.add_argument("--format", choices=sorted(WRITERS), default="json")
        parser.add_argument(
            "--language",
            choices=LANGUAGES,
            default="",
            help="for formats of one language; what is not translated stands in the authentic one (the default)",
        )
        parser.add_argument("--edition", type=int, metavar="N")
        parser.add_argument(
            "--site",
            default="",
            metavar="ADDRESS",
            help="of the public pages, for links to them: https://doelen.aalst.be",
        )
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="a file instead of standard output")

    def handle(
        self, *, plan: str, format: str, language: str, edition: int | None, site: str, output: Path | None, **options
    ) -> None:
        found = self._edition(plan, edition)
        document = document_of(found)
        writer = WRITERS[format]
        try:
            # an exported draft, imported and exported again, is the same file: the shell needs no word on its state
            written = writer.write(document, language, dataclasses.replace(origin_of(found, site), status=""))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for sentence in writer.losses(document):
            self.stderr.write(sentence)
        if output is None:
            sys.stdout.buffer.write(written)
            sys.stdout.flush()
            return
        try:
            output.write_bytes(written)
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
