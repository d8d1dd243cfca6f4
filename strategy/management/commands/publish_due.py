"""publish_due: publishes the editions whose set time has come. For cron; safe to run often, and twice at once."""

from django.core.management.base import BaseCommand, CommandError

from strategy.services.scheduling import publish_due


class Command(BaseCommand):
    help = "Publishes editions whose set time has come. Says what was published, and fails where something was not."

    def handle(self, **options) -> None:
        outcomes = publish_due()
        for outcome in outcomes:
            said = f"not published: {outcome.problem}" if outcome.problem else "published"
            self.stdout.write(f"{outcome.edition}: {said}")
        failed = sum(bool(outcome.problem) for outcome in outcomes)
        if failed:
            raise CommandError(f"{failed} of {len(outcomes)} editions that were due could not be published.")
