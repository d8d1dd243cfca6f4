"""The frame of pages that belong to no municipality: the site's own, in every language alike."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from ...vocabulary import LANGUAGES
from .. import painting
from ..texts import LOCALES, own_name
from ..visiting import Visit
from .frame import Frame, Link, bare_frame

NAME = "Koers"


def site_frame(visit: Visit, title: str = "", description: str = "") -> Frame:
    """Of the page that ``visit`` asks for; without ``title``, of the list of municipalities itself."""
    lang = visit.kwargs["lang"]
    frame = bare_frame(lang, f"{title} – {NAME}" if title else NAME)
    own = {code: reverse(visit.view, kwargs={"lang": code}) for code in LANGUAGES}
    frame.description, frame.canonical = description or frame.title, visit.site + own[lang]
    frame.alternates = [(code, visit.site + href) for code, href in own.items()]
    frame.languages = [Link(own_name(code), href, "true" if code == lang else "", code) for code, href in own.items()]
    frame.locales = [LOCALES[lang], *(LOCALES[code] for code in LANGUAGES if code != lang)]
    if painting.is_possible():
        frame.image = visit.site + reverse("public:site_image", kwargs={"lang": lang})
    if title:
        home = Link(_("All municipalities"), reverse("public:towns", kwargs={"lang": lang}))
        frame.crumbs = [home, Link(title, current="page")]
    return frame
