"""Text that was pasted into an import and is far too long: a sentence on the form instead of a bare refusal."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.formats import number_format
from django.utils.translation import gettext as _

FORMS = frozenset({"strategy_plan_import", "strategy_edition_import", "strategy_plan_import_preview"})
CHUNK = 64 * 1024


class TooMuchTextMiddleware:
    """Stands before whatever reads the form (the check of its token does), and reads it for imports alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        match = request.resolver_match
        if request.method != "POST" or match is None or match.url_name not in FORMS:
            return None
        if not request.user.is_authenticated:
            return None
        try:
            request.POST  # noqa: B018 - read here, so that its refusal can be told
        except RequestDataTooBig:
            size = _read_to_its_end(request)
            limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
            said = _(
                "This form has about %(size)s MB of text, and at most %(limit)s MB can be sent. Nothing was saved: "
                "go back, save the text as a file, and choose that. A file can be up to 30 MB."
            )
            words = {"size": number_format(size / 1e6, 1), "limit": number_format(limit / 1e6, 1)}
            messages.error(request, said % words)
            return HttpResponseRedirect(request.get_full_path())
        return None


def _read_to_its_end(request: HttpRequest) -> int:
    """Takes what the browser still sends, so that it listens to the answer; returns the size of it all."""
    while request.read(CHUNK):
        pass
    return int(request.META.get("CONTENT_LENGTH") or 0)
