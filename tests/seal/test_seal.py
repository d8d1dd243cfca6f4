"""The seal: anybody can compute it from the words, and any other word gives another one."""

import hashlib
import json

import pytest
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from strategy.models import Edition
from strategy.models.goal import CONTENT_FIELDS, PLAIN_FIELDS, TEXT_FIELDS, unguarded_goals
from strategy.seal import canonical, seal_of, sealed_content
from strategy.services.editing import build_branches, edit_goal, move_goal
from strategy.services.publishing import publish_edition
from strategy.tree import Branch
from tests.factories import make_draft, make_plan, make_town
from tests.outline import by_title

BY_HAND = (
    '{"edition":1,"goals":['
    '{"children":[],"form":"verse","key":"missie22","kind":"mission","text":{"nl":"Een stad,\\nvoor allen"},'
    '"title":{"nl":"Voor iedereen"}},'
    '{"children":[{"children":[],"code":"BD-01","form":"prose","is_priority":true,"key":"licht222","kind":"objective",'
    '"title":{"en":"Light “everywhere”","nl":"Overal licht – ook ’s nachts"}}],'
    '"form":"prose","key":"veilig22","kind":"theme","title":{"nl":"Veilige stad"}}'
    '],"kind":"original","language":"nl"}'
)
"""The canonical JSON of ``vector``, written by hand after docs/seal.md: sorted keys, no spaces, no empty fields."""


@pytest.fixture
def vector(draft):
    light = {
        "kind": "objective", "code": "BD-01", "is_priority": True,
        "title_nl": "Overal licht – ook ’s nachts", "title_en": "Light “everywhere”",
    }  # fmt: skip
    mission = {"kind": "mission", "form": "verse", "title_nl": "Voor iedereen", "text_nl": "Een stad,\nvoor allen"}
    safe = Branch({"kind": "theme", "title_nl": "Veilige stad"}, "veilig22", [Branch(light, "licht222")])
    build_branches(draft, [Branch(mission, "missie22"), safe], actor=None)
    return draft


def test_the_seal_is_the_hash_of_json_that_can_be_written_by_hand(vector):
    assert canonical(sealed_content(vector)).decode() == BY_HAND
    assert seal_of(vector) == hashlib.sha256(BY_HAND.encode()).hexdigest()
    assert seal_of(vector) == "b77aee90b5aebd8a16332fcf6f31428324d7dec4cf4a92d4a6d8d0b2fa697e01"


def test_publishing_stores_this_seal_and_the_status_is_not_in_it(vector):
    before = seal_of(vector)
    assert publish_edition(vector, actor=None).seal == before == seal_of(Edition.objects.get(pk=vector.pk))


@pytest.mark.parametrize("name", CONTENT_FIELDS)
def test_every_field_of_a_goal_is_sealed(vector, name):
    before = seal_of(vector)
    new = {"kind": "topic", "form": "quotation", "is_priority": False}.get(name, "x")
    unguarded_goals().filter(edition=vector, key="licht222").update(**{name: new})
    assert seal_of(vector) != before


def test_the_order_and_the_place_of_goals_are_sealed(vector):
    goals, seals = by_title(vector), {seal_of(vector)}
    move_goal(goals["Veilige stad"], actor=None, position=0)
    seals.add(seal_of(vector))
    move_goal(goals["Overal licht – ook ’s nachts"], actor=None)
    seals.add(seal_of(vector))
    assert len(seals) == 3


@pytest.mark.parametrize("changed", [{"number": 2}, {"kind": "correction"}])
def test_what_the_edition_is_is_sealed(vector, changed):
    before = seal_of(vector)
    Edition.objects.filter(pk=vector.pk).update(**changed)
    assert seal_of(Edition.objects.get(pk=vector.pk)) != before


def test_the_authentic_language_is_sealed(vector):
    before = seal_of(vector)
    vector.plan.municipality.language = "en"
    assert seal_of(vector) != before


def test_a_changed_and_restored_word_gives_the_same_seal(vector):
    before = seal_of(vector)
    goal = by_title(vector)["Veilige stad"]
    edit_goal(goal, actor=None, changes={"title_nl": "Veiliger stad"})
    assert seal_of(vector) != before
    edit_goal(goal, actor=None, changes={"title_nl": "Veilige stad"})
    assert seal_of(vector) == before


def test_numbers_and_rows_are_not_sealed(vector):
    before = seal_of(vector)
    unguarded_goals().filter(edition=vector).update(rght=F("rght") * 10 + 1000)
    unguarded_goals().filter(edition=vector).update(lft=F("lft") * 10 + 3, level=F("level"))
    assert seal_of(vector) == before


def test_the_same_words_in_another_town_have_the_same_seal(vector):
    def branch(node):
        texts = {f"{name}_{code}": text for name in TEXT_FIELDS for code, text in node.get(name, {}).items()}
        plain = {name: node[name] for name in PLAIN_FIELDS if name in node}
        return Branch(plain | texts, node["key"], [branch(child) for child in node["children"]])

    twin = make_draft(make_plan(make_town(languages=("en",)), slug="another"))
    build_branches(twin, [branch(node) for node in sealed_content(vector)["goals"]], actor=None)
    assert seal_of(twin) == seal_of(vector)


JSON = st.recursive(
    st.text() | st.booleans() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), JSON))
def test_canonical_json_does_not_hang_on_the_order_of_keys_and_reads_back(content):
    turned = dict(reversed(content.items()))
    assert canonical(turned) == canonical(content)
    assert json.loads(canonical(content)) == content
