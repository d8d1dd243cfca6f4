"""check_trees [--repair]: do all trees' numbers agree with their parents?"""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from strategy.models import Edition, tree_guard
from strategy.refusal import Refused
from strategy.tree.checking import faults, repair


class Command(BaseCommand):
    help = "Checks every edition's tree; with --repair, renumbers broken drafts by their parents."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--repair", action="store_true", help="renumber what is broken")

    def handle(self, *, repair: bool, **options) -> None:
        checked, broken = 0, 0
        for edition in Edition.objects.select_related("plan__municipality").order_by("pk"):
            checked += 1
            found = faults(edition.pk)
            if not found:
                continue
            self.stdout.write(f"{edition}: {len(found)} faults, first: {found[0]}")
            broken += not (repair and self._repaired(edition))
        self.stdout.write(f"{checked} trees checked, {broken} broken.")
        if not tree_guard.are_installed(connection):
            raise CommandError("The database's own guard against doubled numbers is missing: run migrate.")
        if broken:
            raise CommandError("Run check_trees --repair to renumber drafts by their parent pointers.")

    def _repaired(self, edition: Edition) -> bool:
        try:
            rows = repair(edition)
        except Refused as refused:
            self.stdout.write(f"{edition}: not repaired. {refused}")
            return False
        self.stdout.write(f"{edition}: {rows} rows renumbered.")
        return not faults(edition.pk)
