"""The difference of two trees says what was done, and nothing else: random acts on paper, and back."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from strategy.comparing import sides_of
from strategy.edition_difference import Row, Side, counts_of, edition_difference
from strategy.tree import Branch
from strategy.vocabulary import LANGUAGES, Difference
from strategy.wording_difference import word_difference
from tests.tree.paper import TOP, PaperTree

PLAIN = {"kind": "topic", "code": "", "form": "prose", "icon": "", "is_priority": False, "external_id": ""}


def side(paper: PaperTree) -> Side:
    return Side.of(rows(paper))


def rows(paper: PaperTree, parent: str = TOP) -> Iterator[Row]:
    for key in paper.children[parent]:
        yield Row(key, parent, PLAIN | {"kind": paper.kinds[key]}, {("title", "nl"): paper.titles[key]})
        yield from rows(paper, key)


def copy_of(paper: PaperTree) -> PaperTree:
    twin = PaperTree()
    twin.children = {key: list(below) for key, below in paper.children.items()}
    twin.titles, twin.kinds = dict(paper.titles), dict(paper.kinds)
    return twin


def told(before: PaperTree, after: PaperTree) -> dict[str, set[str]]:
    return {change.key: {*change.kinds} for change in edition_difference(side(before), side(after), "nl")}


@st.composite
def papers(draw, least: int = 0) -> PaperTree:
    paper = PaperTree()
    for number in range(draw(st.integers(least, 12))):
        parent = draw(st.sampled_from([TOP, *paper.keys]))
        place = draw(st.integers(0, len(paper.children[parent])))
        paper.add(f"k{number}", "topic", f"Goal {number}", parent, place)
    return paper


@given(papers())
def test_a_tree_compared_with_itself_gives_nothing(paper):
    assert told(paper, copy_of(paper)) == {}


@given(st.data())
def test_random_acts_give_exactly_their_differences(data):
    """Each goal is touched once, so what was done is known; siblings of what comes and goes are not named."""
    before = data.draw(papers(least=1))
    after, expected = copy_of(before), {}
    for number in range(data.draw(st.integers(0, 6))):
        free = [key for key in after.keys if key not in expected]
        act = data.draw(st.sampled_from(["add", "drop", "reword", "move", "recast"]))
        if act == "add":
            _add(data, after, f"new{number}", expected)
        elif free:
            _do(act, data, before, after, data.draw(st.sampled_from(free)), expected)
    assert told(before, after) == expected


def _add(data, after, key, expected):
    parent = data.draw(st.sampled_from([TOP, *after.keys]))
    after.add(key, "topic", "New", parent, data.draw(st.integers(0, len(after.children[parent]))))
    expected[key] = {Difference.ADDED}


def _do(act, data, before, after, key, expected):
    branch = after.branch_of(key)
    if act == "drop" and not any(other in expected for other in branch):
        after.delete(key)
        expected |= {gone: {Difference.DROPPED} for gone in branch}
    elif act == "reword":
        after.titles[key] = "Other words"
        expected[key] = {Difference.REWORDED}
    elif act == "recast":
        after.kinds[key] = "action"
        expected[key] = {Difference.RECAST}
    elif act == "move":
        parents = [other for other in (TOP, *after.keys) if other not in branch and other != after.parent_of(key)]
        if parents:
            parent = data.draw(st.sampled_from(parents))
            after.move(key, parent, data.draw(st.integers(0, len(after.children[parent]))))
            expected[key] = {Difference.MOVED}


@given(st.permutations(range(9)))
def test_a_new_order_names_as_few_goals_as_can_be(order):
    """Those that are not named stand in their old order, and no larger set of goals does."""
    before, after = PaperTree(), PaperTree()
    for number in range(9):
        before.add(f"k{number}", "topic", "x")
        after.add(f"k{order[number]}", "topic", "x")
    moved = told(before, after)
    kept = [number for number in order if f"k{number}" not in moved]
    assert kept == sorted(kept)
    assert len(kept) == _longest(order)
    assert all(kinds == {Difference.REORDERED} for kinds in moved.values())


def _longest(numbers) -> int:
    """By trying: the longest rising run that ends at each number."""
    ends: list[int] = []
    for place, number in enumerate(numbers):
        ends.append(1 + max((ends[other] for other in range(place) if numbers[other] < number), default=0))
    return max(ends)


@given(papers(), papers())
def test_all_of_two_trees_is_told_in_one_order(one, other):
    changes = edition_difference(side(one), side(other), "nl")
    keys = [change.key for change in changes]
    assert len(keys) == len(set(keys))
    assert set(keys) >= set(one.titles) ^ set(other.titles)
    kept_order = [row.key for row in rows(other) if row.key in keys]
    assert [key for key in keys if key in other.titles] == kept_order


def test_a_dropped_goal_stands_where_it_stood():
    before, after = PaperTree(), PaperTree()
    for key in "abcd":
        before.add(key, "topic", key)
    for key in "ad":
        after.add(key, "topic", key + " anew")
    assert [change.key for change in edition_difference(side(before), side(after), "nl")] == ["a", "b", "c", "d"]


def test_counts_are_by_way_and_kind():
    before, after = PaperTree(), PaperTree()
    before.add("a", "theme", "x")
    for key in ("b", "c"):
        after.add(key, "topic", "x")
    counts = counts_of(edition_difference(side(before), side(after), "nl"))
    assert counts == {Difference.ADDED: {"topic": 2}, Difference.DROPPED: {"theme": 1}}


@given(st.text(), st.text())
def test_words_of_a_difference_join_to_both_texts(before, after):
    parts = word_difference(before, after)
    assert "".join(text for op, text in parts if op != "added") == before
    assert "".join(text for op, text in parts if op != "removed") == after


def test_every_language_of_content_has_its_texts_compared(publish, plan):
    texts = {f"title_{code}": f"Titel {code}" for code in LANGUAGES}
    edition = publish(plan, Branch({"kind": "theme", **texts}))
    (row,) = sides_of([edition.pk], LANGUAGES)[edition.pk].rows.values()
    assert row.texts == {("title", code): f"Titel {code}" for code in LANGUAGES}
