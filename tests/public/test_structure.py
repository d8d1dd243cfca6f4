"""The whole tree as a browser's outline would show it: headings, lists, languages, marks and what is hidden.

Written against an earlier, templated renderer; whatever writes the page must keep to it.
"""

from html.parser import HTMLParser

import pytest
from django.utils.text import slugify

from strategy.public.finding import find
from strategy.public.pages.tree import tree_page
from strategy.public.texts import fold, slug_of, slugs_of
from strategy.public.visiting import Visit
from strategy.tree import Branch
from tests.factories import make_plan, make_town

SHOWN = ("id", "lang", "hidden", "open", "start", "data-text")
VOID = {"br", "path", "circle", "img", "input", "rect", "line", "ellipse", "polyline"}
PASSED_OVER = {"svg", "span", "a"}


class Structure(HTMLParser):
    """Elements as indented lines, with their text; ``keys`` gives goals names that do not change from run to run."""

    def __init__(self, html: str, keys: dict[str, str]) -> None:
        super().__init__()
        self.lines, self.path, self.keys = [], [], keys
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        if tag not in PASSED_OVER or dict(attributes).get("lang"):
            self.lines.append("  " * self._depth + " ".join([tag, *self._shown(dict(attributes))]))
        self.path.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.path.pop() == tag

    def handle_data(self, data):
        if data.strip():
            self.lines.append("  " * self._depth + f"| {data.strip()}")

    @property
    def _depth(self) -> int:
        return sum(tag not in PASSED_OVER for tag in self.path)

    def _shown(self, attributes):
        for name in SHOWN:
            if name in attributes:
                value = attributes[name] or ""
                for key, word in self.keys.items():
                    value = value.replace(key, word)
                yield f"{name}={value}" if value else name


GOLDEN = """
div
  section id=g-missie
    div
      h2 id=s-missie lang=nl data-text
        | Missie
      | only in Dutch
      p lang=nl
        | Waarom?
      div lang=nl
        p
          | Een <stad>
          | voor
        p
          | allen
h2 id=value
  | Values
div
  section id=g-open
    div
      h3 id=s-open data-text
        | Open
      blockquote lang=nl
        p
          | Altijd.
      | only in Dutch
ol
  li id=g-stad-land
    | 1
    div
      p
        | T<1>
        | Priority
      h2 data-text
        | Town & country
    details open
      summary
        | Objectives
        | T<1>
        | 1
        | 1 objective
      ol
        li id=g-straat
          | Page of
          | 1.1
          div
            h3 lang=nl data-text
              | Straat
            | only in Dutch
          details open
            summary
              span lang=nl
              | Een straat die:
              | 1.1
              | only in Dutch
              | 1
              | 1 ambition
            ol
              li id=g-licht
                | Page of
                | 1.1.1
                div
                  p data-text
                    | Light
                  p
                    | Priority
    details open
      summary
        | Topics
        | T<1>
        | 1
        | 1 topic
      ol
        li id=g-cafe
          | Page of
          | 1.2
          div
            p lang=nl data-text
              | Café
            | only in Dutch
            div lang=nl
              p
                | Koffie.
"""

TREE = [
    Branch(
        {
            "kind": "mission",
            "title_nl": "Missie",
            "lead_in_nl": "Waarom?",
            "text_nl": "Een <stad>\nvoor\n\nallen",
            "form": "verse",
        }
    ),
    Branch({"kind": "value", "title_nl": "Open", "title_en": "Open", "text_nl": "Altijd.", "form": "quotation"}),
    Branch(
        {"kind": "theme", "title_nl": "Stad & land", "title_en": "Town & country", "code": "T<1>", "is_priority": True},
        children=[
            Branch(
                {"kind": "objective", "title_nl": "Straat", "lead_in_nl": "Een straat die:"},
                children=[Branch({"kind": "ambition", "title_nl": "Licht", "title_en": "Light", "is_priority": True})],
            ),
            Branch({"kind": "topic", "title_nl": "Café", "text_nl": "Koffie."}),
        ],
    ),
]


@pytest.fixture
def lines(publish, db):
    """lines("word") gives the structure of the whole text in English, of a Dutch town, with a search for "word"."""
    plan = make_plan(make_town("linden", languages=("nl", "en")))
    goals = publish(plan, *TREE).goals.exclude(kind="root").values_list("key", "title_nl")
    keys = {key: slug_of(title) for key, title in goals}

    def get(question: str = "") -> list[str]:
        place = find("en", "linden", "2020-2025")
        kwargs = {"lang": "en", "town": "linden", "plan": "2020-2025"}
        page = tree_page(place, Visit("http://testserver", "public:tree", kwargs, question))
        return Structure(page.statements + "".join(page.tree.pieces), keys).lines

    return get


def test_the_whole_text_has_this_structure(lines):
    assert "\n".join(lines()) == GOLDEN.strip()


def test_a_search_marks_what_it_finds_and_hides_all_but_what_stands_above_it(lines):
    found = [line.strip() for line in lines("light")]
    assert found[found.index("mark") + 1] == "| Light"
    goals = [line for line in found if " id=g-" in line]
    assert [line.split()[1] for line in goals if "hidden" not in line] == [
        "id=g-stad-land",
        "id=g-straat",
        "id=g-licht",
    ]
    assert found.count("details hidden open") == 1  # the topics


def test_the_page_holds_what_the_structure_shows(read, lines):
    html = read("/en/linden/2020-2025/tree/")
    assert html.count('class="only"') == sum("only in Dutch" in line for line in lines())


TITLES = (
    *("Stad & land", "-- ?? --", "Œuvre ÆØÅ straße ﬁn", "İstanbul ΣΑΣ", "a\t b_ c", "_x_", "é" * 80, "’"),
    *("two\nlines", "", "Windows\r\n", "a\u2028b\x85c\x1cd"),
)


def test_a_slug_is_what_django_makes_of_a_folded_title():
    for title in TITLES:
        assert slug_of(title) == (slugify(fold(title))[:60].strip("-") or "-")


@pytest.mark.parametrize("titles", [TITLES, TITLES[:3], ("", ""), ("a\nb", "c\n")])
def test_slugs_that_are_made_together_are_those_of_each_title(titles):
    assert slugs_of(titles) == [slug_of(title) for title in titles]
