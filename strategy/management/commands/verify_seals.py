"""verify_seals: do all published editions still say, word for word, what was sealed?"""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from strategy.models import Edition, triggers
from strategy.seal import seal_of


class Command(BaseCommand):
    help = "Computes every seal again and compares; also says whether the database's own locks are in place."

    def handle(self, **options) -> None:
        broken = 0
        editions = Edition.objects.published().select_related("plan__municipality").order_by("pk")
        for edition in editions:
            now = seal_of(edition)
            if now != edition.seal:
                broken += 1
                self.stdout.write(f"{edition}: sealed as {edition.seal}, but its texts now give {now}")
        self.stdout.write(f"{len(editions)} seals verified, {broken} broken.")
        if not triggers.are_installed(connection):
            raise CommandError("The database's triggers against change are missing: run migrate.")
        if broken:
            raise CommandError(
                "A sealed text has changed: restore it from a backup, and find out who wrote to the database."
            )
