"""Chooses the language of a request: the address decides on public pages, the person elsewhere."""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers

CODES = frozenset(code for code, _name in settings.LANGUAGES)


class PathLanguageMiddleware:
    """/nl/… is Dutch whatever the browser asks for (no cookie, no Vary, so that any cache can keep the page), and
    /api/… refuses in English, as its contract does. Everything else follows Accept-Language and says so in Vary."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        first = request.path_info.split("/", 2)[1]
        code = "en" if first == "api" else first
        by_address = code in CODES
        if not by_address:
            code = translation.get_language_from_request(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        if not by_address:
            patch_vary_headers(response, ("Accept-Language",))
        return response


class PersonLanguageMiddleware:
    """Where people sign in, the language they chose for themselves wins. No other page opens the session."""

    PLACES = frozenset({"admin", "accounts"})

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.split("/", 2)[1] not in self.PLACES or not request.user.is_authenticated:
            return self.get_response(request)
        code = request.user.language
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        response.headers["Content-Language"] = code
        return response
