"""restore FILE: what backup saved, put back whole, and checked."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from ..backups import CannotBackUp, opened, put_back


class Command(BaseCommand):
    help = "Puts back what backup saved, into an empty database; then brings it up to date and checks trees and seals."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="over what the database holds now (it is lost)")

    def handle(self, *, file: Path, replace: bool, **options) -> None:
        try:
            with opened(file) as (contents, folder):
                put_back(contents, folder, replace=replace)
        except CannotBackUp as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Put back as of {contents.made_at}, with {contents.count} uploaded files.")
        call_command("migrate", verbosity=0)
        call_command("check_trees", stdout=self.stdout)
        call_command("verify_seals", stdout=self.stdout)
