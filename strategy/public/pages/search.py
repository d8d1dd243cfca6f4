"""The page of results: in one town, or in all of them."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from municipalities.models import Municipality

from ...models import Level
from ...search import MOST, Found, Problem, search, understood
from ...search.results import Result, results_of
from ...vocabulary import LANGUAGES
from .. import result_rendering
from ..addresses import Addresses
from ..places import Place
from ..rows import GivenIds, Question, rows_of
from ..searching import Wanted
from ..texts import Reader, Text, capitalised, language_name, marked_html
from ..visiting import Visit
from ..words import Words
from .frame import Frame, Link, crumbs_of, frame_of
from .search_filters import Filter, filters_of, kind_name
from .site import site_frame

AT_ONCE = 20
"""Results on a page."""
FEWER = 4
"""Single words that are offered where all together find nothing."""


@dataclass(frozen=True)
class HitView:
    title: Text
    html: SafeString
    href: str
    code: str
    kind: str
    path: list[Text]
    excerpt: Text
    excerpt_html: SafeString
    page_lang: str
    """The language of the page behind the link."""


@dataclass
class SearchPage:
    frame: Frame
    place: Place | None
    wanted: Wanted
    action: str
    filters: list[Filter]
    sentence: str = ""
    """What was found, or why nothing was asked."""
    note: str = ""
    hits: list[HitView] = field(default_factory=list)
    first: int = 1
    suggestions: list[Link] = field(default_factory=list)
    pages: str = ""
    previous: str = ""
    next: str = ""

    @property
    def heading(self) -> str:
        if self.place is None:
            return _("Search in all municipalities")
        return _("Search in %(town)s") % {"town": self.place.town.name.text}

    @property
    def hits_html(self) -> SafeString:
        return result_rendering.hits(self.hits)


def search_page(place: Place | None, wanted: Wanted, visit: Visit, wait: int = 0) -> SearchPage:
    """``place``: where one town is searched. ``wait``: seconds until this visitor may search again."""
    lang = visit.kwargs["lang"]
    town, plan, wanted = _narrowed(place, wanted)
    found = Found([])
    if not wait:
        narrow = {"kind": wanted.kind, "language": wanted.language}
        found = search(wanted.question, lang=lang, town=town, plan=plan, **narrow)
    pages = max(-(-len(found.hits) // AT_ONCE), 1)
    number = min(wanted.page, pages)
    start = (number - 1) * AT_ONCE
    page = SearchPage(
        frame=_frame(place, wanted, visit),
        place=place,
        wanted=wanted,
        action=visit.path,
        filters=filters_of(place, wanted, found.hits, lang),
        first=start + 1,
        sentence=_waiting(wait) if wait else _sentence(wanted, found),
        note=_("Your search was long: only the beginning was used.") if wanted.question.is_cut else "",
        hits=_views(results_of(found.hits[start : start + AT_ONCE], wanted.question), lang, place),
    )
    if pages > 1:
        page.pages = _("Page %(number)s of %(count)s") % {"number": number, "count": pages}
        page.previous = wanted.query(page=number - 1) or "?" if number > 1 else ""
        page.next = wanted.query(page=number + 1) if number < pages else ""
    if not (wanted.question.problem or found.hits or wait):
        page.suggestions = list(_suggestions(place, wanted, lang))
    return page


def _narrowed(place: Place | None, wanted: Wanted) -> tuple[int | None, int | None, Wanted]:
    """Ids of the town and the plan to search in; filters that name nothing fall away."""
    if place is None:
        rows = rows_of(Municipality).filter(slug=wanted.town).values_list("pk", flat=True) if wanted.town else []
        town = next(iter(rows), None)
        return town, None, replace(wanted, plan="", town=wanted.town if town else "")
    plan = next((row.pk for row in place.plans if row.slug == wanted.plan), None)
    return place.town.pk, plan, replace(wanted, town="", plan=wanted.plan if plan else "")


# -- sentences -----------------------------------------------------------------------------------------


def _sentence(wanted: Wanted, found: Found) -> str:
    match wanted.question.problem:
        case Problem.EMPTY if wanted.question.text:
            return _("There is no word in your search. Type at least one.")
        case Problem.EMPTY:
            return ""
        case Problem.SHORT:
            return _("One letter is not enough to search with. Type a word of two letters or more.")
        case Problem.ONLY_EXCLUDES:
            return _("Your search only says what to leave out. Add a word to look for.")
    count = len(found.hits)
    if not count:
        return _("Nothing found for “%(question)s”.") % {"question": wanted.question.text}
    if found.is_more:
        return _("More than %(count)d results. You can read the first %(count)d. Add a word to find fewer.") % {
            "count": MOST
        }
    return ngettext("%(count)d result", "%(count)d results", count) % {"count": count}


def _waiting(seconds: int) -> str:
    return _("There were very many searches from your network. Please try again in %(seconds)d seconds.") % {
        "seconds": seconds
    }


def _suggestions(place: Place | None, wanted: Wanted, lang: str) -> Iterable[Link]:
    """Ways to ask that may find more; they never guess what was meant."""
    question = wanted.question
    if wanted.is_narrowed:
        wider = {"town": "", "plan": "", "kind": "", "language": ""}
        yield Link(_("Search without filters"), wanted.query(page=1, **wider))
    if len(question.required) + len(question.excluded) > 1 or any(term.is_phrase for term in question.required):
        words = dict.fromkeys(word for term in question.required for word in term.words if len(word) > 1)
        for word in list(words)[:FEWER]:
            label = _("Search only for “%(word)s”") % {"word": word}
            yield Link(label, wanted.query(question=understood(word), page=1))
    if place is not None:
        for code in place.town.languages:
            if code != lang:
                label = _("Search in the texts in %(language)s") % {"language": language_name(code)}
                yield Link(label, _address(code, place) + wanted.query(page=1), lang=code)
        everywhere = wanted.query(page=1, plan="", town="")
        yield Link(_("Search in all municipalities"), _address(lang, None) + everywhere)


# -- results -------------------------------------------------------------------------------------------


def _views(results: list[Result], lang: str, place: Place | None) -> list[HitView]:
    plans = {result.hit.plan: result for result in results}
    levels = _levels().ask(plans=plans) if plans else []
    words = {
        pk: Words([row for row in levels if row["plan"] == pk], Reader(lang, result.authentic))
        for pk, result in plans.items()
    }
    addresses = functools.cache(Addresses)
    return [
        _view(result, lang, words[result.hit.plan], addresses(result.hit.language, result.town, result.plan), place)
        for result in results
    ]


@functools.cache
def _levels() -> Question:
    columns = [f"{name}_{code}" for name in ("singular", "plural", "lead_in") for code in LANGUAGES]
    return Question(rows_of(Level).filter(plan__in=GivenIds("plans")).order_by().values("plan", "kind", *columns))


def _view(result: Result, lang: str, words: Words, addresses: Addresses, place: Place | None) -> HitView:
    def text(said) -> Text:  # type: ignore[no-untyped-def]
        return Text(said.text, said.language, is_fallback=said.language != lang)

    is_plan = not result.key
    around = [result.town_name] if place is None else []
    around += [result.plan_title] if not is_plan and (place is None or len(place.plans) > 1) else []
    return HitView(
        title=text(result.title),
        html=marked_html(result.title.pieces()),
        href=addresses.plan if is_plan else addresses.goal(result.key, result.slug_title or result.code or result.key),
        code=result.code,
        kind=capitalised(kind_name(result.hit.kind, words)),
        path=[text(said) for said in (*around, *result.path)],
        excerpt=text(result.excerpt),
        excerpt_html=marked_html(result.excerpt.pieces()),
        page_lang=result.hit.language if result.hit.language != lang else "",
    )


# -- frame ---------------------------------------------------------------------------------------------


def _address(lang: str, place: Place | None) -> str:
    if place is None:
        return reverse("public:search", kwargs={"lang": lang})
    return reverse("public:town_search", kwargs={"lang": lang, "town": place.town.slug})


def _frame(place: Place | None, wanted: Wanted, visit: Visit) -> Frame:
    query, title = wanted.query(page=1), _("Search")
    here = Link(title, current="page")
    if wanted.question.text:
        title = _("Search: %(question)s") % {"question": wanted.question.text}
    if place is not None:
        crumbs = crumbs_of(replace(place, is_current_plan=True), here)
        frame = frame_of(place, visit, title, section="search", crumbs=crumbs)
    else:
        frame = site_frame(visit, title)
        frame.crumbs[-1] = here
    frame.languages = [replace(link, href=link.href + query) for link in frame.languages]
    if query:
        frame.robots, frame.canonical, frame.alternates = "noindex", "", []
    return frame
