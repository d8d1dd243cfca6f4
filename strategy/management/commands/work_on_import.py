"""work_on_import: reads or writes one import that waits for it. The site starts it by itself; nobody needs to."""

import resource
import sys
import uuid

from django.core.management.base import BaseCommand
from django.utils.translation import override

from strategy.exchange import worker


class Command(BaseCommand):
    help = "Reads or writes one import, in a process of its own; the site starts this by itself."

    def add_arguments(self, parser) -> None:
        parser.add_argument("pk", type=int)
        parser.add_argument("claim", type=uuid.UUID)
        parser.add_argument("--language", default="en")
        parser.add_argument("--may-decide", action="store_true")
        parser.add_argument("--may-not-decide", action="store_false", dest="may_decide")

    def handle(self, *, pk: int, claim: uuid.UUID, language: str, may_decide: bool, **options) -> None:
        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = worker.MOST_MEMORY if hard == resource.RLIM_INFINITY else min(worker.MOST_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        with override(language):
            worker.work(pk, claim, sys.stdin.buffer.read(), may_decide=may_decide)
