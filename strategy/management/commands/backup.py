"""backup FILE: the database and all uploads in one archive."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ..backups import CannotBackUp, make


class Command(BaseCommand):
    help = "Saves database and uploads in one .tar.gz, while the site runs. Keep it secret: it holds people's data."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="where to write it, such as koers.tar.gz")

    def handle(self, *, file: Path, **options) -> None:
        try:
            contents = make(file)
        except CannotBackUp as problem:
            raise CommandError(str(problem)) from problem
        size = file.stat().st_size
        self.stdout.write(f"{file}: the database and {contents.count} uploaded files, {size:,} bytes.")
