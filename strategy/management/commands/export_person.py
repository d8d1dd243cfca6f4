"""export_person: what is held about somebody, for who asks for their data."""

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from strategy.exchange.persons import held_about


class Command(BaseCommand):
    help = "Writes all that is held about the person with this e-mail address, as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, email: str, **options) -> None:
        held = held_about(email)
        if not held:
            raise CommandError(f"Nothing is held about {email}.")
        self.stdout.write(json.dumps(held, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
