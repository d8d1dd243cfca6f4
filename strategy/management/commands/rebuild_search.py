"""rebuild_search [--town SLUG] [--waiting]: makes the rows of the search anew, and tells the search engine, if any."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from municipalities.models import Municipality
from strategy.search import keeping, opensearch


class Command(BaseCommand):
    help = "Makes everything anew by which published plans are found; the site can be used meanwhile."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--town", default="", metavar="SLUG", help="only the plans of this municipality")
        parser.add_argument(
            "--waiting", action="store_true", help="make nothing anew, only send what the search engine was not told"
        )

    def handle(self, *, town: str, waiting: bool, **options) -> None:
        if town and not Municipality.objects.filter(slug=town).exists():
            raise CommandError(f"There is no municipality “{town}”.")
        try:
            if not waiting:
                if settings.SEARCH_URL and not town:
                    opensearch.forget()
                self.stdout.write(f"{keeping.rebuild(town)} rows made.")
            if settings.SEARCH_URL:
                keeping.send_waiting()
                self.stdout.write("The search engine has been told everything.")
        except opensearch.Away as away:
            raise CommandError(f"The search engine cannot be told: {away}. Try again with --waiting.") from away
