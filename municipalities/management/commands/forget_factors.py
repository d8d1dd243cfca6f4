"""forget_factors: for somebody who has lost their telephone, their keys and their recovery codes."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from municipalities.models import User
from municipalities.services.forgetting import forget_factors


class Command(BaseCommand):
    help = "Takes a person's second factors away and ends their sessions. Make sure first that it is them who asks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", help="their user name")

    def handle(self, person: str, **options) -> None:
        found = User.objects.filter(username=person).first()
        if found is None:
            raise CommandError(f"There is no account {person}.")
        forget_factors(found, actor=None)
        self.stdout.write(f"{person} has no second factor any more, and is signed in nowhere.")
