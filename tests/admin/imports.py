"""What tests of imports share: a file to upload, a document to bring in, the preview's address and its sentences."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from municipalities.models import Municipality, User
from strategy.exchange.beginning import begin
from strategy.exchange.document import PlanDocument
from strategy.exchange.formats import plan_json
from strategy.models import PendingImport

LIST = "Safe city\n  Light in every street\n  Slow traffic\nGreen city"


def file(content: bytes | str, name: str = "plan.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def preview(pending: PendingImport) -> str:
    return reverse("admin:strategy_plan_import_preview", args=[pending.pk])


def says(page: HttpResponse) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def read(document: PlanDocument, town: Municipality, actor: User, **options) -> PendingImport:
    return begin(plan_json.dump(document).encode(), "koers.json", town, actor=actor, **options)
