"""A browser in plain words, from what it says of itself ("user agent"): "Firefox on Windows".

A small table and no more: whatever names something that is not in it is shown as it came, since a guess helps nobody
who looks for a stranger. Brave says that it is Chrome, and an iPad often that it is a Mac: nobody can tell from here.
"""

import re

from django.utils.translation import gettext as _

BROWSERS = {
    **dict.fromkeys(("Edg", "EdgA", "EdgiOS"), "Edge"),
    "OPR": "Opera",
    "Vivaldi": "Vivaldi",
    "SamsungBrowser": "Samsung Internet",
    **dict.fromkeys(("DuckDuckGo", "Ddg"), "DuckDuckGo"),
    **dict.fromkeys(("Firefox", "FxiOS"), "Firefox"),
    "Chromium": "Chromium",
    **dict.fromkeys(("Chrome", "CriOS"), "Chrome"),
    "Safari": "Safari",
}
"""Name in the user agent -> name that people know; the first one that is there counts, since most name others too."""

SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows NT": "Windows",
    "Macintosh": "macOS",
    "Linux": "Linux",
}
"""Likewise: Android says that it is Linux, an iPhone that it is like a Mac."""

SAID_BY_ALL = {"Mozilla", "AppleWebKit", "Gecko", "Version", "Mobile", "Safari", "Chrome"}
ASIDE = re.compile(r"\([^()]*\)")
NAMES = re.compile(r"([^\s/]+)/")


def in_words(user_agent: str) -> str:
    """ "Firefox on Windows"; ``user_agent`` itself where the tables do not know all that it names."""
    names = set(NAMES.findall(ASIDE.sub(" ", user_agent)))
    browser = next((said for said in BROWSERS if said in names), "")
    system = next((name for said, name in SYSTEMS.items() if said in user_agent), "")
    if not browser or not system or names - SAID_BY_ALL - {browser}:
        return user_agent or _("It does not say which browser it is.")
    return _("%(browser)s on %(system)s") % {"browser": BROWSERS[browser], "system": system}
