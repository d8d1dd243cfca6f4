"""forget_person: makes an account nobody's; what was done with it stays, as a former colleague's."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from municipalities.models import User
from municipalities.refusal import Refused
from municipalities.services.forgetting import forget_person
from strategy.models import Feedback


class Command(BaseCommand):
    help = "Takes away name, address, roles, factors and sessions of the person with this e-mail address, for good."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, email: str, **options) -> None:
        people = list(User.objects.filter(email__iexact=email))
        with transaction.atomic():
            try:
                for person in people:
                    forget_person(person, actor=None)
            except Refused as refusal:
                raise CommandError(str(refusal)) from None
            messages = Feedback.objects.filter(email__iexact=email).update(email="")
        if not people and not messages:
            raise CommandError(f"Nothing is held about {email}.")
        self.stdout.write(f"Forgotten: {len(people)} accounts; the address in {messages} messages.")
