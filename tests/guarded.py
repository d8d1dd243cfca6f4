"""A browser that insists on the guards that every answer carries, whatever the address, the person and the status."""

from typing import Any

from django.test import Client

POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "manifest-src": {"'self'"},
    "form-action": {"'self'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
}
EMBEDDED = POLICY | {"frame-ancestors": {"*"}}
"""Of the one page that other sites may show in a frame."""
WITHOUT_GUARDS = ("/healthz", "/readyz", "/domains/")
"""Words for machines, before anything else."""


class Guarded(Client):
    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        if answer.request["PATH_INFO"] not in WITHOUT_GUARDS:
            check(answer, is_embedded=answer.request["PATH_INFO"].endswith("/embed/"))
        return answer


def check(answer: Any, *, is_embedded: bool = False) -> None:
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";"))
    assert {name: set(sources) for name, *sources in parts} == (EMBEDDED if is_embedded else POLICY)
    if answer.get("Content-Type", "").startswith("text/html"):
        assert answer.get("X-Frame-Options") == (None if is_embedded else "DENY")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] in ("strict-origin-when-cross-origin", "no-referrer", "same-origin")
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(answer["Permissions-Policy"].split(", "))
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
