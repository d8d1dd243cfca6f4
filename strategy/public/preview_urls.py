"""Addresses of previews: for people who are signed in by the edition's number, for all others by the token of a link.

They stand outside the admin, because these pages speak the language of their address and not the person's, and outside
the public addresses, so that nothing keeps them (keeping.py looks below the languages alone).
"""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from municipalities.later import Views

from . import converters  # noqa: F401 - registers itself

app_name = "preview"
previews = Views("strategy.public.previews")


class Token:
    """What secrets.token_urlsafe makes of 32 bytes."""

    regex = "[-_A-Za-z0-9]{43}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Token, "token")

pages: list[URLPattern | URLResolver] = [
    path("", previews.plan, name="plan"),
    path("tree/", previews.tree, name="tree"),
    path("editions/", previews.editions, name="editions"),
    path("succession/", previews.succession, name="succession"),
    path("data/", previews.data, name="data"),
    path("data/<slug:format>", previews.data_file, name="data_file"),
    path("goals/<key:key>/", previews.goal, name="goal"),
    path("goals/<key:key>/<str:slug>/", previews.goal, name="goal"),
    path("files/<int:pk>/<str:name>", previews.attachment, name="file"),
    path("pictures/<int:pk>/<str:name>", previews.picture, name="picture"),
    path("decisions/<int:pk>/<str:name>", previews.decision_document, name="decision_document"),
]

urlpatterns = [
    path("edition/<int:edition>/", previews.begin, name="begin"),
    path("edition/<int:edition>/<language:lang>/", include(pages)),
    path("<token:token>/", previews.begin, name="begin"),
    path("<token:token>/<language:lang>/", include(pages)),
]
