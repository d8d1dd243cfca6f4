"""What changed between two editions, as a citizen reads it: sentences, marks, languages, both orders, wrong numbers."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy.services.editing import add_goal, delete_goal, edit_goal, move_goal
from strategy.services.publishing import publish_edition
from strategy.tree import Branch
from tests.factories import make_draft, make_published
from tests.outline import by_title

PLAN = "/en/lindehoven/2020-2025/"
BETWEEN = f"{PLAN}changes/1..2/"
DUTCH = "/nl/lindehoven/2020-2025/changes/1..2/"


def plain(html: str) -> str:
    """The text of a page on one line, as it is heard."""
    return " ".join(re.sub(r"<[^>]+>", "", html.split("<main", 1)[1]).split())


@pytest.fixture
def amended(published, plan):
    """amended(act) publishes a second edition in which act(draft, goals by title) was done."""

    def make(act):
        draft = make_draft(plan)
        act(draft, by_title(draft))
        return publish_edition(draft, actor=None)

    return make


def test_the_page_of_the_plan_leads_to_what_its_edition_changed(read, published, amended):
    assert "changes/" not in read(PLAN)
    amended(lambda draft, goals: delete_goal(goals["Light in every street"], actor=None))
    assert f'href="{BETWEEN}"' in read(PLAN)
    assert "changes/0..1/" not in read(f"{PLAN}editions/1/")


def test_a_reworded_goal_shows_its_words_removed_and_added(read, amended):
    amended(
        lambda draft, goals: edit_goal(
            goals["Light in every street"], actor=None, changes={"title_nl": "Light in <all> streets"}
        )
    )
    html = read(DUTCH)

    marks = (
        r'Light in <del><span class="vh"> .+? </span>every street</del><ins><span class="vh"> .+? </span>(.+?)</ins>'
    )
    assert re.search(marks, html)[1] == "&lt;all&gt; streets"
    assert "<all>" not in html


def test_words_for_screen_readers_are_in_the_language_of_the_page(read, amended):
    amended(lambda draft, goals: edit_goal(goals["Safe city"], actor=None, changes={"title_nl": "Safer city"}))
    html = read(BETWEEN)

    assert '<dd class="wording" lang="nl"><del><span class="vh" lang="en"> removed: </span>Safe</del>' in html
    assert "From edition 1 to edition 2 – reworded: 1 theme." in plain(html)


def test_added_and_dropped_goals_stand_where_they_stand_in_the_tree(read, amended):
    def act(draft, goals):
        delete_goal(goals["Light in every street"], actor=None)
        add_goal(draft, actor=None, under=goals["Safe city"], content={"kind": "action", "title_nl": "New <lamps>"})

    amended(act)
    text = plain(read(BETWEEN))

    assert "From edition 1 to edition 2 – added: 1 action; dropped: 1 objective." in text
    dropped, added = text.index("Light in every street"), text.index("New &lt;lamps&gt;")
    assert text.count("Read it in edition 1") == text.count("Read it in edition 2") == 1
    assert "Safe city" in text[: min(dropped, added)]


def test_a_move_is_told_once_and_its_siblings_are_not(read, plan, amended, published):
    def act(draft, goals):
        green = add_goal(draft, actor=None, content={"kind": "theme", "title_nl": "Green city"}, position=0)
        move_goal(goals["Light in every street"], actor=None, under=green)

    amended(act)
    text = plain(read(BETWEEN))

    assert "added: 1 theme; moved: 1 objective." in text
    assert "Was below “Safe city”; is now below “Green city”." in text
    assert "Now comes after" not in text


def test_a_new_order_says_behind_what_a_goal_stands(read, plan, publish):
    tops = [Branch({"kind": "theme", "title_nl": name}, f"{name:2<8}") for name in ("aa", "bb", "cc")]
    publish(plan, *tops)
    publish(plan, tops[2], *tops[:2])
    assert "put in another order: 1 theme." in plain(read(BETWEEN))
    assert "Now comes first." in plain(read(BETWEEN))
    assert "Now comes after “bb”." in plain(read(f"{PLAN}changes/2..1/"))


def test_kind_code_priority_and_form_are_told_in_sentences(read, amended):
    changes = {"kind": "ambition", "code": "A<1>", "is_priority": True, "form": "verse", "icon": "bike"}
    amended(lambda draft, goals: edit_goal(goals["Light in every street"], actor=None, changes=changes))
    text = plain(read(BETWEEN))

    for sentence in (
        "Kind: was objective, is now ambition.",
        "Code: was none, is now A&lt;1&gt;.",
        "Is a priority now.",
        "Form of the text: was prose, is now verse.",
        "Has another icon.",
    ):
        assert sentence in text


def test_a_changed_translation_is_told_apart_from_the_authentic_text(read, amended, town):
    town.languages = ["nl", "en", "fr"]
    town.save()
    changes = {"title_en": "Safe town", "title_fr": "Ville sûre"}
    amended(lambda draft, goals: edit_goal(goals["Safe city"], actor=None, changes=changes))
    assert "Title (translation into French)" in read(BETWEEN)
    town.languages = ["nl", "en"]  # French is switched off again
    town.save()
    html = read(BETWEEN)

    assert "translation changed: 1 theme." in plain(html)
    assert "Title (translation into English)" in html
    assert "reworded" not in html
    assert "Ville" not in html


@pytest.mark.parametrize("numbers", ["1..3", "3..1", "0..1", "1..99999999999999999999"])
def test_wrong_numbers_are_not_found_with_a_sentence(client, published, numbers):
    response = client.get(f"{PLAN}changes/{numbers}/")
    assert response.status_code == 404
    assert "This plan has no edition with that number." in response.content.decode()


def test_a_draft_is_never_compared(client, published, plan):
    make_draft(plan)
    assert client.get(BETWEEN).status_code == 404


def test_an_edition_with_itself_says_that_nothing_changed(read, published):
    assert "Edition 1 is compared with itself: nothing changed." in plain(read(f"{PLAN}changes/1..1/"))


def test_two_editions_with_the_same_words_say_that_nothing_changed(read, amended):
    amended(lambda draft, goals: None)
    assert "Nothing changed from edition 1 to edition 2." in plain(read(BETWEEN))


def test_the_other_order_is_read_backwards_and_says_so(read, amended):
    amended(lambda draft, goals: delete_goal(goals["Light in every street"], actor=None))
    text = plain(read(f"{PLAN}changes/2..1/"))

    assert "From edition 2 to edition 1 – added: 1 objective." in text
    assert "what is marked as added is in the older one" in text


def test_the_form_leads_to_the_two_editions(client, read, amended):
    amended(lambda draft, goals: None)
    assert f'<form method="get" action="{PLAN}changes/"' in read(BETWEEN)
    assert client.get(f"{PLAN}changes/?from=2&to=1")["Location"] == f"{PLAN}changes/2..1/"
    assert client.get(f"{PLAN}changes/")["Location"] == BETWEEN
    assert client.get(f"{PLAN}changes/?from=x&to=-1")["Location"] == BETWEEN


def test_2000_goals_take_the_same_few_queries_as_two(read, plan, publish):
    def count(goals: int) -> int:
        word = "aaaa" if goals < 100 else "bbbb"
        for edition in ("een", "twee"):
            themes = (
                Branch(
                    {"kind": "theme", "title_nl": f"Stad {n} {edition}"},
                    f"{word}{n:4}".translate(str.maketrans(" 0189", "abcde")),
                    [Branch({"kind": "topic", "title_nl": f"Straat {n} {edition}"})],
                )
                for n in range(goals // 2)
            )
            last = publish(plan, *themes).number
        address = f"{PLAN}changes/{last - 1}..{last}/"
        read(address)
        with CaptureQueriesContext(connection) as queries:
            html = read(address)
        assert html.count('<li class="facts change"') == goals + goals // 2  # reworded, and half dropped and added
        return len(queries)

    assert count(2) == count(2000) <= 4


def test_the_page_is_kept_and_sent_once(client, amended):
    amended(lambda draft, goals: None)
    response = client.get(BETWEEN)
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert response.made_from[0] == "lindehoven"
    assert client.get(BETWEEN, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_the_page_says_who_decided_on_the_newer_edition(read, published, plan):
    make_published(plan, "Green city", kind="correction", reason="Een tikfout.")
    html = read(BETWEEN)
    assert "Een tikfout." in html
    assert "No decision on this text is recorded." in html
