"""forget: deletes what citizens wrote once the time that their town keeps it is over. To be run once a day."""

from django.core.management.base import BaseCommand

from municipalities.models import Municipality
from strategy.services.listening import forget


class Command(BaseCommand):
    help = "Deletes citizens' messages whose time is over, and the e-mail addresses of those handled a month ago."

    def handle(self, **options) -> None:
        done = [forget(town) for town in Municipality.objects.all()]
        messages, addresses = sum(one.messages for one in done), sum(one.addresses for one in done)
        self.stdout.write(f"Deleted {messages} messages; removed {addresses} e-mail addresses.")
